"""What a text means, as a direction: texts that say the same in other words point nearly the same way.

Each piece of a word has a vector that was learned from very much text, and a text has the mean of its pieces'
(static embeddings; the vectors are those of WordLlama, Miller 2024, which are cut to their first dimensions as they
were trained to be: Kusupati and others 2022, "Matryoshka representation learning"). Nothing leaves the machine. Of
the package that ships the vectors only its two files of data are read: its program would change how everything
logs. What is needed is loaded when the first text is read, so that a site that never asks for it starts as quickly.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = ("numpy", "tokenizers", "wordllama")
"""What has to be installed; the optional part `meaning` of the program brings all three."""

DIMENSIONS: Final = 128
MODEL: Final = f"l2_supercat/{DIMENSIONS}"
"""Which vectors these are; those of another model cannot be compared with them."""

LONGEST: Final = 2000
"""Characters of a text that are read; the mean of very many words says nothing."""

_WEIGHTS, _PIECES = "weights/l2_supercat_256.safetensors", "tokenizers/l2_supercat_tokenizer_config.json"
_LARGEST_STEP = 127


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Whether the packages are there; nothing is loaded to find out."""
    return all(find_spec(name) is not None for name in PACKAGES)


def vectors(texts: Sequence[str]) -> list[bytes]:
    """The direction of each text, one signed byte a dimension; all zero for a text without words.

    Raises:
        ImportError: when the packages are not installed.
    """
    return _model().vectors(texts)


@lru_cache(maxsize=1)
def _model() -> _Model:
    return _Model()


class _Model:
    """The vectors of all pieces, mapped into memory so that all processes of a machine share them."""

    def __init__(self) -> None:
        self._numpy: Any = import_module("numpy")
        folder = _folder_of("wordllama")
        tokenizer = import_module("tokenizers").Tokenizer.from_file(str(folder / _PIECES))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer: Any = tokenizer
        self._pieces: Any = _mapped(self._numpy, folder / _WEIGHTS)

    def vectors(self, texts: Sequence[str]) -> list[bytes]:
        read = [text[:LONGEST].encode("utf-8", "ignore").decode() for text in texts]
        encoded = self._tokenizer.encode_batch(read, add_special_tokens=False)
        return [self._vector(each.ids) for each in encoded]

    def _vector(self, ids: Sequence[int]) -> bytes:
        numpy = self._numpy
        if not ids:
            return bytes(DIMENSIONS)
        mean = self._pieces[ids, :DIMENSIONS].astype(numpy.float32).mean(axis=0)
        largest = float(numpy.abs(mean).max()) or 1.0
        return bytes(numpy.rint(mean / largest * _LARGEST_STEP).astype(numpy.int8).tobytes())


def _folder_of(package: str) -> Path:
    """Where the files of a package lie; it is not imported."""
    found = find_spec(package)
    if found is None or not found.origin:
        raise ImportError(package)
    return Path(found.origin).parent


def _mapped(numpy: Any, file: Path) -> Any:
    """The one table of a file in the format safetensors: the length of a head, the head as JSON, then the numbers."""
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        head = json.loads(stream.read(length))
    (table,) = (about for name, about in head.items() if name != "__metadata__")
    start = 8 + length + table["data_offsets"][0]
    return numpy.memmap(file, dtype=numpy.float16, mode="r", offset=start, shape=tuple(table["shape"]))
