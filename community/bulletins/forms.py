"""What an editor fills in: a bulletin, an issue with its sections and events, the moment at which it goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

import wtforms
from wtforms import DateField, FieldList, FormField, StringField, TextAreaField, TimeField, ValidationError
from wtforms.validators import DataRequired, Email, Length, Optional

from community.accounts.models import Member
from community.bulletins.composing import (
    MOST_OCCASIONS,
    MOST_PICKS,
    MOST_SECTIONS,
    Occasion,
    Section,
    picked,
)
from community.bulletins.models import Bulletin, BulletinIssue
from community.bulletins.service import Text
from community.entries.forms import AudienceForm
from community.entries.models import Entry
from community.entries.writing import LONGEST_TITLE
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.kernel.markup import MAX_SOURCE

LONGEST_PART = 8_000
DAY = "%Y-%m-%d"


class BulletinForm(AudienceForm):
    """A bulletin: what it is called, what it brings, and for whom it is."""

    title = StringField(_l("Title"), [DataRequired(_l("Please give your bulletin a name.")), Length(max=120)])
    about = TextAreaField(
        _l("What it brings"),
        [Length(max=600)],
        description=_l("One or two sentences for those who think of subscribing."),
    )


class AboutForm(Form):
    """What a bulletin says about itself, once it is begun."""

    title = StringField(_l("Title"), [DataRequired(_l("Please give your bulletin a name.")), Length(max=120)])
    about = TextAreaField(
        _l("What it brings"),
        [Length(max=600)],
        description=_l("One or two sentences for those who think of subscribing."),
    )

    @classmethod
    def of(cls, bulletin: Bulletin) -> Self:
        """The form as `bulletin` stands now."""
        return cls(data={"title": bulletin.title, "about": bulletin.about})


class PartForm(wtforms.Form):
    """A part of a form, whose text is cleaned like that of any form; the token stands in the whole."""

    class Meta(Form.Meta):
        """How fields are bound."""

        csrf = False


class SectionForm(PartForm):
    """A section of an issue."""

    title = StringField(_l("Heading"), [Length(max=LONGEST_TITLE)])
    source = TextAreaField(_l("Your words"), [Length(max=LONGEST_PART)])
    picks = TextAreaField(
        _l("Entries"),
        [Length(max=4_000)],
        description=_l("The address of each on a line of its own, such as /questions/12."),
    )

    def validate_picks(self, field: TextAreaField) -> None:
        """Each line is the address of an entry, and there are not too many."""
        found, unknown = picked(field.data or "")
        if unknown:
            raise ValidationError(_("“%(line)s” is not the address of an entry here.", line=unknown[0]))
        if len(found) > MOST_PICKS:
            raise ValidationError(_("Please pick at most %(most)d entries for a section.", most=MOST_PICKS))

    def section(self) -> Section | None:
        """The section, or None where nothing was written."""
        title, source = (self.title.data or "").strip(), (self.source.data or "").strip()
        picks = picked(self.picks.data or "")[0]
        return Section(title, source, picks=tuple(picks)) if title or source or picks else None


class OccasionForm(PartForm):
    """An event of an issue."""

    title = StringField(_l("What"), [Length(max=LONGEST_TITLE)])
    day = DateField(_l("Day"), [Optional()], format=DAY)
    hour = TimeField(_l("Hour"), [Optional()])
    place = StringField(_l("Where"), [Length(max=200)])

    def validate_title(self, field: StringField) -> None:
        """Whatever has a day or a place has a name."""
        if not field.data and (self.day.data or self.place.data):
            raise ValidationError(_("Please say what this event is."))

    def validate_place(self, _field: StringField) -> None:
        """An event with a name has a day."""
        if self.title.data and not self.day.data and not self.day.errors:
            raise ValidationError(_("Please say on which day this event is."))

    def occasion(self, zone: str) -> Occasion | None:
        """The event, or None where nothing was written."""
        if not self.title.data or self.day.data is None:
            return None
        return Occasion(self.title.data, self.day.data, self.hour.data, zone, self.place.data or "")


class IssueForm(Form):
    """An issue: its title, a few words to begin with, sections and events."""

    title = StringField(_l("Title"), [DataRequired(_l("Please give this issue a title.")), Length(max=LONGEST_TITLE)])
    intro = TextAreaField(_l("To begin with"), [Length(max=LONGEST_PART)])
    sections = FieldList(FormField(SectionForm), _l("Sections"), max_entries=MOST_SECTIONS)
    occasions = FieldList(FormField(OccasionForm), _l("Events"), max_entries=MOST_OCCASIONS)

    shown_last: ClassVar[Sequence[str]] = ("sections", "occasions")

    @classmethod
    def of(cls, issue: BulletinIssue, picks: Mapping[int, Entry]) -> Self:
        """The form that changes `issue`; of what it held, `picks` are still open to its readers."""
        sections = [
            {
                "title": one.title,
                "source": one.source,
                "picks": "\n".join(picks[i].path for i in one.picks if i in picks),
            }
            for one in issue.sections
        ]
        occasions = [
            {"title": one.title, "day": one.day, "hour": one.hour, "place": one.place} for one in issue.occasions
        ]
        return cls(
            data={
                "title": issue.entry.title,
                "intro": issue.intro,
                "sections": sections or [{}],
                "occasions": occasions,
            }
        )

    @property
    def errors(self) -> dict[Any, Any]:
        """What is wrong; of sections and events in sentences that say which one is meant."""
        found = dict(super().errors)
        for name, of in (("sections", self.sections), ("occasions", self.occasions)):
            if name in found:
                found[name] = [
                    f"{number}. {said[0]}"
                    for number, part in enumerate(of.entries, 1)
                    for said in part.form.errors.values()
                    if said
                ] or found[name]
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Also refuse what is too long as a whole."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and len(self.text("UTC").source) > MAX_SOURCE:
            self.intro.errors = [_("Please keep the text under %(most)d characters.", most=MAX_SOURCE)]
            return False
        return is_valid

    def text(self, zone: str) -> Text:
        """What was written; hours are those of `zone`."""
        sections = [found for part in self.sections if (found := part.form.section())]
        occasions = [found for part in self.occasions if (found := part.form.occasion(zone))]
        return Text((self.title.data or "").strip(), self.intro.data or "", sections, occasions)

    def rearrange(self, wish: str, chosen: Sequence[str]) -> None:
        """Add a section or an event, move a section up, or take up what was chosen from the list.

        Args:
            wish: what the button is called: "section", "occasion", "pick", or "up-2".
            chosen: the addresses of what was marked in the list of what is new.
        """
        act, _dash, number = wish.partition("-")
        if act == "section" and len(self.sections.entries) < MOST_SECTIONS:
            self.sections.append_entry()
        elif act == "occasion" and len(self.occasions.entries) < MOST_OCCASIONS:
            self.occasions.append_entry()
        elif act == "pick":
            self._pick(chosen)
        elif act == "up" and number.isascii() and number.isdigit() and 0 < int(number[:3]) < len(self.sections.entries):
            self._move_up(int(number[:3]))

    def _pick(self, chosen: Sequence[str]) -> None:
        if not self.sections.entries:
            self.sections.append_entry()
        field = self.sections.entries[-1].form.picks
        there = (field.data or "").strip().splitlines()
        field.data = "\n".join(dict.fromkeys([*there, *(line[:200] for line in chosen[:MOST_PICKS])]))

    def _move_up(self, number: int) -> None:
        here, above = self.sections.entries[number].form, self.sections.entries[number - 1].form
        for name in ("title", "source", "picks"):
            here[name].data, above[name].data = above[name].data, here[name].data


class MomentForm(Form):
    """When an issue goes out: at once, or on a day at an hour of the editor's own zone."""

    day = DateField(_l("Day"), [DataRequired(_l("Please choose a day."))], format=DAY)
    hour = TimeField(_l("Hour"), [Optional()])

    def moment(self, zone: str) -> datetime:
        """The moment that was chosen."""
        return datetime.combine(self.day.data, self.hour.data or time(8), ZoneInfo(zone))


class AddressForm(Form):
    """The mail address of somebody who wants a bulletin without an account."""

    email = StringField(
        _l("Your mail address"),
        [DataRequired(_l("Please give your mail address.")), Length(max=254), Email(_l("This is not a mail address."))],
    )


def offer(form: BulletinForm, writer: Member) -> BulletinForm:
    """Offer the audiences that many can read; a bulletin for oneself alone would be a diary."""
    form.offer(writer)
    form.audience.choices = [one for one in form.audience.choices if one.value not in {"self", "named"}]
    if not form.is_submitted():
        form.audience.data = "organization"
    return form
