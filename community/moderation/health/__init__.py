"""Whether the machine room is well, for administrators."""
