"""The key that signs sessions and links, made once where none is set."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


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
