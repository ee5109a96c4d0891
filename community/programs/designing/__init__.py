"""Designing a program: where it begins, what it warns of, how it looks through time, and who joins it."""
