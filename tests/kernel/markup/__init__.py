"""What members type, and what others get to read."""
