"""Real documents, when they stand beside the project: every one parses, nothing is lost."""

import pytest

from documents import GOLD, REAL
from lossless import check_lossless
from nghiquyet.structure.build import build
from nghiquyet.text.clean import clean


@pytest.mark.skipif(not REAL, reason="no real documents here")
def test_every_real_document_is_lossless() -> None:
    """No exception, no character lost, spans nested and in order."""
    for path in (*REAL, *GOLD):
        text = clean(path.read_text("utf-8")).text
        root, _ = build(text)
        check_lossless(text, root)
        assert root.children
