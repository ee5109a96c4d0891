"""What a note asks for."""

from __future__ import annotations

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from community.coaching.models import Reading
from community.kernel.forms import Form
from community.kernel.i18n import _l


class NoteForm(Form):
    """What is behind it, and what is to be tried."""

    reading = RadioField(
        _l("What seems to be behind it?"),
        [InputRequired(_l("Please choose one."))],
        choices=[
            SelectChoice(Reading.KNOWLEDGE.value, _l("They do not know how yet")),
            SelectChoice(Reading.MOTIVATION.value, _l("They do not see why, or it does not pay for them")),
            SelectChoice(Reading.TOOLS.value, _l("A tool, a form or a rule is in the way")),
            SelectChoice(Reading.TIME.value, _l("There is no time or no occasion for it")),
            SelectChoice(Reading.UNSURE.value, _l("I do not know yet")),
        ],
    )
    words = TextAreaField(
        _l("What else could explain it, and what you will try"),
        [DataRequired(_l("Please write something first.")), Length(max=4000)],
        description=_l("About the team and the work. Leave out what would tell who said what."),
    )
