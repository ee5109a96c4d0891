"""The verbs of accounts: joining, signing in, changing what one is called, and looking after people."""

from __future__ import annotations

from community.accounts.service.joining import join
from community.accounts.service.signing_in import member_for, sign_out_everywhere

__all__ = ["join", "member_for", "sign_out_everywhere"]
