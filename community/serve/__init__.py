"""Serves the site on this machine: migrates, shows the demonstration to whoever comes first, and stops cleanly."""
