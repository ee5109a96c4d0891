"""What keeps a command from going on."""

from __future__ import annotations


class SetupError(Exception):
    """Something that the person at the keyboard must mend; the message says what, in a sentence."""
