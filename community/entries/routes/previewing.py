"""Looking at a text before it is sent, on a page of its own: what the editor's script does in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from community.accounts.current import members
from community.accounts.returning import local_path
from community.entries.routes import bp
from community.entries.routes.composing import who_types
from community.entries.routes.images import HOW_OFTEN, markdown_of, taken
from community.entries.writing import rendered_html
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.forms import clean
from community.kernel.i18n import _
from community.kernel.limits import limiter
from community.kernel.markup import MAX_SOURCE

PAGE = "/preview/page"
# The editor's own fields, and those that belong to one page alone.
NOT_KEPT = frozenset({"csrf_token", "picture", "add_picture", "look_at", "form_action", "publish", "preview", "keep"})
MOST_FIELDS = 100


@dataclass(frozen=True)
class KeptForm:
    """A form on its way: where it goes, its text, and all else that was filled in."""

    action: str
    name: str
    source: str
    others: tuple[tuple[str, str], ...]


@bp.post("/preview/page")
@members
@limiter.limit(HOW_OFTEN, key_func=who_types, exempt_when=lambda: "add_picture" not in request.form)
def preview_page() -> ResponseReturnValue:
    """The text as it will look above the form that is kept, perhaps with a picture added to it."""
    kept, refusal = _kept(), ""
    if "add_picture" in request.form:
        kept, refusal = _with_picture(kept)
    return render_template(
        "entries/preview.html",
        kept=kept,
        html=Markup(rendered_html(kept.source)),  # noqa: S704 (sanitised by kernel.markup)
        refusal=refusal,
    ), 422 if refusal else 200


def _kept() -> KeptForm:
    name = request.form.get("add_picture") or request.form.get("look_at") or "source"
    source = clean(request.form.get(name))
    if len(source) > MAX_SOURCE:
        raise Refused(_("Please keep the text under %(most)d characters.", most=MAX_SOURCE))
    return KeptForm(_action(), clean(name)[:40], source, tuple(_others(name))[:MOST_FIELDS])


def _others(name: str) -> Iterator[tuple[str, str]]:
    for other, value in request.form.items(multi=True):
        if other != name and other not in NOT_KEPT:
            yield other, clean(value)


def _action() -> str:
    """Where the form goes: as it says itself, else to the address of the page that it stood on."""
    said = request.form.get("form_action") or urlsplit(request.headers.get("Referer", "")).path
    path = local_path(said, otherwise="")
    return path if path != PAGE else ""


def _with_picture(kept: KeptForm) -> tuple[KeptForm, str]:
    try:
        # A form with several texts has a place for a picture at each, and most are left empty.
        image = taken(next(filter(None, request.files.getlist("picture")), None))
    except Refused as refusal:
        return kept, str(refusal)
    commit()
    source = f"{kept.source.rstrip()}\n\n{markdown_of(image)}\n".lstrip()
    return KeptForm(kept.action, kept.name, source, kept.others), ""
