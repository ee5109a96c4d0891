"""What raising and answering a barrier ask for."""

from __future__ import annotations

from typing import Any, Self

from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from community.accounts.models import Member
from community.barriers.models import ANSWERED, BarrierState, RaisedBarrier
from community.barriers.service import OWN_WORDS, WHY, Text, has_said
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.topics.naming import LONGEST_NAME, tag_names


class WordsForm(Form):
    """What stands in the way."""

    title = StringField(
        _l("What stands in the way?"),
        [DataRequired(_l("Please say in a line what stands in the way.")), Length(max=150)],
        description=_l("In one line, such as: No time to write the handover before the shift ends"),
    )
    words = TextAreaField(_l("What would help?"), [Length(max=2000)])
    topic = StringField(_l("Topic"), [Length(max=LONGEST_NAME)])

    def validate_topic(self, field: StringField) -> None:
        """It is one topic, or none."""
        if len(tag_names(field.data or "")) > 1:
            raise ValidationError(_("Please name one topic."))

    def text(self) -> Text:
        """What was written."""
        names = tag_names(self.topic.data or "")
        return Text(self.title.data or "", self.words.data or "", names[0] if names else "")


class ShownForm(WordsForm):
    """A barrier that was raised without a name, said in other words than those of who raised it."""

    barrier: RaisedBarrier

    @classmethod
    def of(cls, barrier: RaisedBarrier, **given: Any) -> Self:
        """The form for `barrier`: the topic stands in it already, the words do not."""
        topic = barrier.tag.name if barrier.tag is not None else ""
        form = cls(data={"topic": topic}, **given)
        form.barrier = barrier
        return form

    def validate_title(self, field: StringField) -> None:
        """It is not the line that was raised."""
        self._check_own(field.data)

    def validate_words(self, field: TextAreaField) -> None:
        """They are not the words that were raised."""
        self._check_own(field.data)

    def _check_own(self, words: str | None) -> None:
        if has_said(self.barrier, words or ""):
            raise ValidationError(OWN_WORDS)


class BarrierForm(WordsForm):
    """What stands in the way, who reads it, and whether one's name stands with it."""

    as_who = RadioField(
        _l("Your name"),
        [InputRequired(_l("Please choose one."))],
        choices=[
            SelectChoice("named", _l("With my name: people can ask me about it")),
            SelectChoice(
                "unnamed",
                _l("Without my name: coaches and administrators alone read my words, and show it in their own"),
            ),
        ],
        default="named",
    )
    audience = RadioField(_l("Who reads it"), [InputRequired(_l("Please choose one."))])

    def offer(self, writer: Member) -> None:
        """Fill in whom `writer` may tell."""
        own = [SelectChoice("team", writer.team.name)] if writer.team is not None else []
        self.audience.choices = [SelectChoice("organization", _("Everybody in the organization")), *own]

    @property
    def is_named(self) -> bool:
        """Whether the name of who raises it stands with it."""
        return bool(self.as_who.data == "named")


class AnswerForm(Form):
    """What became of a barrier."""

    state = RadioField(
        _l("Where it stands"),
        [InputRequired(_l("Please choose one."))],
        choices=[
            SelectChoice(BarrierState.LOOKED_AT.value, _l("Somebody looks after it")),
            SelectChoice(BarrierState.MENDED.value, _l("It is mended")),
            SelectChoice(BarrierState.NOT_NOW.value, _l("Nothing can be done now")),
        ],
    )
    answer = TextAreaField(
        _l("Answer"), [Length(max=2000)], description=_l("Everybody who reads the barrier reads this.")
    )

    def validate_answer(self, field: TextAreaField) -> None:
        """An end needs a reason."""
        if self.state.data in ANSWERED and not (field.data or "").strip():
            raise ValidationError(WHY)
