"""Real quiz files of other programs, which lie beside the repository where they may; not ours to copy."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="The real quiz files are not beside the project."
)
