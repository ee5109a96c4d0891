"""Style sheets and scripts as one fingerprinted file each, which browsers may keep for a year."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, url_for

from community.kernel.access import anyone
from community.kernel.compressing import compress
from community.paths import STATIC

FOREVER = "public, max-age=31536000, immutable"
BUNDLES = {"site.css": ("css", "text/css"), "site.js": ("js", "text/javascript")}

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Bundle:
    """The parts of one file, put together in the order that its order.txt names."""

    content: bytes
    mimetype: str
    fingerprint: str


def _read(name: str) -> Bundle:
    folder, mimetype = BUNDLES[name]
    order = STATIC / folder / "order.txt"
    parts = [STATIC / folder / line for line in order.read_text().split() if line]
    content = b"\n".join(part.read_bytes() for part in parts)
    return Bundle(content, mimetype, _fingerprint(content))


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


class Assets:
    """The addresses of static files, each with the fingerprint of what it holds."""

    def __init__(self, app: Flask) -> None:
        self._debug = app.debug
        self._bundles: dict[str, Bundle] = {}
        self._addresses: dict[str, str] = {}

    def bundle(self, name: str) -> Bundle:
        """The bundle called `name`, read once (each time while developing)."""
        if self._debug or name not in self._bundles:
            self._bundles[name] = _read(name)
        return self._bundles[name]

    def address(self, name: str) -> str:
        """Where the static file `name` is served; a changed file gets another address."""
        if self._debug or name not in self._addresses:
            self._addresses[name] = self._address(name)
        return self._addresses[name]

    def _address(self, name: str) -> str:
        if name in BUNDLES:
            return url_for("assets.bundle", name=name, fingerprint=self.bundle(name).fingerprint)
        path = STATIC / Path(name)
        return url_for("static", filename=name, v=_fingerprint(path.read_bytes()))


@bp.get("/assets/<fingerprint>/<name>")
@anyone
def bundle(fingerprint: str, name: str) -> Response:
    """One bundle; an old fingerprint gets today's content, to be asked for again soon."""
    if name not in BUNDLES:
        abort(404)
    found: Bundle = current_app.extensions["assets"].bundle(name)
    response = Response(found.content, mimetype=found.mimetype)
    response.headers["Cache-Control"] = FOREVER if fingerprint == found.fingerprint else "no-cache"
    return response


def serve_assets(app: Flask) -> None:
    """Give templates `static_url(name)` and serve the bundles."""
    assets = Assets(app)
    app.extensions["assets"] = assets
    app.jinja_env.globals["static_url"] = assets.address
    app.register_blueprint(bp)
    app.after_request(compress)
