"""What the site says about itself."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone
from community.home.routes import bp


@bp.get("/about/audiences")
@anyone
def audiences() -> ResponseReturnValue:
    """Who sees what, in plain words."""
    return render_template("home/audiences.html")
