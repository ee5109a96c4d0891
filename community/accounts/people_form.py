"""Naming people in a form, by the usernames that are shown."""

from __future__ import annotations

import re

from wtforms import Field, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from community.accounts.models import Member
from community.accounts.queries import members_by_username
from community.kernel.forms import Form
from community.kernel.i18n import _, _l

MOST_REPEATED = 10
_between = re.compile(r"[,;\s]+")


def usernames_in(text: str) -> list[str]:
    """The usernames that were typed, with or without an @, between commas, semicolons or spaces."""
    return [name.lstrip("@").lower() for name in _between.split(text) if name.strip("@")]


def members_named(text: str) -> list[Member]:
    """The members whose usernames were typed.

    Raises:
        ValidationError: with the names that nobody has.
    """
    names = usernames_in(text)
    known = members_by_username(names)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValidationError(_("Nobody here is called %(names)s.", names=", ".join(unknown[:MOST_REPEATED])))
    return list(known.values())


class PeopleForm(Form):
    """Some people, all of them members; `found` holds them once the form is valid."""

    people = StringField(
        _l("Usernames"),
        [DataRequired(_l("Please name somebody.")), Length(max=5000)],
        description=_l("Separated by commas. Names are offered while you type."),
    )

    found: list[Member]

    def validate_people(self, field: Field) -> None:
        """Everyone who is named has to be a member."""
        self.found = members_named(field.data or "")
