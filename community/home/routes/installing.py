"""What lets a browser install the site and read it without a connection: manifest, service worker, offline page."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from community.accounts.current import anyone
from community.home.routes import bp
from community.kernel.i18n import _
from community.paths import STATIC

PAPER, INK_GREEN = "#f8f4ec", "#1f5c4c"
ICONS = (("icon-192.png", "192x192"), ("icon-512.png", "512x512"))
NEEDED = ("site.css", "site.js", "icons.svg", "kept.js", "vendor/htmx/htmx.min.js")
FONT = "font/literata-latin-normal.woff2"


@bp.get("/manifest.webmanifest")
@anyone
def manifest() -> ResponseReturnValue:
    """What the site is called and looks like among the apps of a device."""
    return _text(json.dumps(_manifest(), ensure_ascii=False), "application/manifest+json")


@bp.get("/service-worker.js")
@anyone
def service_worker() -> ResponseReturnValue:
    """The script that keeps pages and texts on a device; it comes from the root, so that it serves every page."""
    script = (STATIC / "service-worker.js").read_text()
    needed = [_static_url(name) for name in NEEDED] + [url_for("static", filename=FONT)]
    kit = {"language": str(get_locale()), "needed": needed}
    kit["version"] = hashlib.sha256(f"{kit}{script}".encode()).hexdigest()[:12]
    return _text(f"const KIT = {json.dumps(kit)};\n{script}", "text/javascript")


@bp.get("/offline")
@anyone
def offline() -> ResponseReturnValue:
    """What this device keeps: texts that wait to be sent, and pages that can be read without a connection."""
    return render_template("home/offline.html")


def _manifest() -> dict[str, Any]:
    return {
        "id": "/",
        "name": current_app.config["SITE_NAME"],
        "short_name": current_app.config["SITE_NAME"][:12].rstrip(),
        "description": _("Go on learning after the training ends"),
        "lang": str(get_locale()),
        "dir": get_locale().text_direction,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": INK_GREEN,
        "background_color": PAPER,
        "categories": ["education", "productivity"],
        "icons": [_icon(name, sizes, purpose) for purpose in ("any", "maskable") for name, sizes in ICONS],
        "shortcuts": [
            {"name": _("Ask a question"), "url": "/questions/new"},
            {"name": _("Write a reflection"), "url": "/reflections/new"},
            {"name": _("My programs"), "url": "/programs/mine"},
            {"name": _("Search"), "url": "/search"},
        ],
    }


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    # The mark stands in the middle half of a full ground, so the same file may be cut to any shape.
    return {"src": _static_url(name), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _static_url(name: str) -> str:
    return str(current_app.extensions["assets"].address(name))


def _text(content: str, mimetype: str) -> Response:
    return Response(content, mimetype=mimetype, headers={"Cache-Control": "no-cache"})
