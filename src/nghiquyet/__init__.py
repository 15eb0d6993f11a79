"""Vietnamese resolutions (nghị quyết) as data: a typed tree, targets, times, references, assignments.

>>> import nghiquyet
>>> document = nghiquyet.parse_text("NGHỊ QUYẾT\\n\\nI- MỤC TIÊU\\n\\n1. Chỉ tiêu\\n- Che phủ rừng đạt trên 4%.\\n")
>>> [node.kind for node in document.tree.children]
['doctype', 'section']
"""

TYPE_CHECKING = False  # typing's own would cost more than all the rest of this file
if TYPE_CHECKING:
    from typing import Any

    from ._parse import parse, parse_text
    from .archive.results import parse_archive
    from .diagnostics import Diagnostic
    from .document import LAYERS, Document, Source
    from .errors import InvalidDocument, LimitExceeded, NghiquyetError, UnreadableSource
    from .explain import Explanation, explain
    from .export.chunks import Chunk
    from .export.columns import columns
    from .export.compare import Comparison, compare
    from .extract.assignments.worklist import Task
    from .facts import Assignment, Field, Link, Metadata, Reference, Signer, Target, Time
    from .limits import Limits
    from .text.spans import Span
    from .tree import Node
    from .units.model import Amount, Unit

__version__ = "0.1.0"

__all__ = [
    "LAYERS",
    "Amount",
    "Assignment",
    "Chunk",
    "Comparison",
    "Diagnostic",
    "Document",
    "Explanation",
    "Field",
    "InvalidDocument",
    "LimitExceeded",
    "Limits",
    "Link",
    "Metadata",
    "NghiquyetError",
    "Node",
    "Reference",
    "Signer",
    "Source",
    "Span",
    "Target",
    "Task",
    "Time",
    "Unit",
    "UnreadableSource",
    "__version__",
    "columns",
    "compare",
    "explain",
    "parse",
    "parse_archive",
    "parse_text",
]

# Nothing heavy is imported before it is needed: `import nghiquyet` costs a millisecond, the first parse the rest.
_NAMES_BY_HOME = {
    "._parse": ("parse", "parse_text"),
    ".archive.results": ("parse_archive",),
    ".diagnostics": ("Diagnostic",),
    ".document": ("LAYERS", "Document", "Source"),
    ".errors": ("InvalidDocument", "LimitExceeded", "NghiquyetError", "UnreadableSource"),
    ".explain": ("Explanation", "explain"),
    ".export.chunks": ("Chunk",),
    ".export.columns": ("columns",),
    ".export.compare": ("Comparison", "compare"),
    ".extract.assignments.worklist": ("Task",),
    ".facts": ("Assignment", "Field", "Link", "Metadata", "Reference", "Signer", "Target", "Time"),
    ".limits": ("Limits",),
    ".text.spans": ("Span",),
    ".tree": ("Node",),
    ".units.model": ("Amount", "Unit"),
}
_HOMES = {name: home for home, names in _NAMES_BY_HOME.items() for name in names}


def __getattr__(name: str) -> "Any":
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'nghiquyet' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
