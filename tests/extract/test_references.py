"""References and links: what the case tables cannot say."""

from typing import Any

import pytest

from clock import is_linear
from documents import GOLD, parsed
from nghiquyet import parse_text
from nghiquyet.address import addresses
from nghiquyet.extract.references.find import find_references
from nghiquyet.extract.references.keys import slug
from nghiquyet.extract.references.provisions import _steps, find_links
from nghiquyet.extract.view import TextView, view_of
from nghiquyet.lexicon.document_number import DocumentNumber, read_number
from nghiquyet.lexicon.files import table
from nghiquyet.lexicon.word_patterns import any_of
from nghiquyet.text.folding import fold
from nghiquyet.text.spans import Span
from nghiquyet.tree import Paragraph, Root

RESOLUTION = """\
HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI
Số: 12/2026/NQ-HĐND

NGHỊ QUYẾT
Quy định mức chi

Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15;

QUYẾT NGHỊ:

Điều 1. Phạm vi điều chỉnh
1. Nghị quyết này quy định mức chi.
2. Không áp dụng đối với trường hợp tại khoản 1 Điều này.

Điều 2. Mức chi
1. Mức chi gồm:
a) Chi hội nghị;
b) Chi khác theo khoản 2 Điều 1 của Nghị quyết này và điểm a, c khoản 2 Điều 106 Luật Ngân sách nhà nước.
2. Thực hiện theo điểm a và điểm b khoản 1 Điều này, từ Điều 1 đến Điều 3.

Điều 3. Tổ chức thực hiện
Theo Điều 9 của Nghị quyết này, Điều 55 Pháp lệnh và Phụ lục I QCVN 06:2022/BXD.
"""


def plain(text: str) -> tuple[TextView, Root]:
    """Return *text* as one paragraph, without the outline: what the extractor alone makes of it."""
    tree = Root(span=Span(0, len(text)), children=(Paragraph(span=Span(0, len(text))),) if text else ())
    return view_of(text, tree), tree


def test_spans_quote_the_text() -> None:
    """A reference's span holds its words, but for line ends and marks of the page."""
    text = "Tiếp tục thực hiện **Nghị quyết số** 36-NQ/TW,\nngày 22/10/2018 của Ban Chấp hành Trung ương về biển."
    (ref,) = parse_text(text).references
    assert text[ref.span.start : ref.span.end].replace("*", "").split() == ref.text.split()
    assert ref.text.endswith("Trung ương")


def test_what_is_not_said_is_none() -> None:
    """Number, date, issuer and role are None where the mention gives none."""
    (ref,) = parse_text("Rà soát quy định của Luật Đất đai năm 2013.").references
    assert (ref.number, ref.date, ref.issuer, ref.role) == (None, None, None, None)


def test_amending_acts_give_no_role() -> None:
    """The act that amended a legal basis is none itself."""
    text = "Căn cứ Nghị định số 1/2024/NĐ-CP của Chính phủ được sửa đổi, bổ sung bởi Nghị định số 2/2025/NĐ-CP;"
    assert [ref.role for ref in parse_text(text).references] == ["legal-basis", None]


def test_lists_share_text_and_span() -> None:
    """Numbers that share one code share the mention."""
    first, second = parse_text("Sơ kết Kế hoạch số 31, 33-KH/HU của Huyện ủy.").references
    assert (first.number, second.number) == ("31-KH/HU", "33-KH/HU")
    assert first.span == second.span
    assert first.text == second.text


def test_place_of_this_document_completes_keys() -> None:
    """A council cited without its place is the one that speaks; one of another level is not."""
    text = RESOLUTION + "Thay thế Nghị quyết số 5/2020/NQ-HĐND của Hội đồng nhân dân tỉnh.\n"
    keys = [ref.key for ref in parse_text(text).references if ref.number == "5/2020/NQ-HĐND"]
    assert keys in (["state/hdnd.van-hai/nq/5/2020"], ["state/hdnd/nq/5/2020"])  # the latter without a letterhead


def test_links_resolve_to_addresses() -> None:
    """Places of this document lead to its nodes, places of named documents to their addresses there."""
    document = parse_text(RESOLUTION)
    own = [(link.text, link.targets) for link in document.links if link.document is None]
    assert own == [
        ("khoản 1 Điều này", ("Điều 1.1",)),
        ("khoản 2 Điều 1", ("Điều 1.2",)),
        (
            "điểm a và điểm b khoản 1 Điều này, từ Điều 1 đến Điều 3",
            ("Điều 2.1.a", "Điều 2.1.b", "Điều 1", "Điều 2", "Điều 3"),
        ),
    ]
    assert all(document.find(target) is not None for _, targets in own for target in targets)
    (other,) = [link for link in document.links if link.document is not None]
    assert (other.text, other.targets) == ("điểm a, c khoản 2 Điều 106", ("Điều 106.2.a", "Điều 106.2.c"))
    assert document.references[other.document].text == "Luật Ngân sách nhà nước"


def test_links_follow_the_amended_document() -> None:
    """ "Sửa đổi khoản 1 Điều 3" under a heading that names the amended document is a place of that document."""
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 15/2024/NQ-HĐND của Hội đồng nhân dân tỉnh Vân Hải\n"
        "1. Sửa đổi khoản 2 Điều 3 như sau:\n"
        "2. Bãi bỏ Điều 1.\n"
    )
    document = parse_text(text)
    assert [(link.targets, link.document) for link in document.links] == [(("Điều 3.2",), 0), (("Điều 1",), 0)]


def test_headings_are_no_links() -> None:
    """The marker of a unit is no citation of it."""
    assert parse_text("Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi\n1. Nội dung.\n").links == ()


@pytest.mark.parametrize("gap", ["\n\n", " "])
def test_quoted_articles_are_no_links(gap: str) -> None:
    """The label of an article's new text, in quotes, is no citation; the order to amend it is one."""
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 15/2024/NQ-HĐND của Hội đồng nhân dân tỉnh Vân Hải\n"
        f"1. Sửa đổi Điều 4 như sau:{gap}“Điều 4. Hỗ trợ giống cây trồng”.\n"
        "2. Bỏ cụm từ “khoản 2 Điều 4” tại khoản 1 Điều 6.\n"
    )
    targets = [link.targets for link in parse_text(text).links]
    assert targets[0] == ("Điều 4",)
    assert targets[-1] == ("Điều 6.1",)
    assert all(links in (("Điều 4",), ("Điều 4.2",), ("Điều 6.1",)) for links in targets)
    assert targets.count(("Điều 4",)) == 1


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("từ điều 3 đến điều 6", ["3", "4", "5", "6"]),
        ("khoản 1 và khoản 2 điều 10", ["1", "2", "10"]),
        ("điểm a - d khoản 2", ["a", "b", "c", "d", "2"]),
        ("phần thứ hai", ["ii"]),
        ("mục iii.6", ["iii.6"]),
    ],
)
def test_steps(text: str, steps: list[str]) -> None:
    """A citation is split into its steps; runs are spelled out."""
    assert [step.label for step in _steps(text)] == steps


@pytest.mark.parametrize(
    ("number", "want"),
    [
        ("15/2020 NQ-HĐND", DocumentNumber(serial="15", year=2020, type="nq", body="hđnd")),
        ("36-NQ/TW", DocumentNumber(serial="36", type="nq", body="tw", party=True)),
        ("72/2025/QH15", DocumentNumber(serial="72", year=2025, body="qh", term=15)),
        ("1447/BKHCN-CĐSQG", DocumentNumber(serial="1447", body="bkhcn-cđsqg")),
        ("30a/2008/NQ-CP", DocumentNumber(serial="30a", year=2008, type="nq", body="cp")),
        ("24/2026//NQ-CP", DocumentNumber(serial="24", year=2026, type="nq", body="cp")),
        ("24-2026-NQ-CP", DocumentNumber(serial="24", year=2026, type="nq", body="cp")),
        ("05/2007/NQ.HĐND", DocumentNumber(serial="5", year=2007, type="nq", body="hđnd")),
        ("068", DocumentNumber(serial="68")),
    ],
)
def test_numbers_taken_apart(number: str, want: DocumentNumber) -> None:
    """A number tells its serial, year, type, body and side."""
    assert read_number(number) == want


def test_slug_is_ascii() -> None:
    """A slug has no diacritics, whatever the school of spelling."""
    assert slug("Sức khoẻ, Ủy ban Đô thị") == slug("sức khỏe uỷ ban đô thị") == "suc-khoe-uy-ban-do-thi"


def test_any_of_takes_the_longest() -> None:
    """Of forms that begin alike, the longest that stands there is taken, and none inside a longer word."""
    import regex

    pattern = regex.compile(any_of(["luật", "luật đầu tư", "luật đầu tư công", "tp", "tp."]))
    assert [found.group() for found in pattern.finditer("luật đầu tư công, luật đầu, luậtsư, tp. x")] == [
        "luật đầu tư công", "luật", "tp.",
    ]  # fmt: skip


def test_tables_have_no_doubles() -> None:
    """No name stands twice in a table of names, and every kind has a source."""
    laws = table("laws")
    for name in ("law", "ordinance"):
        folded = [fold(row) for row in laws[name]]
        assert sorted(folded) == sorted(set(folded))
    assert all(kind["source"] for kind in table("documents")["kind"])
    known = {slug(row) for row in (*laws["law"], *laws["ordinance"])}
    assert [row["name"] for row in laws["number"] if slug(row["name"]) not in known] == []


@pytest.mark.parametrize(
    "unit",
    [
        "nghị quyết ", "Nghị quyết số 1, ", "1, 2, ", "Luật ", "Luật Ái Ối ", "Luật sửa đổi, bổ sung một số điều của ",
        "Nghị quyết Đại hội đại biểu đảng bộ a b c d ", "Nghị quyết      ", "1/2020/NQ-A-B-C-D ", "Sở A - ", "1/",
        "57-NQ ", "Quyết định số 1/QĐ-A của Sở Á Ô, Ế và Ú ", "thay thế các điều điều ", "điểm a, b và c ", "\n",
        "Mục I ", "số ", "từ Điều 1 đến Điều 60 ", "sửa đổi điểm a, b khoản 1 Điều 2 ", "Căn cứ ",
    ],
)  # fmt: skip
def test_linear_on_hostile_text(unit: str) -> None:
    """Whatever is repeated, the cost grows like the text."""

    def find(view_and_tree: Any) -> None:
        view, tree = view_and_tree
        find_links(view, addresses(tree), find_references(view))

    assert is_linear(find, lambda size: plain(unit * (size // len(unit) + 1)), 4_000)


@pytest.mark.skipif(not GOLD, reason="the shared corpus is not here")
def test_gold_numbers_are_found() -> None:
    """Every number of the annotated documents is found as often as it is annotated."""
    import json
    from collections import Counter

    for path in GOLD:
        annotated = path.with_name("references.jsonl").read_text("utf-8")
        rows = [json.loads(line) for line in annotated.splitlines() if line.strip()]
        found = parsed(path).references
        assert Counter(ref.number for ref in found) == Counter(row["number"] for row in rows), path.parent.name


PROVINCE = "HỘI ĐỒNG NHÂN DÂN TỈNH KIM SƠN\nSố: 12/2024/NQ-HĐND\nKim Sơn, ngày 10/12/2024\nNGHỊ QUYẾT\nVề phí chợ\n"
COMMUNE = "HỘI ĐỒNG NHÂN DÂN\nXÃ AN SƠN\nSố: 12/NQ-HĐND\nAn Sơn, ngày 10 tháng 12 năm 2025\nNGHỊ QUYẾT\nVề phí chợ\n"


@pytest.mark.parametrize(
    ("head", "cited", "key"),
    [
        (PROVINCE, "Kế hoạch số 71-KH/TU", "party/tu.kim-son/kh/71"),
        (PROVINCE, "Báo cáo số 6/BC-BKTNS", "state/bktns.kim-son/bc/6"),
        (PROVINCE, "Tờ trình số 15/TTr-UBND của Ủy ban nhân dân tỉnh", "state/ubnd.kim-son/ttr/15"),
        (PROVINCE, "Quyết định số 4/QĐ-UBND của UBND huyện", "state/ubnd.?/qd/4"),
        (PROVINCE, "Nghị quyết số 8/NQ-HĐND của HĐND huyện Phú Khê", "state/hdnd.huyen-phu-khe.kim-son/nq/8"),
        (PROVINCE, "Nghị quyết số 8/NQ-HĐND của HĐND tỉnh Bà Rịa-Vũng Tàu", "state/hdnd.ba-ria-vung-tau/nq/8"),
        (COMMUNE, "Nghị quyết số 4/NQ-HĐND của Hội đồng nhân dân xã", "state/hdnd.xa-an-son.?/nq/4"),
        (COMMUNE, "Quyết định số 15/QĐ-UBND của UBND tỉnh Lào Cai", "state/ubnd.lao-cai/qd/15"),
        (COMMUNE, "Nghị quyết số 15/NQ-HĐND", "state/hdnd.?/nq/15"),
        ("", "Kế hoạch số 71-KH/TU", "party/tu.?/kh/71"),
        ("", "Kế hoạch số 71-KH/TU của Tỉnh ủy Lào Cai", "party/tu.lao-cai/kh/71"),
        ("", "Quyết định số 9/QĐ-UBND của UBND thành phố Hà Nội", "state/ubnd.ha-noi/qd/9"),
        (PROVINCE, "Nghị định số 9/2020/NĐ-CP", "state/cp/nd/9/2020"),
    ],
)
def test_keys_carry_the_place(head: str, cited: str, key: str) -> None:
    """The key of a local body has its place; a place that nothing tells is "?"."""
    assert parse_text(f"{head}Thực hiện {cited}.\n").references[0].key == key


def test_a_commune_knows_its_province() -> None:
    """The one province that a commune's document names is that of its bodies."""
    text = f"{COMMUNE}Theo Quyết định số 15/QĐ-UBND của UBND tỉnh Lào Cai và Nghị quyết số 4/NQ-HĐND của HĐND xã.\n"
    document = parse_text(text)
    assert [ref.key for ref in document.references] == ["state/ubnd.lao-cai/qd/15", "state/hdnd.xa-an-son.lao-cai/nq/4"]
    assert document.key == "state/hdnd.xa-an-son.lao-cai/nq/12/2025"


def test_the_document_in_its_own_text() -> None:
    """A mention of the document itself has its key and says so; another of its council does not."""
    text = f"{PROVINCE}Kèm theo Nghị quyết số 12/2024/NQ-HĐND; thay thế Nghị quyết số 5/2020/NQ-HĐND.\n"
    document = parse_text(text)
    assert document.key == "state/hdnd.kim-son/nq/12/2024"
    assert [(ref.key, ref.itself) for ref in document.references] == [
        ("state/hdnd.kim-son/nq/12/2024", True), ("state/hdnd.kim-son/nq/5/2020", False),
    ]  # fmt: skip


def test_key_of_a_congress() -> None:
    """A congress resolution is known by its ordinal, not by a number."""
    text = "NGHỊ QUYẾT\nĐại hội đại biểu Đảng bộ tỉnh Kim Sơn lần thứ XVI, nhiệm kỳ 2025 - 2030\n\nI. Tán thành.\n"
    assert parse_text(text).key == "congress/dang-bo-tinh.kim-son/16"


def test_law_names_in_keys() -> None:
    """Abbreviations, a lost space, the maker and the amended form make no other law."""
    cited = (
        "Luật Tổ chức HĐND và UBND ngày 26/11/2003", "Luật Tổ chức Hội đồngnhân dân và Ủy ban nhân dân ngày 26/11/2003",
        "Luật tổ chức HĐND và UBND (sửa đổi) được Quốc hội thông qua ngày 26/11/2003",
    )  # fmt: skip
    keys = {parse_text(f"Căn cứ {law};\n").references[0].key for law in cited}
    assert keys == {"law/to-chuc-hoi-dong-nhan-dan-va-uy-ban-nhan-dan/2003"}
