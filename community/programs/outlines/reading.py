"""A course outline as a file holds it: JSON with lessons, each with questions, objectives, key points and a text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.programs.outlines.lesson_text import Exercise, exercises

LARGEST = 20 * 1024 * 1024
MOST_LESSONS = 60

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_REPOSITORY = re.compile(r"([A-Za-z0-9-]+)/([A-Za-z0-9._-]+)")
_LICENSE = re.compile(r"(CC BY(?:-SA)?) (\d\.\d)(?: \((.+)\))?")


class License(NamedTuple):
    """Under which terms a course may be used: their name and address, and who is to be named."""

    name: str
    url: str
    holder: str


@dataclass(frozen=True)
class Lesson:
    """One lesson of a course."""

    name: str
    title: str
    url: str
    questions: tuple[str, ...]
    objectives: tuple[str, ...]
    key_points: tuple[str, ...]
    exercises: tuple[Exercise, ...]

    @property
    def teaches(self) -> bool:
        """Whether there is anything to remember or to do; a coffee break has nothing."""
        return bool((self.questions and self.key_points) or self.objectives or self.exercises)


@dataclass(frozen=True)
class Outline:
    """A course: its short name, its title, where it is to be found, its terms and its lessons."""

    name: str
    title: str
    url: str
    license: License
    lessons: tuple[Lesson, ...]


def read_outline(path: Path) -> Outline:
    """The course in a file.

    Raises:
        Refused: when the file is no such outline, is too large, or names no license that lets others build on it.
    """
    try:
        data = path.read_bytes()
        found = json.loads(data) if len(data) <= LARGEST else None
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(_("%(name)s is no course outline: it cannot be read.", name=path.name)) from error
    if not isinstance(found, dict) or not isinstance(found.get("lessons"), list):
        raise Refused(_("%(name)s is no course outline: it has no lessons.", name=path.name))
    name, title = _text(found, "course"), _text(found, "title")
    if not _NAME.fullmatch(name) or not title:
        raise Refused(_("%(name)s is no course outline: it says neither its name nor its title.", name=path.name))
    place = _REPOSITORY.fullmatch(_text(found, "repo"))
    url = f"https://{place[1].lower()}.github.io/{place[2]}/" if place else ""
    lessons = [_lesson(one, url) for one in found["lessons"][:MOST_LESSONS] if isinstance(one, dict)]
    return Outline(name, title, url, _license(found, path.name), tuple(lessons))


def _license(found: dict[str, Any], name: str) -> License:
    said = _LICENSE.fullmatch(_text(found, "licence") or _text(found, "license"))
    if said is None:
        raise Refused(_("%(name)s names no license that lets others build on it, such as CC BY 4.0.", name=name))
    terms = said[1].removeprefix("CC ").lower()
    holder = said[3] or _text(found, "repo").partition("/")[0]
    return License(f"{said[1]} {said[2]}", f"https://creativecommons.org/licenses/{terms}/{said[2]}/", holder)


def _lesson(found: dict[str, Any], url: str) -> Lesson:
    name = _text(found, "file").rpartition("/")[2].removesuffix(".md")[:80]
    return Lesson(
        name=name,
        title=_text(found, "title") or name,
        url=f"{url}{name}.html" if url and _NAME.fullmatch(name.lower()) else url,
        questions=_texts(found, "questions"),
        objectives=_texts(found, "objectives"),
        key_points=_texts(found, "keypoints"),
        exercises=tuple(exercises(_text(found, "body_md"))),
    )


def _text(found: dict[str, Any], name: str) -> str:
    said = found.get(name)
    return said.replace("\0", "").strip() if isinstance(said, str) else ""


def _texts(found: dict[str, Any], name: str) -> tuple[str, ...]:
    said = found.get(name)
    some = said if isinstance(said, list) else []
    return tuple(" ".join(one.replace("\0", "").split()) for one in some if isinstance(one, str) and one.strip())
