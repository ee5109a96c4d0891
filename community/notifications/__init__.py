"""What a member should hear of, once."""
