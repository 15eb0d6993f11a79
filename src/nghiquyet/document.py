"""The document: text, tree and facts in one frozen value."""

from typing import Any

from attrs import field, frozen

from .clean import Text
from .diagnostics import Diagnostic
from .facts import Assignment, Metadata, Reference, Target, Time
from .tree import Node, Root

#: The version of the JSON contract: the first number changes when a reader of the old one would break.
SCHEMA_VERSION = "1.0"


@frozen(kw_only=True)
class Source:
    """Where a document came from.

    Attributes:
        name: The file's name as the caller gave it, None for text.
        format: "text", "docx" ...
        encoding: How the bytes were decoded, for formats where that is a choice.
    """

    name: str | None = None
    format: str = "text"
    encoding: str | None = None


@frozen(kw_only=True)
class Document:
    """A resolution (nghị quyết) as data."""

    source: Source
    text: str = field(repr=False)
    metadata: Metadata
    tree: Root = field(repr=False)
    targets: tuple[Target, ...] = ()
    times: tuple[Time, ...] = ()
    references: tuple[Reference, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    cleaned: Text | None = field(default=None, repr=False, eq=False)

    def find(self, address: str) -> Node | None:
        """Return the node with the citable *address* ("III.6.2"), or None."""
        raise NotImplementedError

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the document as JSON text that the schema accepts."""
        import json

        return json.dumps(_plain(self), ensure_ascii=False, indent=indent)


def _plain(value: Any) -> Any:
    """A first encoder, to be replaced by codec.py."""
    from decimal import Decimal

    import attrs

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if attrs.has(type(value)):
        out = {a.name: _plain(getattr(value, a.name)) for a in attrs.fields(type(value)) if a.name != "cleaned"}
        if isinstance(value, Node):
            out = {"kind": value.kind, **out}
        if isinstance(value, Document):
            out = {"schema_version": SCHEMA_VERSION, **out}
        return out
    return value
