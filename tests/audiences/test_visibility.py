"""Who sees what: the rule itself, for each audience and each viewer."""

from __future__ import annotations

from flask import Flask

from community.accounts.models import MemberState, Viewer
from community.audiences import service as audiences
from community.entries import queries, service
from community.entries.kinds import Feedback, Kind
from community.entries.models import Entry
from community.kernel.db import commit
from tests.factories import a_comment, a_member, a_team, an_entry


def sees(viewer: Viewer, entry: Entry) -> bool:
    """Whether `viewer` finds `entry`."""
    return queries.entry_for(viewer, entry.id) is not None


def test_members_see_what_is_for_the_organization_and_visitors_do_not(app: Flask) -> None:
    entry = an_entry()
    assert (sees(a_member(), entry), sees(None, entry)) == (True, False)


def test_everyone_sees_what_is_public(app: Flask) -> None:
    assert sees(None, an_entry(audience=audiences.public_audience()))


def test_only_the_author_sees_what_is_private(app: Flask) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana, audience=audiences.only(ana))
    assert (sees(ana, entry), sees(a_member(), entry)) == (True, False)


def test_leaving_a_team_ends_access_at_once(app: Flask) -> None:
    team = a_team()
    ben, ana = a_member("Ben", team=team), a_member("Ana", team=team)
    entry = an_entry(author=ana, audience=audiences.team_audience(team))
    assert sees(ben, entry)
    audiences.set_team(ben, None)
    commit()
    assert not sees(ben, entry)


def test_a_suspended_member_sees_only_what_is_public(app: Flask) -> None:
    ana = a_member("Ana", state=MemberState.SUSPENDED)
    assert not sees(ana, an_entry(author=ana))


def test_a_withdrawn_entry_takes_its_thread_with_it(app: Flask) -> None:
    ana, reader = a_member("Ana"), a_member()
    entry = an_entry(author=ana)
    remark = a_comment(entry)
    reply = a_comment(remark)
    service.withdraw(entry, by=ana)
    commit()
    assert (sees(reader, entry), sees(reader, remark), sees(reader, reply)) == (False, False, False)


def test_a_restored_entry_brings_its_thread_back(app: Flask) -> None:
    ana, reader = a_member("Ana"), a_member()
    entry = an_entry(author=ana)
    remark = a_comment(entry)
    service.withdraw(entry, by=ana)
    service.restore(entry, by=ana)
    commit()
    assert (sees(reader, entry), sees(reader, remark)) == (True, True)


def test_private_feedback_is_for_author_and_commenter(app: Flask) -> None:
    ana, ben, reader = a_member("Ana"), a_member("Ben"), a_member()
    entry = an_entry(author=ana, feedback=Feedback.PRIVATE)
    remark = a_comment(entry, by=ben)
    assert (sees(ana, remark), sees(ben, remark), sees(reader, remark)) == (True, True, False)


def test_a_reply_to_private_feedback_stays_private(app: Flask) -> None:
    ana, ben, reader = a_member("Ana"), a_member("Ben"), a_member()
    remark = a_comment(an_entry(author=ana), by=ben, privately=True)
    reply = a_comment(remark, by=ana)
    assert (sees(ben, reply), sees(reader, reply)) == (True, False)


def test_private_feedback_is_not_counted_for_others(app: Flask) -> None:
    entry = an_entry()
    a_comment(entry, privately=True)
    a_comment(entry)
    assert entry.comment_count == 1


def test_narrowing_an_entry_narrows_its_comments(app: Flask) -> None:
    ana, ben, reader = a_member("Ana"), a_member("Ben"), a_member()
    entry = an_entry(author=ana)
    remark = a_comment(entry, by=reader)
    service.restrict(entry, audiences.named([ana, ben]), by=ana)
    commit()
    assert (sees(ben, remark), sees(a_member(), remark)) == (True, False)


def test_lists_hold_what_may_be_seen_and_nothing_else(app: Flask) -> None:
    ana = a_member("Ana")
    shown = an_entry(Kind.QUESTION)
    an_entry(Kind.QUESTION, author=ana, audience=audiences.only(ana))
    assert [e.id for e in queries.newest(queries.listed(a_member())).items] == [shown.id]
