"""The verbs of accounts: joining, signing in, changing what one is called, and looking after people."""

from __future__ import annotations

from community.accounts.service.credentials import (
    change_mail,
    check_password,
    request_mail_change,
    request_reset,
    set_password,
)
from community.accounts.service.feed_tokens import make_feed_token, open_feed, revoke, revoke_all
from community.accounts.service.inviting import invite, take_back
from community.accounts.service.joining import join
from community.accounts.service.people import change_role, reactivate, set_manager, suspend
from community.accounts.service.profile import (
    Preferences,
    describe,
    list_as_expert,
    prefer,
    rename,
    set_photo,
    set_theme,
)
from community.accounts.service.signing_in import member_for, sign_out_everywhere
from community.accounts.service.teams import make_team, rename_team

__all__ = [
    "Preferences",
    "change_mail",
    "change_role",
    "check_password",
    "describe",
    "invite",
    "join",
    "list_as_expert",
    "make_feed_token",
    "make_team",
    "member_for",
    "open_feed",
    "prefer",
    "reactivate",
    "rename",
    "rename_team",
    "request_mail_change",
    "request_reset",
    "revoke",
    "revoke_all",
    "set_manager",
    "set_password",
    "set_photo",
    "set_theme",
    "sign_out_everywhere",
    "suspend",
    "take_back",
]
