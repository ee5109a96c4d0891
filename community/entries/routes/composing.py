"""What an editor asks for while somebody is typing: the text as it will look, and names to complete."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from community.accounts.current import me, members, viewer
from community.accounts.queries import members_like
from community.entries import tag_queries
from community.entries.routes import bp
from community.entries.writing import rendered_html
from community.kernel.errors import Refused
from community.kernel.forms import clean
from community.kernel.i18n import _
from community.kernel.limits import limiter
from community.kernel.markup import MAX_SOURCE

LONGEST_START = 60


def who_types() -> str:
    """Whose requests are counted together: a member's, wherever they come from."""
    member = viewer()
    return f"member:{member.id}" if member is not None else get_remote_address()


@bp.post("/preview")
@members
@limiter.limit("120 per minute", key_func=who_types)
def preview() -> ResponseReturnValue:
    """The text of an editor, rendered and sanitised by the very code that renders the real page."""
    source = clean(request.form.get("source"))
    if len(source) > MAX_SOURCE:
        raise Refused(_("Please keep the text under %(most)d characters.", most=MAX_SOURCE))
    return rendered_html(source), {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}


@bp.get("/complete/tags")
@members
@limiter.limit("240 per minute", key_func=who_types)
def complete_tags() -> ResponseReturnValue:
    """Tags that begin like what was typed; a synonym leads to the tag that it stands for."""
    found = tag_queries.tags_for_completion(me(), _typed())
    items = [{"value": (tag.synonym_of or tag).name, "label": tag.name, "count": tag.use_count} for tag in found]
    return jsonify(items=items)


@bp.get("/complete/members")
@members
@limiter.limit("240 per minute", key_func=who_types)
def complete_members() -> ResponseReturnValue:
    """Members whose name begins like what was typed."""
    found = members_like(_typed().lstrip("@"))
    return jsonify(items=[{"value": member.username, "label": member.name} for member in found])


def _typed() -> str:
    return " ".join(clean(request.args.get("q")).split())[:LONGEST_START]
