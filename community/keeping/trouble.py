"""What can be wrong with a backup, in sentences for whoever looks after the site."""

from __future__ import annotations

from community.kernel.errors import Refused
from community.kernel.i18n import _


def damaged() -> Refused:
    """The file is not what was written."""
    return Refused(_("This file is damaged, was cut short, or is no backup. Nothing was changed."))


def newer() -> Refused:
    """Only a later version of the site knows what to do with it."""
    return Refused(_("This backup was made by a newer version of Commonplace. Nothing was changed."))


def wrong_key() -> Refused:
    """The first piece cannot be opened."""
    return Refused(_("This key does not open the backup, or the file is damaged. Nothing was changed."))


def key_missing() -> Refused:
    """The file is encrypted and no key was given."""
    return Refused(_("This backup is encrypted. Give its key by BACKUP_KEY or --key-file."))
