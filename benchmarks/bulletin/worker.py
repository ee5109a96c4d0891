"""A worker that writes the mails of an issue down and sends them until nothing waits, or until it is killed."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import select

from community.bulletins.sending import send_issues
from community.factory import create_app
from community.kernel import clock
from community.kernel.db import db, session
from community.kernel.mail import MailState, OutgoingMail, post_due


def work(entry_id: int, hours: int) -> None:
    """Do what the site's own duties do, in their order, until each mail of the issue is settled.

    Args:
        hours: by how much the clock is ahead.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    _set_the_clock(hours)
    app = create_app()
    with app.app_context():
        while not _is_done(entry_id):
            while send_issues():
                pass
            while post_due():
                pass
            db.session.remove()
            time.sleep(0.2)


def _set_the_clock(hours: int) -> None:
    """Let it be noon, so that nobody's quiet hours put their mail off; the same for each worker."""
    clock.now = lambda: datetime.now(UTC) + timedelta(hours=hours)


def _is_done(entry_id: int) -> bool:
    waiting = select(OutgoingMail.id).where(
        (OutgoingMail.state == MailState.WAITING.value) | OutgoingMail.leased_until.is_not(None)
    )
    is_queued = session().scalar(
        select(OutgoingMail.id).where(OutgoingMail.key.startswith(f"bulletin-{entry_id}.")).limit(1)
    )
    found = session().scalar(waiting.limit(1))
    session().rollback()
    return is_queued is not None and found is None


if __name__ == "__main__":
    work(int(sys.argv[1]), int(sys.argv[2]))
