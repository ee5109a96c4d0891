"""How a member is called and shown, and how they like the site."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from community.accounts.models import Member
from community.accounts.queries import member_by_username
from community.accounts.service.joining import UsernameTaken
from community.kernel.db import session
from community.kernel.i18n import _
from community.kernel.quiet_hours import Quiet


@dataclass(frozen=True)
class Preferences:
    """What a member chooses for themselves."""

    language: str
    timezone: str
    quiet: Quiet
    theme: str
    default_audience: str
    is_listed_as_expert: bool | None


def describe(member: Member, *, name: str, title: str, bio: str) -> None:
    """Change what others read about `member`."""
    member.name, member.title, member.bio = name, title, bio.strip()


def prefer(member: Member, preferences: Preferences) -> None:
    """Change how the site behaves for `member`."""
    member.language = preferences.language
    member.timezone = preferences.timezone
    member.quiet_from, member.quiet_until = preferences.quiet
    member.theme = preferences.theme
    member.default_audience = preferences.default_audience
    member.is_listed_as_expert = preferences.is_listed_as_expert


def list_as_expert(member: Member, *, is_listed: bool) -> None:
    """Let `member` be found as somebody who can help, or no longer."""
    member.is_listed_as_expert = is_listed


def rename(member: Member, username: str) -> None:
    """Give `member` another username; the address of their page changes with it.

    Raises:
        UsernameTaken: somebody else has it.
    """
    other = member_by_username(username)
    if other is not None and other.id != member.id:
        raise _taken()
    member.username = username
    try:
        with session().begin_nested():
            session().flush()
    except IntegrityError as error:
        raise _taken() from error


def set_photo(member: Member, photo: str) -> str:
    """Show `photo` (a file name, or nothing) with `member`; gives the name of the one shown before."""
    before, member.photo = member.photo, photo
    return before


def set_theme(member: Member, theme: str) -> None:
    """Show the site by day, by night, or as the device says."""
    member.theme = theme


def _taken() -> UsernameTaken:
    return UsernameTaken(_("Somebody has this username already. Please choose another."))
