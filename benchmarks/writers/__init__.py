"""Many people who write at once, to the real server, which is killed now and then."""
