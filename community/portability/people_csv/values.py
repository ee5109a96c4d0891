"""Understands how people write a role, a language, a time zone and a mail address."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from babel.core import Locale, UnknownLocaleError, get_global
from email_validator import EmailNotValidError, validate_email

_ROLES: Final = {
    "member": "member|user|employee|staff|learner|mitglied|mitarbeiter|mitarbeiterin|benutzer|nutzer|lernende",
    "coach": "coach|learning coach|lerncoach|lernbegleiter|lernbegleiterin|lernbegleitung",
    "manager": "manager|managerin|lead|team lead|leader|leitung|teamleitung|führungskraft|vorgesetzter|vorgesetzte",
    "administrator": "administrator|administratorin|admin",
}
_ROLE_OF_WORD: Final = {word: role for role, words in _ROLES.items() for word in words.split("|")}


def read_role(text: str) -> str | None:
    """Return the role that `text` names in English or German, or None."""
    return _ROLE_OF_WORD.get(" ".join(re.split(r"[\W_]+", text.casefold())).strip())


def read_language(text: str) -> str | None:
    """Return the language tag that `text` is or names in English or German (`German`, `de_AT`), or None."""
    by_name = _languages_by_name().get(text.casefold())
    if by_name:
        return by_name
    try:
        locale = Locale.parse(text.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return "-".join(part for part in (locale.language, locale.territory) if part)


def read_time_zone(text: str) -> str | None:
    """Return the time zone's name for `text`: its own name in any case, its city, or Windows' name; or None."""
    wanted = text.casefold().replace(" ", "_")
    windows = get_global("windows_zone_mapping")
    return windows.get(text) or _zones().get(wanted)


def read_email(text: str) -> str | None:
    """Return `text` as a mail address in lower case, or None if it cannot be one. Nobody is asked."""
    address = re.sub(r"^mailto:", "", text.strip("<>"), flags=re.IGNORECASE)
    try:
        return validate_email(address, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None


@cache
def _languages_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for locale in (Locale("en"), Locale("de")):
        names |= {name.casefold(): code.replace("_", "-") for code, name in locale.languages.items()}
    return names


@cache
def _zones() -> dict[str, str]:
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    cities: dict[str, list[str]] = {}
    for zone in zones:
        cities.setdefault(zone.rpartition("/")[2].casefold(), []).append(zone)
    plain = {city: found[0] for city, found in cities.items() if len(found) == 1}
    return plain | {zone.casefold(): zone for zone in zones}
