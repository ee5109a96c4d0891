"""Pictures as members send them, honest and otherwise."""

from __future__ import annotations

import io
from typing import Any

from flask.testing import FlaskClient
from PIL import Image


def a_picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), color: str = "#c81e1e", **more: Any) -> bytes:
    """A picture of one color."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **more)
    return out.getvalue()


def an_animation() -> bytes:
    """A GIF of two images, red and then blue."""
    out = io.BytesIO()
    first, second = (Image.new("RGB", (20, 20), color) for color in ("#ff0000", "#0000ff"))
    first.save(out, "GIF", save_all=True, append_images=[second], duration=100)
    return out.getvalue()


def a_bomb() -> bytes:
    """A small file that unfolds to 100 million pixels."""
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()


def send(client: FlaskClient, data: bytes, name: str = "a.png", kind: str = "image/png") -> Any:
    """What the site answers to a picture, sent as the editor's script does."""
    file = (io.BytesIO(data), name, kind)
    return client.post("/images", data={"picture": file}, headers={"Accept": "application/json"})


def sent(client: FlaskClient, **more: Any) -> str:
    """The address of a picture that was sent."""
    path: str = send(client, a_picture(**more)).get_json()["path"]
    return path


BAD_FILES: dict[str, bytes] = {
    "nothing": b"",
    "words": b"Not a picture at all.",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a page that begins like a GIF": b"GIF89a/*<script>alert(1)</script>*/=1;",
    "the head of a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff",
    "half a PNG": a_picture(size=(300, 300))[:200],
    "half a JPEG": a_picture("JPEG", (300, 300))[:400],
    "a kind that is not taken": a_picture("TIFF"),
    "a bomb": a_bomb(),
}
