#!/usr/bin/env python3
"""Random texts and damaged files, and what must hold for every one of them.

    bench/fuzz.py [--texts 2000] [--containers 50] [--seed 1] [--container FILE ...]

Texts join markers, words, numbers and separators of real resolutions, some of them odd (marks of order, separators of
lines, surrogates). Containers are made from the corpus or from the files named, with bytes changed, cut, doubled and
moved. A case is its seed and its number, so a find can be made again: it is printed with the text that breaks. Exit 1
if there was one.

What must hold: nothing raises but `UnreadableSource` for a file; every character that is not white space stands in one
leaf; spans nest and lie inside the text; no span of a fact is empty or begins or ends in white space, and each holds
its number or body; JSON comes back equal, and the schema takes it (one case in fifty).
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema

from nghiquyet import Document, UnreadableSource, parse, parse_text
from nghiquyet.document import LAYERS
from nghiquyet.export.json_schema import schema_text

CORPUS = Path(__file__).parents[1] / "corpus"
MARKERS = """I- II. IV - 1. 2. 1- 2.1. 2.1.3 (1) (100) a) đ) (i) (ii) - + * •
Điều_1. Điều_2 Điều_5a. Chương_I Mục_1 Mục_2.1
Phần_thứ_hai PHỤ_LỤC Phụ_lục_II NGHỊ_QUYẾT QUYẾT_NGHỊ: Căn_cứ Nơi_nhận: TM._CHÍNH_PHỦ CHỦ_TỊCH (Đã_ký) “Điều_5. ”.
Số_12-NQ/TU STT | |_1_| |_---_| ** #_ Mẫu_số_01 CỘNG QUỐC_HỘI CHÍNH_PHỦ UBND""".split()
WORDS = """tỷ_lệ_hộ_nghèo tăng_trưởng thu_ngân_sách đạt trên dưới không_dưới ít_nhất không_quá khoảng
còn tăng giảm phấn_đấu
trong_đó: so_với gấp gấp_rưỡi gấp_đôi một_nửa hai_phần_ba và hoặc các của đến từ trước ngày tháng năm quý quý_I/2027
ngày_15 đến_năm_2030 trước_ngày_31/12/2026 giai_đoạn_2026_-_2030 hằng_năm 6_tháng_đầu_năm nhiệm_kỳ giao yêu_cầu
chủ_trì phối_hợp_với Sở_Y_tế Bộ_Tài_chính UBND_tỉnh Ủy_ban_nhân_dân tổ_chức xây_dựng khoản_2_Điều_5 điểm_a
Nghị_quyết_số_36-NQ/TW Luật_Đất_đai sửa_đổi thay_thế Hà_Nội, kèm_theo kỳ_họp""".split()
NUMBERS = "0 5 08 1.200 28,5 8,_5 12._500 1.234,56 8_-_8,5 15/18 ½ 2030 3_,_3 99999999999999999999 1/0 l00 ٣".split()
UNITS = "% ‰ tỷ_đồng triệu_đồng/người/năm ha km xã lao_động lần m³ trở_lên điểm_phần_trăm".split()
ODD = "\ufeff\u200b\u00ad\u2028\x1e\x0c\xa0\ud800"
GAPS = [*" " * 12, *"\n" * 4, "\n\n", ", ", "; ", ". ", ".\n", ":\n", "|", "\t", "", *ODD]


def make_text(chance: random.Random) -> str:
    """Return a text of up to sixty pieces."""
    kinds = (MARKERS, WORDS, WORDS, NUMBERS, UNITS)
    pieces = []
    for _ in range(chance.randint(1, 60)):
        pieces.append(chance.choice(chance.choice(kinds)).replace("_", " ") + chance.choice(GAPS))
    return "".join(pieces)


def damage(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with one to six bytes or stretches changed."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(out) or 1), chance.randint(1, 64)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size]
            case 3:
                out[at : at + size] = bytes(chance.randrange(256) for _ in range(size))
            case _:
                del out[max(at, len(out) // 4) :]
    return bytes(out)


def broken(document: Document, schema: Callable[[object], None] | None = None) -> str:
    """Return what does not hold for *document*, "" if all does."""
    text = document.text
    owned = bytearray(len(text))
    for node in document.tree.walk():
        at = node.span.start
        for child in node.children:
            if child.span.start < at:
                return f"children of {node.kind} overlap"
            at = child.span.end
        if not 0 <= node.span.start <= at <= node.span.end <= len(text):
            return f"the span of a {node.kind} is wrong"
        if not node.children and node is not document.tree:
            if any(owned[node.span.start : node.span.end]):
                return "a character stands in two leaves"
            owned[node.span.start : node.span.end] = b"\1" * (node.span.end - node.span.start)
    if lost := [letter for mark, letter in zip(owned, text, strict=True) if not mark and not letter.isspace()]:
        return f"in no leaf: {lost[:5]}"
    for layer in LAYERS:
        for fact in getattr(document, layer):
            words = text[fact.span.start : fact.span.end]
            if not words or words != words.strip():
                return f"the span of {fact}"
            inner = getattr(fact, "number_span", None) or getattr(fact, "body_span", None) or fact.span
            if not fact.span.start <= inner.start <= inner.end <= fact.span.end:
                return f"the inner span of {fact}"
    written = document.to_json()
    if Document.from_json(written) != document:
        return "JSON comes back another document"
    if schema is not None:
        schema(json.loads(written))
    return ""


def trial(make: Callable[[], Document | None], schema: Callable[[object], None] | None) -> str:
    """Return what is wrong with what *make* makes, an exception included."""
    try:
        document = make()
        return "" if document is None else broken(document, schema)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def read_damaged(data: bytes) -> Document | None:
    try:
        return parse(data)
    except UnreadableSource:
        return None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=int, default=2000)
    options.add_argument("--containers", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--container", type=Path, nargs="*", default=sorted(CORPUS.glob("*/source.docx")))
    chosen = options.parse_args()
    schema = jsonschema.Draft202012Validator(json.loads(schema_text())).validate
    sources = [path.read_bytes() for path in chosen.container]
    finds, begun = 0, time.process_time()
    for number in range(chosen.texts + chosen.containers):
        chance = random.Random(f"{chosen.seed}/{number}")
        checked = schema if number % 50 == 0 else None
        if number < chosen.texts:
            text = make_text(chance)
            wrong, case = trial(lambda text=text: parse_text(text), checked), repr(text)  # type: ignore[misc]
        else:
            data = damage(chance.choice(sources), chance)
            wrong, case = trial(lambda data=data: read_damaged(data), checked), f"{len(data)} bytes"  # type: ignore[misc]
        if wrong:
            finds += 1
            print(f"seed {chosen.seed}, case {number}: {wrong}\n  {case}")
    spent = time.process_time() - begun
    print(f"{chosen.texts} texts, {chosen.containers} containers, {spent:.0f} s of processor time: {finds} finds")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
