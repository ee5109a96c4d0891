"""Saved links: what can be saved, where it comes from, and what a page says about itself."""
