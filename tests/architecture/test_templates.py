"""What holds for every template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
EVERY = sorted(TEMPLATES.rglob("*.*ml")) + sorted(TEMPLATES.rglob("*.txt"))
PAGES = [path for path in EVERY if path.suffix == ".html" and path.parent.name != "mail"]

_form = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
_jinja = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=\"|\son\w+=\"|javascript:", re.IGNORECASE)


def name(path: Path) -> str:
    """How a template is called."""
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_is_inline(path: Path) -> None:
    assert _inline.findall(_jinja.sub("", path.read_text())) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_form_that_changes_something_carries_its_token(path: Path) -> None:
    forms = _form.findall(path.read_text())
    assert [form[:80] for form in forms if "token()" not in form and "csrf_token" not in form] == []


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "community").rglob("*.py"))
    pages = "\n".join(path.read_text() for path in EVERY)
    unused = [name(p) for p in EVERY if name(p) not in code + pages and f'send("{p.stem}"' not in code]
    mails = [u for u in unused if not (u.startswith("mail/") and f'"{Path(u).stem}"' in code)]
    # The style guide includes its parts by a computed name.
    assert [u for u in mails if not u.startswith("styleguide/_")] == []
