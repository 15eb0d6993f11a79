"""Say of how many duties the task and the due were found: ``python bench/tasks.py FOLDER ...``.

Every file of the folders that can be read is parsed. A limit is stated for a duty if a deadline stands within its
words, its row of a table included; who stands over a list of tasks is not asked for the limit of one of them. What is
printed for each folder: the duties by role, the share with the words of a task, the share of those with a stated
limit that have a due, and the rows of the work list.
"""

import sys
from collections import Counter
from pathlib import Path

import nghiquyet
from nghiquyet import Assignment, Document


def has_limit(document: Document, duty: Assignment) -> bool:
    """Tell whether a deadline is stated within the words of a duty that is no heading over several tasks."""
    inside = [time for time in document.times if duty.span.start <= time.span.start < duty.span.end]
    lines = document.text.count("\n", duty.span.start, duty.span.end)
    return any(time.deadline for time in inside) and (duty.span.start != duty.body_span.start or lines < 3)


def count(document: Document) -> Counter[str]:
    """Return the counts of one document."""
    found = Counter({"documents": 1, "rows": len(document.tasks)})
    for duty in document.assignments:
        limit = has_limit(document, duty)
        found += Counter({
            "duties": 1, duty.role: 1, "unlisted": int(duty.unlisted), "task": int(duty.task is not None),
            "limit": int(limit), "due": int(limit and duty.due is not None),
        })  # fmt: skip
    return found


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.1%})" if whole else "none"


def main() -> None:
    """Print the figures of every folder that the command line names."""
    for folder in map(Path, sys.argv[1:]):
        found: Counter[str] = Counter()
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            try:
                found += count(nghiquyet.parse(path))
            except nghiquyet.NghiquyetError as error:
                print(f"{path.name}: {error}", file=sys.stderr)
        print(f"{folder.name}: {found['documents']} documents, {found['duties']} duties", end=" ")
        print(f"(lead {found['lead']}, coordinate {found['coordinate']}, monitor {found['monitor']})")
        print(f"  with a task: {share(found['task'], found['duties'])}")
        print(f"  with a due, where a limit is stated: {share(found['due'], found['limit'])}")
        print(f"  unlisted bodies: {found['unlisted']}; rows of the work list: {found['rows']}")


if __name__ == "__main__":
    main()
