"""Real documents, when they stand beside the project: every one parses, nothing is lost."""

from pathlib import Path

import pytest

from lossless import check_lossless
from nghiquyet.structure.build import build
from nghiquyet.text.clean import clean

SHARED = Path(__file__).parents[1].parent / "shared"
FILES = sorted(SHARED.glob("real/text/*.txt")) + sorted(SHARED.glob("gold/*/text.txt"))


@pytest.mark.skipif(not FILES, reason="no real documents here")
def test_every_real_document_is_lossless() -> None:
    """No exception, no character lost, spans nested and in order."""
    for path in FILES:
        text = clean(path.read_text("utf-8")).text
        root, _ = build(text)
        check_lossless(text, root)
        assert root.children
