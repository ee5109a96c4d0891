"""What is asked when a group is started or changed, and when people are invited."""

from __future__ import annotations

from typing import Self

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from community.groups.models import Group, JoinRule
from community.groups.service import About
from community.kernel.forms import Form
from community.kernel.i18n import _l


class GroupForm(Form):
    """What a group is called, what it is for, and how one comes into it."""

    name = StringField(_l("Name"), [DataRequired(_l("Please give the community a name.")), Length(max=120)])
    purpose = TextAreaField(
        _l("What you want to get better at together"),
        [DataRequired(_l("Please say in a sentence what it is for.")), Length(max=600)],
        description=_l("A sentence or two. Everybody here can read the name and this."),
    )
    join_rule = RadioField(
        _l("How people come in"),
        [InputRequired(_l("Please choose one."))],
        choices=[
            SelectChoice(JoinRule.OPEN.value, _l("Anybody here can join")),
            SelectChoice(JoinRule.ASK.value, _l("People ask, and somebody who facilitates it lets them in")),
            SelectChoice(JoinRule.INVITED.value, _l("By invitation only")),
        ],
        default=JoinRule.OPEN.value,
    )

    @classmethod
    def of(cls, group: Group) -> Self:
        """The form as `group` stands now."""
        return cls(data={"name": group.name, "purpose": group.purpose, "join_rule": group.join_rule})

    def about(self) -> About:
        """What was written."""
        return About(self.name.data or "", self.purpose.data or "", JoinRule(self.join_rule.data))
