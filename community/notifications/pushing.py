"""Telling a member's devices at once what asks for them, once for each device and entry."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Integer, insert, literal, select, update

from community.accounts.models import Member
from community.accounts.quiet import quiet_until
from community.kernel import clock, push
from community.kernel.db import UtcDateTime, session
from community.kernel.errors import Refused
from community.kernel.i18n import _, in_language
from community.kernel.push import Answer, BadKeys
from community.notifications.choices import wants_push
from community.notifications.models import OutgoingPush, PushDevice, Reason
from community.notifications.queries import news_of_entry
from community.notifications.topics import topic_of

ATTEMPTS = 4
PAUSE = timedelta(minutes=5)
MOST_DEVICES = 20


def add_device(member: Member, *, endpoint: str, public_key: str, secret: str, label: str) -> None:
    """Let a browser of `member` be told; one that is known gets the new keys, and the new member.

    Raises:
        Refused: when it is not what a browser sends, or when there are too many.
    """
    try:
        push.check_keys(public_key, secret)
    except BadKeys as error:
        raise Refused(_("This browser cannot be told: what it sent is not a key.")) from error
    if not endpoint.startswith(("https://", "http://")) or len(endpoint) > 1000:
        raise Refused(_("This browser cannot be told: it named no address."))
    mark = hashlib.sha256(endpoint.encode()).hexdigest()
    device = session().scalar(select(PushDevice).where(PushDevice.endpoint_hash == mark))
    if device is None:
        _check_room(member)
        device = PushDevice(endpoint=endpoint, endpoint_hash=mark, added_at=clock.now())
        session().add(device)
    device.member_id, device.public_key, device.secret, device.label = member.id, public_key, secret, label[:120]


def devices_of(member: Member) -> list[PushDevice]:
    """The browsers of `member` that are told, the newest first."""
    statement = select(PushDevice).where(PushDevice.member_id == member.id)
    return list(session().scalars(statement.order_by(PushDevice.added_at.desc(), PushDevice.id.desc())))


def remove_device(member: Member, device_id: int) -> bool:
    """Tell a browser nothing more; whether it was one of the member's."""
    device = session().get(PushDevice, device_id)
    if device is None or device.member_id != member.id:
        return False
    session().delete(device)
    return True


def queue_pushes(member_ids: Collection[int], reason: Reason, *, entry_id: int) -> None:
    """Have the devices of those told who want such news there."""
    known = select(OutgoingPush.id).where(OutgoingPush.device_id == PushDevice.id, OutgoingPush.entry_id == entry_id)
    rows = (
        select(PushDevice.id, literal(entry_id, Integer), literal(True), literal(0), literal(clock.now(), UtcDateTime))
        .join(Member, PushDevice.member_id == Member.id)
        .where(Member.id.in_(member_ids), wants_push(topic_of(reason)), ~known.exists())
    )
    columns = ["device_id", "entry_id", "is_waiting", "attempts", "due_at"]
    session().execute(insert(OutgoingPush).from_select(columns, rows))


def take_next() -> OutgoingPush | None:
    """The next that is due, marked as told before it is: whatever is killed, a device is told once at most.

    The caller commits, and then calls `tell`.
    """
    due = (
        select(OutgoingPush)
        .where(OutgoingPush.is_waiting, OutgoingPush.due_at <= clock.now())
        .order_by(OutgoingPush.due_at, OutgoingPush.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = session().scalars(due).first()
    if found is not None:
        found.is_waiting = False
    return found


def tell(outgoing: OutgoingPush) -> None:
    """Tell one device, unless its member has read it, may not see it any more, or is to be left alone now."""
    device = outgoing.device
    member = device.member
    until = quiet_until(member)
    if until is not None:
        _put_off(outgoing.id, until - clock.now())
        return
    told = news_of_entry(member, outgoing.entry_id) if member.is_active else None
    if told is None:
        return
    with in_language(member.language, member.timezone):
        words = {"title": told.sentence, "url": f"/notifications/{told.notification.id}"}
    keys = (device.id, outgoing.id, outgoing.attempts)
    _settle(*keys, push.tell(device.endpoint, device.public_key, device.secret, words))


def _settle(device_id: int, outgoing_id: int, attempts: int, answer: Answer) -> None:
    if answer is Answer.GONE:
        device = session().get(PushDevice, device_id)
        if device is not None:
            session().delete(device)
    elif answer is Answer.LATER and attempts + 1 < ATTEMPTS:
        _put_off(outgoing_id, PAUSE * 2**attempts, attempts + 1)


def _put_off(outgoing_id: int, pause: timedelta, attempts: int = 0) -> None:
    values = {"is_waiting": True, "due_at": clock.now() + pause, "attempts": attempts}
    session().execute(update(OutgoingPush).where(OutgoingPush.id == outgoing_id).values(values))


def _check_room(member: Member) -> None:
    if len(devices_of(member)) >= MOST_DEVICES:
        raise Refused(_("At most %(most)d devices can be told. Take one away first.", most=MOST_DEVICES))
