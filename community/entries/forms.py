"""The form in which any entry is written: text, tags, and who may read it."""

from __future__ import annotations

from typing import Any, Self

from flask import current_app
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from community.accounts.models import Member
from community.accounts.people_form import members_named
from community.audiences.models import Audience, AudienceKind
from community.audiences.queries import audiences_to_choose
from community.audiences.service import choose_audience
from community.entries.drafts import draft_of
from community.entries.writing import LONGEST_TITLE
from community.kernel.forms import Form
from community.kernel.i18n import _, _l
from community.kernel.markup import MAX_SOURCE
from community.topics.models import Tag
from community.topics.naming import LONGEST_NAME, MOST_TAGS, tag_names
from community.topics.service import LONGEST_DESCRIPTION
from community.topics.skills import Skill

WIDEST = frozenset({"organization", "public"})
"""The audiences than which any group is narrower."""


class AudienceForm(Form):
    """Who may read: a choice among the member's audiences, or people named one by one."""

    audience = RadioField(_l("Who will see this"))
    people = StringField(
        _l("Their usernames"),
        [Optional(), Length(max=1000)],
        description=_l("For «People I name»: usernames, separated by commas."),
    )

    shown_last = ("audience", "people")
    writer: Member
    named: list[Member]

    def offer(self, writer: Member, current: Audience | None = None) -> None:
        """Fill in the audiences that `writer` may choose, `current` among them, and mark the default."""
        self.writer, self.named = writer, []
        self.audience.choices = audience_choices(writer)
        if current is not None:
            self._offer_current(current)
        known = {choice.value for choice in self.audience.choices}
        if not self.is_submitted() and self.audience.data not in known:
            self.audience.data = default_choice(writer)

    def _offer_current(self, current: Audience) -> None:
        value = choice_of(current)
        if value not in {choice.value for choice in self.audience.choices}:
            label = current.name or _("The people who see it now")
            self.audience.choices = [SelectChoice(value, label), *self.audience.choices]
        if not self.is_submitted():
            self.audience.data = value

    def validate_people(self, field: StringField) -> None:
        """Find the people who are named; unknown usernames are said back."""
        if self.audience.data != "named":
            return
        self.named = members_named(field.data or "")
        if not [m for m in self.named if m.id != self.writer.id]:
            raise ValidationError(_("Name at least one other person, or choose «Only me»."))

    def chosen_audience(self) -> Audience:
        """The audience that was chosen, once the form is valid."""
        return choose_audience(
            self.writer,
            self.audience.data,
            people=self.named,
            public_allowed=current_app.config["PUBLIC_ALLOWED"],
        )


class ComposeForm(AudienceForm):
    """Title, text, tags and audience, with a way to look before publishing and a way to keep a draft."""

    title = StringField(_l("Title"), [Length(max=LONGEST_TITLE)])
    source = TextAreaField(_l("Text"), [Length(max=MAX_SOURCE)])
    tags = StringField(
        _l("Tags"),
        [Length(max=500)],
        description=_l("Up to eight words, separated by commas, such as: handover, notes"),
    )
    publish = SubmitField(_l("Publish"))
    preview = SubmitField(_l("Preview"))
    keep = SubmitField(_l("Save draft"))

    @classmethod
    def start(cls, writer: Member, draft_key: str | None = None, **defaults: Any) -> Self:
        """The form for `writer`, holding the draft kept under `draft_key`, else `defaults`.

        A link that leads from a group brings its audience along, as "audience:ID". It holds for a draft too, unless
        that was meant for fewer than the organization: no link widens who reads.
        """
        draft = draft_of(writer, draft_key) if draft_key else None
        fields = draft.fields if draft else {}
        here = str(defaults.pop("audience", ""))
        is_narrower = here.startswith("audience:") and (fields.get("audience") or "organization") in WIDEST
        form = cls(data={**defaults, **fields, **({"audience": here} if is_narrower else {})})
        form.offer(writer)
        return form

    def validate_tags(self, field: StringField) -> None:
        """At most eight tags."""
        if len(self.chosen_tags()) > MOST_TAGS:
            raise ValidationError(_("Please choose at most %(most)d tags.", most=MOST_TAGS))

    def chosen_tags(self) -> list[str]:
        """The names of the tags that were typed."""
        return [name[:LONGEST_NAME] for name in tag_names(self.tags.data or "")]

    def kept_fields(self) -> dict[str, str]:
        """What a draft keeps: every text and choice, without the buttons."""
        return {
            name: str(value)
            for name, value in self.typed().items()
            if value is not None and name not in {"publish", "preview", "keep"}
        }


def audience_choices(writer: Member) -> list[SelectChoice]:
    """The audiences that `writer` may choose, the narrowest first, each with its words."""
    own = [SelectChoice(f"audience:{a.id}", a.name) for a in audiences_to_choose(writer)]
    organization = current_app.config["ORGANIZATION_NAME"]
    choices = [
        SelectChoice("self", _("Only me")),
        SelectChoice("named", _("People I name")),
        *own,
        SelectChoice("organization", _("Everyone at %(name)s", name=organization)),
    ]
    if current_app.config["PUBLIC_ALLOWED"]:
        choices.append(SelectChoice("public", _("Everyone on the internet")))
    return choices


def default_choice(writer: Member) -> str:
    """The audience that a form begins with: the member's own choice, else the organization's default."""
    wanted = writer.default_audience or current_app.config["DEFAULT_AUDIENCE"]
    if wanted == "team":
        teams = [a for a in audiences_to_choose(writer) if a.kind == AudienceKind.TEAM]
        return f"audience:{teams[0].id}" if teams else "self"
    known = {choice.value for choice in audience_choices(writer)}
    return wanted if wanted in known and wanted != "public" else "self"


def choice_of(audience: Audience) -> str:
    """How an audience is called in the form."""
    if audience.kind in {AudienceKind.PUBLIC, AudienceKind.ORGANIZATION, AudienceKind.SELF}:
        return str(audience.kind)
    return f"audience:{audience.id}"


class CommentForm(Form):
    """A remark, openly or to the author alone."""

    source = TextAreaField(
        _l("Your comment"),
        [DataRequired(_l("Please write something first.")), Length(max=20_000)],
    )
    privately = RadioField(
        _l("Who will see this"),
        choices=[SelectChoice("", _l("Everyone who sees this page")), SelectChoice("1", _l("Only the author and I"))],
        default="",
    )


class FlagForm(Form):
    """What is wrong with an entry."""

    reason = RadioField(
        _l("What is wrong with this?"),
        choices=[
            SelectChoice("hurtful", _l("It hurts somebody")),
            SelectChoice("private", _l("It tells what should stay private")),
            SelectChoice("wrong", _l("It is wrong, and following it does harm")),
            SelectChoice("spam", _l("It is advertising")),
            SelectChoice("other", _l("Something else")),
        ],
        validators=[InputRequired(_l("Please choose what is wrong with this text."))],
        validate_choice=False,
    )
    note = StringField(_l("A word to the moderators"), [Length(max=500)])

    def validate_reason(self, field: RadioField) -> None:
        """One of the reasons that there are."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Please choose what is wrong with this text."))


class TagForm(Form):
    """What a tag means, and what it is to the organization."""

    description = TextAreaField(_l("What it means here"), [Length(max=LONGEST_DESCRIPTION)])
    is_skill = BooleanField(_l("This is a skill that the organization cares about"))
    owner = StringField(_l("Who looks after it"), [Length(max=100)])
    review_on = DateField(_l("Day of review"), [Optional()])
    synonym_of = StringField(_l("Another name of the tag"), [Length(max=100)])

    @classmethod
    def of(cls, tag: Tag, skill: Skill | None) -> Self:
        """The form as `tag` stands now."""
        other = tag.synonym_of.name if tag.synonym_of is not None else ""
        care = skill.care if skill is not None else None
        owner = care.owner.username if care is not None and care.owner is not None else ""
        review_on = care.review_on if care is not None else None
        stands = {"description": tag.description, "is_skill": tag.is_skill, "synonym_of": other}
        return cls(data={**stands, "owner": owner, "review_on": review_on})


class ReviewForm(Form):
    """How long what stands of a skill may rest."""

    months = SelectField(
        _l("Look at it again"),
        choices=[
            SelectChoice("3", _l("in three months")),
            SelectChoice("6", _l("in half a year")),
            SelectChoice("12", _l("in a year")),
        ],
        default="12",
    )
