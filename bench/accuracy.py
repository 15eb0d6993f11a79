"""Write the figures of docs/accuracy.md anew: ``python bench/accuracy.py [SHARED]``.

SHARED is a folder with annotated documents (``gold``, ``gold2``) and their scorer (``eval/score.py``), by default
``../shared`` beside a checkout. What stands between two marks of the page is replaced; the words around them are
written by hand. The page holds figures only, no text of the documents.
"""

import json
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
SCORED = ("structure", "targets", "results", "times", "references", "assignments")


def score(shared: Path, gold: str, *options: str) -> str:
    """Return what the scorer prints for a folder of annotated documents."""
    parse = f"{shlex.quote(sys.executable)} -m nghiquyet parse {{file}}"
    command = [sys.executable, str(shared / "eval" / "score.py"), str(shared / gold), "--parse", parse, *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def table_of_scores(figures: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table: a row a layer."""
    yield "| layer | annotated | found | precision | recall | F1 | strict F1 | mean of documents | fields of the hits |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for layer in SCORED:
        row = figures[layer]
        values = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "f1", "strict_f1", "macro_strict_f1"))
        fields = ", ".join(f"{key[3:]} {row[key]:.3f}" for key in row if key.startswith("ok_") and row[key] < 1)
        yield f"| {layer} | {row['gold']} | {row['pred']} | {values} | {fields or 'all right'} |"


def table_of_errors(shown: str) -> Iterator[str]:
    """Yield the lines of the table: the commonest kinds of error first."""
    kinds: Counter[tuple[str, str]] = Counter()
    for line in shown.splitlines():
        found = re.match(r"\s+\S+:\d+ (\w+) (wrong (\[.*?\])|missed|extra|parent)", line)
        if found:
            kinds[found[1], re.sub(r"[\[\]']", "", found[2])] += 1
    yield "| layer | error | times |"
    yield "|---|---|---|"
    for (layer, error), times in kinds.most_common(12):
        yield f"| {layer} | {error} | {times} |"


def replace(page: str, name: str, lines: Iterator[str]) -> str:
    """Return the page with *lines* between the two marks of *name*."""
    begin, end = f"<!-- {name}: by bench/accuracy.py -->\n", f"<!-- end of {name} -->"
    before, _, rest = page.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{PAGE.name} has no marks for {name}")
    return before + begin + "\n" + "\n".join(lines) + "\n\n" + end + after


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    if not (shared / "eval" / "score.py").is_file():
        print(f"no scorer at {shared / 'eval'}", file=sys.stderr)
        return 3
    page = PAGE.read_text("utf-8")
    for gold in ("gold", "gold2"):
        figures = json.loads(score(shared, gold, "--json").splitlines()[-1])
        page = replace(page, f"scores of {gold}", table_of_scores(figures))
        page = replace(page, f"errors of {gold}", table_of_errors(score(shared, gold, "--show")))
    PAGE.write_text(page, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
