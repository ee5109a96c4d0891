"""What asks for a member today, and the stream of what is new."""
