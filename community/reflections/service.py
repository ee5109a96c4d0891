"""Publishing and revising a reflection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.kinds import Feedback, Kind
from community.entries.service import compose, revise
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.reflections.frames import FRAMES
from community.reflections.models import Reflection


def publish_reflection(
    *,
    author: Member,
    audience: Audience,
    title: str,
    source: str,
    frame: str = "free",
    tags: Sequence[str] = (),
    feedback: Feedback = Feedback.OPEN,
    program_id: int | None = None,
    at: datetime | None = None,
    source_ref: str | None = None,
    is_new: bool = True,
    tells_difficulty: bool = False,
) -> Reflection:
    """Publish what `author` thought about their work, to `audience`.

    Args:
        frame: the name of the prompt frame that it was written in.
        feedback: which comments the author wants.
        program_id: the program that it belongs to, if any.
        tells_difficulty: whether the author is counted, without their name, among those who find its topics difficult.

    Raises:
        Refused: when there is no text, the frame is unknown, or anything is too long.
    """
    _check(source, frame)
    entry = compose(
        Kind.REFLECTION,
        author=author,
        audience=audience,
        title=title,
        source=source,
        tags=tags,
        feedback=feedback,
        at=at,
        source_ref=source_ref,
        is_new=is_new,
    )
    reflection = Reflection(
        entry_id=entry.id, entry=entry, frame=frame, program_id=program_id, tells_difficulty=tells_difficulty
    )
    session().add(reflection)
    session().flush()
    return reflection


def revise_reflection(
    reflection: Reflection,
    *,
    by: Member,
    title: str,
    source: str,
    tags: Sequence[str],
    feedback: Feedback,
    frame: str,
    note: str = "",
    tells_difficulty: bool = False,
) -> None:
    """Change one's own reflection; what it said before is kept.

    Raises:
        NotAllowed: when `by` did not write it.
        Refused: when there is no text, the frame is unknown, or anything is too long.
    """
    _check(source, frame)
    revise(reflection.entry, by=by, title=title, source=source, tags=tags, note=note)
    reflection.frame = frame
    reflection.tells_difficulty = tells_difficulty
    reflection.entry.feedback = feedback.value


def _check(source: str, frame: str) -> None:
    if not source.strip():
        raise Refused(_("Please write something first."))
    if frame not in FRAMES:
        raise Refused(_("There is no such prompt frame."))
