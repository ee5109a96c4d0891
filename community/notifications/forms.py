"""What a member wants to hear, and when, as a form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from community.kernel.forms import Form
from community.kernel.i18n import _l, full_hour
from community.notifications.models import Hours
from community.notifications.topics import ONLY_BY_MAIL, ONLY_WEEKLY, Level, Topic, Ways

LEVELS = {
    Level.AT_ONCE: _l("At once"),
    Level.DAILY: _l("Once a day"),
    Level.WEEKLY: _l("Once a week"),
    Level.OFF: _l("Never"),
}
WEEKDAYS = [_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday")]


class HoursForm(Form):
    """When the digest comes."""

    shown_last = ("digest_weekday", "digest_hour")

    digest_hour = SelectField(_l("The digest comes at"), coerce=int)
    digest_weekday = SelectField(_l("The weekly digest comes on"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest_hour.choices = [SelectChoice(hour, full_hour(hour)) for hour in range(24)]
        self.digest_weekday.choices = [SelectChoice(number, name) for number, name in enumerate(WEEKDAYS)]


class ChoicesForm(HoursForm):
    """Hours, and for each topic whether it is shown on the site, how soon a mail tells it, and whether devices do."""

    def fill(self, ways: dict[Topic, Ways], hours: Hours) -> None:
        """Show what holds now."""
        for topic, chosen in ways.items():
            if f"{topic.value}_mail" not in self:
                continue
            for name, value in chosen._asdict().items():
                self[f"{topic.value}_{name}"].data = value
        for name in ("digest_hour", "digest_weekday"):
            self[name].data = getattr(hours, name)

    def leave_out(self, topics: Collection[Topic]) -> None:
        """Ask nothing of `topics`."""
        for topic in topics:
            for name in Ways._fields:
                del self[f"{topic.value}_{name}"]

    def ways(self) -> dict[Topic, Ways]:
        """What was chosen of each topic that was asked of."""
        return {topic: self._chosen(topic) for topic in Topic if f"{topic.value}_mail" in self}

    def _chosen(self, topic: Topic) -> Ways:
        site, mail, push = (self[f"{topic.value}_{name}"].data for name in Ways._fields)
        return Ways(bool(site), Level(mail), bool(push))


def _levels(topic: Topic) -> list[SelectChoice]:
    offered = [level for level in LEVELS if topic not in ONLY_BY_MAIL or level is not Level.AT_ONCE]
    if topic in ONLY_WEEKLY:
        offered = [Level.WEEKLY, Level.OFF]
    return [SelectChoice(level.value, LEVELS[level]) for level in offered]


for _topic in Topic:
    setattr(ChoicesForm, f"{_topic.value}_site", BooleanField(_l("On the site")))
    setattr(
        ChoicesForm,
        f"{_topic.value}_mail",
        SelectField(_l("By mail"), choices=_levels(_topic)),
    )
    setattr(ChoicesForm, f"{_topic.value}_push", BooleanField(_l("On my devices")))
