"""Every component in each of its states, for those who design; only while developing."""

from __future__ import annotations

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from community.accounts.current import me, members
from community.entries.forms import ComposeForm
from community.home.routes import bp
from community.kernel import clock


@bp.get("/styleguide")
@members
def styleguide() -> ResponseReturnValue:
    """The style guide."""
    if not current_app.debug:
        abort(404)
    form = ComposeForm(formdata=None, prefix="plain-")
    form.offer(me())
    refused = ComposeForm(formdata=MultiDict({"refused-title": "x" * 300}), prefix="refused-")
    refused.offer(me())
    refused.validate()
    return render_template("styleguide/index.html", now=clock.now(), form=form, refused=refused)
