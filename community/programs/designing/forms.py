"""What designing a program asks for."""

from __future__ import annotations

import re
from datetime import date

from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from community.kernel.forms import Form, WholeNumber
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
