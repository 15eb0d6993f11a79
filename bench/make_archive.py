"""Make a synthetic archive: thousands of varied resolutions, and some files that are broken in ten ways.

    python bench/make_archive.py FOLDER --count 2000 --seed 1 --broken 0.05

The same arguments give the same bytes. Provinces, communes and people are invented; the drafting style is that of
Party committees, people's councils, the Government and the National Assembly. `archive_words.toml` has the words.
``FOLDER.expected.json`` says what is what: the kind of every broken file, and every copy.
"""

import argparse
import json
import os
import random
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

WORDS = tomllib.loads(Path(__file__).with_name("archive_words.toml").read_text("utf-8"))
FAMILIES = ("party", "council", "council", "government", "assembly")
#: A document is filled with tasks until it has about this many bytes.
SIZE = 20_000
COPIES = 0.02


def roman(number: int) -> str:
    """Return a small number in Roman digits."""
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number]


def number(dice: random.Random, low: float, high: float, places: int) -> str:
    """Return a number as Vietnamese texts write it: 1.250,5."""
    text = f"{dice.uniform(low, high):,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def day(dice: random.Random, year: int) -> str:
    """Return a day in words."""
    return f"ngày {dice.randint(1, 28):02} tháng {dice.randint(1, 12):02} năm {year}"


def target(dice: random.Random, year: int) -> str:
    """Return one target, in words."""
    row = dice.choice(WORDS["targets"])
    low = dice.uniform(row["low"], row["high"])
    value = number(dice, low, low, row.get("places", 0))
    upper = number(dice, low * 1.1, low * 1.2, row.get("places", 0))
    by = dice.choice(WORDS["by"]).format(year=year + dice.choice((1, 2, 5, 5)))
    text = row["text"].format(n=value, m=upper)
    return dice.choice((f"{by}, {text[0].lower()}{text[1:]}", text))


def task(dice: random.Random, year: int) -> str:
    """Return one task: who or what, how, and sometimes by when."""
    words = f"{dice.choice(WORDS['verbs'])} {dice.choice(WORDS['objects'])}"
    if dice.random() < 0.8:
        words += f"; {dice.choice(WORDS['manners'])}"
    if dice.random() < 0.35:
        body = dice.choice(WORDS["bodies"])
        words = f"{body} chủ trì, phối hợp với {dice.choice(WORDS['partners'])} {words[0].lower()}{words[1:]}"
    if dice.random() < 0.25:
        short = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{year}"
        words += dice.choice(WORDS["deadlines"]).format(day=short, year=year, quarter=roman(dice.randint(1, 4)))
    return words[0].upper() + words[1:]


def context(dice: random.Random) -> str:
    """Return a paragraph of assessment."""
    return " ".join(dice.sample(WORDS["context"], 3))


def recital(dice: random.Random, year: int) -> str:
    """Return one legal basis."""
    earlier = year - dice.randint(1, 9)
    return dice.choice(WORDS["recitals"]).format(n=dice.randint(1, 140), year=earlier, day=day(dice, earlier))


def heading(dice: random.Random, family: str, place: str, year: int) -> list[str]:
    """Return the header of a document."""
    n = dice.randint(1, 99)
    title = dice.choice(WORDS["titles"]).format(place=place, year=year, end=year + 5)
    signed = day(dice, year)
    if family == "party":
        return [
            f"TỈNH ỦY {place.upper()}", "*", f"Số {n:02}-NQ/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", f"{place}, {signed}", "",
            "NGHỊ QUYẾT", f"về {title}", "-----", "", context(dice), "",
        ]  # fmt: skip
    motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    issuer, mark, where = {
        "council": ([f"HỘI ĐỒNG NHÂN DÂN TỈNH {place.upper()}"], f"{n}/{year}/NQ-HĐND", place),
        "government": (["CHÍNH PHỦ"], f"{n}/NQ-CP", "Hà Nội"),
        "assembly": (["QUỐC HỘI"], f"{n}/{year}/QH15", "Hà Nội"),
    }[family]
    about = f"{title[0].upper()}{title[1:]}"
    lines = [*issuer, "-------", *motto, "---------------", f"Số: {mark}", f"{where}, {signed}", "", "NGHỊ QUYẾT", ""]
    lines += [about.upper() if dice.random() < 0.5 else about, ""]
    if family == "council":
        session = f"KHÓA XV, KỲ HỌP THỨ {dice.randint(5, 30)}"
        lines += [f"HỘI ĐỒNG NHÂN DÂN TỈNH {place.upper()}", session, ""]
    else:
        lines += [issuer[0], ""]
    for _ in range(dice.randint(3, 6)):
        lines += [recital(dice, year), ""]
    return [*lines, "QUYẾT NGHỊ:", ""]


def party_body(dice: random.Random, year: int) -> list[str]:
    """Return sections of a Party resolution, with its targets in the second."""
    lines = ["I- ĐÁNH GIÁ TÌNH HÌNH", "", context(dice), "", context(dice), "", "II- MỤC TIÊU, CHỈ TIÊU", ""]
    lines += ["1. Mục tiêu", context(dice), "", f"2. Các chỉ tiêu chủ yếu đến năm {year + 5}"]
    lines += [f"- {target(dice, year)}." for _ in range(dice.randint(8, 16))]
    lines += ["", "III- NHIỆM VỤ, GIẢI PHÁP", ""]
    size, at = sum(len(line.encode()) + 1 for line in lines), 0
    while size < SIZE - 3_000:
        at += 1
        block = [f"{at}. {dice.choice(WORDS['headings'])}", f"{task(dice, year)}.", ""]
        block += [f"- {task(dice, year)}." for _ in range(dice.randint(2, 5))]
        if dice.random() < 0.4:
            block += [f"{letter}) {task(dice, year)};" for letter in "abcdđ"[: dice.randint(2, 5)]]
        lines += [*block, ""]
        size += sum(len(line.encode()) + 1 for line in block)
    return [*lines, "IV- TỔ CHỨC THỰC HIỆN", "", *(f"{n}. {task(dice, year)}." for n in range(1, 4))]


def legal_body(dice: random.Random, year: int) -> list[str]:
    """Return articles, the first with targets."""
    lines = [f"Điều 1. Mục tiêu, chỉ tiêu giai đoạn {year} - {year + 5}", "", "1. Mục tiêu tổng quát"]
    lines += [context(dice), "", "2. Chỉ tiêu cụ thể", ""]
    for letter in "abcdđeghik"[: dice.randint(5, 10)]:
        lines.append(f"{letter}) {target(dice, year)};")
    size, article = sum(len(line.encode()) + 1 for line in lines), 1
    while size < SIZE - 1_500:
        article += 1
        block = ["", f"Điều {article}. {dice.choice(WORDS['headings'])}", ""]
        for clause in range(1, dice.randint(3, 6)):
            block += [f"{clause}. {task(dice, year)}."]
            if dice.random() < 0.3:
                block += [f"{letter}) {task(dice, year)};" for letter in "abcd"[: dice.randint(2, 4)]]
        lines += block
        size += sum(len(line.encode()) + 1 for line in block)
    effect = f"Nghị quyết này có hiệu lực thi hành từ {day(dice, year + 1)}."
    return [*lines, "", f"Điều {article + 1}. Hiệu lực thi hành", "", effect]


def tail(dice: random.Random, family: str) -> list[str]:
    """Return recipients and signature."""
    name = f"{dice.choice(WORDS['surnames'])} {dice.choice(WORDS['names'])} {dice.choice(WORDS['names'])}"
    behalf = {
        "party": ("T/M TỈNH ỦY", "BÍ THƯ"), "council": ("", "CHỦ TỊCH"), "government": ("TM. CHÍNH PHỦ", "THỦ TƯỚNG"),
        "assembly": ("", "CHỦ TỊCH QUỐC HỘI"),
    }[family]  # fmt: skip
    return ["", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "", *(line for line in behalf if line), "(Đã ký)", name, ""]


def resolution(dice: random.Random) -> tuple[str, str]:
    """Return the province and the text of one resolution."""
    family, place, year = dice.choice(FAMILIES), dice.choice(WORDS["provinces"]), dice.randint(2016, 2025)
    body = party_body if family == "party" else legal_body
    return place, "\n".join([*heading(dice, family, place, year), *body(dice, year), *tail(dice, family)])


def docx(text: str) -> dict[str, str]:
    """Return the parts of the smallest .docx that holds *text*."""
    run = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    paragraphs = "".join(run.format(escape(line)) for line in text.split("\n"))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    office = "http://schemas.openxmlformats.org"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{office}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'{head}<w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body>{paragraphs}'
        "</w:body></w:document>",
    }


def write_zip(path: Path, parts: dict[str, str]) -> None:
    """Write a .zip whose bytes depend on its parts alone."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in parts.items():
            opened.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)


def write(path: Path, text: str, form: str) -> None:
    """Write a resolution as .txt, .docx or .html."""
    if form == "docx":
        write_zip(path, docx(text))
    elif form == "html":
        lines = "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line)
        head = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>'
        path.write_text(f"{head}<body>\n{lines}</body></html>\n", "utf-8")
    else:
        path.write_text(text, "utf-8")


# The ten ways to be broken. The last three need the parser of bench/archive_hostile.py, which does what the text says.


def _truncated(path: Path, text: str, dice: random.Random) -> None:
    write_zip(path, docx(text))
    os.truncate(path, path.stat().st_size // 2)


BROKEN: dict[str, tuple[str, Callable[[Path, str, random.Random], object]]] = {
    "empty": (".txt", lambda path, text, dice: path.write_bytes(b"")),
    "truncated-docx": (".docx", _truncated),
    "junk": (".txt", lambda path, text, dice: path.write_bytes(dice.randbytes(4_000))),
    "cut-pdf": (".pdf", lambda path, text, dice: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<" + dice.randbytes(500))),
    "foreign-zip": (".docx", lambda path, text, dice: write_zip(path, {"readme.txt": text})),
    "too-large": (".txt", lambda path, text, dice: path.write_bytes(dice.randbytes(16) + b" " * 2_000_000)),
    "broken-link": (".txt", lambda path, text, dice: path.symlink_to("nowhere.txt")),
    "hang": (".txt", lambda path, text, dice: path.write_text(f"HOSTILE hang\n{text}", "utf-8")),
    "segfault": (".txt", lambda path, text, dice: path.write_text(f"HOSTILE segfault\n{text}", "utf-8")),
    "exit": (".txt", lambda path, text, dice: path.write_text(f"HOSTILE exit\n{text}", "utf-8")),
}


def make_archive(folder: Path, count: int, *, seed: int = 1, broken: float = 0.05) -> dict[str, dict[str, str]]:
    """Write *count* files below *folder* and return what is broken (name: kind) and what is a copy (name: of what)."""
    told: dict[str, dict[str, str]] = {"broken": {}, "copies": {}}
    kinds = list(BROKEN)
    last = ""
    for at in range(count):
        # A generator of its own for each file: a larger archive begins with the same files.
        dice = random.Random(f"{seed}/{at}")
        place, text = resolution(dice)
        name = f"{WORDS['provinces'].index(place):02}/{at // 1000:03}/{at:06}"
        fate = dice.random()
        if fate < broken:
            kind = kinds[len(told["broken"]) % len(kinds)]
            suffix, make = BROKEN[kind]
            path = folder / (name + suffix)
            path.parent.mkdir(parents=True, exist_ok=True)
            make(path, text, dice)
            told["broken"][name + suffix] = kind
            continue
        form = dice.choice(("txt", "txt", "txt", "txt", "docx", "html"))
        path = folder / f"{name}.{form}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if last and fate > 1 - COPIES:
            path = path.with_suffix(Path(last).suffix)
            path.write_bytes((folder / last).read_bytes())
            told["copies"][path.relative_to(folder).as_posix()] = last
        else:
            write(path, text, form)
            last = path.relative_to(folder).as_posix()
    return told


def main() -> None:
    """Take the arguments and make the archive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broken", type=float, default=0.05)
    arguments = parser.parse_args()
    told = make_archive(arguments.folder, arguments.count, seed=arguments.seed, broken=arguments.broken)
    beside = arguments.folder.with_name(arguments.folder.name + ".expected.json")
    beside.write_text(json.dumps(told, indent=1), "utf-8")
    print(f"{arguments.count} files, {len(told['broken'])} broken, {len(told['copies'])} copies; {beside}")


if __name__ == "__main__":
    main()
