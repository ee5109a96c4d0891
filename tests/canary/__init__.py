"""Unique words planted for every kind, audience and state, and looked for on every surface as every viewer."""
