"""Who hears of what, and who does not."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from community.accounts.models import Member, MemberState, Role
from community.audiences.service import named, only, public_audience, set_team, team_audience
from community.entries import comments, service
from community.entries.follows import Subject, follow
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.events import EntryPublished
from community.kernel.bus import bus, publish
from community.kernel.db import commit, session
from community.notifications.models import Notification, Reason
from community.notifications.queries import told
from community.notifications.service import mark_all_read
from community.questions.service import accept_answer, close_as_duplicate
from community.topics.queries import tag_by_name
from tests.counting import statements
from tests.factories import a_comment, a_member, a_question, a_team, an_answer, an_entry


def reasons(member: Member, entry: Entry | None = None) -> list[str]:
    """Why `member` was told, the oldest first; of one entry or of all."""
    statement = select(Notification).where(Notification.member_id == member.id).order_by(Notification.id)
    return [n.reason for n in session().scalars(statement) if entry is None or n.entry_id == entry.id]


def unread(member: Member) -> int:
    """What the head of the page says to `member`."""
    session().refresh(member)
    return member.unread_count


def is_shown(member: Member) -> list[int]:
    """The entries of the notifications that `member` can see now."""
    return [one.entry.id for one in told(member).items]


def follows(member: Member, *, tag: str = "", author: Member | None = None, entry: Entry | None = None) -> None:
    """Let `member` follow something."""
    if tag:
        found = tag_by_name(tag)
        assert found is not None
        follow(Subject.TAG, found.id, by=member)
    if author is not None:
        follow(Subject.MEMBER, author.id, by=member)
    if entry is not None:
        follow(Subject.ENTRY, entry.id, by=member)
    commit()


def hidden(entry: Entry, by: Member) -> None:
    """Let `by` hide `entry`."""
    service.hide(entry, by=by)
    commit()


def test_the_asker_hears_of_an_answer(app: Flask) -> None:
    ana = a_member("Ana")
    answer = an_answer(a_question(author=ana))
    assert reasons(ana, answer) == [Reason.ANSWER]
    assert unread(ana) == 1


def test_nobody_is_told_of_their_own_act(app: Flask) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana, source=f"As @{ana.username} said.")
    an_answer(question, author=ana)
    a_comment(question.entry, by=ana)
    assert reasons(ana) == []


def test_the_author_hears_of_a_comment(app: Flask) -> None:
    ana = a_member("Ana")
    remark = a_comment(an_entry(author=ana))
    assert reasons(ana, remark) == [Reason.COMMENT]


def test_the_commenter_hears_of_a_reply(app: Flask) -> None:
    ben = a_member("Ben")
    first = a_comment(an_entry(), by=ben)
    reply = a_comment(first)
    assert reasons(ben, reply) == [Reason.REPLY]


def test_those_who_commented_hear_of_what_is_said_after(app: Flask) -> None:
    ben, chi = a_member("Ben"), a_member("Chi")
    post = an_entry()
    deep = a_comment(a_comment(post, by=ben), by=chi)
    last = a_comment(post)
    assert reasons(ben, last) == [Reason.THREAD]
    assert reasons(chi, last) == [Reason.THREAD]
    assert reasons(chi, deep) == []


def test_comments_on_one_answer_are_no_matter_of_those_who_commented_on_another(app: Flask) -> None:
    ben = a_member("Ben")
    question = a_question()
    a_comment(an_answer(question), by=ben)
    a_comment(an_answer(question))
    assert reasons(ben) == []


def test_whoever_took_a_comment_back_hears_no_more(app: Flask) -> None:
    ben = a_member("Ben")
    post = an_entry()
    service.withdraw(a_comment(post, by=ben), by=ben)
    commit()
    a_comment(post)
    assert reasons(ben) == []


def test_followers_of_a_question_hear_of_answers(app: Flask) -> None:
    chi = a_member("Chi")
    question = a_question()
    follows(chi, entry=question.entry)
    answer = an_answer(question)
    assert reasons(chi, answer) == [Reason.THREAD]


def test_followers_of_a_member_hear_of_what_is_new(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    entry = an_entry(author=ana)
    assert reasons(chi, entry) == [Reason.MEMBER]


def test_followers_of_a_tag_hear_of_what_is_new(app: Flask) -> None:
    chi = a_member("Chi")
    an_entry(tags=["handover"])
    follows(chi, tag="handover")
    entry = an_entry(tags=["handover", "notes"])
    assert reasons(chi) == [Reason.TAG]
    assert is_shown(chi) == [entry.id]


def test_followers_of_a_member_do_not_hear_of_each_comment(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    a_comment(an_entry(), by=ana)
    assert reasons(chi) == []


def test_one_hears_of_an_entry_once_for_the_nearest_reason(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    an_entry(author=ana, tags=["handover", "notes"])
    follows(chi, author=ana, tag="handover")
    follows(chi, tag="notes")
    an_entry(author=ana, tags=["handover", "notes"])
    assert reasons(chi) == [Reason.MEMBER]
    assert unread(chi) == 1


def test_whoever_is_named_hears_of_it(app: Flask) -> None:
    ben = a_member("Ben")
    entry = an_entry(source=f"Ask @{ben.username}.")
    assert reasons(ben, entry) == [Reason.MENTION]
    assert unread(ben) == 1


def test_a_comment_that_names_its_reader_is_told_once(app: Flask) -> None:
    ana = a_member("Ana")
    a_comment(an_entry(author=ana), source=f"Well said, @{ana.username}.")
    assert reasons(ana) == [Reason.MENTION]
    assert unread(ana) == 1


def test_being_named_in_a_revision_is_told_although_the_entry_was_read(app: Flask) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    follows(ben, author=ana)
    entry = an_entry(author=ana)
    mark_all_read(by=ben)
    service.revise(entry, by=ana, title="A title", source=f"Thanks to @{ben.username}.")
    commit()
    assert reasons(ben) == [Reason.MEMBER, Reason.MENTION]


def test_whoever_answered_hears_that_it_helped(app: Flask) -> None:
    ben = a_member("Ben")
    question = a_question()
    answer = an_answer(question, author=ben)
    accept_answer(answer, question, by=question.entry.author)
    commit()
    assert reasons(ben, answer) == [Reason.ACCEPTED]


def test_moving_the_mark_there_and_back_is_told_once(app: Flask) -> None:
    ben = a_member("Ben")
    question = a_question()
    answer, other = an_answer(question, author=ben), an_answer(question)
    for helped in (answer, other, answer):
        accept_answer(helped, question, by=question.entry.author)
        commit()
    assert reasons(ben, answer) == [Reason.ACCEPTED]


def test_the_asker_and_the_followers_hear_where_the_answers_are(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    question, other = a_question(author=ana), a_question("What makes a good handover?")
    follows(chi, entry=question.entry)
    close_as_duplicate(question, of=other, by=a_member("Coach", role=Role.COACH))
    commit()
    assert [reasons(m, question.entry) for m in (ana, chi)] == [[Reason.CLOSED], [Reason.CLOSED]]


def test_the_author_hears_that_an_entry_was_hidden_but_not_by_whom(app: Flask) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana)
    hidden(entry, a_member(role=Role.ADMINISTRATOR))
    (one,) = told(ana).items
    assert (one.notification.reason, one.notification.actor) == (Reason.HIDDEN, None)
    assert unread(ana) == 1


def test_a_follower_outside_the_audience_is_never_told(app: Flask) -> None:
    team = a_team()
    ana, mate, outsider = a_member("Ana", team=team), a_member("Mate", team=team), a_member("Otto")
    an_entry(tags=["handover"])
    for member in (mate, outsider):
        follows(member, author=ana, tag="handover")
    for audience in (only(ana), named([ana, mate]), team_audience(team)):
        an_entry(author=ana, audience=audience, tags=["handover"], source=f"Psst, @{outsider.username}.")
    assert reasons(outsider) == []
    assert unread(outsider) == 0
    assert len(reasons(mate)) == 2


def test_managers_and_administrators_have_no_key_of_their_own(app: Flask) -> None:
    ana = a_member("Ana")
    chiefs = [a_member(role=role) for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.COACH)]
    for chief in chiefs:
        follows(chief, author=ana)
    an_entry(author=ana, audience=only(ana))
    assert [reasons(chief) for chief in chiefs] == [[], [], []]


def test_private_feedback_is_told_to_its_reader_alone(app: Flask) -> None:
    ana, ben, chi = a_member("Ana"), a_member("Ben"), a_member("Chi")
    post = an_entry(author=ana)
    a_comment(post, by=chi)
    follows(chi, entry=post)
    remark = a_comment(post, by=ben, privately=True)
    assert reasons(ana, remark) == [Reason.COMMENT]
    assert reasons(chi) == []


def test_suspended_members_are_not_told(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    chi.state = MemberState.SUSPENDED.value
    commit()
    an_entry(author=ana, audience=public_audience(), source=f"@{chi.username}")
    assert reasons(chi) == []


def test_what_was_taken_back_before_it_was_told_is_not_told(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    entry = service.compose(Kind.REFLECTION, author=ana, audience=public_audience(), title="T", source="S")
    service.withdraw(entry, by=ana)
    commit()
    assert reasons(chi) == []


def test_imported_history_is_told_to_nobody(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    post = service.compose(Kind.REFLECTION, author=ana, audience=public_audience(), title="T", is_new=False)
    comments.comment(post, by=chi, source="Old.", is_new=False)
    commit()
    assert (reasons(ana), reasons(chi)) == ([], [])


def test_what_is_delivered_twice_is_shown_and_counted_once(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    entry = an_entry(author=ana)
    publish(EntryPublished(actor_id=ana.id, entry_id=entry.id, kind=entry.kind))
    commit()
    assert reasons(chi) == [Reason.MEMBER]
    assert unread(chi) == 1


def test_each_event_that_is_heard_has_one_subscriber_here(app: Flask) -> None:
    heard = [name for name in bus.subscribers_of("EntryPublished") if name.startswith("community.notifications")]
    assert heard == ["community.notifications.subscribers.entry_published"]


def test_what_is_no_longer_open_is_neither_shown_nor_counted(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    withdrawn, narrowed, concealed, stays = (an_entry(author=ana) for _ in range(4))
    service.withdraw(withdrawn, by=ana)
    service.restrict(narrowed, only(ana), by=ana)
    service.hide(concealed, by=a_member(role=Role.ADMINISTRATOR))
    commit()
    assert is_shown(chi) == [stays.id]
    assert unread(chi) == 1


def test_what_is_open_again_counts_again(app: Flask) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follows(chi, author=ana)
    entry = an_entry(author=ana)
    service.withdraw(entry, by=ana)
    commit()
    service.restore(entry, by=ana)
    commit()
    assert is_shown(chi) == [entry.id]
    assert unread(chi) == 1


def test_what_hangs_below_a_closed_page_is_not_shown(app: Flask) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    post = an_entry(author=ana)
    a_comment(a_comment(post, by=ben, privately=True), by=ana)
    assert unread(ben) == 1
    service.restrict(post, only(ana), by=ana)
    commit()
    assert is_shown(ben) == []
    assert unread(ben) == 0


def test_leaving_an_audience_ends_what_is_shown(app: Flask) -> None:
    team = a_team()
    ana, mate = a_member("Ana", team=team), a_member("Mate", team=team)
    follows(mate, author=ana)
    an_entry(author=ana, audience=team_audience(team))
    set_team(mate, None)
    commit()
    assert is_shown(mate) == []


def test_telling_many_takes_as_many_statements_as_telling_one(app: Flask) -> None:
    few, many = a_member("Ana"), a_member("Zoe")
    for _ in range(40):
        follows(a_member(), author=many)
    follows(a_member(), author=few)
    assert statements_of_publishing(few) == statements_of_publishing(many)


def statements_of_publishing(author: Member) -> int:
    """How many statements it takes to publish and to tell everybody."""
    with statements() as sent:
        an_entry(author=author)
    return len(sent)
