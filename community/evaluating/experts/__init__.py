"""Whom questions go to and who is listed for a topic, measured on real sites."""
