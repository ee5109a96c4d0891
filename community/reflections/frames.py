"""Prompt frames: questions that help to reflect, and how their answers become one text and come apart again.

What / So what / Now what is Borton's (Reach, Touch and Teach, 1970), the six steps are Gibbs' (Learning by Doing,
1988), the cycle is Kolb's (Experiential Learning, 1984).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from community.kernel.i18n import _l

MARK = "###"
_heading = re.compile(r"^### +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One question of a frame: the heading that is kept in the text, and a hint."""

    heading: str
    label: Any
    hint: Any


@dataclass(frozen=True)
class Frame:
    """A way to reflect; without parts it is a blank page."""

    name: str
    label: Any
    about: Any
    parts: tuple[Part, ...] = ()


def _part(heading: str, label: Any, hint: Any) -> Part:
    return Part(heading, label, hint)


FREE = Frame("free", _l("Free"), _l("A blank page."))
WHAT = Frame(
    "what",
    _l("What? So what? Now what?"),
    _l("Three short questions. The best one to begin with."),
    (
        _part("What happened", _l("What happened?"), _l("The situation, in a few sentences.")),
        _part("So what", _l("So what?"), _l("Why it matters, and what you learned.")),
        _part("Now what", _l("Now what?"), _l("What you will do, and when: «When …, I will …».")),
    ),
)
GIBBS = Frame(
    "gibbs",
    _l("Gibbs' cycle"),
    _l("Six steps, for something that stayed with you."),
    (
        _part("Description", _l("Description"), _l("What happened?")),
        _part("Feelings", _l("Feelings"), _l("What did you think and feel?")),
        _part("Evaluation", _l("Evaluation"), _l("What went well, and what did not?")),
        _part("Analysis", _l("Analysis"), _l("Why did it go that way?")),
        _part("Conclusion", _l("Conclusion"), _l("What else could you have done?")),
        _part("Action plan", _l("Action plan"), _l("What will you do next time?")),
    ),
)
KOLB = Frame(
    "kolb",
    _l("Kolb's cycle"),
    _l("From an experience to the next experiment."),
    (
        _part("Experience", _l("Experience"), _l("What did you do or live through?")),
        _part("Reflection", _l("Reflection"), _l("What did you notice, looking back?")),
        _part("Concept", _l("Concept"), _l("What general idea do you take from it?")),
        _part("Experiment", _l("Experiment"), _l("How will you try that idea out?")),
    ),
)
FRAMES = {frame.name: frame for frame in (WHAT, GIBBS, KOLB, FREE)}
MOST_PARTS = max(len(frame.parts) for frame in FRAMES.values())


def joined(frame: Frame, answers: list[str]) -> str:
    """One text of the answers to the questions of `frame`, each under its heading; empty ones are left out."""
    written = zip(frame.parts, answers, strict=False)
    return "\n\n".join(f"{MARK} {part.heading}\n\n{answer.strip()}" for part, answer in written if answer.strip())


def apart(frame: Frame, source: str) -> list[str]:
    """The answers that `source` holds, one for each question of `frame`.

    What stands under no heading of the frame goes to its first question, so that nothing is lost.
    """
    headings = [part.heading for part in frame.parts]
    answers = [""] * len(headings)
    pieces = _heading.split(source)
    loose = [pieces[0].strip()]
    for heading, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if heading in headings:
            place = headings.index(heading)
            answers[place] = "\n\n".join(filter(None, [answers[place], text.strip()]))
        else:
            loose.append(f"{MARK} {heading}\n\n{text.strip()}")
    if answers:
        answers[0] = "\n\n".join(filter(None, [*loose, answers[0]]))
    return answers
