"""What reflecting asks for: the questions of a frame, which comments are wanted, and who may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length

from community.accounts.models import Member
from community.entries.forms import ComposeForm
from community.entries.kinds import Feedback
from community.entries.writing import LONGEST_TITLE
from community.kernel.i18n import _, _l
from community.kernel.markup import MAX_SOURCE
from community.reflections.frames import FRAMES, FREE, Frame, apart, joined
from community.reflections.models import Reflection

FEEDBACK = (
    SelectChoice(Feedback.OPEN.value, _l("Open: everyone who reads this may comment, and all see it")),
    SelectChoice(Feedback.PRIVATE.value, _l("Private to me: comments are between me and the commenter")),
    SelectChoice(Feedback.NONE.value, _l("None: I only want to write this down")),
)
PARTS = tuple(f"part_{number}" for number in range(1, 7))


def _part() -> TextAreaField:
    return TextAreaField(validators=[Length(max=MAX_SOURCE)])


class ReflectionForm(ComposeForm):
    """A reflection in one of the frames; framed answers are joined into one text."""

    frame = HiddenField(default="what", validators=[AnyOf(list(FRAMES), _l("There is no such prompt frame."))])
    title = StringField(
        _l("Title"), [DataRequired(_l("Please give it a title that you will recognize.")), Length(max=LONGEST_TITLE)]
    )
    source = TextAreaField(_l("Your reflection"), [Length(max=MAX_SOURCE)])
    switch = HiddenField()
    feedback = RadioField(_l("Which comments do you want?"), choices=FEEDBACK, default=Feedback.OPEN.value)
    tells_difficulty = BooleanField(
        _l("I find this difficult: count me, without my name"),
        description=_l(
            "Coaches and managers may then learn about how many people find the topics of such reflections difficult,"
            " once enough people do. Nobody learns who, nor what you wrote. Your tags say which topics."
        ),
    )
    note = StringField(_l("What did you change?"), [Length(max=200)])
    part_1, part_2, part_3, part_4, part_5, part_6 = (_part() for _number in range(6))

    @classmethod
    def of(cls, reflection: Reflection, writer: Member) -> Self:
        """The form that changes `reflection`."""
        entry = reflection.entry
        form = cls(
            data={
                "title": entry.title,
                "source": entry.source,
                "tags": ", ".join(entry.tag_names),
                "feedback": entry.feedback,
                "frame": reflection.frame,
                "tells_difficulty": reflection.tells_difficulty,
            }
        )
        form.offer(writer, entry.audience)
        return form

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Hold what was kept of an earlier change."""
        for name in ("title", "source", "tags", "feedback", "note", "frame", "tells_difficulty", *PARTS):
            if name in kept:
                self[name].data = kept[name]

    @property
    def chosen_frame(self) -> Frame:
        """The frame in which it is being written."""
        return FRAMES.get(self.frame.data or "", FREE)

    def parts(self) -> list[Any]:
        """The fields of the chosen frame's questions, in their order, each called by its question."""
        fields = [self[f"part_{number}"] for number in range(1, len(self.chosen_frame.parts) + 1)]
        for field, part in zip(fields, self.chosen_frame.parts, strict=True):
            field.label.text = str(part.label)
        return fields

    def text(self) -> str:
        """The one text that was written."""
        if not self.chosen_frame.parts:
            return str(self.source.data or "")
        return joined(self.chosen_frame, [field.data or "" for field in self.parts()])

    def show_in(self, name: str) -> None:
        """Lay what was written so far out in the frame called `name`; nothing is lost."""
        text = self.text() or self.source.data or ""
        self.frame.data = name if name in FRAMES else FREE.name
        self.source.data = text
        for field, answer in zip(self.parts(), apart(self.chosen_frame, text), strict=True):
            field.data = answer

    def kept_fields(self) -> dict[str, str]:
        """What a draft keeps: the joined text, not its parts."""
        kept = {n: v for n, v in super().kept_fields().items() if not n.startswith("part_") and n != "switch"}
        return {**kept, "source": self.text(), "tells_difficulty": "y" if self.tells_difficulty.data else ""}

    def validate(self, extra_validators: Any = None) -> bool:
        """Also refuse an empty text, which no single field can tell."""
        is_valid = bool(super().validate(extra_validators))
        if not self.text().strip():
            target = self.parts()[0] if self.chosen_frame.parts else self.source
            target.errors = [*target.errors, _("Please write something first.")]
            return False
        if len(self.text()) > MAX_SOURCE:
            self.source.errors = [_("Please keep the text under %(most)d characters.", most=MAX_SOURCE)]
            return False
        return is_valid
