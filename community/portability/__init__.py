"""Bringing what people wrote elsewhere into the community, and taking it out again."""
