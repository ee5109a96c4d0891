"""Who has shown that they can help with something, and whom to ask next."""
