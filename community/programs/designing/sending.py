"""Sending by hand: a test to who designs a reminder, and once more what did not arrive."""

from __future__ import annotations

from community.accounts.models import Member
from community.kernel import mail
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.mail.outbox import retry
from community.programs.deliveries.models import Delivery
from community.programs.designing.log import mail_of
from community.programs.designing.service import needs_owner
from community.programs.mails import TEST
from community.programs.models import Reminder


def send_test(reminder: Reminder, *, by: Member) -> None:
    """Send `by` the mail of a reminder as learners will get it.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when no mail can go, or `by` has no address.
    """
    needs_owner(reminder.program, by)
    if not mail.is_on():
        raise Refused(_("No mail leaves this site yet. Look at the mail under “Through time”."))
    if not by.email:
        raise Refused(_("Your account has no mail address."))
    mail.queue(TEST, by.email, member_id=by.id, reminder=reminder.entry_id)


def send_again(delivery: Delivery, *, by: Member) -> None:
    """Send the mail of one delivery once more, because it did not go.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when it went, or its address gives mails back.
    """
    needs_owner(delivery.reminder.program, by)
    outgoing = mail_of(delivery)
    if outgoing is None or not retry(outgoing.id):
        raise Refused(_("Only a mail that did not go can be sent once more."))
