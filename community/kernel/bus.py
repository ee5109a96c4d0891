"""The bus: an event is written with the facts, and each subscriber hears of it at least once and shows it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar, cast

import structlog
from sqlalchemy import JSON, ForeignKey, Index, String, Text, bindparam, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from community.kernel import clock
from community.kernel.db import Key, Model, Moment, UtcDateTime, session

log = structlog.get_logger()

ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=10)
WAITING, DONE, PARKED = "waiting", "done", "parked"


class Event(Protocol):
    """A frozen dataclass of the catalogue."""

    @property
    def actor_id(self) -> int | None:
        """The member whose act this is."""


E = TypeVar("E", bound=Event)
Subscriber = Callable[[Any], None]


class LoggedEvent(Model):
    """What happened, as it was published: the log that projections are rebuilt from."""

    __tablename__ = "event"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[Moment]


class EventDelivery(Model):
    """One event on its way to one subscriber."""

    __tablename__ = "event_delivery"
    __table_args__ = (Index("ix_event_delivery_state_due_at", "state", "due_at"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    subscriber: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(Text, default="")

    event: Mapped[LoggedEvent] = relationship(innerjoin=True)


NEXT = (
    select(EventDelivery)
    .where(EventDelivery.state == WAITING, EventDelivery.due_at <= bindparam("now"))
    .order_by(EventDelivery.event_id, EventDelivery.subscriber)
    .limit(1)
    .options(joinedload(EventDelivery.event))
    .with_for_update(skip_locked=True, of=EventDelivery)
)
"""The delivery that is due first, with its event, and held by nobody else."""


class Bus:
    """Who wants to hear of what."""

    def __init__(self) -> None:
        self._by_event: dict[str, dict[str, Subscriber]] = {}
        self._types: dict[str, type[Any]] = {}

    def on(self, event_type: type[E], subscriber: Callable[[E], None]) -> None:
        """Have `subscriber` called with each event of this type, in a transaction of its own.

        Saying it twice changes nothing.
        """
        name = event_type.__name__
        self._types[name] = event_type
        self._by_event.setdefault(name, {})[_name_of(subscriber)] = subscriber

    def subscribers_of(self, name: str) -> dict[str, Subscriber]:
        """The subscribers of one event, by their name."""
        return self._by_event.get(name, {})

    def revive(self, logged: LoggedEvent) -> Any:
        """The event as it was published."""
        return self._types[logged.name](**logged.facts)


bus = Bus()


def publish(event: Event) -> None:
    """Write `event` to the log, with one delivery for each subscriber, in the transaction that runs."""
    moment = clock.now()
    logged = LoggedEvent(
        name=type(event).__name__, actor_id=event.actor_id, facts=asdict(cast("Any", event)), at=moment
    )
    session().add(logged)
    session().flush()
    session().add_all(
        EventDelivery(event_id=logged.id, subscriber=name, due_at=moment) for name in bus.subscribers_of(logged.name)
    )


def deliver_waiting(*, raising: bool = False, limit: int = 1000) -> int:
    """Bring waiting events to their subscribers, each in its own transaction.

    Args:
        raising: let a subscriber's failure out (tests) instead of trying again later.
        limit: the most deliveries in this call.

    Returns:
        How many deliveries were done.
    """
    done = 0
    for _ in range(limit):
        if not _deliver_next(raising):
            break
        done += 1
    return done


def _deliver_next(raising: bool) -> bool:
    delivery = session().scalars(NEXT, {"now": clock.now()}).first()
    if delivery is None:
        session().rollback()
        return False
    key = (delivery.event_id, delivery.subscriber)
    try:
        _hand_over(delivery)
        session().commit()
    except Exception as failure:
        session().rollback()
        if raising:
            raise
        _try_later(key, failure)
    return True


def _hand_over(delivery: EventDelivery) -> None:
    subscriber = bus.subscribers_of(delivery.event.name).get(delivery.subscriber)
    if subscriber is not None:
        subscriber(bus.revive(delivery.event))
    delivery.state = DONE


def _try_later(key: tuple[int, str], failure: Exception) -> None:
    delivery = session().get_one(EventDelivery, key)
    delivery.attempts += 1
    delivery.error = f"{type(failure).__name__}: {failure}"[:2000]
    delivery.due_at = clock.now() + FIRST_PAUSE * 2**delivery.attempts
    if delivery.attempts >= ATTEMPTS:
        delivery.state = PARKED
    session().commit()
    log.warning("subscriber failed", subscriber=key[1], event_id=key[0], attempts=delivery.attempts)


def _name_of(subscriber: Subscriber) -> str:
    return f"{subscriber.__module__}.{subscriber.__qualname__}"
