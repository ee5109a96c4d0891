"""What `python3 app.py` does with its arguments: the site, the tests, or the environment alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from community.bootstrap import suite
from community.bootstrap.environment import BENCHMARKS, DEVELOPMENT, RUNTIME, Environment, ensure
from community.bootstrap.trouble import SetupError

ROOT = Path(__file__).resolve().parents[2]
USAGE = """\
python3 app.py             serve Commonplace on http://127.0.0.1:8000 (PORT and HOST say where)
python3 app.py test        run every check and test; what follows goes to pytest, without the other checks
python3 app.py setup       only make the environment for developers, in .venv; `setup bench` for measuring, too"""
STOPPED_BY_HAND = 130


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for.

    Returns:
        The exit status: 0 if all went well, 2 for words that mean nothing here.
    """
    try:
        return _obey(list(arguments), Environment(ROOT))
    except SetupError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where it can.", file=sys.stderr)
        return STOPPED_BY_HAND


def _obey(arguments: list[str], environment: Environment) -> int:
    match arguments:
        case []:
            return _serve(environment)
        case ["test", *for_pytest]:
            ensure(environment, DEVELOPMENT)
            return suite.run(environment, for_pytest)
        case ["setup"]:
            ensure(environment, DEVELOPMENT)
            return 0
        case ["setup", "bench"]:
            ensure(environment, BENCHMARKS)
            return 0
    print(USAGE)
    return 0 if arguments in (["--help"], ["-h"]) else 2


def _serve(environment: Environment) -> int:
    ensure(environment, RUNTIME)
    sys.stdout.flush()
    os.chdir(environment.root)
    python = str(environment.python)
    os.execve(python, [python, "-m", "community.serve"], environment.variables())  # noqa: S606 (our own Python)
