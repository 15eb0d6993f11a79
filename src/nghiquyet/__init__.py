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
    from .document import Document
    from .errors import InvalidDocument, LimitExceeded, NghiquyetError, UnreadableSource
    from .limits import Limits

__version__ = "0.1.0"

__all__ = [
    "Document",
    "InvalidDocument",
    "LimitExceeded",
    "Limits",
    "NghiquyetError",
    "UnreadableSource",
    "__version__",
    "parse",
    "parse_archive",
    "parse_text",
]

# Nothing heavy is imported before it is asked for: `import nghiquyet` costs a millisecond, the first parse the rest.
_HOMES = {
    "parse": "._parse",
    "parse_text": "._parse",
    "Document": ".document",
    "NghiquyetError": ".errors",
    "UnreadableSource": ".errors",
    "InvalidDocument": ".errors",
    "LimitExceeded": ".errors",
    "Limits": ".limits",
    "parse_archive": ".archive.results",
}


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
