"""Reads a Stack Exchange data dump, row by row, into plain records."""

from community.portability.stackexchange.dump import Dump
from community.portability.stackexchange.records import (
    Comment,
    Link,
    Post,
    PostKind,
    Tag,
    User,
    Vote,
    VoteKind,
)

__all__ = ["Comment", "Dump", "Link", "Post", "PostKind", "Tag", "User", "Vote", "VoteKind"]
