"""What this process measures of its own answers, for Prometheus: by route, and never by address or person."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram

from community.kernel.logs import route

BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds; what takes longer than the last is as bad as anything."""


METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What is told apart. A method may be any word, and each word that was ever counted is kept: others are one."""


class Measures:
    """What was measured since this process began."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Counter(
            "commonplace_answers", "Answers sent.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "commonplace_answer_seconds", "Time until an answer.", ["route"], buckets=BUCKETS, registry=self.registry
        )
        self.statements = Counter(
            "commonplace_statements", "Statements sent to the database.", ["route"], registry=self.registry
        )

    def note(self, response: Response) -> Response:
        """Count the answer to the present request."""
        where = route()
        method = request.method if request.method in METHODS else "other"
        self.answers.labels(method, where, f"{response.status_code // 100}xx").inc()
        self.seconds.labels(where).observe(perf_counter() - g.began)
        self.statements.labels(where).inc(g.get("statements", 0))
        return response


def measure(app: Flask) -> None:
    """Measure each answer, where somebody may ask for what was measured (METRICS_TOKEN)."""
    if app.config["METRICS_TOKEN"]:
        app.extensions["measures"] = measures = Measures()
        app.after_request(measures.note)


def measures() -> Measures | None:
    """What was measured, if anything is."""
    found: Measures | None = current_app.extensions.get("measures")
    return found
