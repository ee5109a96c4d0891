"""What the pages of accounts ask for."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, PasswordField, StringField, SubmitField, ValidationError
from wtforms.validators import Email, InputRequired, Length, Optional

from community.accounts import passwords
from community.accounts.names import LONGEST_NAME, LONGEST_USERNAME, is_shown_as_written, is_username
from community.kernel.forms import Form
from community.kernel.i18n import _, _l

LONGEST_MAIL = 254
NEEDED = _l("Please fill this in.")
A_MAIL_ADDRESS = _l("This is not a mail address. It looks like name@example.org.")


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


class NewPassword(Form):
    """Rules that hold wherever somebody chooses a password."""

    password = PasswordField(
        _l("Password"),
        [InputRequired(NEEDED)],
        description=_l("At least 10 characters. A few words in a row are good."),
    )

    def validate_password(self, field: PasswordField) -> None:
        """Long enough, and not among the first that somebody would try."""
        objection = passwords.objection(field.data or "")
        if objection:
            raise ValidationError(objection)


class JoinForm(NameRules, NewPassword):
    """What makes an account."""

    name = StringField(_l("Your name"), [InputRequired(NEEDED), Length(max=LONGEST_NAME)])
    email = StringField(_l("Mail address"), [InputRequired(NEEDED), Length(max=LONGEST_MAIL), Email(A_MAIL_ADDRESS)])
    username = StringField(
        _l("Username"),
        [Optional(), Length(max=LONGEST_USERNAME)],
        description=_l("Colleagues mention you by it. Left empty, it is made of your name."),
    )


class InvitedForm(NameRules, NewPassword):
    """What makes an account of somebody who was invited: the mail address is known."""

    name = JoinForm.name
    username = JoinForm.username


class ResetForm(Form):
    """Where the link to a new password goes."""

    email = StringField(_l("Mail address"), [InputRequired(NEEDED), Length(max=LONGEST_MAIL), Email(A_MAIL_ADDRESS)])


class NewPasswordForm(NewPassword):
    """A new password, by a link or for somebody who is signed in."""

    save = SubmitField(_l("Save"))
