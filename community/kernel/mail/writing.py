"""A letter becomes a message: two bodies in the reader's language, styles where mail programs read them, headers."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from functools import cache

import css_inline
from flask import current_app, render_template

from community.kernel import clock
from community.kernel.i18n import _, in_language
from community.kernel.mail import subscriptions
from community.kernel.mail.addresses import has_inbox, reply_address
from community.kernel.mail.office import Letter, Rank, Tie

_local = re.compile(r'(\s(?:href|src)=")(/[^/"])')

POLICY = SMTP.clone(cte_type="7bit")
"""Every server takes seven bits; not every one takes eight."""


def link_to(path: str) -> str:
    """The full address of `path`, for a mail or a feed."""
    return str(current_app.config["SITE_URL"]).rstrip("/") + path


def whole_links(html: str) -> str:
    """Sanitised HTML of a page with the full address of each link within the site, as mail programs need it."""
    return _local.sub(rf"\g<1>{link_to('')}\g<2>", html)


def ending_link(tie: Tie) -> str:
    """The full address at which a reader ends what `tie` names."""
    return link_to(subscriptions.ending_path(tie))


def message_id(key: str) -> str:
    """The Message-ID of the mail with this key: always the same, so that others can refer to it."""
    return f"<{key}@{_host()}>"


def message(letter: Letter, *, key: str, kind: str, rank: Rank) -> EmailMessage:
    """The mail that `letter` asks for.

    Args:
        key: what its Message-ID is made of.
        kind: what the headers call it.
        rank: digests and bulletins say that many got the same.

    Raises:
        ValueError: when a header would hold a line break.
    """
    text, html = bodies(letter)
    mail = EmailMessage(policy=POLICY)
    for name, value in (_headers(letter, key) | _automatic(kind, rank) | _ways_out(letter)).items():
        mail[name] = value
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


def bodies(letter: Letter) -> tuple[str, str]:
    """The plain text and the HTML of `letter`, with its styles inlined."""
    answers = letter.reply is not None and has_inbox()
    with in_language(letter.language, letter.timezone):
        facts = {
            **letter.context,
            "subject": letter.subject,
            "site_url": link_to(""),
            "ending_url": ending_link(letter.subscription) if letter.subscription else "",
            "ending_link": ending_link,
            "reply_line": reply_line() if answers else "",
        }
        text = render_template(f"mail/{letter.template}.txt", **facts)
        html = render_template(f"mail/{letter.template}.html", **facts)
    return text.strip() + "\n", _inliner().inline(html)


def reply_line() -> str:
    """The line above which an answer stands."""
    return f"##- {_('Please write your answer above this line')} -##"


def _headers(letter: Letter, key: str) -> dict[str, str]:
    headers = {
        "From": _sender(letter),
        "To": letter.to,
        "Subject": letter.subject,
        "Date": format_datetime(clock.now()),
        "Message-ID": message_id(key),
    }
    if letter.thread:
        headers["In-Reply-To"] = message_id(letter.thread[-1])
        headers["References"] = " ".join(message_id(one) for one in letter.thread)
    if letter.reply is not None and has_inbox():
        headers["Reply-To"] = reply_address(letter.reply)
    return headers


def _automatic(kind: str, rank: Rank) -> dict[str, str]:
    """What keeps absence notes and other machines from answering, and lets mail providers tell kinds apart."""
    host = _host()
    headers = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Feedback-ID": f"{kind}:{rank.name.lower()}:commonplace:{host}",
    }
    if rank >= Rank.DIGEST:
        headers["Precedence"] = "bulk"
        headers["List-Id"] = f"<{kind}.{host}>"
    return headers


def _ways_out(letter: Letter) -> dict[str, str]:
    """One click ends it, without signing in (RFC 8058)."""
    if letter.subscription is None:
        return {}
    url = ending_link(letter.subscription)
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def sender_address() -> str:
    """The bare address that mails come from."""
    return parseaddr(current_app.config["MAIL_FROM"])[1]


def _sender(letter: Letter) -> str:
    name, address = parseaddr(current_app.config["MAIL_FROM"])
    site = name or current_app.config["SITE_NAME"]
    if letter.sender_name:
        with in_language(letter.language):
            site = _("%(name)s at %(site)s", name=letter.sender_name, site=site)
    return formataddr((site.replace("\n", " ").replace("\r", " "), address))


def _host() -> str:
    return sender_address().rpartition("@")[2] or "localhost"


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
