"""The rule asked for many members at once says the same as the rule asked for each."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from community.accounts.models import Member, MemberState, Role
from community.audiences.service import named, only, organization_audience, public_audience, team_audience
from community.audiences.visibility import is_open_to, visible_to
from community.entries.models import Entry
from community.entries.service import hide, withdraw
from community.kernel.db import commit, session
from tests.factories import a_comment, a_member, a_question, a_team, an_answer, an_entry


def test_asked_for_all_members_the_rule_says_what_it_says_for_each(app: Flask) -> None:
    entries_of_every_kind_of_audience()
    pairs = select(Member.id, Entry.id).join(Entry, is_open_to(Member, Entry))
    at_once = {(member_id, entry_id) for member_id, entry_id in session().execute(pairs)}
    active = session().scalars(select(Member).where(Member.state == MemberState.ACTIVE))
    one_by_one = {
        (member.id, entry_id)
        for member in active
        for entry_id in session().scalars(select(Entry.id).where(visible_to(member, Entry)))
    }
    assert at_once == one_by_one


def entries_of_every_kind_of_audience() -> None:
    """Entries for each audience, live, withdrawn and hidden, and people in and out of each."""
    team = a_team()
    ana, ben, chief = a_member("Ana", team=team), a_member("Ben", team=team), a_member(role=Role.ADMINISTRATOR)
    a_member("Sue", team=team, state=MemberState.SUSPENDED.value)
    audiences = [public_audience(), organization_audience(), team_audience(team), named([ana, chief]), only(ana)]
    for audience in audiences:
        an_entry(author=ana, audience=audience)
        withdraw(an_entry(author=ana, audience=audience), by=ana)
        hide(an_entry(author=ana, audience=audience), by=chief)
    a_comment(an_entry(author=ana), by=ben, privately=True)
    an_answer(a_question(author=ana, audience=team_audience(team)), author=ben)
    commit()
