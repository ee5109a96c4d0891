"""What an entry will look like, and to whom, before it is published."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from community.accounts.models import Member
from community.audiences.queries import people_in, who_will_see
from community.entries.forms import ComposeForm
from community.entries.writing import rendered_html


@dataclass(frozen=True)
class Preview:
    """A page that does not exist yet: its title and text, who will see it, and some of them by name."""

    title: str
    html: Markup
    tag_names: list[str]
    sentence: str
    people: list[Member]


def preview_of(form: ComposeForm, writer: Member) -> Preview:
    """The preview of what stands in a valid `form`, rendered by the very code that renders the real page."""
    audience = form.chosen_audience()
    organization = current_app.config["ORGANIZATION_NAME"]
    return Preview(
        title=form.title.data or "",
        html=Markup(rendered_html(form.source.data or "")),  # noqa: S704 (sanitised by kernel.markup)
        tag_names=form.chosen_tags(),
        sentence=who_will_see(audience, writer, organization),
        people=list(people_in(audience)),
    )
