"""The feeds: the organization's stream, blogs, tags, questions, threads, cohorts and one's own programs."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members, token_holders
from community.accounts.queries import member_by_username
from community.entries import queries as entries
from community.entries import tag_queries
from community.entries.kinds import STREAM_KINDS, Kind
from community.feeds import queries
from community.feeds.answering import answer, reader
from community.feeds.items import NEWEST, Channel, Item, Version
from community.feeds.sources import Source, reminder_item
from community.kernel import clock
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.programs import queries as programs
from community.questions import queries as questions
from community.questions.queries import Order
from community.topics.queries import tag_by_name

bp = Blueprint("feeds", __name__, url_prefix="/feeds")
FORMS = '<any("atom", "rss"):form>'


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """All feeds that the member can follow, and how."""
    return render_template("feeds/index.html", enrollments=programs.enrollments_of(me()))


@bp.get(f"/stream.{FORMS}")
@token_holders
def stream(form: str) -> Response:
    """What is new for whoever reads."""
    channel = Channel(current_app.config["SITE_NAME"], "/", _("What is new"))
    return answer(form, queries.source_of(channel, entries.listed(reader(), *STREAM_KINDS)))


@bp.get(f"/members/<username>.{FORMS}")
@token_holders
def blog(username: str, form: str) -> Response:
    """A member's reflections."""
    who = reader()
    author = member_by_username(username)
    if author is None:
        raise NotFound(_("Nobody here has this name."))
    title = _("Reflections by %(name)s", name=author.name)
    channel = Channel(title, f"/members/{author.username}/blog")
    return answer(form, queries.source_of(channel, entries.written_by(author, who, Kind.REFLECTION)))


@bp.get(f"/tag/<name>.{FORMS}")
@token_holders
def tag(name: str, form: str) -> Response:
    """What bears a tag."""
    who = reader()
    found = tag_by_name(name)
    if found is None or not tag_queries.knows_tag(who, found):
        raise NotFound(_("Nothing is tagged like this."))
    channel = Channel(found.name, f"/tags/{found.name}", found.description)
    return answer(form, queries.source_of(channel, entries.tagged(found, who, *STREAM_KINDS)))


@bp.get(f"/questions.{FORMS}")
@token_holders
def newest_questions(form: str) -> Response:
    """The newest questions."""
    channel = Channel(_("Newest questions"), "/questions")
    return answer(form, queries.source_of(channel, questions.entries_in(reader(), Order.NEWEST)))


@bp.get(f"/questions/unanswered.{FORMS}")
@token_holders
def unanswered_questions(form: str) -> Response:
    """Questions that wait for an answer."""
    channel = Channel(_("Unanswered questions"), "/questions?sort=unanswered")
    return answer(form, queries.source_of(channel, questions.entries_in(reader(), Order.UNANSWERED)))


@bp.get(f"/entries/<int:entry_id>.{FORMS}")
@token_holders
def thread(entry_id: int, form: str) -> Response:
    """What is said below an entry."""
    who = reader()
    root = entries.entry_for(who, entry_id)
    if root is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    channel = Channel(_("Re: %(title)s", title=root.title or root.summary[:60]), root.path)
    return answer(form, queries.source_of(channel, queries.talk_below(root, who)))


@bp.get(f"/cohorts/<int:cohort_id>.{FORMS}")
@token_holders
def cohort(cohort_id: int, form: str) -> Response:
    """The reminders that have come for a cohort."""
    who = reader()
    found = programs.cohort_for(who, cohort_id)
    if found is None:
        raise NotFound(_("There is no such cohort, or it is not open to you."))
    came = programs.cohort_deliveries(found, who, clock.now())[:NEWEST]
    version = Version([(f"{r.entry_id} {at.isoformat()}", r.entry.changed_at) for at, r in came])
    ask = _("Did you apply it?")

    def items() -> list[Item]:
        return [
            reminder_item(at, r.entry, key=f"cohort-{found.id}-reminder-{r.entry_id}", task=r.task, ask=ask)
            for at, r in came
        ]

    channel = Channel(f"{found.program.title}: {found.name}", f"/programs/{found.program.slug}")
    return answer(form, Source(channel, version, items))


@bp.get(f"/enrollments/<int:enrollment_id>.{FORMS}")
@token_holders
def enrollment(enrollment_id: int, form: str) -> Response:
    """The reminders that have come for one learner, by their own start, days and pauses."""
    who = reader()
    if who is None:
        abort(401)
    all_mine = programs.enrollments_of(who)
    mine = next((e for e in all_mine if e.id == enrollment_id), None)
    if mine is None:
        raise NotFound(_("There is no such enrollment of yours."))
    came = [d for d in programs.delivered(who, all_mine, clock.now()) if d.enrollment.id == enrollment_id][:NEWEST]
    version = Version([(f"{d.stable_id} {d.at.isoformat()}", d.reminder.entry.changed_at) for d in came])
    ask = _("Did you apply it?")

    def items() -> list[Item]:
        return [reminder_item(d.at, d.reminder.entry, key=d.stable_id, task=d.reminder.task, ask=ask) for d in came]

    channel = Channel(mine.cohort.program.title, "/programs/mine", _("Your reminders"))
    return answer(form, Source(channel, version, items))
