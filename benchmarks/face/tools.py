"""The measuring tools from npm: installed once into a folder that git ignores, exactly as the lock says."""

from __future__ import annotations

import shutil
import subprocess

from benchmarks.face.places import HERE, TOOLS

LISTS = ("package.json", "package-lock.json", ".npmrc")
SECONDS = 600


def install() -> str:
    """Install the tools unless they are there as locked.

    Returns:
        Why not, in a sentence; nothing when they are there.
    """
    TOOLS.mkdir(parents=True, exist_ok=True)
    if (TOOLS / "node_modules").exists() and all(_is_same(name) for name in LISTS):
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "There is no npm on this machine."
    for name in LISTS:
        shutil.copy(HERE / name, TOOLS / name)
    done = subprocess.run(  # noqa: S603 (installs what the lock names)
        [npm, "ci"], cwd=TOOLS, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        shutil.rmtree(TOOLS)
        return f"npm could not install the tools: {_reason(done.stderr)}"
    return ""


def _is_same(name: str) -> bool:
    installed = TOOLS / name
    return installed.exists() and installed.read_bytes() == (HERE / name).read_bytes()


def _reason(said: str) -> str:
    """The first of npm's lines that says what was wrong."""
    errors = [line.removeprefix("npm error").strip() for line in said.splitlines() if line.startswith("npm error")]
    return next((error for error in errors if error and not error.startswith("code ")), said.strip()[:200])
