"""What a link in a mail ends, without signing in: a topic, the digest, a thread, a tag or a person that is followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from community.accounts.models import Member
from community.entries.follows import Subject, unfollow
from community.entries.models import Entry
from community.entries.queries import entry_for
from community.kernel.db import session
from community.kernel.i18n import _
from community.kernel.mail import Office, Subscription
from community.notifications.choices import end_digests, end_mail, mute_thread
from community.notifications.topics import NUMBERS, Topic
from community.topics.models import Tag

TOPIC: Final = "topic"
DIGEST: Final = "digest"
THREAD: Final = "thread"
TAG: Final = "tag"
MEMBER: Final = "member"


def join(office: Office) -> None:
    """Tell the office what can end."""
    office.subscription(TOPIC, Subscription(_describe_topic, _for_member(_end_topic)))
    office.subscription(DIGEST, Subscription(_describe_digest, _for_member(_end_digest)))
    office.subscription(THREAD, Subscription(_describe_thread, _for_member(_end_thread)))
    office.subscription(TAG, Subscription(_describe_tag, _for_member(_unfollow(Subject.TAG))))
    office.subscription(MEMBER, Subscription(_describe_member, _for_member(_unfollow(Subject.MEMBER))))


def topic_name(topic: Topic) -> str:
    """A topic as members read it."""
    return {
        Topic.ASKS: _("Somebody asks for you by name"),
        Topic.ANSWERS: _("Answers to your questions, and what became of your answers"),
        Topic.REPLIES: _("Comments on what you wrote, and replies to your comments"),
        Topic.THREADS: _("News of what you follow or commented on"),
        Topic.PEOPLE: _("What the people whom you follow publish"),
        Topic.TAGS: _("What is new on the tags that you follow"),
        Topic.COMMITMENTS: _("Reminders that wait for your answer"),
        Topic.HELP: _("A question that you could help with"),
        Topic.NEEDS: _("Where people get stuck, in groups large enough"),
        Topic.MODERATION: _("What those who look after the community do with what you wrote"),
    }[topic]


Act = Callable[[int, Member], None]


def _for_member(act: Act) -> Callable[[int, int], None]:
    def end(subject_id: int, member_id: int) -> None:
        member = session().get(Member, member_id)
        if member is not None:
            act(subject_id, member)

    return end


def _describe_topic(subject_id: int, _member_id: int) -> str:
    return _("Mails about: %(topic)s", topic=topic_name(NUMBERS[subject_id]))


def _end_topic(subject_id: int, member: Member) -> None:
    end_mail(member, NUMBERS[subject_id])


def _describe_digest(_subject_id: int, _member_id: int) -> str:
    return _("The daily and weekly digest by mail")


def _end_digest(_subject_id: int, member: Member) -> None:
    end_digests(member)


def _describe_thread(subject_id: int, member_id: int) -> str:
    member = session().get(Member, member_id)
    entry = entry_for(member, subject_id) if member is not None else None
    if entry is None:
        return _("News of a page")
    return _("News of “%(title)s”", title=entry.title or entry.summary)


def _end_thread(subject_id: int, member: Member) -> None:
    entry = session().get(Entry, subject_id)
    if entry is not None:
        mute_thread(member, entry)


def _describe_tag(subject_id: int, _member_id: int) -> str:
    tag = session().get(Tag, subject_id)
    return _("News of the tag “%(name)s”", name=tag.name) if tag is not None else _("News of a tag")


def _describe_member(subject_id: int, _member_id: int) -> str:
    member = session().get(Member, subject_id)
    return _("What %(name)s publishes", name=member.name) if member is not None else _("What a colleague publishes")


def _unfollow(subject: Subject) -> Act:
    def end(subject_id: int, member: Member) -> None:
        unfollow(subject, subject_id, by=member)

    return end
