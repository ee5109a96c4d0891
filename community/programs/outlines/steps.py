"""What a course asks of its learners in the months after: for each lesson something to recall and something to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from community.kernel.i18n import _
from community.kernel.markup import render
from community.programs.models import ReminderKind
from community.programs.outlines.lesson_text import outside_code
from community.programs.outlines.reading import Lesson, Outline
from community.programs.service import Step

FIRST_RECALL, FIRST_DEED, A_WEEK = 3, 7, 7
"""The first lesson is asked for three days after the training and used four days later; each week brings one more,
which is as much as a learner may be asked: two reminders in any seven days."""

LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_TASK, LONGEST_TITLE = 500, 5000, 500, 200
LONGEST_EXERCISE = 5000
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>"})


class NamedStep(NamedTuple):
    """A step and its name within the course, which stays the same whenever it is imported."""

    name: str
    step: Step


def description(outline: Outline) -> str:
    """What the program says about itself: what one can do after it, its lessons, and whose work it is."""
    aims = [f"- {_quoted(aim)}" for lesson in outline.lessons for aim in lesson.objectives]
    parts = [f"## {_('After this, one can')}", "\n".join(aims)] if aims else []
    lessons = [f"{n}. {_link(one.title, one.url)}" for n, one in enumerate(_taught(outline), 1)]
    return "\n\n".join([*parts, f"## {_('Lessons')}", "\n".join(lessons), _credit(outline)])


def steps(outline: Outline) -> Iterator[NamedStep]:
    """The reminders of a course, in the order of their days."""
    lessons = _taught(outline)
    yield NamedStep("course:lessons", _lessons(outline, lessons))
    for number, lesson in enumerate(lessons):
        if lesson.questions and lesson.key_points:
            yield NamedStep(f"{lesson.name}:recall", _recall(outline, lesson, FIRST_RECALL + number * A_WEEK))
        deed = _deed(outline, lesson, FIRST_DEED + number * A_WEEK)
        if deed is not None:
            yield NamedStep(f"{lesson.name}:deed", deed)
    yield NamedStep("course:reflection", _reflection(outline, FIRST_RECALL + len(lessons) * A_WEEK))


def _taught(outline: Outline) -> list[Lesson]:
    return [lesson for lesson in outline.lessons if lesson.teaches]


def _lessons(outline: Outline, lessons: list[Lesson]) -> Step:
    listed = "\n".join(f"- {_link(one.title, one.url)}" for one in lessons)
    return Step(
        0,
        ReminderKind.RESOURCE,
        _("The lessons, to look things up"),
        f"{listed}\n\n{_credit(outline)}",
        task=_("Keep this at hand, and open the lesson that you need first in your own work."),
    )


def _recall(outline: Outline, lesson: Lesson, day: int) -> Step:
    return Step(
        day,
        ReminderKind.RECALL,
        lesson.title[:LONGEST_TITLE],
        _("Answer from memory first; that is what makes it stay.") + "\n\n" + _credit(outline, lesson),
        recall_question=_first(lesson.questions, LONGEST_QUESTION),
        recall_answer=_first(lesson.key_points, LONGEST_ANSWER),
    )


def _deed(outline: Outline, lesson: Lesson, day: int) -> Step | None:
    """An exercise of the lesson, or else the first thing that one can do after it."""
    exercise = next((one for one in lesson.exercises if len(one.text) <= LONGEST_EXERCISE), None)
    if exercise is not None:
        task = _("Work it out, then look at how the lesson solves it.")
        text = f"{exercise.text}\n\n{_credit(outline, lesson)}"
        return Step(day, ReminderKind.SCENARIO, _plain(exercise.title)[:LONGEST_TITLE], text, task=task)
    if not lesson.objectives:
        return None
    aims = "\n".join(f"- {_quoted(aim)}" for aim in lesson.objectives)
    task = _("Do it once in your own work this week: %(aim)s", aim=_plain(lesson.objectives[0]))
    title = _("Use it: %(lesson)s", lesson=lesson.title)
    return Step(
        day,
        ReminderKind.APPLY,
        title[:LONGEST_TITLE],
        f"{aims}\n\n{_credit(outline, lesson)}",
        task=task if len(task) <= LONGEST_TASK else _plain(lesson.objectives[0])[:LONGEST_TASK],
    )


def _reflection(outline: Outline, day: int) -> Step:
    text = _("What did you try of it, what happened, and what comes next? Whoever learns after you can use the answer.")
    return Step(
        day,
        ReminderKind.REFLECTION,
        _("What became of %(course)s?", course=outline.title)[:LONGEST_TITLE],
        f"{text}\n\n{_credit(outline)}",
        task=_("Write a short reflection."),
    )


def _credit(outline: Outline, lesson: Lesson | None = None) -> str:
    """Whose work it is, under which terms, and that it was changed, as CC BY asks (section 3.a)."""
    terms = outline.license
    work = _link(lesson.title, lesson.url) + ", " if lesson else ""
    return _(
        "*From %(work)s by %(holder)s, %(license)s. Shortened, and made into reminders.*",
        work=work + _link(outline.title, outline.url),
        holder=_quoted(terms.holder),
        license=f"[{terms.name}]({terms.url})",
    )


def _first(texts: tuple[str, ...], most: int) -> str:
    """As many of `texts` as there is room for, as mere text; at least the beginning of the first."""
    whole = ""
    for text in map(_plain, texts):
        longer = f"{whole} {text}".strip()
        if len(longer) > most:
            break
        whole = longer
    return whole or _plain(texts[0])[:most]


def _plain(markdown: str) -> str:
    return " ".join(render(markdown).text.split())


def _quoted(markdown: str) -> str:
    """A line of somebody's Markdown, in which no name becomes a mention."""
    return outside_code(markdown, lambda said: said.replace("@", "\\@"))


def _link(title: str, url: str) -> str:
    said = title.translate(MARKS)
    return f"[{said}]({url})" if url else said
