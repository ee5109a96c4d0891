"""What saving and changing a bookmark ask for, and what an import asks for."""

from __future__ import annotations

from contextlib import closing
from typing import Any, Self

from wtforms import BooleanField, FileField, StringField, SubmitField, TextAreaField, ValidationError
from wtforms.validators import Length

from community.accounts.models import Member
from community.bookmarks.models import Bookmark
from community.bookmarks.urls import BadUrl, check
from community.entries.forms import AudienceForm, ComposeForm
from community.entries.writing import LONGEST_TITLE
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.kernel.markup import MAX_SOURCE
from community.topics.naming import LONGEST_NAME, MOST_TAGS, tag_names

LARGEST_FILE = 10 * 1024 * 1024

TITLE = _l("Leave it empty to take the page's own title.")
NOTE = _l("Why is it worth reading? What would a colleague look for?")


class BookmarkForm(ComposeForm):
    """A page to save: its address, what to call it, and who may find it."""

    url = StringField(_l("Address of the page"))
    title = StringField(_l("Title"), [Length(max=LONGEST_TITLE)], description=TITLE)
    source = TextAreaField(_l("Your note"), [Length(max=MAX_SOURCE)], description=NOTE)
    is_to_read = BooleanField(_l("I want to read this later"))
    publish = SubmitField(_l("Save bookmark"))

    def validate_url(self, field: StringField) -> None:
        """The address of a page on the web or in the organization's own network."""
        try:
            check(field.data or "")
        except BadUrl as refusal:
            raise ValidationError(str(refusal)) from refusal

    def kept_fields(self) -> dict[str, str]:
        """What a draft keeps, a box that is not ticked as nothing."""
        return {**super().kept_fields(), "is_to_read": "y" if self.is_to_read.data else ""}


class ChangeForm(Form):
    """A change of one's own bookmark; its address stays."""

    title = StringField(_l("Title"), [Length(max=LONGEST_TITLE)], description=TITLE)
    source = TextAreaField(_l("Your note"), [Length(max=MAX_SOURCE)], description=NOTE)
    tags = StringField(
        _l("Tags"),
        [Length(max=500)],
        description=_l("Up to eight words, separated by commas, such as: handover, notes"),
    )
    is_to_read = BooleanField(_l("I want to read this later"))
    note = StringField(_l("What did you change?"), [Length(max=200)])

    @classmethod
    def of(cls, bookmark: Bookmark) -> Self:
        """The form as `bookmark` stands now."""
        entry = bookmark.entry
        kept = {"title": entry.title, "source": entry.source, "tags": ", ".join(entry.tag_names)}
        return cls(data={**kept, "is_to_read": bookmark.is_to_read})

    def validate_tags(self, _field: StringField) -> None:
        """At most eight tags."""
        if len(self.chosen_tags()) > MOST_TAGS:
            raise ValidationError(_("Please choose at most %(most)d tags.", most=MOST_TAGS))

    def chosen_tags(self) -> list[str]:
        """The names of the tags that were typed."""
        return [name[:LONGEST_NAME] for name in tag_names(self.tags.data or "")]


class ImportForm(AudienceForm):
    """A bookmark file, and who may find what is in it."""

    file = FileField(
        _l("Bookmark file"),
        description=_l("HTML as browsers and Delicious write it, or JSON as Pinboard does; up to 10 MB."),
    )
    folders_as_tags = BooleanField(_l("Use the names of folders as tags"))

    content: bytes = b""

    @classmethod
    def start(cls, member: Member) -> Self:
        """The form for `member`; nobody else finds the links unless they choose so."""
        form = cls(data={"audience": "self"})
        form.offer(member)
        return form

    def validate_file(self, field: Any) -> None:
        """Something is in it, and it is not too large."""
        if hasattr(field.data, "read"):  # a browser that sends no file sends a word instead
            with closing(field.data) as file:
                self.content = file.read(LARGEST_FILE + 1)
        if not self.content:
            raise ValidationError(_("Please choose a file that holds bookmarks."))
        if len(self.content) > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 10 MB."))
