"""Addresses and the ways people write them, on trees made by hand: the outline has tests of its own."""

import pickle

import pytest

from clock import is_linear
from nghiquyet import parse_text
from nghiquyet.address import addresses
from nghiquyet.address.lookup import find
from nghiquyet.document import Document, Source
from nghiquyet.facts import Metadata
from nghiquyet.text.spans import Span
from nghiquyet.tree import KINDS, Node, Root

Shape = tuple[str, list["Shape"]]  # "kind label" and what it holds


def tree_of(shapes: list[Shape]) -> Root:
    """Build a tree whose spans count the nodes in the order of the text."""
    count = 0

    def make(shape: Shape) -> Node:
        nonlocal count
        kind, _, label = shape[0].partition(" ")
        start, count = count, count + 1
        children = tuple(make(each) for each in shape[1])
        return KINDS[kind](span=Span(start, max(count, start + 1)), label=label, children=children)

    children = tuple(map(make, shapes))
    return Root(span=Span(0, count), children=children)


def written(shapes: list[Shape]) -> list[tuple[str, str]]:
    return [(place.address, place.eid) for place in addresses(tree_of(shapes)).places]


PARTY: list[Shape] = [
    ("title", []),
    ("section III", [
        ("words", []),
        ("paragraph", []),
        ("item 6", [
            ("words", []),
            ("furniture", []),
            ("subitem 6.2", [("point đ", []), ("bullet -", []), ("bullet -", [("subbullet +", [])])]),
        ]),
        ("subitem 7.1", [("subitem 7.1.3", [])]),
    ]),
]  # fmt: skip


def test_party_resolution() -> None:
    """Sections and items are a path of labels; subitems do not repeat their item; marks count."""
    assert written(PARTY) == [
        ("trích yếu 1", "docTitle_1"),
        ("III", "sec_III"),
        ("III.đoạn 1", "sec_III__al_1"),
        ("III.6", "sec_III__para_6"),
        ("III.6.2", "sec_III__para_6__subpara_6-2"),
        ("III.6.2.đ", "sec_III__para_6__subpara_6-2__point_đ"),
        ("III.6.2.-1", "sec_III__para_6__subpara_6-2__indent_1"),
        ("III.6.2.-2", "sec_III__para_6__subpara_6-2__indent_2"),
        ("III.6.2.-2.+1", "sec_III__para_6__subpara_6-2__indent_2__indent_1"),
        ("III.7.1", "sec_III__subpara_7-1"),
        ("III.7.1.3", "sec_III__subpara_7-1__subpara_7-1-3"),
    ]


LEGAL: list[Shape] = [
    ("recital", []),
    ("recital", []),
    ("part thứ hai", [
        ("chapter II", [
            ("section 1", [("article 5", [("item 2", [("point d", []), ("point đ", [])])])]),
            ("article 7", [("section I", [("item 2", [])]), ("item 2", [("article 5", [])])]),
        ]),
    ]),
    ("annex I", [("article 5", []), ("table", [("table_row", [("cell", []), ("cell", [])])])]),
    ("annex", []),
]  # fmt: skip


def test_legal_resolution() -> None:
    """Articles count through parts and chapters, but not inside an annex or a quotation."""
    assert written(LEGAL) == [
        ("căn cứ 1", "cit_1"),
        ("căn cứ 2", "cit_2"),
        ("Phần thứ hai", "part_thứ-hai"),
        ("Phần thứ hai.Chương II", "part_thứ-hai__chp_II"),
        ("Phần thứ hai.Chương II.Mục 1", "part_thứ-hai__chp_II__sec_1"),
        ("Điều 5", "part_thứ-hai__chp_II__sec_1__art_5"),
        ("Điều 5.2", "part_thứ-hai__chp_II__sec_1__art_5__para_2"),
        ("Điều 5.2.d", "part_thứ-hai__chp_II__sec_1__art_5__para_2__point_d"),
        ("Điều 5.2.đ", "part_thứ-hai__chp_II__sec_1__art_5__para_2__point_đ"),
        ("Điều 7", "part_thứ-hai__chp_II__art_7"),
        ("Điều 7.I", "part_thứ-hai__chp_II__art_7__sec_I"),
        ("Điều 7.I.2", "part_thứ-hai__chp_II__art_7__sec_I__para_2"),
        ("Điều 7.2", "part_thứ-hai__chp_II__art_7__para_2"),
        ("Điều 7.2.Điều 5", "part_thứ-hai__chp_II__art_7__para_2__art_5"),
        ("Phụ lục I", "att_I"),
        ("Phụ lục I.Điều 5", "att_I__art_5"),
        ("Phụ lục I.bảng 1", "att_I__table_1"),
        ("Phụ lục I.bảng 1.hàng 1", "att_I__table_1__tr_1"),
        ("Phụ lục I.bảng 1.hàng 1.ô 1", "att_I__table_1__tr_1__td_1"),
        ("Phụ lục I.bảng 1.hàng 1.ô 2", "att_I__table_1__tr_1__td_2"),
        ("Phụ lục", "att_2"),
    ]


def test_duplicates_are_told_apart() -> None:
    """A label that comes again is counted, and what stands below goes with it."""
    assert [address for address, _ in written([("item 1", []), ("item 1", [("point a", [])]), ("item 1", [])])] == [
        "1", "1[2]", "1[2].a", "1[3]",
    ]  # fmt: skip
    assert [eid for _, eid in written([("item 1", []), ("item 1", []), ("item 1_2", [])])] == [
        "para_1", "para_1_2", "para_1-2",
    ]  # fmt: skip
    many = written([("item 1", [("item", []), ("item 1[2]", [])]), ("item 1", []), ("item (1)", [])] * 3)
    assert len({address for address, _ in many}) == len({eid for _, eid in many}) == len(many)


def test_many_duplicates_are_fast() -> None:
    """Nodes with one label take linear time, and depth is no matter."""

    def many(size: int) -> Root:
        return Root(span=Span(0, 1), children=(KINDS["item"](span=Span(0, 1), label="1"),) * size)

    assert is_linear(addresses, many, 4_000)
    assert addresses(many(16_000)).places[-1].address == "1[16000]"
    node: Node = KINDS["item"](span=Span(0, 1), label="1")
    for _ in range(3_000):
        node = KINDS["item"](span=Span(0, 1), label="1", children=(node,))
    assert len(addresses(Root(span=Span(0, 1), children=(node,))).places) == 3_001


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("III.6.2", "III.6.2"),
        ("iii.6.2", "III.6.2"),
        (" III.6.2 ", "III.6.2"),
        ("Mục III.6.2", "III.6.2"),
        ("mục III", "III"),
        ("Mục 6 Mục III", "III.6"),
        ("khoản 6.2 mục III", "III.6.2"),
        ("điểm 6.2, mục III", "III.6.2"),
        ("điểm đ mục III.6.2", "III.6.2.đ"),
        ("gạch đầu dòng thứ hai Mục III.6.2", "III.6.2.-2"),
        ("gạch đầu dòng thứ 2 của mục III.6.2", "III.6.2.-2"),
        ("gạch đầu dòng đầu tiên, khoản 6 Mục III", "III.6.2.-1"),
        ("đoạn 1 mục III", "III.đoạn 1"),
        ("III.6.2.-2.+1", "III.6.2.-2.+1"),
        ("sec_III__para_6", "III.6"),
        ("Mục IV", None),
        ("6.2", None),
        ("khoản 9 mục III", None),
        ("", None),
        ("Điều", None),
        ("của", None),
        ("." * 1000, None),
        ("khoản 6 " * 1000, None),
    ],
)
def test_find_in_a_party_resolution(wanted: str, address: str | None) -> None:
    index = addresses(tree_of(PARTY))
    assert _address(index, find(index, wanted)) == address


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("Điều 5.2.đ", "Điều 5.2.đ"),
        ("5.2.đ", "Điều 5.2.đ"),
        ("điểm đ khoản 2 Điều 5", "Điều 5.2.đ"),
        ("điểm đ) khoản 2, Điều 5.", "Điều 5.2.đ"),
        ("ĐIỂM Đ, KHOẢN 2, ĐIỀU 5", "Điều 5.2.đ"),
        ("Điểm d khoản 2 Điều 5", "Điều 5.2.d"),
        ("Điều 5 khoản 2 điểm đ", "Điều 5.2.đ"),
        ("Điều 5, khoản 2", "Điều 5.2"),
        ("khoản 2 của Điều 5", "Điều 5.2"),
        ("khoản 02 Điều 05", "Điều 5.2"),
        ("điểm đ Điều 5", "Điều 5.2.đ"),
        ("Điều 5", "Điều 5"),
        ("Điều 5 Phụ lục 1", "Phụ lục I.Điều 5"),
        ("Phụ lục I", "Phụ lục I"),
        ("phụ lục số 1", "Phụ lục I"),
        ("Phụ lục", "Phụ lục"),
        ("Điều 5 khoản 2 Điều 7", "Điều 7.2.Điều 5"),
        ("khoản 2 Điều 7", "Điều 7.2"),
        ("khoản 2 Mục I Điều 7", "Điều 7.I.2"),
        ("Phần thứ hai", "Phần thứ hai"),
        ("phần II", "Phần thứ hai"),
        ("Chương 2 phần 2", "Phần thứ hai.Chương II"),
        ("Chương II Điều 7", "Điều 7"),
        ("Điều 7 Chương II", "Điều 7"),
        ("Mục 1 Chương II", "Phần thứ hai.Chương II.Mục 1"),
        ("hàng 1 bảng 1 Phụ lục I", "Phụ lục I.bảng 1.hàng 1"),
        ("căn cứ thứ hai", "căn cứ 2"),
        ("Điều 9", None),
        ("Chương III Điều 7", None),
        ("khoản 5 Điều 5", None),
        ("điểm e khoản 2 Điều 5", None),
    ],
)
def test_find_in_a_legal_resolution(wanted: str, address: str | None) -> None:
    index = addresses(tree_of(LEGAL))
    assert _address(index, find(index, wanted)) == address


def test_every_address_finds_its_node() -> None:
    """What `addresses` writes, `find` reads: addresses, eIds, and addresses without their capitals."""
    for shapes in (PARTY, LEGAL):
        index = addresses(tree_of(shapes))
        for place in index.places:
            assert find(index, place.address) is find(index, place.eid) is place.node


def test_tone_marks_and_capitals_are_folded() -> None:
    """The old and the new placement of tone marks are the same address."""
    index = addresses(tree_of([("section hoà", [])]))
    assert _address(index, find(index, "mục HÒA")) == "hoà"


def test_holding() -> None:
    """The innermost addressed node that holds a span; words and furniture answer for their unit."""
    index = addresses(tree_of(PARTY))
    at = {place.address: place for place in index.places}
    words = at["III.6"].node.children[0]
    assert index.of(words) is None
    assert index.holding(words.span) is at["III.6"]
    assert index.holding(at["III.6.2.đ"].node.span) is at["III.6.2.đ"]
    assert index.holding(Span(at["III.6.2.-1"].node.span.start, at["III.6.2.-2"].node.span.end)) is at["III.6.2"]
    assert index.holding(Span(10_000, 10_001)) is None
    assert addresses(Root(span=Span(0, 0))).holding(Span(0, 0)) is None


def test_a_pickled_document_keeps_its_addresses() -> None:
    """A copy in another process works addresses out anew: they are kept by the identity of nodes."""
    document = Document(source=Source(), text="x" * 40, metadata=Metadata(), tree=tree_of(PARTY))
    node = document.find("III.6.2")
    assert node is not None
    assert document.address(node) == "III.6.2"
    copy = pickle.loads(pickle.dumps(document))
    assert copy == document
    found = copy.find("III.6.2")
    assert found == node
    assert copy.address(found) == "III.6.2"


def _address(index, node: Node | None) -> str | None:
    place = None if node is None else index.of(node)
    return None if place is None else place.address


def test_closed_tables_have_the_same_addresses() -> None:
    """Rows and cells are left out until one is asked for; then it has the address that it has among all."""
    document = parse_text("1. Chỉ tiêu\n\n| TT | Tên |  |\n|---|---|---|\n| 1 | Hộ nghèo | 5% |\n\n2. Khác")
    full, closed = addresses(document.tree), addresses(document.tree, rows=False)
    assert closed.closed
    assert not full.closed
    assert len(closed.places) < len(full.places)
    for place in full.places:
        span = place.node.span
        holds = full.holding(span)
        assert closed.address_at(span) == full.address_at(span) == (holds.address if holds else None)
