"""What members can be told of, by which ways and how soon; and what holds until they choose."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from community.accounts.models import Member
from community.notifications.models import Reason


class Topic(StrEnum):
    """A group of reasons, as a member chooses about them."""

    ASKS = "asks"
    ANSWERS = "answers"
    REPLIES = "replies"
    THREADS = "threads"
    PEOPLE = "people"
    TAGS = "tags"
    COMMITMENTS = "commitments"
    HELP = "help"
    MODERATION = "moderation"
    NEEDS = "needs"


class Level(StrEnum):
    """How soon a mail tells it."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"
    AT_ONCE = "at-once"


class Ways(NamedTuple):
    """How a member hears of a topic: on the site, by mail, on their devices."""

    site: bool
    mail: Level
    push: bool


TOPIC_OF: Final[Mapping[Reason, Topic]] = {
    Reason.MENTION: Topic.ASKS,
    Reason.INVITED: Topic.ASKS,
    Reason.STEWARD: Topic.ASKS,
    Reason.ANSWER: Topic.ANSWERS,
    Reason.ACCEPTED: Topic.ANSWERS,
    Reason.CLOSED: Topic.ANSWERS,
    Reason.SUGGESTED: Topic.ANSWERS,
    Reason.REPLY: Topic.REPLIES,
    Reason.COMMENT: Topic.REPLIES,
    Reason.THREAD: Topic.THREADS,
    Reason.MEMBER: Topic.PEOPLE,
    Reason.TAG: Topic.TAGS,
    Reason.HIDDEN: Topic.MODERATION,
}

USUAL: Final[Mapping[Topic, Ways]] = {
    topic: Ways(site=True, mail=Level.AT_ONCE if topic is Topic.ASKS else Level.WEEKLY, push=topic is Topic.ASKS)
    for topic in Topic
}
"""Bundled once a week; at once only what asks for somebody by name. Bundling helps attention and mood, hearing nothing
at all makes people anxious (Fitz et al. 2019), so nothing is off until somebody turns it off."""

ONLY_BY_MAIL: Final = frozenset({Topic.COMMITMENTS, Topic.HELP, Topic.NEEDS})
"""What a digest adds of its own: the site shows it on the first page, and it is never sent alone."""

ONLY_WEEKLY: Final = frozenset({Topic.NEEDS})
"""What changes slowly."""

NUMBERS: Final[tuple[Topic, ...]] = tuple(Topic)
"""Links in old mails name a topic by its place here: add new ones at the end."""


def offered_to(member: Member) -> list[Topic]:
    """What `member` can be told of."""
    return [topic for topic in Topic if topic is not Topic.NEEDS or member.may_see_needs]


def topic_of(reason: Reason) -> Topic:
    """The topic that a reason belongs to; what asks for somebody in a new way counts as such until it is sorted."""
    return TOPIC_OF.get(reason, Topic.ASKS)


def reasons_of(topics: frozenset[Topic]) -> list[str]:
    """The reasons that belong to `topics`."""
    return [reason.value for reason in Reason if topic_of(reason) in topics]
