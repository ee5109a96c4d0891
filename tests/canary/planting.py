"""Planting: for each kind and audience an entry with words that stand nowhere else."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from community.accounts.models import Member
from community.audiences.models import Audience
from community.bookmarks.service import save_bookmark
from community.entries import comments, drafts, flags, service
from community.entries.models import Entry
from community.kernel.db import commit, session
from community.programs import service as programs
from community.programs.models import ReminderKind
from community.questions import service as questions
from community.questions.models import Question
from community.reflections.service import publish_reflection
from tests.canary.people import READERS, Cast

PATTERN = re.compile(r"zq\d{3,}(?:title|body|tag)", re.IGNORECASE)
_numbers = itertools.count(100)


@dataclass(frozen=True)
class Canary:
    """One entry, its words, and who may meet them."""

    kind: str
    audience: str
    entry_id: int
    words: tuple[str, ...]
    readers: frozenset[str]
    page: str
    is_listed: bool = True


@dataclass
class Aviary:
    """Every canary, and who may meet which word."""

    canaries: list[Canary] = field(default_factory=list)
    readers: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, canary: Canary) -> None:
        """Remember a canary and its words."""
        self.canaries.append(canary)
        self.readers.update(dict.fromkeys(canary.words, canary.readers))

    def leaks(self, text: str, who: str) -> set[str]:
        """The words in `text` that this viewer must not meet."""
        found = {word.lower() for word in PATTERN.findall(text)}
        return {word for word in found if who not in self.readers.get(word, frozenset())}


def words() -> tuple[str, str, str]:
    """Three new words, for title, body and tag."""
    number = next(_numbers)
    return f"zq{number}title", f"zq{number}body", f"zq{number}tag"


def plant(cast: Cast) -> Aviary:
    """Plant everything."""
    aviary = Aviary()
    for name, audience in cast.audiences.items():
        for kind, write in WRITERS.items():
            chosen = words()
            entry = write(cast.people["author"], audience, *chosen)
            used = chosen if entry.title else chosen[1:2]
            aviary.add(Canary(kind, name, entry.id, used, READERS[name], entry.path))
    _plant_private_feedback(cast, aviary)
    _plant_what_is_gone(cast, aviary)
    _plant_drafts(cast, aviary)
    _plant_reminder(cast, aviary)
    commit()
    return aviary


def _reflect(author: Member, audience: Audience, title: str, body: str, tag: str) -> Entry:
    return publish_reflection(author=author, audience=audience, title=title, source=body, tags=[tag]).entry


def _ask(author: Member, audience: Audience, title: str, body: str, tag: str) -> Entry:
    return questions.ask_question(author=author, audience=audience, title=title, source=body, tags=[tag]).entry


def _answer(author: Member, audience: Audience, title: str, body: str, tag: str) -> Entry:
    question = session().get_one(Question, _ask(author, audience, "How do we rig this?", "Plain.", "rigging").id)
    return questions.answer_question(question, by=author, source=body)


def _comment(author: Member, audience: Audience, title: str, body: str, tag: str) -> Entry:
    return comments.comment(_reflect(author, audience, "On rigging", "Plain.", "rigging"), by=author, source=body)


def _save(author: Member, audience: Audience, title: str, body: str, tag: str) -> Entry:
    url = f"https://{title}.example/page"
    return save_bookmark(author=author, audience=audience, url=url, title=title, source=body, tags=[tag]).entry


WRITERS: dict[str, Callable[[Member, Audience, str, str, str], Entry]] = {
    "reflection": _reflect,
    "question": _ask,
    "answer": _answer,
    "comment": _comment,
    "bookmark": _save,
}


def _plant_private_feedback(cast: Cast, aviary: Aviary) -> None:
    author, named = cast.people["author"], cast.people["named"]
    for name in ("public", "organization", "named"):
        body = words()[1]
        post = _reflect(author, cast.audiences[name], "With private feedback", "Plain.", "rigging")
        remark = comments.comment(post, by=named, source=body, privately=True)
        readers = frozenset({"author", "named"})
        aviary.add(Canary("private comment", name, remark.id, (body,), readers, remark.path))


def _plant_what_is_gone(cast: Cast, aviary: Aviary) -> None:
    author, administrator = cast.people["author"], cast.people["administrator"]
    for state in ("withdrawn", "hidden", "revised", "flagged"):
        title, body, tag = words()
        chosen: tuple[str, ...] = (title, body, tag)
        entry = _reflect(author, cast.audiences["organization"], title, body, tag)
        if state == "withdrawn":
            service.withdraw(entry, by=author)
        elif state == "hidden":
            service.hide(entry, by=administrator)
        elif state == "flagged":
            flags.flag(_reflect(author, cast.audiences["self"], *(later := words())), by=administrator, reason="spam")
            aviary.add(Canary("flagged", "self", 0, later, frozenset({"author"}), "/moderation", is_listed=False))
        else:
            service.revise(entry, by=author, title=(new := words())[0], source=new[1], tags=[new[2]])
            service.restrict(entry, cast.audiences["self"], by=author)
            chosen = (*chosen, *new)
        readers = READERS["organization"] if state == "flagged" else frozenset({"author"})
        if state == "hidden":
            readers |= {"administrator"}
        aviary.add(Canary(state, "organization", entry.id, chosen, readers, entry.path, is_listed=False))


def _plant_drafts(cast: Cast, aviary: Aviary) -> None:
    chosen = words()
    drafts.save_draft("question:new", {"title": chosen[0], "source": chosen[1]}, by=cast.people["author"])
    aviary.add(Canary("draft", "self", 0, chosen[:2], frozenset({"author"}), "/drafts"))


def _plant_reminder(cast: Cast, aviary: Aviary) -> None:
    author = cast.people["author"]
    for name in ("organization", "cohort", "self"):
        title, body, tag = words()
        program = programs.make_program(
            owner=author, audience=cast.audiences[name], title=title, source=body, resource_tags=[tag]
        )
        step = programs.Step(2, ReminderKind.APPLY, f"{title}", body, task=body)
        reminder = programs.add_reminder(program, step, by=author)
        aviary.add(
            Canary("reminder", name, reminder.entry_id, (title, body), READERS[name], f"/programs/{program.slug}")
        )
        aviary.readers[tag] = READERS[name]
    _plant_draft_reminder(cast, aviary)


def _plant_draft_reminder(cast: Cast, aviary: Aviary) -> None:
    """A reminder that was not launched yet, in a program that everybody may see."""
    author, (title, body, _tag) = cast.people["author"], words()
    program = programs.make_program(owner=author, audience=cast.audiences["organization"], title="Not launched yet")
    step = programs.Step(2, ReminderKind.APPLY, title, body, task=body)
    draft = programs.add_reminder(program, step, by=author, is_draft=True)
    readers, path = frozenset({"author"}), draft.entry.path
    aviary.add(Canary("reminder-draft", "organization", draft.entry_id, (title, body), readers, path, is_listed=False))
