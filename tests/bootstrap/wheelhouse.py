"""A package index in a folder, so that installing can be tested without a network."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def lock_of(folder: Path, *names: str, honest: bool = True) -> str:
    """The text of a lock of small packages that lie in `folder`; a dishonest one names other hashes."""
    folder.mkdir(exist_ok=True)
    lines = ["--no-index", f"--find-links {folder.as_uri()}"]
    for name in names:
        digest = hashlib.sha256(_wheel(folder, name).read_bytes()).hexdigest()
        lines.append(f"{name}==1.0 --hash=sha256:{digest if honest else '0' * 64}")
    return "\n".join(lines) + "\n"


def _wheel(folder: Path, name: str) -> Path:
    place = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    files = {f"{name}.py": "", f"{about}/METADATA": METADATA.format(name=name), f"{about}/WHEEL": WHEEL}
    record = "".join(f"{file},,\n" for file in [*files, f"{about}/RECORD"])
    with zipfile.ZipFile(place, "w") as wheel:
        for file, text in {**files, f"{about}/RECORD": record}.items():
            wheel.writestr(zipfile.ZipInfo(file), text)
    return place
