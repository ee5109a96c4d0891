"""Whether the site grows while it is used for a long time."""
