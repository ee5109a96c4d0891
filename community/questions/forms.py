"""What asking, answering and closing ask for."""

from __future__ import annotations

import re

from wtforms import BooleanField, StringField, SubmitField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from community.entries.forms import ComposeForm
from community.entries.writing import LONGEST_TITLE
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.kernel.markup import MAX_SOURCE
from community.questions.service import SHORTEST_TITLE

LARGEST_ID = 2**31 - 1


class QuestionForm(ComposeForm):
    """A question: one sentence, what lies behind it, topics and audience."""

    title = StringField(
        _l("Your question in one sentence"),
        [
            DataRequired(_l("Please say in one sentence what you want to know.")),
            Length(
                min=SHORTEST_TITLE,
                max=LONGEST_TITLE,
                message=_l("Please use from %(min)d to %(max)d characters."),
            ),
        ],
    )
    source = TextAreaField(
        _l("What lies behind it"),
        [Length(max=MAX_SOURCE)],
        description=_l("What happened, what you tried, and what you expected."),
    )
    publish = SubmitField(_l("Post question"))
    seen_similar = BooleanField(_l("I have looked at these"))


class RevisionForm(Form):
    """A change of a question's or an answer's text, with a word on why."""

    title = StringField(_l("Your question in one sentence"), [Length(max=LONGEST_TITLE)])
    source = TextAreaField(_l("Text"), [Length(max=MAX_SOURCE)])
    tags = StringField(_l("Tags"), [Length(max=500)])
    note = StringField(_l("What did you change?"), [Length(max=200)])


class AnswerForm(Form):
    """An answer."""

    source = TextAreaField(
        _l("Your answer"), [DataRequired(_l("Please write your answer first.")), Length(max=MAX_SOURCE)]
    )
    publish = SubmitField(_l("Post answer"))
    preview = SubmitField(_l("Preview"))
    keep = SubmitField(_l("Save draft"))


class ClosingForm(Form):
    """Which question has the answers of this one."""

    other = StringField(
        _l("The other question"),
        [DataRequired(_l("Please give the other question's address or number.")), Length(max=500)],
        description=_l("Its address or its number."),
    )

    def validate_other(self, field: StringField) -> None:
        """The number at the end of an address, or a bare number."""
        if self.other_id() is None:
            raise ValidationError(_("This is not the address or number of a question."))

    def other_id(self) -> int | None:
        """The number of the other question."""
        found = re.search(r"(?:^|/questions/)(\d{1,10})(?:[/?#].*)?$", (self.other.data or "").strip())
        number = int(found.group(1)) if found else 0
        return number if 0 < number <= LARGEST_ID else None
