"""What a measuring command is asked for, and how it says where it is."""

from __future__ import annotations

import argparse
import sys


def choices(what: str, *, sizes: str) -> argparse.ArgumentParser:
    """The arguments of a command that measures communities of several sizes on several engines.

    Args:
        what: what it measures, in a sentence.
        sizes: the numbers of entries unless others are chosen, between commas.
    """
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--sizes", default=sizes)
    parser.add_argument("--engines", default="sqlite,postgresql")
    return parser


def say(line: str) -> None:
    """Tell how far it is, in place of what was told before."""
    print(f"  {line}", end="\r", file=sys.stderr, flush=True)
