"""The key that signs sessions and links, made once where none is set."""

from __future__ import annotations

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any


def use_keys(values: MutableMapping[str, Any], folder: Path) -> None:
    """Let the settings `values` hold the key that signs, and the keys whose signature is good besides."""
    values["SECRET_KEY"] = secret_key(values["SECRET_KEY"], folder)
    values["SECRET_KEY_FALLBACKS"] = values["OLD_SECRET_KEYS"].split()


def secret_key(configured: str, folder: Path) -> str:
    """The configured key, or the one kept in `folder`, made the first time; two starters get the same."""
    if configured:
        return configured
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
