"""Where templates, static files, migrations and instance data lie, in a clone and in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE / "_site" if (PACKAGE / "_site").is_dir() else PACKAGE.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
MIGRATIONS = ROOT / "migrations"
TRANSLATIONS = PACKAGE / "translations"
INSTANCE = Path.cwd() / "instance" if ROOT.parent == PACKAGE else ROOT / "instance"
