"""The base of every form: text comes out clean, and nothing that was typed is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, PasswordField, StringField, TextAreaField

from community.kernel.catalogs import texts_in
from community.kernel.i18n import language

LONGEST_NUMBER = 9
_unwanted = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str | None) -> str:
    """Text without control characters and with plain line ends; a field that was not sent is empty."""
    if text is None:
        return ""
    return _unwanted.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str | None) -> str:
    """Clean text on one line, without blanks around it."""
    return " ".join(clean(text).split())


class WholeNumber(IntegerField):
    """A whole number of a size that a column can hold; longer ones are no number."""

    data: Any

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed."""
        if valuelist and len(valuelist[0].strip()) > LONGEST_NUMBER:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))
        super().process_formdata(valuelist)


class Form(FlaskForm):
    """A form with its token, whose text fields are cleaned before they are checked.

    Attributes:
        shown_last: the fields that the page shows after all others, in this order; what a form inherits would
            otherwise be told before its own.
    """

    shown_last: ClassVar[Sequence[str]] = ()

    class Meta(FlaskForm.Meta):
        """How fields are bound."""

        def get_translations(self, form: Any) -> Any:
            """Speak of mistakes in the reader's language, in the words of our own catalog."""
            return texts_in(language())

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add the cleaning filter to each text field."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                own = one_line if not issubclass(kind, TextAreaField) else clean
                unbound_field.kwargs.setdefault("filters", [own])
            return unbound_field.bind(form=form, **options)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Take the fields of a form alone: what a JSON body holds need not be text."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

    @property
    def errors(self) -> dict[Any, Any]:
        """What is wrong, by field, in the order in which the page shows the fields."""
        found = super().errors
        last = [name for name in self.shown_last if name in found]
        return {name: found[name] for name in (*(name for name in found if name not in last), *last)}

    def typed(self) -> dict[str, Any]:
        """What was typed, by field, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
