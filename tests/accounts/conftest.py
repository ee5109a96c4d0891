"""The mails of accounts, as people read them."""

from tests.mailbox import Mailbox, html_of, text_of

__all__ = ["Mailbox", "html_of", "text_of"]
