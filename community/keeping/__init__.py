"""Keeping what the site holds: backup, restore, and moving to another database."""
