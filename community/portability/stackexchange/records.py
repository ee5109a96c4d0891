"""What a dump holds, with the ids that it has there. Moments are aware and in UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

COMMUNITY_USER_ID = -1


class PostKind(StrEnum):
    """The two kinds of post that people write to each other."""

    QUESTION = "question"
    ANSWER = "answer"


class VoteKind(StrEnum):
    """The votes that mean something to us; the rest (bounties, reviews, closings) is `OTHER`."""

    ACCEPTED = "accepted"
    UP = "up"
    DOWN = "down"
    FAVORITE = "favorite"
    OTHER = "other"


class User(NamedTuple):
    """A person, or the dump's own housekeeping account."""

    id: int
    display_name: str
    created_at: datetime | None
    last_seen_at: datetime | None
    location: str
    website_url: str
    about_html: str

    @property
    def is_housekeeping(self) -> bool:
        """Tell whether this is the account under which the source site itself acts."""
        return self.id <= COMMUNITY_USER_ID


class Post(NamedTuple):
    """A question or an answer. `owner_id` is None where the author's account is gone."""

    id: int
    kind: PostKind
    question_id: int | None
    accepted_answer_id: int | None
    title: str
    body_html: str
    tags: tuple[str, ...]
    score: int
    view_count: int
    created_at: datetime
    edited_at: datetime | None
    closed_at: datetime | None
    owner_id: int | None
    owner_name: str | None
    license: str

    @property
    def is_question(self) -> bool:
        """Tell whether this opens a thread."""
        return self.kind is PostKind.QUESTION


class Comment(NamedTuple):
    """A remark under a post. Its text is the source's own short Markdown, not HTML."""

    id: int
    post_id: int
    text: str
    score: int
    created_at: datetime
    author_id: int | None
    author_name: str | None
    license: str


class Vote(NamedTuple):
    """A vote on a post; the dump tells the day but neither the hour nor, mostly, the voter."""

    id: int
    post_id: int
    kind: VoteKind
    created_at: datetime
    voter_id: int | None


class Link(NamedTuple):
    """One post that points to another; a duplicate was closed in favor of `related_id`."""

    id: int
    post_id: int
    related_id: int
    is_duplicate: bool
    created_at: datetime | None


class Tag(NamedTuple):
    """A tag with the number of questions that bore it."""

    id: int
    name: str
    uses: int
    excerpt_post_id: int | None
