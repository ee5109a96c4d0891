"""The mail to somebody who was enrolled by others: what it is about, and how to leave with one click."""

from __future__ import annotations

from datetime import date
from typing import Any

from community.accounts.models import Member
from community.kernel import mail
from community.kernel.db import session
from community.kernel.i18n import _, in_language
from community.kernel.mail import Kind, Letter, Office, OutgoingMail, Subscription, Tie, link_to
from community.kernel.mail.writing import ending_link
from community.programs.following import leave
from community.programs.models import Enrollment, EnrollmentState

KIND = "enrolled"
LEAVING = "enrollment"


def join(office: Office) -> None:
    """Tell the office of the mail, and of what its link ends."""
    office.kind(Kind(KIND, _letter, _sample))
    office.subscription(LEAVING, Subscription(_describe, _end))


def tell_of(enrollment: Enrollment) -> None:
    """Have a learner told by mail that somebody enrolled them."""
    member = enrollment.member
    if mail.is_on() and member.email:
        key = f"{KIND}.{enrollment.id}"
        mail.queue(KIND, member.email, key=key, member_id=member.id, enrollment=enrollment.id)


def _letter(outgoing: OutgoingMail) -> Letter | None:
    enrollment = session().get(Enrollment, outgoing.facts["enrollment"])
    if enrollment is None or not enrollment.member.is_active or enrollment.state == EnrollmentState.LEFT:
        return None
    program, member = enrollment.cohort.program, enrollment.member
    facts = {
        "program": program.title,
        "owner": program.owner.name,
        "starts_on": enrollment.starts_on,
        "link": link_to(f"/programs/{program.slug}"),
        "leaving": ending_link(Tie(LEAVING, enrollment.id, member.id)),
    }
    return _written(member, facts)


def _written(member: Member, facts: dict[str, Any]) -> Letter:
    with in_language(member.language, member.timezone):
        subject = _("%(owner)s enrolled you in %(program)s", owner=facts["owner"], program=facts["program"])
    return Letter(
        template="enrolled",
        to=member.email or "",
        subject=" ".join(subject.split()),
        context={"member": member, **facts},
        language=member.language,
        timezone=member.timezone,
    )


def _sample() -> Letter:
    ana = Member(
        id=1, name="Ana Berg", username="ana", email="ana@example.org", language="en", timezone="Europe/London"
    )
    facts = {
        "program": "Handover that holds",
        "owner": "Ben Hale",
        "starts_on": date(2027, 1, 25),
        "link": link_to("/programs/handover-that-holds"),
        "leaving": ending_link(Tie(LEAVING, 1, 1)),
    }
    return _written(ana, facts)


def _describe(enrollment_id: int, member_id: int) -> str:
    enrollment = _own(enrollment_id, member_id)
    title = enrollment.cohort.program.title if enrollment else ""
    return _("The program “%(title)s”. You leave it, and no more of its reminders come.", title=title)


def _end(enrollment_id: int, member_id: int) -> None:
    enrollment = _own(enrollment_id, member_id)
    if enrollment is not None and enrollment.state != EnrollmentState.LEFT:
        leave(enrollment, by=enrollment.member)


def _own(enrollment_id: int, member_id: int) -> Enrollment | None:
    enrollment = session().get(Enrollment, enrollment_id)
    return enrollment if enrollment is not None and enrollment.member_id == member_id else None
