"""Reading the site's own mailbox by IMAP: what was not seen is dealt with, and then marked as seen."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from flask import current_app

from community.kernel.mail.inbox import receive

log = structlog.get_logger()

TIMEOUT = 20.0
MOST = 200
"""Mails that are read in one turn."""


def read_mailbox() -> bool:
    """Deal with what is new in the mailbox; whether more may be there."""
    return fetch_mail() >= MOST


def fetch_mail(deal_with: Callable[[bytes], object] = receive) -> int:
    """Deal with each new mail in the mailbox of the settings, and mark it as seen afterwards.

    A mail that is dealt with but not marked (the connection broke) is recognized the next time.

    Args:
        deal_with: what is done with each.

    Returns:
        How many there were; 0 where the settings name no mailbox.

    Raises:
        OSError: when the server cannot be reached.
        imaplib.IMAP4.error: when it refuses the account.
    """
    if not current_app.config["IMAP_SERVER"]:
        return 0
    with _mailbox() as box:
        _status, found = box.uid("SEARCH", "UNSEEN")
        uids = (found[0] or b"").split()[:MOST]
        for uid in uids:
            _one(box, uid.decode(), deal_with)
    return len(uids)


def _one(box: imaplib.IMAP4, uid: str, deal_with: Callable[[bytes], object]) -> None:
    _status, parts = box.uid("FETCH", uid, "(BODY.PEEK[])")
    content = next((part[1] for part in parts if isinstance(part, tuple)), None)
    if isinstance(content, bytes):
        deal_with(content)
    box.uid("STORE", uid, "+FLAGS", "(\\Seen)")


@contextmanager
def _mailbox() -> Iterator[imaplib.IMAP4]:
    values: dict[str, Any] = dict(current_app.config)
    host, port = values["IMAP_SERVER"], values["IMAP_PORT"]
    if values["IMAP_USE_SSL"]:
        context = ssl.create_default_context()
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT)
    else:
        box = imaplib.IMAP4(host, port, timeout=TIMEOUT)
    try:
        box.login(values["IMAP_USERNAME"], values["IMAP_PASSWORD"])
        box.select(values["IMAP_FOLDER"])
        yield box
    finally:
        box.shutdown() if box.state == "NONAUTH" else box.logout()
