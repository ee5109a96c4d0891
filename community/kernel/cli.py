"""`flask jobs run`: a worker for background work, where the site itself runs under another server."""

from __future__ import annotations

from flask.cli import AppGroup

from community.kernel.jobs import jobs

work = AppGroup("jobs", help="Background work.")


@work.command("run")
def run() -> None:
    """Do background work until stopped; set JOBS=worker for the site and for this."""
    jobs.consumer().run()
