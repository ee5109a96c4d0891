"""What designing a program asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from community.accounts.models import Team
from community.kernel.forms import Form, WholeNumber, clean
from community.kernel.i18n import _, _l
from community.programs.designing.patterns import Pattern, days_between, days_of, with_tail
from community.programs.service import LARGEST_OFFSET, MOST_REMINDERS

PATTERNS = (
    SelectChoice(Pattern.SPACED.value, _l("Five, with growing gaps: on days 2, 7, 16, 35 and 70")),
    SelectChoice(Pattern.DAILY.value, _l("Every day")),
    SelectChoice(Pattern.WEEKLY.value, _l("Every week")),
    SelectChoice(Pattern.DATES.value, _l("On fixed dates")),
    SelectChoice(Pattern.CUSTOM.value, _l("On days of my own choice")),
)
LARGEST_LIST, MOST_LINES = 100_000, 1000
_between = re.compile(r"[,;\s]+")


class PatternForm(Form):
    """With which pattern a program begins."""

    pattern = RadioField(_l("When they come"), choices=PATTERNS, default=Pattern.SPACED.value)
    count = WholeNumber(
        _l("How many"),
        [
            Optional(),
            NumberRange(1, MOST_REMINDERS, _l("Please choose from %(min)d to %(max)d reminders.")),
        ],
        default=8,
        description=_l("For every day and every week."),
    )
    days = StringField(
        _l("Days after the start"),
        [Length(max=1000)],
        description=_l("For days of your own choice: numbers, separated by commas, such as 1, 3, 7, 21, 60."),
    )
    first_day = DateField(
        _l("First day of the cohort"),
        [Optional()],
        description=_l("For fixed dates: the day from which they are counted."),
    )
    dates = TextAreaField(
        _l("Dates"), [Length(max=3000)], description=_l("For fixed dates: one a line, such as 2027-01-25.")
    )
    has_tail = BooleanField(_l("Then one a month, until a year is full"))

    def chosen_days(self) -> list[int]:
        """The days on which something comes, as far as the pattern does not say it.

        Raises:
            Refused: when there are none, too many, or some too far away.
        """
        pattern, days = Pattern(self.pattern.data), []
        if pattern is Pattern.CUSTOM:
            days = [int(word) for word in _words(self.days.data)]
        elif pattern is Pattern.DATES:
            days = days_between(self.first_day.data, (date.fromisoformat(word) for word in _words(self.dates.data)))
        chosen = days_of(pattern, count=self.count.data or 0, days=days)
        return with_tail(chosen) if self.has_tail.data else chosen

    def validate_days(self, field: StringField) -> None:
        """Whole numbers that a program can hold."""
        wrong = [word for word in _words(field.data) if not _is_day(word)]
        if self.pattern.data == Pattern.CUSTOM and wrong:
            raise ValidationError(
                _("“%(word)s” is no day from 0 to %(most)d.", word=wrong[0][:20], most=LARGEST_OFFSET)
            )

    def validate_dates(self, field: TextAreaField) -> None:
        """Dates that there are, and the day from which they count."""
        if self.pattern.data != Pattern.DATES:
            return
        if self.first_day.data is None:
            raise ValidationError(_("Please say on which day the cohort starts."))
        wrong = [word for word in _words(field.data) if not _is_date(word)]
        if wrong:
            raise ValidationError(_("“%(word)s” is no date such as 2027-01-25.", word=wrong[0][:20]))


class MoveForm(Form):
    """Another day for a reminder."""

    offset_days = WholeNumber(
        _l("Days after the start"),
        [
            InputRequired(_l("Please say how many days after the start it comes.")),
            NumberRange(0, LARGEST_OFFSET, _l("Please choose from %(min)d to %(max)d days.")),
        ],
    )


class MomentForm(Form):
    """For which cohort and which date a program is looked at; both come in the address."""

    class Meta(Form.Meta):
        """Looking changes nothing, so there is no token."""

        csrf = False

    cohort = WholeNumber(_l("Cohort"), [Optional()])
    on = DateField(_l("Date"), [Optional()])


class ListForm(Form):
    """A list of people: a file, or what is pasted."""

    file = FileField(_l("File"), description=_l("CSV or plain text; the first column counts."))
    lines = TextAreaField(
        _l("Or paste it"), [Length(max=LARGEST_LIST)], description=_l("A username or mail address a line.")
    )

    read: str

    def validate_lines(self, field: TextAreaField) -> None:
        """Something to read, and not too much of it."""
        sent = self.file.data
        content = sent.read(LARGEST_LIST + 1) if sent else b""
        self.read = clean(content.decode("utf-8-sig", "replace")) or field.data or ""
        if len(content) > LARGEST_LIST or len(self.read.splitlines()) > MOST_LINES:
            raise ValidationError(_("Please send %(most)d lines at most.", most=MOST_LINES))
        if not self.read.strip():
            raise ValidationError(_("Please choose a file, or paste a list."))


class TeamForm(Form):
    """A team to enroll."""

    team = SelectField(_l("Team"), validate_choice=False)

    def offer(self, teams: Sequence[Team]) -> None:
        """Fill in the teams that there are."""
        self.team.choices = [SelectChoice(str(one.id), one.name) for one in teams]

    def validate_team(self, field: SelectField) -> None:
        """One of those."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Please choose a team."))


class GroupForm(Form):
    """A community to enroll."""

    group = SelectField(_l("Community"), validate_choice=False)

    def offer(self, groups: Sequence[tuple[int, str]]) -> None:
        """Fill in the communities that one belongs to, each by its id and name."""
        self.group.choices = [SelectChoice(str(group_id), name) for group_id, name in groups]

    def validate_group(self, field: SelectField) -> None:
        """One of those."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Please choose a community."))


def _words(text: str | None) -> list[str]:
    return [word for word in _between.split(text or "") if word]


def _is_day(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 5 and int(word) <= LARGEST_OFFSET


def _is_date(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True
