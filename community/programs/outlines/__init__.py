"""Course outlines become programs: questions to recall, exercises to work out, and the way back to the lessons."""

from community.programs.outlines.importing import Account, import_outline
from community.programs.outlines.reading import Outline, read_outline

__all__ = ["Account", "Outline", "import_outline", "read_outline"]
