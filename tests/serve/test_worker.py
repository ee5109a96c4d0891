"""`flask jobs run`: a worker beside the site, which takes its work from the database and ends well."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from community.bootstrap.door import ROOT
from tests.mailbox import Mailbox, free_port, text_of

SECONDS = 60
LONG_ENOUGH_TO_DROP_IT = 1
FLASK = ["-m", "flask", "--app", "app"]
ASK_FOR_A_LINK = """
from community.factory import create_app
from tests.factories import a_member

app = create_app({"WTF_CSRF_ENABLED": False})
with app.app_context():
    a_member("Ana", email="ana@example.org")
assert app.test_client().post("/reset", data={"email": "ana@example.org"}).status_code == 200
"""


class SlowMailbox(Mailbox):
    """A mail server that takes its time over each letter."""

    def __init__(self) -> None:
        super().__init__()
        self.has_letter, self.may_go_on, self.heard_goodbye = (threading.Event() for _ in range(3))

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take one mail once the test lets it."""
        self.has_letter.set()
        await asyncio.get_running_loop().run_in_executor(None, self.may_go_on.wait, SECONDS)
        return await super().handle_DATA(server, session, envelope)

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Part from a client that came to its end."""
        self.heard_goodbye.set()
        return "221 Bye"


@pytest.fixture
def mailbox() -> Iterator[tuple[SlowMailbox, int]]:
    """A slow mail server and its port."""
    box, port = SlowMailbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    box.may_go_on.set()
    server.stop()


@pytest.fixture
def python(tmp_path: Path, mailbox: tuple[SlowMailbox, int]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts programs of one site, whose background work is left to a worker; ends them after the test."""
    settings = {
        "SECRET_KEY": "a key for tests only",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.db'}",
        "JOBS": "worker",
        "JOBS_FILE": str(tmp_path / "jobs.db"),
        "UPLOADS": str(tmp_path / "uploads"),
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(mailbox[1]),
    }

    with ExitStack() as running:

        def start(*arguments: str) -> subprocess.Popen[str]:
            program = subprocess.Popen(  # noqa: S603 (our own program, with words of this file)
                [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **settings}, text=True
            )
            running.enter_context(program)
            running.callback(program.kill)
            return program

        yield start


def test_a_worker_does_what_waits_and_finishes_what_it_has_in_hand_when_it_is_stopped(
    python: Callable[..., subprocess.Popen[str]], mailbox: tuple[SlowMailbox, int]
) -> None:
    box, _port = mailbox
    assert python(*FLASK, "db", "upgrade").wait(SECONDS) == 0
    assert python("-c", ASK_FOR_A_LINK).wait(SECONDS) == 0
    assert not box.has_letter.is_set(), "the site itself leaves the work to the worker"

    worker = python(*FLASK, "jobs", "run")
    assert box.has_letter.wait(SECONDS)
    worker.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(LONG_ENOUGH_TO_DROP_IT)
    box.may_go_on.set()

    assert worker.wait(SECONDS) == 0
    assert box.heard_goodbye.wait(10), "the worker came to the end of its work before it ended"
    assert "/reset/" in text_of(box.only("ana@example.org"))
