"""What programs ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from community.entries.forms import AudienceForm
from community.kernel.forms import Form, WholeNumber
from community.kernel.i18n import _, _l, full_hour
from community.kernel.markup import MAX_SOURCE
from community.kernel.quiet_hours import NO_QUIET, Quiet
from community.programs.models import ReminderKind
from community.programs.service import LARGEST_OFFSET, Step
from community.topics.naming import tag_names

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)

KINDS = (
    SelectChoice(ReminderKind.RECALL.value, _l("Recall: a question about what was learned")),
    SelectChoice(ReminderKind.SCENARIO.value, _l("Scenario: a case to decide")),
    SelectChoice(ReminderKind.APPLY.value, _l("Apply: try one thing at work")),
    SelectChoice(ReminderKind.IF_THEN.value, _l("If-then plan: when and where to do it")),
    SelectChoice(ReminderKind.RESOURCE.value, _l("Resource: something to use")),
    SelectChoice(ReminderKind.GUIDE.value, _l("Guide: a page that shows how it is done")),
    SelectChoice(ReminderKind.REFLECTION.value, _l("Reflection: a prompt to look back")),
)


class ProgramForm(AudienceForm):
    """A program: what it is for, its skills, and the tags that feed it."""

    title = StringField(_l("Title"), [DataRequired(_l("Please give the program a title.")), Length(max=200)])
    source = TextAreaField(_l("What it is about"), [Length(max=MAX_SOURCE)])
    skills = StringField(
        _l("Outcomes"),
        [Length(max=500)],
        description=_l("What people can do afterwards: skills, as tags, separated by commas."),
    )
    resource_tags = StringField(
        _l("Resource tags"),
        [Length(max=500)],
        description=_l("Every bookmark that bears one of these tags joins the program's resources."),
    )

    def chosen(self, field: str) -> list[str]:
        """The tags in one of the two tag fields."""
        return tag_names(self[field].data or "")


class ReminderForm(Form):
    """One step of a program."""

    title = StringField(_l("Title"), [DataRequired(_l("Please give the reminder a title.")), Length(max=200)])
    offset_days = WholeNumber(
        _l("Days after the start"),
        [
            InputRequired(_l("Please say how many days after the start it comes.")),
            NumberRange(0, LARGEST_OFFSET, _l("Please choose from %(min)d to %(max)d days.")),
        ],
    )
    kind = SelectField(_l("What it asks for"), choices=KINDS, default=ReminderKind.APPLY.value)
    source = TextAreaField(_l("Text"), [Length(max=MAX_SOURCE)])
    task = StringField(
        _l("One thing to do"), [Length(max=500)], description=_l("In one sentence, small enough for one day.")
    )
    recall_question = StringField(_l("Recall question"), [Length(max=500)])
    recall_answer = TextAreaField(_l("Its answer"), [Length(max=5000)])

    def step(self) -> Step:
        """What was filled in."""
        return Step(
            offset_days=self.offset_days.data,
            kind=ReminderKind(self.kind.data),
            title=self.title.data,
            source=self.source.data,
            task=self.task.data,
            recall_question=self.recall_question.data,
            recall_answer=self.recall_answer.data,
        )

    def validate_recall_answer(self, field: TextAreaField) -> None:
        """A recall reminder needs a question and its answer."""
        both = (self.recall_question.data or "").strip() and (field.data or "").strip()
        if self.kind.data == ReminderKind.RECALL and not both:
            raise ValidationError(_("A recall reminder needs a question and its answer."))


class CohortForm(Form):
    """A run of a program."""

    name = StringField(_l("Name"), [DataRequired(_l("Please give the cohort a name.")), Length(max=120)])
    starts_on = DateField(_l("First day"), [DataRequired(_l("Please choose the day on which it starts."))])
    is_closed = BooleanField(
        _l("People join by a link, or I enroll them"),
        description=_l("Otherwise anybody who sees the program can join."),
    )

    def validate_starts_on(self, field: DateField) -> None:
        """A day that people plan with."""
        if not EARLIEST <= field.data <= LATEST:
            raise ValidationError(_("Please choose a day between 2000 and 2100."))


class ReminderActForm(Form):
    """What a learner does with a reminder: the answer, recall, a plan, another day."""

    outcome = StringField(validators=[Length(max=20)])
    barrier = StringField(validators=[Length(max=20)])
    help = StringField(validators=[Length(max=20)])
    note = StringField(_l("In a line"), [Length(max=500)])
    known = StringField(validators=[Length(max=5)])
    useful = StringField(validators=[Length(max=5)])
    situation = StringField(_l("When"), [Length(max=300)])
    act = StringField(_l("I will"), [Length(max=300)])
    days = WholeNumber()
    until = DateField(_l("On"))
    enrollment = WholeNumber()


WEEKDAYS = (
    SelectChoice("0", _l("Monday")),
    SelectChoice("1", _l("Tuesday")),
    SelectChoice("2", _l("Wednesday")),
    SelectChoice("3", _l("Thursday")),
    SelectChoice("4", _l("Friday")),
    SelectChoice("5", _l("Saturday")),
    SelectChoice("6", _l("Sunday")),
)
CLOCK = [SelectChoice(str(hour), full_hour(hour)) for hour in range(24)]


class DaysForm(Form):
    """When reminders reach a learner."""

    weekdays = SelectMultipleField(
        _l("Days on which reminders come"),
        choices=WEEKDAYS,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    hour = SelectField(_l("Hour at which they come"), choices=CLOCK)

    def __init__(self, *args: Any, quiet: Quiet = NO_QUIET, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._quiet = quiet

    def validate_weekdays(self, field: SelectMultipleField) -> None:
        """At least one day."""
        if not field.data:
            raise ValidationError(_("Please choose at least one day."))

    def validate_hour(self, field: SelectField) -> None:
        """An hour at which somebody may be disturbed, and a while after it."""
        if field.data in {choice.value for choice in CLOCK} and not self._quiet.is_free_from(int(field.data)):
            raise ValidationError(_("Please choose an hour that is not quiet, nor the one after it."))
