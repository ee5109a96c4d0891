"""Plays the members with locust, in a process of its own: locust changes how every library waits for the network.

    python -m benchmarks.load.members PLAN ANSWERS

People come by chance and independently of each other (a Poisson process): a seat is taken by one of the five thousand
for one act, then by another. How long the site takes does not change when the next one comes, unless every seat is
taken: then more people wait than the figures say.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import uuid4

import gevent
from locust import HttpUser, events
from locust.env import Environment
from requests import get

from benchmarks.load.day import ACTS, BUSIEST, acts_per_second, hour_at
from benchmarks.load.plan import Answer, Plan, write_answers
from benchmarks.writers.writer import PUBLISHED, SECONDS_TO_WAIT, TOKEN

T = TypeVar("T")

SEATS: Final = 64
SHOWN, UNCHANGED = 200, 304
QUIET_READERS: Final = 250
"""Readers who follow a feed to which nothing is added during the day, and know its state when the day begins."""

TEXT: Final = "I began with the *last line*, and the shift knew at once what was open.\n\n- one\n- two\n"
NEWEST_FIRST: Final = 0.5
"""The exponent by which the newest is read more often than what is older (Pareto)."""


class Seat(HttpUser):
    """A place at which one member after the other does one thing."""

    plan: Plan
    chance: Random
    began: float
    check_ins: Iterator[str]
    endings: Iterator[str]
    due: float
    states: Mapping[str, str]

    def on_start(self) -> None:
        """Wait for the first."""
        self.due = self.began
        self.wait()

    def wait_time(self) -> float:
        """Seconds until somebody may come, as in the busiest hour; in others some of them stay away."""
        self.due += self.chance.expovariate(acts_per_second(BUSIEST, self.plan.pace) / SEATS)
        return max(0.0, self.due - monotonic())

    def act(self) -> None:
        """Somebody comes, if the hour is busy enough, and does one of the things that members do."""
        hour = hour_at((monotonic() - self.began) / self.plan.seconds)
        if self.chance.random() < acts_per_second(hour, 1) / acts_per_second(BUSIEST, 1):
            (name,) = self.chance.choices(list(ACTS), weights=list(ACTS.values()))
            self.client.cookies.clear()
            getattr(self, f"_{name}")()

    tasks = [act]

    def _home(self) -> None:
        self._sign_in()
        self._read("read", "home", "/")

    def _question(self) -> None:
        self._sign_in()
        self._read("read", "question", f"/questions/{self._newest(self.plan.known.questions)}")

    def _tag(self) -> None:
        self._sign_in()
        self._read("read", "tag", f"/tags/{self._newest(self.plan.known.tags)}")

    def _reflection(self) -> None:
        self._sign_in()
        self._read("read", "reflection", f"/reflections/{self._newest(self.plan.known.reflections)}")

    def _search(self) -> None:
        self._sign_in()
        # From words that a fifth of the texts have to words that one in a hundred has, one to three of them.
        looked_for = [
            self.plan.known.words[int(20 * 25 ** self.chance.random())] for _word in range(self.chance.randint(1, 3))
        ]
        self._read("search", "search", f"/search?q={'+'.join(looked_for)}")

    def _feed(self) -> None:
        secret = self.chance.choice(self.plan.known.feed_secrets[QUIET_READERS:])
        self._read("feed", "feed", f"/feeds/stream.atom?token={secret}")

    def _unchanged_feed(self) -> None:
        secret, state = self.chance.choice(list(self.states.items()))
        path, headers = f"{self.plan.known.quiet_feed}?token={secret}", {"If-None-Match": state}
        self._ask("feed", "feed, unchanged", "GET", path, UNCHANGED, headers=headers)

    def _new_reflection(self) -> None:
        typed = {"title": f"What I tried, {uuid4().hex}", "frame": "free", "feedback": "open", **self._about()}
        self._write("reflection", "/reflections/new", "/reflections/new", typed)

    def _new_bookmark(self) -> None:
        typed = {"url": f"https://example.org/{uuid4().hex}", "title": "A page on handover", **self._about()}
        self._write("bookmark", "/bookmarks/new", "/bookmarks/new", typed)

    def _new_answer(self) -> None:
        page = f"/questions/{self._newest(self.plan.known.questions)}"
        self._write("answer", page, f"{page}/answers", {"source": TEXT, "publish": "y"})

    def _new_comment(self) -> None:
        entry = self._newest(self.plan.known.questions)
        self._write("comment", f"/questions/{entry}", f"/entries/{entry}/comments", {"source": "Thank you."})

    def _check_in(self) -> None:
        link = next(self.check_ins)
        self._read("read", "check-in", link)
        self._ask("write", "check-in", "POST", f"{link}/check-in", PUBLISHED, data={"outcome": "applied"})

    def _ending(self) -> None:
        link = next(self.endings)
        self._read("read", "ending a mail", link)
        self._ask("write", "ending a mail", "POST", link, SHOWN)

    def _sign_in(self) -> None:
        cookie = self.chance.choice(self.plan.known.cookies)
        self.client.cookies.set("session", cookie, domain="127.0.0.1", path="/")

    def _about(self) -> dict[str, str]:
        tag = self._newest(self.plan.known.tags)
        return {"source": TEXT, "tags": tag, "audience": "organization", "publish": "y"}

    def _newest(self, things: Sequence[T]) -> T:
        """One of them, the first ones more often."""
        return things[min(int(self.chance.paretovariate(NEWEST_FIRST)), len(things)) - 1]

    def _write(self, name: str, page: str, path: str, typed: dict[str, str]) -> None:
        """Load the page with the form, and send it."""
        self._sign_in()
        found = TOKEN.search(self._read("read", f"form of {name}", page))
        if found is not None:
            self._ask("write", name, "POST", path, PUBLISHED, data={**typed, "csrf_token": found[1]})

    def _read(self, kind: str, name: str, path: str) -> str:
        return str(self._ask(kind, name, "GET", path, SHOWN).text)

    def _ask(self, kind: str, name: str, method: str, path: str, expected: int, **more: Any) -> Any:
        """Ask the site; any other status than the expected one is trouble."""
        with self.client.request(
            method, path, name=f"{kind}/{name}", catch_response=True, allow_redirects=False, **more
        ) as answer:
            if answer.status_code == expected:
                answer.success()
            else:
                answer.failure(f"{answer.status_code} {answer.error or ''}".strip())
        return answer


def main() -> None:
    """Play the day, then bring back what was answered."""
    plan, chance, answers = Plan.read(Path(sys.argv[1])), Random(1), list[Answer]()
    Seat.host = plan.address
    environment = Environment(user_classes=[Seat], events=events)
    Seat.plan, Seat.chance, Seat.states = plan, chance, _states(plan)
    Seat.check_ins = cycle(chance.sample(plan.known.check_ins, len(plan.known.check_ins)))
    Seat.endings = cycle(chance.sample(plan.known.endings, len(plan.known.endings)))

    def note(name: str, response_time: float, exception: Exception | None, **_more: Any) -> None:
        kind, _slash, what = name.partition("/")
        hour = hour_at((monotonic() - response_time / 1000 - Seat.began) / plan.seconds)
        answers.append(Answer(kind, what, hour, response_time, str(exception or "")))

    runner = environment.create_local_runner()
    Seat.began = monotonic()
    events.request.add_listener(note)
    runner.start(SEATS, spawn_rate=SEATS)
    gevent.sleep(plan.seconds)
    runner.quit()
    write_answers(answers, Path(sys.argv[2]))


def _states(plan: Plan) -> dict[str, str]:
    """The state of the quiet feed that each of its readers knows, by their secret."""
    address = f"{plan.address}{plan.known.quiet_feed}?token="
    secrets = plan.known.feed_secrets[:QUIET_READERS]
    return {secret: get(address + secret, timeout=SECONDS_TO_WAIT).headers["ETag"] for secret in secrets}


if __name__ == "__main__":
    main()
