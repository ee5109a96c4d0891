"""The door: `python3 app.py` serves, `python3 app.py test` checks, and WSGI servers find `create_app`."""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python must say what it lacks, not stumble over our syntax)
        sys.exit("Commonplace needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031 (the same)

    from community.bootstrap.door import main

    sys.exit(main(sys.argv[1:]))

from community.factory import create_app

__all__ = ["create_app"]
