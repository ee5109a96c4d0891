"""Small dumps, written as the source writes them."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.sax.saxutils import quoteattr

QUESTION = {
    "Id": "1",
    "PostTypeId": "1",
    "CreationDate": "2024-03-01T09:30:00.250",
    "Score": "4",
    "Title": "How do I hand over at night?",
    "Body": "<p>Every word &amp; more</p>",
    "Tags": "<handover><night-shift>",
    "OwnerUserId": "7",
    "AcceptedAnswerId": "2",
}
ANSWER = {"Id": "2", "PostTypeId": "2", "ParentId": "1", "CreationDate": "2024-03-02T09:30:00", "Body": "Slowly."}


def write_xml(folder: Path, name: str, rows: list[dict[str, str]], *, end: str = "</rows>") -> Path:
    lines = [f"<row {' '.join(f'{key}={quoteattr(value)}' for key, value in row.items())} />" for row in rows]
    path = folder / name
    path.write_text("\n".join(['\ufeff<?xml version="1.0" encoding="utf-8"?>', "<rows>", *lines, end]), "utf-8")
    return path


def write_csv(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.lower().endswith(".gz") else text.encode())
    return path
