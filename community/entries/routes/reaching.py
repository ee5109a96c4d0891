"""Who will see what is being written: a sentence that follows the choice."""

from __future__ import annotations

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import members, viewer
from community.accounts.people_form import usernames_in
from community.accounts.queries import members_by_username
from community.audiences.reach import who_would_see
from community.entries.routes import bp
from community.entries.routes.composing import who_types
from community.kernel.forms import clean
from community.kernel.limits import limiter

MOST_NAMES = 60


@bp.get("/reach")
@members
@limiter.limit("240 per minute", key_func=who_types)
def reach_of_choice() -> ResponseReturnValue:
    """The sentence for the audience that is chosen in a form right now."""
    choice = clean(request.args.get("audience"))
    return render_template("entries/_reach.html", sentence=sentence_for(choice, clean(request.args.get("people"))))


@bp.app_template_global()
def reach_sentence(choice: str, people: str = "") -> str:
    """The same sentence for a form as it is shown first."""
    return sentence_for(choice or "", people or "")


def sentence_for(choice: str, people: str) -> str:
    """Who would see what the member writes now.

    Args:
        choice: the audience as it is called in the form.
        people: usernames as they were typed; unknown ones are passed over while somebody is typing.
    """
    names = usernames_in(people)[:MOST_NAMES]
    named = list(members_by_username(names).values()) if choice == "named" else []
    writer = viewer()
    if writer is None or (choice == "public" and not current_app.config["PUBLIC_ALLOWED"]):
        return ""
    return who_would_see(choice, writer, current_app.config["ORGANIZATION_NAME"], named)
