"""The rooms of the house: each imports only rooms below it, so that a change is felt upwards only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import nghiquyet

SOURCE = Path(nghiquyet.__file__).parent
#: Bottom up; rooms of one row do not know one another. docs/design.md draws the same picture.
ROWS = (
    "errors text isolation collection", "lexicon limits layout", "units tree", "facts diagnostics",
    "structure address readers settle limit_options opening", "extract.parted_numbers", "extract.view",
    "extract.headings extract.table_rows extract.task_tables extract.bodies extract.quantities",
    "extract.times", "extract.context", "extract.metadata extract.references extract.assignments", "extract.targets",
    "extract", "export", "document", "explain _parse", "archive", "cli", "cli_export completion",
)  # fmt: skip
HEIGHT = {room: height for height, row in enumerate(ROWS) for room in row.split()}
#: `Document` hands itself to the exporters, which know it: imported when it is asked for.
UPWARD = {("export", "document")}
#: What stands beside the rooms: the package itself, and its data.
OUTSIDE = {"__init__", "__main__", "data"}


def room(module: str) -> str:
    """Return the room of a module named from inside the package: "extract.times.iso" is in "extract.times"."""
    first, *rest = module.split(".")
    return ".".join((first, *rest[:1])) if first == "extract" else first


def imports() -> Iterator[tuple[str, str]]:
    """Yield every import within the package: the module, and the module that it names."""
    for path in SOURCE.rglob("*.py"):
        here = path.relative_to(SOURCE).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = (*here[: len(here) - node.level], *(node.module or "").split("."))
                for name in node.names:
                    yield ".".join(here).removesuffix(".__init__"), ".".join(filter(None, (*base, name.name)))


def test_every_module_is_in_a_room() -> None:
    modules = {module for module, _ in imports()}
    assert {room(module) for module in modules} - HEIGHT.keys() <= OUTSIDE


def test_rooms_import_rooms_below() -> None:
    wrong = {
        f"{module} imports {named}"
        for module, named in imports()
        if (here := room(module)) in HEIGHT
        and (there := room(named)) in HEIGHT
        and here != there
        and HEIGHT[here] <= HEIGHT[there]
        and (here, there) not in UPWARD
    }
    assert not wrong
