"""What the pages of accounts ask for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional

from community.accounts import passwords
from community.accounts.models import Member, Role
from community.accounts.names import LONGEST_NAME, LONGEST_USERNAME, is_shown_as_written, is_username
from community.accounts.queries import member_by_username, teams
from community.kernel.forms import Form
from community.kernel.i18n import _, _l, full_hour
from community.kernel.quiet_hours import Quiet

LONGEST_MAIL = 254
A_QUARTER = timedelta(days=91)
NEEDED = _l("Please fill this in.")
A_MAIL_ADDRESS = _l("This is not a mail address. It looks like name@example.org.")
ROLES = [
    SelectChoice(Role.MEMBER.value, _l("Member")),
    SelectChoice(Role.COACH.value, _l("Learning coach")),
    SelectChoice(Role.MANAGER.value, _l("Manager")),
    SelectChoice(Role.ADMINISTRATOR.value, _l("Administrator")),
]
THEMES = [
    SelectChoice("system", _l("Automatic")),
    SelectChoice("light", _l("Day")),
    SelectChoice("dark", _l("Night")),
]


class SignInForm(Form):
    """Who you are and how you prove it."""

    identifier = StringField(_l("Username or mail address"), [InputRequired(NEEDED), Length(max=LONGEST_MAIL)])
    password = PasswordField(_l("Password"), [InputRequired(NEEDED)])
    remember = BooleanField(_l("Keep me signed in"))
    next = HiddenField()


class NameRules(Form):
    """Rules that hold wherever somebody says how they are called."""

    def validate_name(self, field: StringField) -> None:
        """A name shows what it says."""
        if not is_shown_as_written(field.data or ""):
            raise ValidationError(_("Please write your name with letters."))

    def validate_username(self, field: StringField) -> None:
        """A username fits into an address."""
        field.data = (field.data or "").lower()
        if field.data and not is_username(field.data):
            raise ValidationError(
                _("Use 2 to 40 letters from a to z or digits; dots, hyphens and underscores may stand between them.")
            )


def _new_password() -> PasswordField:
    """A field of each form's own: fields, and what is said of them, come in the order in which they were made."""
    return PasswordField(
        _l("Password"),
        [InputRequired(NEEDED)],
        description=_l("At least 10 characters. A few words in a row are good."),
    )


class PasswordRules(Form):
    """Rules that hold wherever somebody chooses a password."""

    def validate_password(self, field: PasswordField) -> None:
        """Long enough, and not among the first that somebody would try."""
        objection = passwords.objection(field.data or "")
        if objection:
            raise ValidationError(objection)


class JoinForm(NameRules, PasswordRules):
    """What makes an account."""

    name = StringField(_l("Your name"), [InputRequired(NEEDED), Length(max=LONGEST_NAME)])
    email = StringField(_l("Mail address"), [InputRequired(NEEDED), Length(max=LONGEST_MAIL), Email(A_MAIL_ADDRESS)])
    username = StringField(
        _l("Username"),
        [Optional(), Length(max=LONGEST_USERNAME)],
        description=_l("Colleagues mention you by it. Left empty, it is made of your name."),
    )
    password = _new_password()


class InvitedForm(NameRules, PasswordRules):
    """What makes an account of somebody who was invited: the mail address is known."""

    name = JoinForm.name
    username = JoinForm.username
    password = JoinForm.password


class ResetForm(Form):
    """Where the link to a new password goes."""

    email = StringField(_l("Mail address"), [InputRequired(NEEDED), Length(max=LONGEST_MAIL), Email(A_MAIL_ADDRESS)])


class NewPasswordForm(PasswordRules):
    """A new password for somebody who came by a link."""

    password = _new_password()


class ChangePasswordForm(PasswordRules):
    """A new password for somebody who knows the old one."""

    current_password = PasswordField(_l("Your password now"), [InputRequired(NEEDED)])
    password = _new_password()


class UsernameForm(NameRules):
    """Another username."""

    username = StringField(_l("Username"), [InputRequired(NEEDED), Length(max=LONGEST_USERNAME)])


class MailForm(ResetForm):
    """Another mail address, and proof that it is the member who asks."""

    mail_password = PasswordField(_l("Your password"), [InputRequired(NEEDED)])


class ProfileForm(NameRules):
    """What others read about a member."""

    name = StringField(_l("Your name"), [InputRequired(NEEDED), Length(max=LONGEST_NAME)])
    title = StringField(_l("What you do"), [Length(max=120)], description=_l("Such as: Night nurse, Ward 3"))
    bio = TextAreaField(
        _l("About you"), [Length(max=2000)], description=_l("What you know, what you learn, what one may ask you.")
    )


class PhotoForm(Form):
    """A photo."""

    photo = FileField(
        _l("Photo"), description=_l("JPEG, PNG, WebP or GIF, up to 8 MB. It is cut to a square; nothing else is kept.")
    )


class ThemeForm(Form):
    """Day, night, or as the device says."""

    theme = RadioField(_l("Light"), choices=THEMES, default="system")


class PreferencesForm(ThemeForm):
    """How the site behaves for a member."""

    shown_last = ("quiet_from", "quiet_until", "theme", "default_audience", "is_listed_as_expert")

    language = SelectField(_l("Language"))
    timezone = SelectField(_l("Time zone"))
    quiet_from = SelectField(_l("Quiet from"), coerce=int)
    quiet_until = SelectField(
        _l("Quiet until"),
        coerce=int,
        description=_l(
            "Between the two we send nothing, be it mails or reminders; it comes when they end. "
            "The same hour twice means no quiet hours."
        ),
    )
    default_audience = RadioField(
        _l("Who will see what you write, unless you choose otherwise"),
        choices=[
            SelectChoice("", _l("As the organization suggests")),
            SelectChoice("self", _l("Only you")),
            SelectChoice("team", _l("Your team")),
            SelectChoice("organization", _l("Everyone in the organization")),
        ],
        default="",
    )
    is_listed_as_expert = RadioField(
        _l("May colleagues find you as somebody who can help"),
        choices=[
            SelectChoice("", _l("As the organization suggests")),
            SelectChoice("yes", _l("Yes")),
            SelectChoice("no", _l("No")),
        ],
        default="",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in (self.quiet_from, self.quiet_until):
            field.choices = [SelectChoice(hour, full_hour(hour)) for hour in range(24)]

    def validate_quiet_until(self, _field: SelectField) -> None:
        """There is time for a reminder."""
        given = {self.quiet_from.data, self.quiet_until.data} <= set(range(24))
        if given and not self.quiet().leaves_room:
            raise ValidationError(_("Please leave at least two hours of the day in which something may come."))

    def quiet(self) -> Quiet:
        """The quiet hours that were chosen."""
        return Quiet(self.quiet_from.data, self.quiet_until.data)


class FeedTokenForm(Form):
    """An address for a reader."""

    label = StringField(_l("What it is for"), [Length(max=120)], description=_l("Such as: Reader on my phone"))
    scope = StringField(
        _l("Which feed"),
        [InputRequired(NEEDED), Length(max=200)],
        default="all",
        description=_l("«all» for every feed of yours, or the path of one, such as /feeds/stream.atom"),
    )
    last_day = DateField(
        _l("Last day"), [Optional()], description=_l("After it the address opens nothing. Left empty, it has no end.")
    )


class InvitationForm(ResetForm):
    """Who is asked to join, and as what."""

    role = SelectField(_l("Role"), choices=ROLES, default=Role.MEMBER.value)
    team = SelectField(_l("Team"), validate_choice=True)


class PersonForm(Form):
    """What administrators decide about a member."""

    role = SelectField(_l("Role"), choices=ROLES)
    team = SelectField(_l("Team"))
    manager = StringField(
        _l("Reports to"), [Length(max=LONGEST_USERNAME + 1)], description=_l("A username; empty for nobody.")
    )


class ScopeForm(Form):
    """Which coach helps which team, and how long."""

    coach = StringField(_l("Username of the coach"), [InputRequired(NEEDED), Length(max=100)])
    team = SelectField(_l("Team"), [InputRequired(NEEDED)], coerce=int)
    first_on = DateField(_l("First day"), [InputRequired(NEEDED)])
    last_on = DateField(_l("Last day"), [InputRequired(NEEDED)])

    member: Member

    @classmethod
    def start(cls, today: date | None = None) -> Self:
        """The form with the teams that there are, and three months from `today`."""
        days = {"first_on": today, "last_on": today + A_QUARTER} if today is not None else {}
        form = cls(data=days)
        form.team.choices = [SelectChoice(team.id, team.name) for team in teams()]
        return form

    def validate_coach(self, field: StringField) -> None:
        """Somebody who is here."""
        found = member_by_username((field.data or "").strip().removeprefix("@"))
        if found is None or not found.is_active:
            raise ValidationError(_("Nobody here is called %(name)s.", name=(field.data or "")[:40]))
        self.member = found


class TeamForm(Form):
    """What a team is called."""

    name = StringField(_l("Name of the team"), [InputRequired(NEEDED), Length(max=120)])

    def validate_name(self, field: StringField) -> None:
        """A name shows what it says."""
        if not is_shown_as_written(field.data or ""):
            raise ValidationError(_("Please write a name with letters."))
