"""`make face`: what the style sheet and the scripts weigh on the way to a reader.

python -m benchmarks.face
"""

from __future__ import annotations

import gzip

from benchmarks.figures import figure
from community.paths import STATIC

BUNDLES = {"css": "css", "js": "js"}


def main() -> None:
    """Print the bytes of each bundle as a browser gets it, compressed."""
    for name, folder in BUNDLES.items():
        order = (STATIC / folder / "order.txt").read_text().split()
        content = b"\n".join((STATIC / folder / part).read_bytes() for part in order)
        figure(f"{name}_bytes", len(gzip.compress(content, 6)), "bytes")
    vendored = sum(len(gzip.compress(path.read_bytes(), 6)) for path in (STATIC / "vendor").rglob("*.js"))
    figure("vendored_js_bytes", vendored, "bytes")


if __name__ == "__main__":
    main()
