"""A small place in which every form of the site stands on some page, the same one each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from community.accounts.coached_teams import today
from community.accounts.links import invitation_path, reset_path
from community.accounts.models import Invitation, Member
from community.accounts.service.coaching import give_scope
from community.accounts.service.feed_tokens import make_feed_token
from community.accounts.service.inviting import invite
from community.audiences.models import Audience
from community.barriers import service as barriers
from community.bookmarks.service import save_bookmark
from community.coaching.models import Reading
from community.coaching.service import write_note
from community.entries import drafts, flags, service
from community.kernel.db import Model, commit, db, session
from community.own_needs import service as own_needs
from community.questions.service import accept_answer, close_as_duplicate
from community.reflections.service import publish_reflection
from community.search.saving import save as save_search
from community.support.service import Text, offer_support
from community.topics.service import describe_tag, tags_for
from community.topics.skills import look_after_skill
from tests.bulletins.factories import OPEN_EVENING, a_bulletin, an_issue
from tests.canary.people import Cast, settle
from tests.canary.surfaces import examples
from tests.factories import PASSWORD, a_comment, a_question, an_answer
from tests.groups.factories import a_community
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

Values = dict[str, Sequence[object]]


@dataclass(frozen=True)
class World:
    """Who is there, and what the arguments of addresses may be."""

    cast: Cast
    values: Values

    def member(self, who: str) -> Member | None:
        """The member, or None for the visitor."""
        return self.cast.member(who)


def make_world(audience_name: str = "organization") -> World:
    """Make it: everything that can be written, by the author, for one audience.

    Args:
        audience_name: the audience of every entry, by its name in the cast.
    """
    _restart_numbering()
    cast = settle()
    audience = cast.audiences[audience_name]
    entries = _write(cast, audience)
    administrator = cast.people["administrator"]
    invite("ines@example.org", by=administrator)
    make_feed_token(cast.people["author"], "all", "At home")
    drafts.save_draft("question:new", {"title": "Unfinished", "source": "So far"}, by=cast.people["author"])
    commit()
    return World(cast, _values(cast, entries))


class Remembered(NamedTuple):
    """What tells the people and arguments of a world whose database was kept."""

    people: dict[str, int]
    values: Values


def remembered(world: World) -> Remembered:
    """What to remember of a world while its rows are there."""
    return Remembered({who: member.id for who, member in world.cast.people.items()}, world.values)


def seen_again(kept: Remembered) -> World:
    """A world whose database was brought back, with its people as they are there."""
    return World(Cast({who: session().get_one(Member, key) for who, key in kept.people.items()}), kept.values)


def _write(cast: Cast, audience: Audience) -> list[int]:
    author, named = cast.people["author"], cast.people["named"]
    post = publish_reflection(author=author, audience=audience, title="A post", source="Text.", tags=["rigging"]).entry
    saved = save_bookmark(author=author, audience=audience, url="https://books.example/a", title="A page").entry
    commit()
    question = a_question(author=author, audience=audience, tags=["rigging"])
    closed = a_question("The same again?", author=author, audience=audience)
    close_as_duplicate(closed, of=question, by=cast.people["administrator"])
    answer = an_answer(question, author=named if audience.kind != "self" else author)
    settled = a_question("What holds?", author=author, audience=audience)
    if audience.kind != "self":
        accept_answer(an_answer(settled, author=named), settled, by=author)
    remark = a_comment(post, by=author)
    hidden = publish_reflection(author=author, audience=audience, title="Hidden", source="Text.").entry
    flagged = publish_reflection(author=author, audience=audience, title="Flagged", source="Text.").entry
    service.revise(post, by=author, title="A post", source="Text, again.", tags=["rigging"])
    flags.flag(flagged, by=named if audience.kind != "self" else author, reason="spam")
    service.hide(hidden, by=cast.people["administrator"])
    program = a_program(author, title="Knots", audience=audience)
    reminder = a_reminder(program, 0)
    an_enrollment(a_cohort(program), author)
    save_search(author, "rigging")
    support = Text("An hour on knots", "Bring a rope.", "session", "rigging")
    offer_support(support, by=cast.people["manager"], audience=audience)
    standing = barriers.Text("No time to tie them", "An hour a week.", "rigging")
    barriers.raise_barrier(standing, by=author, audience=audience, is_named=True)
    coach, manager = cast.people["coach"], cast.people["manager"]
    assert manager.team is not None
    until = today() + timedelta(days=7)
    give_scope(coach, manager.team, first_on=today(), last_on=until)
    for helper in (coach, manager):
        write_note(manager.team, tags_for(["rigging"])[0], Reading.TIME, "No rope at hand.", by=helper)
    need = own_needs.write_need(own_needs.Text("Tie it in the dark", "rigging"), by=author, audience=audience)
    own_needs.link_entry(need, post, by=author)
    commit()
    a_community(author, named, asking=cast.people["outsider"])
    skill = tags_for(["splicing"])[0]
    describe_tag(skill, description="Two ropes in one", is_skill=True)
    look_after_skill(skill, by=cast.people["administrator"], owner=author.username, review_on=date(2026, 11, 2))
    commit()
    issue = an_issue(a_bulletin(author, audience=audience), post, occasions=[OPEN_EVENING])
    draft = an_issue(issue.bulletin, post, published=False)
    written = [post, saved, answer, remark, hidden, flagged, issue.entry, draft.entry]
    return [question.entry_id, reminder.entry_id, *(entry.id for entry in written)]


def _values(cast: Cast, entries: list[int]) -> Values:
    invitation = session().scalars(select(Invitation)).one()
    tokens = [invitation_path(invitation), reset_path(cast.people["author"])]
    return {
        **examples(entries),
        "token": [path.rpartition("/")[2] for path in tokens],
        "flag_id": [1],
        "invitation_id": [1],
        "delivery_id": [1],
        "token_id": [1],
        "saved_id": [1],
        "key": ["question:new"],
        "verb": ["pause"],
        "choice": ["on"],
        "what": ["check-in"],
        "fingerprint": ["x"],
    }


def _restart_numbering() -> None:
    """Let ids begin anew, so that an address found in one world is good in the next."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in Model.metadata.sorted_tables:
        if "id" in table.c and table.c.id.type.python_type is int:
            _restart(table)
    commit()


def _restart(table: Any) -> None:
    last = session().scalar(select(func.max(table.c.id)))
    sequence = session().scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    if sequence:
        session().execute(select(func.setval(sequence, last or 1, last is not None)))


__all__ = ["PASSWORD", "Values", "World", "make_world"]
