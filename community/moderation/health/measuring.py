"""The page that Prometheus reads: this process's answers, and how the background work of the whole site is doing."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from community.kernel import clock
from community.kernel.access import token_holders
from community.kernel.health import WorkFigures, work_figures
from community.kernel.measures import measures

bp = Blueprint("measuring", __name__)


@bp.get("/metrics")
@token_holders
def metrics() -> Response:
    """What was measured, in the text format of Prometheus, for whoever sends the token of METRICS_TOKEN."""
    measured = measures()
    if measured is None or not current_app.config["METRICS_TOKEN"]:
        abort(404)
    if not _knows_the_token():
        return Response(
            "Send the token of METRICS_TOKEN: Authorization: Bearer ...\n",
            401,
            {"WWW-Authenticate": 'Bearer realm="metrics"'},
            mimetype="text/plain",
        )
    work = CollectorRegistry()
    work.register(_Work(work_figures()))
    body = generate_latest(measured.registry) + generate_latest(work)
    return Response(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _knows_the_token() -> bool:
    kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
    wanted = str(current_app.config["METRICS_TOKEN"]).encode()
    return kind.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), wanted)


class _Work(Collector):
    """How the background work is doing, as gauges; without a database, only that there is none."""

    def __init__(self, figures: WorkFigures | None) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """Each figure."""
        found = self._figures
        yield _gauge("database_up", "Whether the database answers.", int(found is not None))
        if found is None:
            return
        yield _gauge("events_waiting", "Events on their way to whoever hears of them.", found.waiting_events)
        age = (clock.now() - found.oldest_event_at).total_seconds() if found.oldest_event_at else 0.0
        yield _gauge("events_oldest_seconds", "How long the oldest of them is due.", max(age, 0.0))
        yield _gauge(
            "events_parked", "Events that failed too often, for an administrator to see to.", found.parked_events
        )
        yield _gauge("wake_ups_waiting", "Calls for background work that no worker took yet.", found.wake_ups)
        yield _by("duty_failures", "Failures of a duty since it last succeeded.", "duty", found.failures_by_duty)
        yield _by("mails", "Mails that did not simply go.", "state", found.mails_by_state)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"commonplace_{name}", about, value=value)


def _by(name: str, about: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(f"commonplace_{name}", about, labels=[label])
    for each, value in values.items():
        family.add_metric([each], value)
    return family
