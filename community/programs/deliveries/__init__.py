"""Reminders on their way: what has come for whom, and the mails that say so."""
