"""What an offer asks for."""

from __future__ import annotations

from wtforms import DateField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from community.accounts.models import Member
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.support.models import OfferKind
from community.support.service import Text
from community.topics.naming import LONGEST_NAME, tag_names


class OfferForm(Form):
    """What is offered, on which topic, and to whom."""

    title = StringField(_l("Title"), [DataRequired(_l("Please say what you offer.")), Length(max=150)])
    topic = StringField(_l("Topic"), [DataRequired(_l("Please name the topic.")), Length(max=LONGEST_NAME)])
    kind = RadioField(
        _l("What it is"),
        [InputRequired(_l("Please choose one."))],
        choices=[
            SelectChoice(OfferKind.GUIDE.value, _l("A guide that will be written")),
            SelectChoice(OfferKind.PROGRAM.value, _l("A program that exists")),
            SelectChoice(OfferKind.SESSION.value, _l("An hour with somebody who knows")),
            SelectChoice(OfferKind.QUESTION.value, _l("A question to the community")),
        ],
    )
    words = TextAreaField(_l("What they can expect"), [Length(max=2000)])
    on = DateField(_l("Day"), [Optional()], format="%Y-%m-%d")
    audience = RadioField(_l("Who is offered it"), [InputRequired(_l("Please choose one."))])

    def offer(self, writer: Member) -> None:
        """Fill in whom `writer` may offer something."""
        own = [SelectChoice("team", writer.team.name)] if writer.team is not None else []
        self.audience.choices = [SelectChoice("organization", _("Everybody in the organization")), *own]

    def validate_topic(self, field: StringField) -> None:
        """It is one topic."""
        if len(tag_names(field.data or "")) != 1:
            raise ValidationError(_("Please name one topic."))

    def text(self) -> Text:
        """What was written."""
        (topic,) = tag_names(self.topic.data or "")
        return Text(self.title.data or "", self.words.data or "", self.kind.data, topic, self.on.data)
