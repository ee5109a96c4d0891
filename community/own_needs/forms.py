"""What writing a need down and ending it ask for."""

from __future__ import annotations

from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.forms import AudienceForm
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.own_needs.models import OwnNeed, OwnNeedState
from community.own_needs.service import Text
from community.topics.naming import LONGEST_NAME, tag_names


class OwnNeedForm(AudienceForm):
    """What one needs, for what, what one will try, and who may read it."""

    words = StringField(
        _l("What I need to learn, or to be able to do"),
        [DataRequired(_l("Please say in a line what you need.")), Length(max=300)],
        description=_l("Such as: Explain a care plan to a family that is upset"),
    )
    is_for_job = BooleanField(_l("For my work as it is now"))
    is_for_organization = BooleanField(_l("For what the organization is up to"))
    is_for_career = BooleanField(_l("For where I want to go"))
    topic = StringField(_l("Topic"), [Length(max=LONGEST_NAME)])
    plan = TextAreaField(_l("What I will try"), [Length(max=4000)])
    look_on = DateField(
        _l("When to look at it again"),
        [Optional()],
        description=_l("From this day on your first page asks how it went."),
    )

    def offer(self, writer: Member, current: Audience | None = None) -> None:
        """Fill in whom `writer` may show it to: nobody, unless they choose so, and never strangers."""
        super().offer(writer, current)
        self.audience.choices = [choice for choice in self.audience.choices if choice.value != "public"]
        if not self.is_submitted() and current is None:
            self.audience.data = "self"

    def validate_is_for_career(self, field: BooleanField) -> None:
        """It is for something."""
        if not (self.is_for_job.data or self.is_for_organization.data or field.data):
            raise ValidationError(_("Please choose at least one of the three."))

    def validate_topic(self, field: StringField) -> None:
        """It is one topic, or none."""
        if len(tag_names(field.data or "")) > 1:
            raise ValidationError(_("Please name one topic."))

    def text(self) -> Text:
        """What was written."""
        names = tag_names(self.topic.data or "")
        return Text(
            self.words.data or "",
            names[0] if names else "",
            self.is_for_job.data,
            self.is_for_organization.data,
            self.is_for_career.data,
            self.plan.data or "",
            self.look_on.data,
        )


def written_as(need: OwnNeed) -> dict[str, object]:
    """What stands in the form for a need as it is."""
    names = ("words", "is_for_job", "is_for_organization", "is_for_career", "plan", "look_on")
    return {**{name: getattr(need, name) for name in names}, "topic": need.tag.name if need.tag is not None else ""}


class EndForm(Form):
    """How it went."""

    state = RadioField(
        _l("How it went"),
        [InputRequired(_l("Please choose one."))],
        choices=[
            SelectChoice(OwnNeedState.MET.value, _l("I can do it now")),
            SelectChoice(OwnNeedState.OPEN.value, _l("Not yet, I go on")),
            SelectChoice(OwnNeedState.GIVEN_UP.value, _l("I no longer need it")),
        ],
    )
    outcome = TextAreaField(_l("What helped, what did not"), [Length(max=4000)])
