"""The program that `python3 app.py` becomes."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from community.config import BadSettings
from community.factory import create_app
from community.kernel.jobs import jobs
from community.serve.place import CannotServe, chosen_place, listen
from community.serve.prepare import prepare
from community.serve.web_server import WebServer


def main() -> int:
    """Serve the site until somebody stops it.

    Returns:
        0 after a stop, 1 when it could not begin; the reason is printed.
    """
    try:
        listener, place = listen(chosen_place(os.environ))
        os.environ.setdefault("SITE_URL", place.url)
        app = create_app()
        prepare(app)
    except (CannotServe, BadSettings) as error:
        print(error, file=sys.stderr)
        return 1
    with listener, _background_work(app):
        server = WebServer(app, listener)
        _stop_on_signals(server)
        print(f"\nCommonplace is open at {place.url} (Ctrl-C stops it)", flush=True)
        server.serve_until_stopped()
        print("\nStopping: the requests in flight are finished first (once more stops at once)", flush=True)
        all_answered = server.finish()
    print("Stopped." if all_answered else "Stopped; some requests took too long and were cut off.", flush=True)
    return 0


@contextmanager
def _background_work(app: Flask) -> Iterator[None]:
    """Do the site's background work in this process, if the settings leave it to us."""
    if app.config["JOBS"] != "embedded":
        yield
        return
    logging.getLogger("huey").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    worker = jobs.consumer()
    worker.start()
    try:
        yield
    finally:
        worker.stop(graceful=True)


def _stop_on_signals(server: WebServer) -> None:
    """Stop politely at the first signal and at once at the second."""

    def stop(_number: int, _frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        server.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


if __name__ == "__main__":
    sys.exit(main())
