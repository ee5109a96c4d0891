"""`make simulate`: four months of reminders on both engines, with workers killed in the middle of their work."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import flask_migrate
import structlog

from benchmarks.databases import database
from benchmarks.figures import figure
from benchmarks.simulate.judging import Verdict
from benchmarks.simulate.running import run
from community.factory import create_app

FIGURES = {
    "deliveries_lost": "deliveries",
    "deliveries_twice": "deliveries",
    "deliveries_unasked": "deliveries",
    "outside_quiet_hours": "mails",
    "weeks_over_cap": "weeks",
}


def main() -> int:
    """Run, print a sentence for each engine, and end in figures.

    Returns:
        0 when every promise was kept on every engine, else 1.
    """
    chosen = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    verdicts = [found for engine in chosen.engines.split(",") if (found := _engine(engine, chosen))]
    for name, unit in FIGURES.items():
        figure(name, sum(getattr(verdict, name) for verdict in verdicts), unit)
    return 0 if all(verdict.is_clean for verdict in verdicts) else 1


def _engine(engine: str, chosen: argparse.Namespace) -> Verdict | None:
    with database(engine) as url, tempfile.TemporaryDirectory() as folder:
        if not url:
            return None
        app = create_app(_settings(url, Path(folder)))
        with app.app_context():
            flask_migrate.upgrade()
        began = time.monotonic()
        verdict = run(
            app,
            Path(folder),
            enrollments=chosen.enrollments,
            days=chosen.days,
            kills=chosen.kills,
            seed=chosen.seed,
        )
    print(
        f"{engine}: {chosen.days} days, {chosen.enrollments} enrollments, {verdict.mails} mails, "
        f"{chosen.kills} workers killed, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    for name, unit in FIGURES.items():
        figure(f"{name}_{engine}", getattr(verdict, name), unit)
    return verdict


def _settings(url: str, folder: Path) -> dict[str, Any]:
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": "for a simulation only",
        "JOBS": "worker",
        "JOBS_FILE": str(folder / "jobs.db"),
        "UPLOADS": str(folder / "uploads"),
        "MAIL_FOLDER": str(folder / "unused"),
        "FETCH_TITLES": False,
        "LOG_LEVEL": "ERROR",
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Are reminders lost, or told twice, when workers are killed?")
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--enrollments", type=int, default=1000)
    parser.add_argument("--days", type=int, default=120)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
