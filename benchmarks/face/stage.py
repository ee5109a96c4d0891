"""The site that is looked at: the demonstration, freshly loaded and served, with the states that it lacks added."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from community.accounts.links import invitation_path, mail_change_path, reset_path
from community.accounts.models import Member
from community.accounts.queries import member_by_username
from community.accounts.service import invite, join, make_feed_token
from community.audiences.service import public_audience, set_team
from community.demo.people import PASSWORD
from community.entries.drafts import save_draft
from community.entries.flags import Outcome, Reason, flag, settle
from community.entries.models import Entry, Flag
from community.entries.service import restrict, withdraw
from community.factory import create_app
from community.kernel.db import commit, session
from tests.browser.live_site import served

VISITOR, NEWCOMER = "visitor", "newcomer"
RUNNER = "paul"
PEOPLE = (VISITOR, "ana", "mara", "admin", RUNNER, NEWCOMER)
"""Whoever comes, a member, a manager, an administrator, who runs a program, and somebody who has nothing yet."""

SECRET = "a key for browser tests only"  # noqa: S105 (the key that the served site is started with)


@dataclass(frozen=True)
class Stage:
    """The site as it is served.

    Attributes:
        address: where.
        developing: where the same site is served with what only developers see.
        app: an application on the same database, to be asked what there is.
        cookies: the session cookie by username.
        tokens: by the name of an address's argument, where links from mails lead: in paths, without the host.
    """

    address: str
    developing: str
    app: Flask
    cookies: dict[str, str]
    links: tuple[str, ...]


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Serve the demonstration, with every state that a page can show.

    Args:
        folder: an empty one, for the databases.
    """
    os.environ.update(PUBLIC_ALLOWED="yes", SECRET_KEY=SECRET, COMMONPLACE_CHEAP_PASSWORDS="1")
    first, second = folder / "site", folder / "developing"
    first.mkdir()
    second.mkdir()
    with served(first, folder / "seed.db") as site:
        app = create_app({"DATABASE_URL": f"sqlite:///{first / 'site.db'}", "SECRET_KEY": SECRET, "JOBS": "immediate"})
        with app.app_context():
            with redirect_stdout(StringIO()):  # mails are printed where there is no mail server
                links = _complete()
            cookies = {name: _cookie(app, name) for name in PEOPLE if name != VISITOR}
        os.environ["FLASK_DEBUG"] = "1"
        with served(second, folder / "seed.db") as developing:
            del os.environ["FLASK_DEBUG"]
            yield Stage(site.address, developing.address, app, cookies, links)


def _complete() -> tuple[str, ...]:
    """Add what the demonstration has none of, and return where the links in mails lead."""
    ana, admin = _person("ana"), _person("admin")
    newcomer = join(name="Nora Newcomer", email="nora@northwind.example", password=PASSWORD, username=NEWCOMER)
    set_team(newcomer, ana.team)
    invitation = invite("quentin@northwind.example", by=admin)
    save_draft("question:new", {"title": "How do we hand over on a Sunday?", "source": "There is **nobody**"}, by=ana)
    make_feed_token(ana, "all", "Reader on my phone")
    first, second, third = _texts_of(ana, "question", "reflection", "bookmark")
    for entry in (first, second):
        restrict(entry, public_audience(), by=ana)
    withdraw(third, by=ana)
    _flag_some(by=ana, decided_by=admin)
    commit()
    return invitation_path(invitation), reset_path(ana), mail_change_path(ana, "ana.new@northwind.example")


def _flag_some(*, by: Member, decided_by: Member) -> None:
    others = session().scalars(
        select(Entry).where(Entry.kind == "question", Entry.author_id != by.id).order_by(Entry.id).limit(2)
    )
    for entry in others:
        flag(entry, by=by, reason=Reason.OTHER, note="This seems to be about a patient.")
    raised = session().scalars(select(Flag).order_by(Flag.id)).first()
    assert raised is not None
    settle(raised, by=decided_by, outcome=Outcome.HIDDEN)


def _texts_of(member: Member, *kinds: str) -> list[Entry]:
    newest = select(Entry).where(Entry.author_id == member.id).order_by(Entry.id.desc())
    return [session().scalars(newest.where(Entry.kind == kind)).first() or _missing(kind) for kind in kinds]


def _missing(kind: str) -> Entry:
    raise LookupError(f"The demonstration's ana has no {kind}.")


def _person(username: str) -> Member:
    member = member_by_username(username)
    assert member is not None
    return member


def _cookie(app: Flask, username: str) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps({"_user_id": _person(username).get_id(), "_fresh": True}))
