"""`flask mail …`: sending what is due, and taking in what arrives, for mail servers that pipe it to a program."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click
from flask.cli import AppGroup

from community.kernel.mail.imap import fetch_mail
from community.kernel.mail.inbox import receive
from community.kernel.mail.posting import post_due

commands = AppGroup("mail", help="Mail that leaves and mail that arrives.")


@commands.command("send")
def send_now() -> None:
    """Send what is due, until nothing is; the site does this by itself."""
    while post_due():
        pass


@commands.command("receive")
def receive_one() -> None:
    """Read one mail from the standard input: an answer, a bounce or a complaint."""
    click.echo(receive(sys.stdin.buffer.read()).value)


@commands.command("bounce")
@click.argument("file", type=click.File("rb"))
def read_bounce(file: BinaryIO) -> None:
    """Read a report from FILE: a mail that came back, or a complaint."""
    click.echo(receive(file.read()).value)


@commands.command("fetch")
def fetch() -> None:
    """Read the mailbox of the IMAP settings once; the site does this every minute."""
    click.echo(fetch_mail())
