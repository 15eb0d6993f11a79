"""Score this checkout on the annotated documents and fail below a floor: ``python bench/scores.py [SHARED]``.

SHARED is a folder with annotated documents and their scorers, by default ``../shared`` beside a checkout; without it
there is nothing to score, which is said. A floor rises with the scores and never falls.
"""

import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: By folder: the figures of ``eval/score.py`` and the least that they may be.
FLOORS = {
    "gold": {
        "structure.strict_f1": 0.99, "structure.macro_strict_f1": 0.99, "targets.strict_f1": 0.99,
        "targets.macro_strict_f1": 0.99, "targets.precision": 0.99, "targets.ok_indicator": 0.945,
        "targets.ok_due": 0.98, "results.strict_f1": 0.97, "times.strict_f1": 0.99, "references.strict_f1": 0.99,
        "assignments.strict_f1": 0.99,
    },
    "gold2": {
        "structure.strict_f1": 0.985, "targets.strict_f1": 0.99, "targets.precision": 0.99,
        "targets.ok_indicator": 0.96, "targets.ok_due": 0.99, "results.strict_f1": 0.97, "times.strict_f1": 0.99,
        "references.strict_f1": 0.99, "assignments.strict_f1": 0.98, "assignments.precision": 0.98,
    },
}  # fmt: skip
METADATA = 0.985
PARAPHRASES = 0.985
_PARSE = f"{shlex.quote(sys.executable)} -m nghiquyet parse {{file}}"


def run(*command: str) -> tuple[int, str]:
    """Run a scorer, print what it says, and return its exit code and its words."""
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    return done.returncode, done.stdout


def metadata(shared: Path) -> float:
    """Return the share of the fields of the first and last page that are right."""
    scorer = str(shared / "eval" / "score_metadata.py")
    _, said = run(scorer, str(shared / "gold2"), "--quiet", "--parse", _PARSE)
    found = re.search(r"^all\s.*\s([01]\.\d+)\s*$", said, re.MULTILINE)
    return float(found[1]) if found else 0.0


def paraphrases(shared: Path) -> float:
    """Return the share of the sentences that say the same otherwise and are wholly right."""
    folder = shared / "paraphrases"
    with tempfile.TemporaryDirectory() as here:
        out = Path(here) / "out.json"
        run(str(folder / "score_paraphrases.py"), str(folder / "families.jsonl"), "--json", str(out))
        rows = json.loads(out.read_text("utf-8")) if out.exists() else []
    return sum(row["ok"] for row in rows) / max(1, len(rows))


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    if not (shared / "eval" / "score.py").is_file():
        print("there are no annotated documents here: skipped")
        return 0
    low = []
    for gold, floors in FLOORS.items():
        least = [word for name, floor in floors.items() for word in ("--min", f"{name}={floor}")]
        code, _ = run(str(shared / "eval" / "score.py"), str(shared / gold), "--parse", _PARSE, *least)
        low += [gold] if code else []
    for name, share, floor in (
        ("metadata", metadata(shared), METADATA), ("paraphrases", paraphrases(shared), PARAPHRASES),
    ):  # fmt: skip
        print(f"{name}: {share:.3f}, at least {floor}")
        low += [name] if share < floor else []
    if low:
        print("below the floor:", ", ".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    raise SystemExit(main())
