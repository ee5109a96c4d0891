"""Commonplace, where an organization's people go on learning after the training ends."""
