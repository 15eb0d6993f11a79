"""The document and its nodes as values to build on."""

import copy
import logging
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest

import nghiquyet
from nghiquyet.tree import Paragraph

TEXT = "NGHỊ QUYẾT\n\nII- MỤC TIÊU\n\n2. Chỉ tiêu\n- Đến năm 2030 có 5 trường.\n"


@pytest.fixture
def document() -> nghiquyet.Document:
    return nghiquyet.parse_text(TEXT)


def bullet(document: nghiquyet.Document) -> nghiquyet.Node:
    node = document.find("II.2.-1")
    assert node is not None
    return node


def test_node(document: nghiquyet.Document) -> None:
    """A node knows its words, what holds it, its own heading and those around it."""
    node = bullet(document)
    assert node.text == "- Đến năm 2030 có 5 trường."
    assert node.parent is document.find("II.2")
    assert node.parent is not None
    assert node.parent.heading == "2. Chỉ tiêu"
    assert node.parent.headings == ("II- MỤC TIÊU", "2. Chỉ tiêu")
    assert document.tree.parent is None


@pytest.mark.parametrize(
    "copied",
    [
        lambda document: pickle.loads(pickle.dumps(document)),
        copy.deepcopy,
        lambda document: nghiquyet.Document.from_json(document.to_json()),
        lambda document: attrs.evolve(document, diagnostics=()),
    ],
)
def test_nodes_of_copies(document: nghiquyet.Document, copied: object) -> None:
    """Nodes of a copy know their own parents."""
    other = copied(document)  # type: ignore[operator]
    assert bullet(other).parent is other.find("II.2")
    assert bullet(other).text == bullet(document).text


def test_node_without_document() -> None:
    """A node that was never in a document says so."""
    with pytest.raises(ValueError, match="this paragraph is in no document"):
        _ = Paragraph(span=nghiquyet.Span(0, 1)).text


def test_equal_trees(document: nghiquyet.Document) -> None:
    """Where a node stands is no part of its value."""
    assert nghiquyet.parse_text(TEXT).tree == document.tree


def test_repr(document: nghiquyet.Document) -> None:
    """A document is shown on one short line, hostile names included."""
    assert repr(document).startswith("<Document NGHỊ QUYẾT: 66 characters, 1 targets, 1 times,")
    named = nghiquyet.parse_text("một", name="a\nb")
    assert "\n" not in repr(named)


def test_logging(caplog: pytest.LogCaptureFixture) -> None:
    """The library logs under its own name."""
    with caplog.at_level(logging.DEBUG, logger="nghiquyet"):
        nghiquyet.parse_text(TEXT, name="nq.txt")
    assert [(record.name, record.getMessage()[:20]) for record in caplog.records] == [
        ("nghiquyet", "parsed nq.txt: <Docu")
    ]


def test_headings_without_a_marker() -> None:
    """A node also stands under the headings of its siblings, the nearest of each level."""
    text = "NGHỊ QUYẾT\n\nI- ĐÁNH GIÁ\n\nKẾT QUẢ NĂM 2025\n\n1. Sản lượng lúa tăng.\n\nHẠN CHẾ\n\n1. Đường chưa xong.\n"
    nodes = [node for node in nghiquyet.parse_text(text).tree.walk() if node.kind == "item"]
    assert [node.headings[:-1] for node in nodes] == [("I- ĐÁNH GIÁ", "KẾT QUẢ NĂM 2025"), ("I- ĐÁNH GIÁ", "HẠN CHẾ")]


@pytest.mark.parametrize("source", [None, 5, object()])
def test_what_is_no_source_is_told(source: object) -> None:
    """A source or an address of another type is a `TypeError` that says what is wanted."""
    with pytest.raises(TypeError, match="a path, bytes or a file open in binary mode is wanted as source, not "):
        nghiquyet.parse(source)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="wants an address as a str, not "):
        nghiquyet.parse_text("").find(source)  # type: ignore[arg-type]


def test_threads_share_a_document() -> None:
    """Who asks for a parent while another thread looks for all of them gets it too."""
    text = "Điều 1. A\n" + "1. Trồng rừng.\n" * 2_000
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(5):
            last = [node for node in nghiquyet.parse_text(text).tree.walk() if node.kind == "item"][-1]
            with ThreadPoolExecutor(4) as pool:
                parents = [each.result() for each in [pool.submit(lambda node=last: node.parent) for _ in range(4)]]
            assert [each and each.kind for each in parents] == ["article"] * 4
    finally:
        sys.setswitchinterval(interval)
