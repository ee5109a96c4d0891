"""What people would read in English although they chose another language: each text, then the figure."""

from __future__ import annotations

import argparse

from benchmarks.figures import figure
from benchmarks.untranslated import catalogs
from benchmarks.untranslated.findings import findings


def main() -> None:
    """Print every text that is missing, broken or out of reach of a catalog, and end in their number."""
    parser = argparse.ArgumentParser(description="What is not translated.")
    parser.add_argument("--update", action="store_true", help="first take new texts of the source into the catalogs")
    if parser.parse_args().update:
        for language in catalogs.TRANSLATED:
            catalogs.update(language)
    found = findings()
    for line in found:
        print(line)
    figure("untranslated", len(found), "strings")


if __name__ == "__main__":
    main()
