"""Every address that a GET reaches, filled with real values; one that cannot be filled is a failure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from community.accounts.models import CoachScope, Member, Team
from community.barriers.models import RaisedBarrier
from community.bulletins.models import Bulletin
from community.coaching.models import GapNote
from community.entries.models import Entry, Revision
from community.groups.models import Group
from community.images.models import Image
from community.kernel.db import session
from community.notifications.models import Notification
from community.own_needs.models import OwnNeed
from community.programs.models import Cohort, Enrollment, Program
from community.support.models import Offer
from community.topics.models import Tag
from tests.canary.planting import Aviary

Values = Mapping[str, Sequence[object]]

# Files of the program itself, which hold no member's words, and pictures, which have a walk of their own.
WITHOUT_WORDS = frozenset({"static", "assets.bundle", "accounts.photo", "entries.image"})


class CannotReach(AssertionError):
    """A new route that the walk has no values for."""


def paths(app: Flask, aviary: Aviary) -> list[str]:
    """Every path of every GET route, for every value that its arguments may take."""
    values = examples(canary.entry_id for canary in aviary.canaries if canary.entry_id)
    found: list[str] = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in WITHOUT_WORDS:
            found.extend(filled(app, rule, values))
    return sorted(set(found)) + _with_questions(aviary)


def filled(app: Flask, rule: Rule, values: Values) -> Iterable[str]:
    """The paths of one route for every combination of `values`; raises CannotReach when one is missing."""
    names = sorted(rule.arguments)
    unknown = [name for name in names if name not in values]
    if unknown:
        raise CannotReach(f"{rule.rule}: give the walk values for {', '.join(unknown)} in tests/canary/surfaces.py")
    with app.test_request_context():
        for combination in itertools.product(*(values[name] for name in names)):
            arguments = dict(zip(names, combination, strict=True))
            yield app.url_map.bind("localhost").build(rule.endpoint, arguments)


def examples(entry_ids: Iterable[int]) -> dict[str, Sequence[object]]:
    """For each name of an argument the values that it may take in the database as it is."""
    return {
        "entry_id": sorted(set(entry_ids)),
        "question_id": session().scalars(select(Entry.id).where(Entry.kind == "question").order_by(Entry.id)).all(),
        "answer_id": session().scalars(select(Entry.id).where(Entry.kind == "answer").order_by(Entry.id)).all(),
        "number": session().scalars(select(Revision.number).distinct().order_by(Revision.number)).all(),
        "who": ["ned", "visitor"],
        "username": ["ada", "ned"],
        "year": [2026],
        "month": [11],
        "name": session().scalars(select(Tag.name).order_by(Tag.name)).all(),
        "slug": session().scalars(select(Program.slug).order_by(Program.slug)).all(),
        "cohort_id": session().scalars(select(Cohort.id).order_by(Cohort.id)).all(),
        "enrollment_id": session().scalars(select(Enrollment.id).order_by(Enrollment.id)).all(),
        "bulletin_id": session().scalars(select(Bulletin.id).order_by(Bulletin.id)).all(),
        "barrier_id": session().scalars(select(RaisedBarrier.id).order_by(RaisedBarrier.id)).all(),
        "note_id": session().scalars(select(GapNote.id).order_by(GapNote.id)).all(),
        "scope_id": session().scalars(select(CoachScope.id).order_by(CoachScope.id)).all(),
        "need_id": session().scalars(select(OwnNeed.id).order_by(OwnNeed.id)).all(),
        "offer_id": session().scalars(select(Offer.id).order_by(Offer.id)).all(),
        "group_slug": session().scalars(select(Group.slug).order_by(Group.slug)).all(),
        "notification_id": session().scalars(select(Notification.id).order_by(Notification.id)).all(),
        "member_id": session().scalars(select(Member.id).order_by(Member.id)).all(),
        "team_id": session().scalars(select(Team.id).order_by(Team.id)).all(),
        "resource_id": range(1, 12),
        "token": ["a-secret-that-nobody-has"],
        "form": ["atom", "rss", "json"],
        "filename": ["x"],
        "scope": ["organization", *(f"team:{key}" for key in session().scalars(select(Team.id).order_by(Team.id)))],
        "mail_kind": ["digest"],
        "event_id": [1],
        "mail_id": [1],
        "device_id": [1],
        "image_name": session().scalars(select(Image.name).order_by(Image.name)).all() or ["0" * 32 + "-1x1.webp"],
    }


def _with_questions(aviary: Aviary) -> list[str]:
    """Addresses whose answer depends on what is asked: searches, filters, completion."""
    names = [word for canary in aviary.canaries for word in canary.words if word.endswith("tag")]
    asked = sorted({word for canary in aviary.canaries for word in canary.words if word.endswith("body")})
    plain = [
        "/?kind=question",
        "/?kind=reflection",
        "/?following=1",
        "/?view=following",
        *(f"/questions?sort={order}" for order in ("unanswered", "unaccepted", "active")),
        *(f"/members/ada?tab={tab}" for tab in ("all", "reflections", "questions", "answers", "bookmarks")),
        *(f"/bookmarks/mine?show={show}" for show in ("to-read", "archived", "untagged")),
        "/complete/tags?q=zq",
        "/complete/members?q=a",
        "/questions/similar?title=How+do+we+rig+this",
        "/search?q=rigging",
        "/search?q=zq*",
        "/search?q=rig*&sort=date",
        "/search?q=rig*+is:unanswered",
        "/search/saved",
        *(f"/feeds/search.{form}?q=rigging" for form in ("atom", "rss", "json")),
        "/search/suggest?q=zq",
        "/search/suggest?q=rig",
        "/experts?tag=rigging",
        "/experts?q=rigging",
    ]
    return (
        plain
        + [f"{path}{quote(word)}" for word in asked for path in ("/search?q=", "/search/suggest?q=")]
        + [f"{path}{quote(name)}" for name in names for path in ("/questions?tag=", "/experts?tag=", "/bookmarks?tag=")]
    )
