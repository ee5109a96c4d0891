"""Who comes into a group, who looks after it, and that leaving ends access at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Member, MemberState, Role
from community.audiences.queries import audiences_to_choose, holds, who_will_see
from community.entries.queries import entry_for
from community.events import ReachChanged
from community.groups import queries, service
from community.groups.models import Group, JoinRule, Place
from community.groups.service import About
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.errors import NotAllowed, Refused
from community.questions.queries import Order, entries_in
from community.search.queries import matching
from tests.factories import a_member, a_question, an_entry
from tests.groups.factories import a_group


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who facilitates."""
    return a_member("Ana")


@pytest.fixture
def ben(app: Flask) -> Member:
    """Somebody else."""
    return a_member("Ben")


def names(group: Group) -> list[str]:
    """Who is in, by name; the audience has to say the same."""
    inside = queries.everybody_in(group.id)
    assert all(holds(group.audience, person) for person in inside)
    return [person.name for person in inside]


def test_who_starts_a_group_facilitates_it_and_writes_for_it(ana: Member, ben: Member) -> None:
    group = a_group(ana)
    alone = "You alone are in Handover circle so far. Whoever joins will be able to see this."
    assert who_will_see(group.audience, ana, "Northwind") == alone
    service.join_group(group, by=ben)
    assert queries.facilitators_of(group) == [ana]
    assert audiences_to_choose(ana) == [group.audience]
    assert who_will_see(group.audience, ana, "Northwind") == "The 2 people of Handover circle will be able to see this."


def test_each_rule_lets_people_in_in_its_own_way(ana: Member, ben: Member) -> None:
    is_open, asks, invited = (a_group(ana, name=rule.value, rule=rule) for rule in JoinRule)
    assert service.join_group(is_open, by=ben) is Place.IN
    assert service.join_group(asks, by=ben) is Place.ASKS
    assert not holds(asks.audience, ben)
    service.answer_request(asks, ben, is_welcome=True, by=ana)
    with pytest.raises(NotAllowed):
        service.join_group(invited, by=ben)
    assert service.invite(invited, [ben, ana], by=ana) == 1
    assert not holds(invited.audience, ben)
    service.join_group(invited, by=ben)
    assert [names(group) for group in (is_open, asks, invited)] == [["Ana", "Ben"]] * 3


def test_a_request_that_is_declined_or_taken_back_leaves_nothing(ana: Member, ben: Member) -> None:
    group = a_group(ana, rule=JoinRule.ASK)
    ends: list[Callable[[], None]] = [
        lambda: service.answer_request(group, ben, is_welcome=False, by=ana),
        lambda: service.leave_group(group, by=ben),
    ]
    for end in ends:
        service.join_group(group, by=ben)
        assert [(one.asking, one.is_invited) for one in queries.waiting_for(ana)] == [(1, False)]
        end()
        assert queries.membership_of(group, ben) is None
        assert queries.waiting_for(ana) == []


def test_what_is_written_for_a_group_is_found_by_its_people_alone_and_closes_who_leaves(
    ana: Member, ben: Member, published: Any
) -> None:
    group, coach = a_group(ana, ben), a_member("Carl", role=Role.COACH)
    question = a_question("Where does the zebra go?", author=ana, audience=group.audience).entry
    today = clock.now().date()

    def found(member: Member | None) -> list[bool]:
        stream, asked = queries.stream_of(group, member), entries_in(member, Order.NEWEST)
        lists = [session().scalars(one).all() for one in (stream, asked, matching(member, "zebra", today=today))]
        return [question in one for one in lists] + [entry_for(member, question.id) is not None]

    assert found(ben) == [True] * 4
    assert found(coach) == found(None) == [False] * 4
    service.leave_group(group, by=ben)
    assert found(ben) == [False] * 4
    assert audiences_to_choose(ben) == []
    assert published.all(ReachChanged)[-1].member_id == ben.id


def test_only_who_facilitates_looks_after_a_group(ana: Member, ben: Member) -> None:
    group, cleo = a_group(ana, ben), a_member("Cleo", role=Role.ADMINISTRATOR)
    for act in (
        lambda: service.invite(group, [cleo], by=ben),
        lambda: service.invite(group, [cleo], by=cleo),
        lambda: service.answer_request(group, cleo, is_welcome=True, by=ben),
        lambda: service.name_facilitator(group, ben, is_on=True, by=ben),
        lambda: service.remove_person(group, ana, by=ben),
        lambda: service.describe_group(group, About("Mine", "Mine."), by=ben),
        lambda: service.end_group(group, by=ben),
        lambda: service.take_over(group, by=cleo),
    ):
        with pytest.raises(NotAllowed):
            act()
    service.describe_group(group, About("A better name", "Handovers."), by=cleo)
    assert group.audience.name == "A better name"
    service.remove_person(group, ben, by=ana)
    assert names(group) == ["Ana"]


def test_somebody_always_facilitates(ana: Member, ben: Member) -> None:
    group = a_group(ana, ben)
    refused: list[Callable[[], None]] = [
        lambda: service.leave_group(group, by=ana),
        lambda: service.name_facilitator(group, ana, is_on=False, by=ana),
        lambda: service.take_over(group, by=ben),
    ]
    for act in refused:
        with pytest.raises(Refused):
            act()
    ana.state = MemberState.SUSPENDED.value
    service.take_over(group, by=ben)
    assert queries.facilitators_of(group) == [ben]


def test_a_group_that_ends_is_read_on_and_written_for_no_more(ana: Member, ben: Member) -> None:
    group, cleo = a_group(ana, ben), a_member("Cleo")
    entry = an_entry(author=ana, audience=group.audience)
    service.invite(group, [cleo], by=ana)
    service.end_group(group, by=ana)
    commit()
    assert entry_for(ben, entry.id) is not None
    assert audiences_to_choose(ben) == []
    assert not any((queries.groups(cleo).items, queries.groups_of(ben), queries.waiting_for(cleo)))
    assert queries.group_for(ben, group.slug) is not None
    assert queries.group_for(cleo, group.slug) is None
    with pytest.raises(Refused):
        service.join_group(group, by=cleo)


def test_a_group_ends_with_the_last_who_leaves(ana: Member) -> None:
    group = a_group(ana)
    service.leave_group(group, by=ana)
    assert group.ended_at is not None


def test_lists_by_name_go_on_where_they_stood(ana: Member, ben: Member) -> None:
    made = [a_group(ben, ana, name=name) for name in ("Wards", "Meals", "Meals")]
    assert len({group.slug for group in made}) == 3
    cleo = a_member("Cleo")
    first = queries.groups(cleo, size=2)
    rest = queries.groups(cleo, int(first.next or 0), size=2)
    assert [group.name for group in (*first.items, *rest.items)] == ["Meals", "Meals", "Wards"]
    people = queries.people_of(made[0], size=1)
    others = queries.people_of(made[0], int(people.next or 0))
    assert [one.member for one in (*people.items, *others.items)] == [ana, ben]
