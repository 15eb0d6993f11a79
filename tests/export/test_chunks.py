"""Chunks: the whole text, no sentence or row cut, no unit left behind, overlap that never exceeds what was asked."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

import nghiquyet
from nghiquyet import LAYERS, Document
from nghiquyet.export.chunks import chunk_lines
from nghiquyet.export.sentences import pieces

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("corpus/*/source.txt"))
SIZES = [(200, 0), (600, 150), (1200, 400), (10**6, 0)]
TEXT = (
    "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Mở rộng trường lớp. Sửa chữa cầu đường. Trồng cây.\n\n"
    "II- TỔ CHỨC THỰC HIỆN\n\n1. Giao Sở Y tế báo cáo.\n"
)


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: path.parent.name)
def document(request: pytest.FixtureRequest) -> Document:
    return nghiquyet.parse(request.param)


@pytest.mark.parametrize(("most", "overlap"), SIZES)
def test_nothing_is_cut_or_lost(document: Document, most: int, overlap: int) -> None:
    """Every sentence and row is whole in some chunk, and a chunk is as long as asked or one piece long."""
    spans = [chunk.span for chunk in document.chunks(max_chars=most, overlap=overlap)]
    whole = pieces(document)
    for piece in whole:
        assert any(span.start <= piece.start and piece.end <= span.end for span in spans)
    edges = {piece.start for piece in whole}, {piece.end for piece in whole}
    for span in spans:
        assert span.start in edges[0]
        assert span.end in edges[1]
        assert span.end - span.start <= most or any(span == piece for piece in whole)


@pytest.mark.parametrize(("most", "overlap"), SIZES)
def test_overlap(document: Document, most: int, overlap: int) -> None:
    """Chunks go forward, and repeat no more than was asked."""
    spans = [chunk.span for chunk in document.chunks(max_chars=most, overlap=overlap)]
    for before, after in pairwise(spans):
        assert before.start < after.start
        assert before.end < after.end
        assert before.end - after.start <= overlap


@pytest.mark.parametrize("layer", LAYERS)
def test_every_fact_is_in_a_chunk(document: Document, layer: str) -> None:
    """Without overlap each fact is in exactly one chunk."""
    found = [position for chunk in document.chunks(max_chars=500) for position in chunk.facts[layer]]
    assert sorted(found) == list(range(len(getattr(document, layer))))


def test_text_and_place(document: Document) -> None:
    """A chunk's words are the document's at its span, and its address leads to a node that holds it."""
    for chunk in document.chunks(max_chars=300):
        assert chunk.text == document.text[chunk.span.start : chunk.span.end]
        if chunk.address is not None:
            node = document.find(chunk.address)
            assert node is not None
            assert node.span.start <= chunk.span.start
            assert chunk.span.end <= node.span.end


def test_headings_are_above_and_divisions_apart() -> None:
    """A chunk knows the headings that its words do not show, and none reaches from one section into the next."""
    chunks = nghiquyet.parse_text(TEXT).chunks(max_chars=50)
    assert [(chunk.address, chunk.headings, chunk.text) for chunk in chunks[1:]] == [
        ("I", (), "I- MỤC TIÊU\n\n1. Mở rộng trường lớp."),
        ("I.1", ("I- MỤC TIÊU",), "Sửa chữa cầu đường. Trồng cây."),
        ("II", (), "II- TỔ CHỨC THỰC HIỆN\n\n1. Giao Sở Y tế báo cáo."),
    ]


def test_lines(document: Document) -> None:
    """Each chunk is a JSON object with the document's number and the facts as objects."""
    lines = [json.loads(line) for line in chunk_lines(document, max_chars=500, overlap=0)]
    assert [line["chunk"] for line in lines] == list(range(len(lines)))
    assert {line["doc_number"] for line in lines} == {document.metadata.number and document.metadata.number.value}
    targets = [target for line in lines for target in line["targets"]]
    assert [target["indicator"] for target in targets] == [target.indicator for target in document.targets]


@pytest.mark.parametrize(("most", "overlap"), [(0, 0), (100, 100), (100, -1)])
def test_bad_sizes(most: int, overlap: int) -> None:
    """Sizes that cannot be are refused."""
    with pytest.raises(ValueError, match="0 <= overlap < max_chars"):
        nghiquyet.parse_text(TEXT).chunks(max_chars=most, overlap=overlap)
