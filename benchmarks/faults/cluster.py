"""A PostgreSQL primary with a standby that has each commit before it is acknowledged; either can be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Final, Self

import psycopg

from community.bootstrap.postgres import Servant, servant

PATIENCE: Final = 60.0
"""Seconds until a server that does not answer has failed."""

DURABLE: Final = ("synchronous_commit=on", "wal_level=replica", "hot_standby=on", "max_connections=100")


class Node:
    """One server with its own folder and port."""

    def __init__(self, programs: Path, folder: Path, account: Servant | None) -> None:
        self._programs, self._account = programs, account
        self.folder, self.port = folder, _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def run(self, program: str, *options: str) -> None:
        """Run one of PostgreSQL's programs to its end."""
        account = self._account.options() if self._account else {}
        subprocess.run(  # noqa: S603 (our own commands)
            [str(self._programs / program), *options],
            check=True, cwd=self.folder.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account,
        )  # fmt: skip

    def start(self, *settings: str) -> None:
        """Start it and wait until it answers."""
        given = (*DURABLE, f"port={self.port}", "listen_addresses=127.0.0.1", *settings)
        options = [part for setting in given for part in ("-c", setting)]
        account = self._account.options() if self._account else {}
        self._server = subprocess.Popen(  # noqa: S603 (our own command)
            [str(self._programs / "postgres"), "-D", str(self.folder), "-k", str(self.folder.parent), *options],
            cwd=self.folder.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            **account,
        )  # fmt: skip
        until = monotonic() + PATIENCE
        while not self._answers():
            if monotonic() > until:
                raise RuntimeError("PostgreSQL does not answer.")
            sleep(0.05)

    def kill(self) -> None:
        """End it and all that it started at once (`kill -9`)."""
        self._signal(signal.SIGKILL)
        assert self._server is not None
        self._server.wait()
        sleep(0.2)

    def hold(self) -> None:
        """Let it hang: it neither answers nor ends."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on after it hung."""
        self._signal(signal.SIGCONT)

    def execute(self, *statements: str) -> None:
        """Carry out statements as its superuser."""
        with psycopg.connect(self._address(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            self.execute("SELECT 1")
            return True
        return False

    def _address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres?connect_timeout=2"

    def _signal(self, number: int) -> None:
        assert self._server is not None
        leader = str(self._server.pid)
        command = ["ps", "--ppid", leader, "-o", "pid="]
        listed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
        for pid in (leader, *listed.stdout.split()):
            with suppress(ProcessLookupError):
                os.kill(int(pid), number)


class Cluster:
    """A primary and its standby, gone when the block ends."""

    def __init__(self, programs: Path) -> None:
        # What is on the path may be links to a few of the programs alone.
        self._programs, self._account = (programs / "postgres").resolve().parent, servant()
        self._folder = tempfile.TemporaryDirectory()
        self._made = 0
        root = Path(self._folder.name)
        if self._account is not None:
            os.chown(root, self._account.uid, self._account.gid)
        self.primary = self._node()
        self.primary.run(
            "initdb", f"--pgdata={self.primary.folder}", "--username=postgres", "--auth=trust", "--encoding=UTF8"
        )
        self.primary.start()
        self.primary.execute("CREATE DATABASE bench")
        self.standby = self._follower()
        self.url = (
            f"postgresql://postgres@/bench?host=127.0.0.1:{self.primary.port}&host=127.0.0.1:{self.standby.port}"
            "&target_session_attrs=read-write&connect_timeout=2"
        )

    def start(self) -> None:
        """Start the primary again."""
        self.primary.start()

    def kill(self) -> None:
        """End the primary at once."""
        self.primary.kill()

    def hold(self) -> None:
        """Let the primary hang."""
        self.primary.hold()

    def go_on(self) -> None:
        """Let it go on."""
        self.primary.go_on()

    def promote(self) -> None:
        """Make the standby the primary after the primary was lost, and give it a standby in the lost one's place."""
        lost, self.primary = self.primary, self.standby
        self.primary.execute("SELECT pg_promote()")
        self.primary.execute("ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()")
        self.standby = self._follower(lost.port)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for node in (self.primary, self.standby):
            node.go_on()
            node.kill()
        self._folder.cleanup()

    def _node(self) -> Node:
        self._made += 1
        return Node(self._programs, Path(self._folder.name) / f"node{self._made}", self._account)

    def _follower(self, port: int | None = None) -> Node:
        """A standby of the present primary, without which that acknowledges nothing from now on."""
        node = self._node()
        node.port = port or node.port
        source = f"host=127.0.0.1 port={self.primary.port} user=postgres"
        node.run(
            "pg_basebackup",
            f"--dbname={source}",
            f"--pgdata={node.folder}",
            "--write-recovery-conf",
            "--checkpoint=fast",
        )
        node.start()
        self.primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        return node


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
