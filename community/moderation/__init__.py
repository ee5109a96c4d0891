"""Flags, and what those who look after the community do with them."""
