"""Every setting: its name in the environment, its default and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from environs import Env

from community.paths import INSTANCE

LANGUAGES = ("en", "de")
"""The languages that every text is written in; a new one begins with its catalog (docs/translating.md)."""
TRIAL_LANGUAGE = "ar"
"""Under whose name English runs from right to left, for trying pages before somebody translates them."""


@dataclass(frozen=True)
class Setting:
    """One line of the table in docs/settings.md: how a setting is called, read and explained."""

    name: str
    kind: str
    default: Any
    meaning: str


SETTINGS = (
    Setting("SECRET_KEY", "str", "", "Signs sessions and links. Empty: made once and kept in the instance folder."),
    Setting("OLD_SECRET_KEYS", "str", "", "Keys from before, between blanks: what they signed stays good."),
    Setting(
        "DATABASE_URL",
        "str",
        f"sqlite:///{INSTANCE / 'commonplace.db'}",
        "Where everything is kept: an SQLite file or a PostgreSQL address (postgresql://...).",
    ),
    Setting("SITE_NAME", "str", "Commonplace", "The name in the header, in mails and in feeds."),
    Setting("ORGANIZATION_NAME", "str", "Our organization", "What the audience of all members is called."),
    Setting("SITE_URL", "str", "http://127.0.0.1:8000", "The address that mails and feeds link to."),
    Setting("SIGNUP", "str", "open", "Who may join: open, invitation or closed."),
    Setting("PUBLIC_ALLOWED", "bool", False, "Whether members may publish to everyone on the internet."),
    Setting(
        "DEFAULT_AUDIENCE",
        "str",
        "organization",
        "Who reads a member's first entry unless they choose: self, team or organization. Never the public.",
    ),
    Setting("DEMO", "bool", False, "Says on every page that the content is a demonstration."),
    Setting("DEFAULT_LANGUAGE", "str", "en", "The language of a visitor who has not chosen one."),
    Setting("TRIAL_LANGUAGE", "bool", False, "Offers mirrored English, to try how pages look from right to left."),
    Setting("DEFAULT_TIMEZONE", "str", "Europe/London", "The time zone of a visitor who has not chosen one."),
    Setting(
        "SESSION_COOKIE_SECURE",
        "bool",
        False,
        "Send the sign-in cookie over HTTPS only. Set it in production.",
    ),
    Setting("REMEMBER_DAYS", "int", 30, "Days for which «keep me signed in» lasts."),
    Setting("RATE_LIMITS", "bool", True, "Whether sign-in, sign-up and reset are limited per address."),
    Setting("RATE_LIMIT_STORAGE", "str", "memory://", "Where the limits are counted: memory:// or redis://..."),
    Setting("MAIL_SERVER", "str", "", "The SMTP server. Empty: mails are printed to the log instead."),
    Setting("MAIL_PORT", "int", 25, "The SMTP server's port."),
    Setting("MAIL_USERNAME", "str", "", "The account on the SMTP server, if it asks for one."),
    Setting("MAIL_PASSWORD", "str", "", "Its password."),
    Setting("MAIL_USE_TLS", "bool", False, "Whether to ask the SMTP server for STARTTLS."),
    Setting("MAIL_USE_SSL", "bool", False, "Whether the SMTP server speaks TLS from the first byte (port 465)."),
    Setting("MAIL_FROM", "str", "commonplace@localhost", "The address that mails come from."),
    Setting("MAIL_FOLDER", "str", "", "A dry run: mails become .eml files in this folder, and none is sent."),
    Setting("MAIL_PER_MINUTE", "int", 0, "The most mails a minute to one recipient's provider. 0: no limit."),
    Setting("MAIL_INBOX", "str", "", "The site's own mailbox, for answers and bounces: an address that takes +tags."),
    Setting("IMAP_SERVER", "str", "", "Where that mailbox is read. Empty: a mail server pipes to flask mail receive."),
    Setting("IMAP_PORT", "int", 993, "The IMAP server's port."),
    Setting("IMAP_USE_SSL", "bool", True, "Whether the IMAP server speaks TLS from the first byte."),
    Setting("IMAP_USERNAME", "str", "", "The account on the IMAP server."),
    Setting("IMAP_PASSWORD", "str", "", "Its password."),
    Setting("IMAP_FOLDER", "str", "INBOX", "The folder of new mail."),
    Setting("PUSH_PRIVATE_KEY", "str", "", "Lets browsers be told at once: a VAPID key. Empty: no push."),
    Setting("PUSH_CONTACT", "str", "", "Whom a push service writes to: mailto: and an address. Empty: MAIL_FROM."),
    Setting("REMINDER_LINK_DAYS", "int", 60, "For how many days the link in a reminder answers without signing in."),
    Setting("NEEDS_FLOOR", "int", 5, "How many distinct people a pattern needs before anyone sees it (5 to 20)."),
    Setting("NEEDS_GROUP_FLOOR", "int", 10, "How many people a team or cohort needs before any of its needs is shown."),
    Setting(
        "NEEDS_SHOWN",
        "bool",
        True,
        "Whether patterns of groups are counted and shown to managers, coaches and administrators at all.",
    ),
    Setting("EXPERTS_LISTED", "bool", True, "Whether members are found as experts until they opt out."),
    Setting(
        "EXPERTS_HALF_LIFE_DAYS",
        "int",
        180,
        "Days after which a contribution counts half in the directory of experts.",
    ),
    Setting(
        "EXPERTS_MATCH_HALF_LIFE_DAYS",
        "int",
        60,
        "Days after which what somebody wrote on the same counts half when a question looks for people.",
    ),
    Setting(
        "EXPERTS_ACTIVITY_HALF_LIFE_DAYS",
        "int",
        2,
        "Days after which an answer on anything counts half as a sign that somebody is around.",
    ),
    Setting(
        "EXPERTS_ACTIVITY_PERCENT",
        "int",
        50,
        "How much being around counts, in percent of having written on the same.",
    ),
    Setting(
        "EXPERTS_WEEKLY_INVITATIONS",
        "int",
        3,
        "Questions that one person is asked to answer in a week, at the most.",
    ),
    Setting("EXPERTS_ANSWER_DAYS", "int", 2, "Days that invited experts have before the whole community is asked."),
    Setting(
        "EXPERTS_COMMUNITY_DAYS",
        "int",
        3,
        "Days that the community has then, before a steward is asked to find an answer.",
    ),
    Setting(
        "EXPERTS_STEWARD",
        "str",
        "",
        "The username of who looks after questions that stay unanswered. Empty: whoever administers the site longest.",
    ),
    Setting(
        "MEANING",
        "str",
        "auto",
        "Whether similar texts are also found by what they mean: on, off, or auto, where the packages for it are.",
    ),
    Setting("WEBSUB_HUB", "str", "", "A WebSub hub that tells readers at once of what is public. Empty: none."),
    Setting("JOBS", "str", "embedded", "Who runs background work: embedded (with the site), worker, or immediate."),
    Setting("JOBS_FILE", "str", str(INSTANCE / "jobs.db"), "The file that wakes background work."),
    Setting(
        "JOBS_DATABASE",
        "str",
        "",
        "A PostgreSQL address (postgresql://...) that wakes background work on many machines, instead of the file.",
    ),
    Setting("FETCH_TITLES", "bool", True, "Whether a saved link's page is fetched for its title."),
    Setting("UPLOADS", "str", str(INSTANCE / "uploads"), "The folder that holds members' photos and pictures."),
    Setting("IMAGE_MEGABYTES", "int", 5, "The largest picture that a member may put into a text (1 to 50)."),
    Setting("IMAGE_DAYS", "int", 7, "Days after which a picture that no text shows is removed."),
    Setting("BACKUP_KEY", "str", "", "What backups are sealed with. Empty: they are not."),
    Setting("TRUST_PROXY", "int", 0, "How many proxies stand in front and are believed (X-Forwarded-*)."),
    Setting(
        "METRICS_TOKEN",
        "str",
        "",
        "What Prometheus sends to read /metrics (Authorization: Bearer ...). Empty: nothing is measured.",
    ),
    Setting("SLOW_QUERY_MS", "int", 500, "Milliseconds from which a statement to the database is logged. 0: never."),
    Setting("LOG_LEVEL", "str", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."),
    Setting("LOG_FORMAT", "str", "text", "How it is written: text, or json with a line for each answer."),
)

ALLOWED = {
    "SIGNUP": {"open", "invitation", "closed"},
    "DEFAULT_LANGUAGE": set(LANGUAGES),
    "DEFAULT_AUDIENCE": {"self", "team", "organization"},
    "JOBS": {"embedded", "worker", "immediate"},
    "MEANING": {"auto", "on", "off"},
    "LOG_LEVEL": {"DEBUG", "INFO", "WARNING", "ERROR"},
    "LOG_FORMAT": {"text", "json"},
}
SMALLEST_FLOOR, LARGEST_FLOOR = 5, 20
LARGEST_IMAGE = 50
AT_LEAST_ONE = (
    "IMAGE_DAYS",
    "EXPERTS_HALF_LIFE_DAYS",
    "EXPERTS_MATCH_HALF_LIFE_DAYS",
    "EXPERTS_ACTIVITY_HALF_LIFE_DAYS",
    "EXPERTS_WEEKLY_INVITATIONS",
    "EXPERTS_ANSWER_DAYS",
    "EXPERTS_COMMUNITY_DAYS",
)


class BadSettings(ValueError):
    """The environment holds values that the site cannot start with; the message names them all."""


def settings(overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Read every setting from the environment.

    Args:
        overrides: values that win over the environment, by name (tests use this).

    Returns:
        One value for each name in `SETTINGS`, and whatever else `overrides` holds.

    Raises:
        BadSettings: when any value is of the wrong type or not allowed; all mistakes are named at once.
    """
    env = Env(eager=False)
    values = {s.name: getattr(env, s.kind)(s.name, s.default) for s in SETTINGS}
    try:
        env.seal()
    except Exception as error:
        raise BadSettings(str(error)) from error
    values.update(overrides or {})
    _check(values)
    return values


def _check(values: Mapping[str, Any]) -> None:
    wrong = [
        f"{name} is {values[name]!r}, but must be one of {', '.join(sorted(allowed))}."
        for name, allowed in ALLOWED.items()
        if values[name] not in allowed
    ]
    if not SMALLEST_FLOOR <= values["NEEDS_FLOOR"] <= LARGEST_FLOOR:
        wrong.append(f"NEEDS_FLOOR must be from {SMALLEST_FLOOR} to {LARGEST_FLOOR}.")
    if values["NEEDS_GROUP_FLOOR"] < values["NEEDS_FLOOR"]:
        wrong.append("NEEDS_GROUP_FLOOR must be at least NEEDS_FLOOR.")
    if not 1 <= values["IMAGE_MEGABYTES"] <= LARGEST_IMAGE:
        wrong.append(f"IMAGE_MEGABYTES must be from 1 to {LARGEST_IMAGE}.")
    wrong += [f"{name} must be at least 1." for name in AT_LEAST_ONE if values[name] < 1]
    if wrong:
        raise BadSettings(" ".join(wrong))
