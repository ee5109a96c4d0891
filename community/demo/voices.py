"""What the demo's people wrote: questions, answers, reflections, bookmarks, comments and votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from community.accounts.models import Member
from community.audiences import service as audiences
from community.audiences.models import Audience, AudienceKind
from community.audiences.queries import people_in
from community.bookmarks.service import save_bookmark
from community.demo import story
from community.demo.story import Calendar, Table, chance
from community.entries.comments import comment
from community.entries.kinds import Feedback
from community.entries.models import Entry
from community.entries.votes import record_votes
from community.programs.models import Program
from community.questions import service as questions
from community.questions.models import Question
from community.questions.standing import recount
from community.reflections.service import publish_reflection

STILL_NEW = timedelta(days=4)
"""What is younger than this is announced, so that the people whom a visitor signs in as have news."""


class Voices:
    """Writes the demo's entries in the names of its people."""

    def __init__(self, people: Mapping[str, Member], calendar: Calendar, programs: Mapping[str, Program]) -> None:
        self._people = people
        self._calendar = calendar
        self._programs = programs
        self._questions: dict[str, Question] = {}

    def ask(self, table: Table) -> None:
        """One question with its answers and what was said about them."""
        key, at = table["key"], self._calendar.moment(table["days_ago"], table["key"])
        question = questions.ask_question(
            author=self._people[table["author"]],
            audience=self._audience(table),
            title=table["title"],
            source=table["body"].strip(),
            tags=table["tags"],
            at=at,
            source_ref=f"demo:{key}",
            is_new=self._is_new(at),
        )
        question.entry.language = table.get("language", question.entry.language)
        self._questions[key] = question
        self._talk(question.entry, table, key)
        for number, reply in enumerate(sorted(table.get("answer", []), key=lambda a: float(a["after_hours"]))):
            self._answer(question, reply, f"{key}-{number}")
        self._vote(question.entry, table.get("votes", 0), key)
        recount(question)

    def lead_duplicates(self) -> None:
        """Close each question that was asked before into the one that has the answers."""
        for table in story.themes("question"):
            if table.get("duplicate_of"):
                question, target = self._questions[table["key"]], self._questions[table["duplicate_of"]]
                questions.close_as_duplicate(question, of=target, by=question.entry.author, is_new=False)

    def reflect(self, table: Table) -> None:
        """One reflection and what was said about it."""
        key, at = table["key"], self._calendar.moment(table["days_ago"], table["key"])
        program = self._programs.get(table.get("program", ""))
        reflection = publish_reflection(
            author=self._people[table["author"]],
            audience=self._audience(table),
            title=table["title"],
            source=table["body"].strip(),
            frame=table.get("frame", "free"),
            tags=table.get("tags", []),
            feedback=_feedback(table),
            program_id=program.id if program else None,
            at=at,
            source_ref=f"demo:{key}",
            is_new=self._is_new(at),
        )
        self._talk(reflection.entry, table, key)
        self._vote(reflection.entry, table.get("votes", 0), key)

    def save(self, table: Table) -> None:
        """One resource, saved by one colleague and then by others."""
        key = f"{table['author']} {table['url']}"
        at = self._calendar.moment(table["days_ago"], key)
        self._save(table, table["author"], at, table.get("note", ""), self._audience(table))
        for number, username in enumerate(table.get("also_saved_by", [])):
            later = self._calendar.after(at, 20 + 30 * number + chance(f"{key} {username}", 200))
            self._save(table, username, later, "", audiences.organization_audience())

    def _save(self, table: Table, username: str, at: datetime, note: str, audience: Audience) -> None:
        save_bookmark(
            author=self._people[username],
            audience=audience,
            url=table["url"],
            title=table["title"],
            description=table.get("description", ""),
            source=note.strip(),
            tags=table.get("tags", []),
            at=at,
            source_ref=f"demo:{username} {table['url']}"[:200],
            is_new=self._is_new(at),
        )

    def _answer(self, question: Question, table: Table, key: str) -> None:
        at = self._calendar.after(question.entry.published_at, table["after_hours"])
        answer = questions.answer_question(
            question,
            by=self._people[table["author"]],
            source=table["body"].strip(),
            at=at,
            source_ref=f"demo:{key}",
            is_new=self._is_new(at),
        )
        self._talk(answer, table, key)
        self._vote(answer, table.get("votes", 0), key)
        if table.get("accepted"):
            questions.accept_answer(answer, question, by=question.entry.author, is_new=self._is_new(at))

    def _talk(self, on: Entry, table: Table, key: str) -> None:
        for number, said in enumerate(table.get("comment", [])):
            at = self._calendar.after(on.published_at, said["after_hours"])
            comment(
                on,
                by=self._people[said["author"]],
                source=said["body"].strip(),
                at=at,
                source_ref=f"demo:{key}-c{number}",
                is_new=self._is_new(at),
            )

    def _vote(self, entry: Entry, wanted: int, key: str) -> None:
        """Let `wanted` others who may read it say that it was useful, always the same ones."""
        voters = [m for m in self._readers(entry) if m.id != entry.author_id]
        voters.sort(key=lambda member: chance(f"{key} {member.username}", 1_000_000))
        at = self._calendar.after(entry.published_at, 30)
        record_votes(entry, voters[:wanted], value=1, at=at)

    def _readers(self, entry: Entry) -> Sequence[Member]:
        if entry.audience.kind in {AudienceKind.ORGANIZATION, AudienceKind.PUBLIC}:
            return list(self._people.values())
        return people_in(entry.audience, limit=100)

    def _audience(self, table: Table) -> Audience:
        author, wanted = self._people[table["author"]], table.get("audience", "organization")
        if wanted == "self":
            return audiences.only(author)
        if wanted == "team" and author.team is not None:
            return audiences.team_audience(author.team)
        if wanted.startswith("named:"):
            names = wanted.removeprefix("named:").split(",")
            return audiences.named([author, *(self._people[name.strip()] for name in names)])
        if wanted.startswith("group:"):
            return audiences.owned_audience(AudienceKind.GROUP, wanted, "")
        return audiences.organization_audience()

    def _is_new(self, at: datetime) -> bool:
        return self._calendar.now - at < STILL_NEW


def _feedback(table: Table) -> Feedback:
    """What the author asked for; somebody who was talked with had it open at the time."""
    wanted = Feedback(table.get("feedback", "open"))
    return Feedback.OPEN if wanted is Feedback.NONE and table.get("comment") else wanted


def write_all(voices: Voices, progress: Any) -> None:
    """Write everything, telling `progress` a sentence for each kind."""
    for kind, write, words in (
        ("question", voices.ask, "questions and their answers"),
        ("reflection", voices.reflect, "reflections"),
        ("bookmark", voices.save, "bookmarks"),
    ):
        tables = list(story.themes(kind))
        for table in tables:
            write(table)
        progress(f"{len(tables)} {words}")
    voices.lead_duplicates()
