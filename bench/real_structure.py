"""Print what share of a folder of real documents stands in units, tables, the first page, and plain paragraphs.

    python bench/real_structure.py FOLDER

A family is the part of a file's name before the first hyphen. No words of a document and no path are written.
"""

import sys
from collections import Counter, defaultdict
from pathlib import Path

from nghiquyet.diagnostics import CODES
from nghiquyet.structure.build import build
from nghiquyet.text.clean import clean
from nghiquyet.tree import Root

FAMILIES = {
    "c": "Government",
    "d": "People's councils",
    "e": "National Assembly, its Standing Committee, election council",
    "other": "Decisions and regulations in the same drafting style",
}
HEAD = """{count} documents, {lines:,} lines that are not blank.

| family | documents | lines | in units | in tables | first and last page | furniture | plain paragraphs |
|---|---|---|---|---|---|---|---|
"""
DOUBTS = """
| family | ten commonest, with how many |
|---|---|
"""


def places(text: str, root: Root) -> Counter[str]:
    """Count the lines of *text* by the kind of leaf in which they begin."""
    kinds = ["" for _ in text]
    for node in root.walk():
        if not node.children:
            for at in range(node.span.start, node.span.end):
                kinds[at] = node.kind
        elif node.kind == "paragraph":
            for child in node.children:
                kinds[child.span.start : child.span.end] = ["paragraph"] * (child.span.end - child.span.start)
    found: Counter[str] = Counter()
    at = 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip())
        if line.strip():
            found[kinds[start]] += 1
        at += len(line) + 1
    return found


def main(folder: Path) -> None:
    """Print both tables."""
    lines: dict[str, Counter[str]] = defaultdict(Counter)
    doubts: dict[str, Counter[str]] = defaultdict(Counter)
    documents: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        family = path.name.split("-")[0]
        text = clean(path.read_text("utf-8")).text
        root, found = build(text)
        documents[family] += 1
        lines[family] += places(text, root)
        doubts[family] += Counter(doubt.code for doubt in found)
    total = sum(sum(count.values()) for count in lines.values())
    print(HEAD.format(count=sum(documents.values()), lines=total), end="")
    for family, count in sorted(lines.items()):
        whole = sum(count.values())
        inside = [count["words"], count["cell"], 0, count["furniture"], count["paragraph"]]
        inside[2] = whole - sum(inside)
        shares = " | ".join(f"{100 * part / whole:.1f} %" for part in inside)
        print(f"| {FAMILIES.get(family, family)} | {documents[family]} | {whole:,} | {shares} |")
    print(DOUBTS, end="")
    for family, codes in sorted(doubts.items()):
        assert codes.keys() <= CODES.keys()
        print(f"| {FAMILIES.get(family, family)} | {', '.join(f'`{code}` {n}' for code, n in codes.most_common(10))} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
