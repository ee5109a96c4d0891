"""An offer reaches those who may want it, and tells its maker only what each agreed to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import Member, Role
from community.audiences.service import organization_audience, team_audience
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.floor import Floor
from community.kernel.paging import PAGE_SIZE
from community.support.models import Offer, OfferReply, OfferState, Reply
from community.support.queries import offer_for, offers_by, offers_for
from community.support.service import Text, move_offer, offer_support, reply_to
from tests.factories import a_member, a_team

TEXT = Text("Lifting, by hand", "An hour on the floor.", "session", "lifting")


@pytest.fixture
def mara(app: Flask) -> Member:
    """A manager."""
    return a_member("Mara", role=Role.MANAGER)


@pytest.fixture
def offer(mara: Member) -> Offer:
    """An offer to the organization."""
    return offer_support(TEXT, by=mara, audience=organization_audience())


def begun(offer: Offer) -> str:
    """What its maker is told when it begins."""
    move_offer(offer, OfferState.BEGUN, Floor(5), by=offer.offerer)
    return offer.wanted


def test_only_who_looks_after_others_offers(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        offer_support(TEXT, by=a_member(), audience=organization_audience())


def test_a_yes_shows_a_name_only_where_that_was_agreed(offer: Offer, mara: Member) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    reply_to(offer, Reply.NAMED, by=ana)
    reply_to(offer, Reply.UNNAMED, by=ben)
    assert offers_by(mara).items[0].named == [ana]
    reply_to(offer, Reply.UNNAMED, by=ana)
    assert offers_by(mara).items[0].named == []


def test_declining_takes_it_away_and_is_forgotten_when_it_ends(offer: Offer, mara: Member) -> None:
    ana = a_member("Ana")
    reply_to(offer, Reply.NOT_FOR_ME, by=ana)
    assert offers_for(ana).items == []
    move_offer(offer, OfferState.WITHDRAWN, Floor(5), by=mara)
    assert session().scalar(select(func.count()).select_from(OfferReply)) == 0


def test_what_became_of_it_is_reported_to_who_said_yes_alone(offer: Offer, mara: Member) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    reply_to(offer, Reply.UNNAMED, by=ana)
    begun(offer)
    move_offer(offer, OfferState.MET, Floor(5), by=mara)
    assert [shown.offer.state for shown in offers_for(ana).items] == ["met"]
    assert offers_for(ben).items == []
    with pytest.raises(Refused):
        reply_to(offer, Reply.NAMED, by=ben)


@pytest.mark.parametrize(("yes", "rest", "told"), [(4, 9, ""), (5, 5, "5–9"), (5, 4, "")])
def test_a_band_is_told_once_and_only_with_enough_on_both_sides(offer: Offer, yes: int, rest: int, told: str) -> None:
    for _number in range(yes):
        reply_to(offer, Reply.UNNAMED, by=a_member())
    for _number in range(rest):
        a_member()
    assert begun(offer) == told
    reply_to(offer, Reply.UNNAMED, by=a_member())
    assert offer.wanted == told


def test_another_team_hears_nothing_of_it(mara: Member) -> None:
    team = a_team()
    inside, outside = a_member(team=team), a_member(team=a_team())
    made = offer_support(TEXT, by=mara, audience=team_audience(team))
    assert offers_for(inside)
    assert not offers_for(outside)
    assert offer_for(outside, made.id) is None


def test_offers_go_on_over_the_page(mara: Member, as_member: Any) -> None:
    for number in range(PAGE_SIZE + 1):
        offer_support(replace(TEXT, title=f"Hour {number}."), by=mara, audience=organization_audience())
    for member, path in ((a_member(), "/support"), (mara, "/support/mine")):
        client = as_member(member)
        first = client.get(path).text
        assert ("Hour 20." in first, "Hour 0." in first) == (True, False)
        (onward,) = re.findall(r'href="(/support[^"]*after=[^"]*)"', first)
        assert "Hour 0." in client.get(onward).text
    assert "/support/mine" in as_member(mara).get("/support").text


def test_only_its_maker_moves_it(offer: Offer) -> None:
    with pytest.raises(NotAllowed):
        move_offer(offer, OfferState.BEGUN, Floor(5), by=a_member(role=Role.COACH))


def test_an_offer_is_made_wanted_and_reported_on_the_pages(mara: Member, as_member: Any) -> None:
    ana = a_member("Ana")
    data = {"title": "Lifting, by hand", "words": "An hour.", "topic": "lifting", "kind": "session"}
    manager = as_member(mara)
    assert 'value="lifting"' in manager.get("/support/new?topic=lifting").text
    assert manager.post("/support/new", data={**data, "kind": "", "audience": "organization"}).status_code == 422
    assert manager.post("/support/new", data={**data, "audience": "organization"}).status_code == 303
    path = f"/support/{offers_by(mara).items[0].offer.id}"

    learner = as_member(ana)
    assert "Lifting, by hand" in learner.get("/support").text
    learner.post(f"{path}/reply", data={"reply": "named"})
    assert learner.post(f"{path}/state", data={"state": "begun"}).status_code == 403
    assert learner.get("/support/new").status_code == 403

    manager = as_member(mara)
    assert "Ana" in manager.get("/support").text
    for state in ("begun", "met"):
        manager.post(f"{path}/state", data={"state": state})
    assert "Met" in as_member(ana).get("/support").text
