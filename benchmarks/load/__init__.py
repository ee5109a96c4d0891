"""A working day of five thousand members, played to the real server."""
