"""Which kinds of mail there are, and who deals with what comes back: each capability says so itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from community.kernel.mail.models import OutgoingMail


class Rank(IntEnum):
    """Which mail goes first when many wait."""

    ACCOUNT = 0
    DIRECT = 1
    DIGEST = 2
    BULLETIN = 3


class Later(Exception):
    """Raised by a composer: not now (the reader's quiet hours), but from `until` on."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Tie:
    """What a mail hangs on for its reader: a subscription that can end, or a talk that can go on."""

    purpose: str
    subject_id: int
    member_id: int


@dataclass(frozen=True)
class Letter:
    """A mail as its capability wants it: which template, for whom, and what it belongs to.

    Attributes:
        template: templates/mail/<template>.txt and .html.
        to: one mail address.
        subject: one line.
        context: what the templates name, besides `subject`, `site_url` and `reply_line`.
        language, timezone: the reader's.
        sender_name: whose words these are; the site's name follows.
        subscription: what its one-click unsubscribing ends; None where there is nothing to end.
        reply: what an answer by mail belongs to; None where nobody reads one.
        thread: the keys of the mails that it follows, the first one first.
    """

    template: str
    to: str
    subject: str
    context: Mapping[str, object] = field(default_factory=dict)
    language: str = "en"
    timezone: str = "Europe/London"
    sender_name: str = ""
    subscription: Tie | None = None
    reply: Tie | None = None
    thread: tuple[str, ...] = ()


Composer = Callable[[OutgoingMail], Letter | None]


@dataclass(frozen=True)
class Kind:
    """One kind of mail.

    Attributes:
        name: how rows of it are marked.
        compose: makes the letter when it is sent, as its reader may see things then; None when there is
            nothing to say any more. It may raise `Later`.
        sample: a letter with believable data that needs no database, for the preview.
        rank: whether it may wait for others.
    """

    name: str
    compose: Composer
    sample: Callable[[], Letter]
    rank: Rank = Rank.DIRECT


@dataclass(frozen=True)
class Subscription:
    """Something that sends mail until its reader ends it.

    Attributes:
        describe: what it is, in words for the page that asks whether it shall end.
        end: ends it; ending it twice changes nothing. Both get the subject's and the member's id.
    """

    describe: Callable[[int, int], str]
    end: Callable[[int, int], None]


@dataclass(frozen=True)
class Reply:
    """A mail that somebody wrote to an address that was made for them alone."""

    subject_id: int
    member_id: int
    sender: str
    text: str


class Office:
    """All kinds of mail, subscriptions and readers of replies, by name."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.replies: dict[str, Callable[[Reply], bool]] = {}
        self.stops: dict[str, Callable[[str], None]] = {}

    def kind(self, kind: Kind) -> None:
        """Let mails of this kind be sent."""
        self.kinds[kind.name] = kind

    def subscription(self, purpose: str, subscription: Subscription) -> None:
        """Let mails be ended that carry `Tie(purpose, ...)` as their subscription."""
        self.subscriptions[purpose] = subscription

    def reply(self, purpose: str, read: Callable[[Reply], bool]) -> None:
        """Have `read` called with answers to mails that carry `Tie(purpose, ...)` as their reply.

        It returns whether the answer was taken, and never raises for what a member did wrong.
        """
        self.replies[purpose] = read

    def on_stop(self, name: str, stopped: Callable[[str], None]) -> None:
        """Have `stopped` called with an address to which nothing is sent any more."""
        self.stops[name] = stopped


office = Office()
