"""Documents from plain data and from JSON: what export/json_encode.py writes, and nothing else.

Whatever is wrong ends in one `InvalidDocument` that names the place ("targets[3].low: a number is wanted, not true").
Fields with a default may be missing, as they are in a document of an earlier minor version. A field that is not known
is refused, and so is a later version: what it added would be lost in silence.
"""

import json
import types
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from ..document import LAYERS, SCHEMA_VERSION, Document
from ..errors import InvalidDocument
from ..text.spans import Span
from ..tree import KINDS, Node, Root
from .json_encode import field_names, type_hints

#: What a node's object has besides its own fields. "address" and "eid" are derived, and so ignored when read.
NODE_EXTRAS = {"kind", "address", "eid", "children"}

Decode = Callable[[Any], Any]


def loads(text: str | bytes) -> Document:
    """Return the document that *text* holds."""
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except RecursionError:
        raise InvalidDocument("not a document: nested too deep") from None
    except (ValueError, InvalidOperation) as error:
        raise InvalidDocument(f"not JSON: {error}") from None
    return from_data(data)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def from_data(data: Any) -> Document:
    """Return the document that plain *data* describes."""
    try:
        if not isinstance(data, dict) or "schema_version" not in data:
            raise _Wrong('an object with "schema_version" is wanted')
        _check_version(data["schema_version"])
        rest = {name: value for name, value in data.items() if name != "schema_version"}
        document: Document = _decode_object(Document, rest)
        _check_spans(document)
        _check_tree(document.tree)
        _check_positions(document)
        return document
    except _Wrong as wrong:
        raise InvalidDocument(f"not a document: {wrong}") from None


def _check_version(version: Any) -> None:
    parts = version.split(".") if isinstance(version, str) else []
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 6 for part in parts):
        raise _Wrong(f"{_shown(version)} is no schema_version")
    ours, theirs = ([int(part) for part in each.split(".")] for each in (SCHEMA_VERSION, version))
    if theirs[0] != ours[0] or theirs[1] > ours[1]:
        raise _Wrong(f"schema_version {version} is not one that this library reads ({SCHEMA_VERSION})")


class _Wrong(Exception):
    """What is wrong with the data, and where; the parts of the path are put before it on the way out."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path

    def __str__(self) -> str:
        return f"{self.path.lstrip('.')}: {self.reason}" if self.path else self.reason


@cache
def _decoders(cls: Any) -> dict[str, tuple[Decode, bool]]:
    """Return the fields of a class, each with its decoder and whether it has to be there."""
    hints = type_hints(cls)
    needed = {each.name for each in attrs.fields(cls) if each.default is attrs.NOTHING}
    return {name: (_decoder(hints[name]), name in needed) for name in field_names(cls)}


def _decoder(hint: Any) -> Decode:
    of, arguments = get_origin(hint), get_args(hint)
    if of in (Union, types.UnionType):
        (inner,) = (_decoder(each) for each in arguments if each is not types.NoneType)
        return lambda value: None if value is None else inner(value)
    if of is tuple:
        return _decode_tuple(_decoder(arguments[0]))
    if of is Literal:
        return _decode_literal(arguments)
    if hint is Decimal:
        return _decode_number
    if hint is Root:
        return _decode_tree
    if hint is Span:
        return _decode_span
    if attrs.has(hint):
        return lambda value: _decode_object(hint, value)
    if hint in (str, int, bool):
        return _decode_plain(hint)
    raise TypeError(f"export/json_encode.py has no rule for {hint}")


def _decode_plain(cls: type) -> Decode:
    def decode(value: Any) -> Any:
        if type(value) is not cls:  # True is an int to isinstance
            raise _Wrong(f"{_NAMES[cls]} is wanted, not {_shown(value)}")
        return value

    return decode


def _decode_literal(allowed: tuple[Any, ...]) -> Decode:
    def decode(value: Any) -> Any:
        if value not in allowed:
            raise _Wrong(f"one of {', '.join(map(str, allowed))} is wanted, not {_shown(value)}")
        return value

    return decode


def _decode_tuple(inner: Decode) -> Decode:
    def decode(value: Any) -> Any:
        if not isinstance(value, list):
            raise _Wrong(f"a list is wanted, not {_shown(value)}")
        out = []
        for at, each in enumerate(value):
            try:
                out.append(inner(each))
            except _Wrong as wrong:
                raise _Wrong(wrong.reason, f"[{at}]{wrong.path}") from None
        return tuple(out)

    return decode


def _decode_number(value: Any) -> Decimal:
    if type(value) is int or isinstance(value, Decimal):
        return Decimal(value)
    if type(value) is float:  # plain data that did not come from `loads`
        return Decimal(repr(value))
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise _Wrong(f"a number is wanted, not {_shown(value)}")
    return number


def _decode_span(value: Any) -> Span:
    span: Span = _decode_object(Span, value)
    if not 0 <= span.start <= span.end:
        raise _Wrong(f"a span cannot go from {span.start} to {span.end}")
    return span


def _decode_object(cls: type, value: Any) -> Any:
    if not isinstance(value, dict):
        raise _Wrong(f"an object is wanted, not {_shown(value)}")
    decoders = _decoders(cls)
    unknown = [name for name in value if name not in decoders]
    if unknown:
        raise _Wrong(f"{cls.__name__} has no field {unknown[0]!r}")
    found = {}
    for name, (decode, needed) in decoders.items():
        if name in value:
            try:
                found[name] = decode(value[name])
            except _Wrong as wrong:
                raise _Wrong(wrong.reason, f".{name}{wrong.path}") from None
        elif needed:
            raise _Wrong(f"{cls.__name__} lacks {name!r}")
    return cls(**found)


def _decode_tree(value: Any) -> Root:
    """Build the tree from the leaves up, with a stack of our own: hostile JSON nests as deep as it likes."""
    frames: list[_Frame] = []
    try:
        frames.append(_open_node(value))
        while True:
            frame = frames[-1]
            if len(frame.made) < len(frame.waiting):
                frames.append(_open_node(frame.waiting[len(frame.made)]))
                continue
            frames.pop()
            node: Node = _decode_object(frame.cls, frame.fields)
            if frame.made:
                node = attrs.evolve(node, children=tuple(frame.made))
            if not frames:
                break
            frames[-1].made.append(node)
    except _Wrong as wrong:
        above = "".join(f".children[{len(frame.made)}]" for frame in frames)
        raise _Wrong(wrong.reason, above + wrong.path) from None
    if not isinstance(node, Root):
        raise _Wrong('a node of kind "document" is wanted')
    return node


@attrs.frozen
class _Frame:
    """A node that is being read: its own fields, the children still to read and those that are made."""

    cls: type[Node]
    fields: dict[str, Any]
    waiting: list[Any]
    made: list[Node] = attrs.field(factory=list)


def _open_node(value: Any) -> _Frame:
    if not isinstance(value, dict):
        raise _Wrong(f"a node is wanted, not {_shown(value)}")
    kind, children = value.get("kind"), value.get("children", [])
    cls = KINDS.get(kind) if isinstance(kind, str) else None
    if cls is None:
        raise _Wrong(f"there is no kind of node {_shown(kind)}")
    if not isinstance(children, list):
        raise _Wrong(f"a list is wanted, not {_shown(children)}", ".children")
    return _Frame(cls, {name: each for name, each in value.items() if name not in NODE_EXTRAS}, children)


def _check_spans(document: Document) -> None:
    """Refuse spans that leave the text: slices by them would be silently short."""
    length = len(document.text)
    nodes = (("tree", node.span) for node in document.tree.walk())
    parts = ("metadata", *LAYERS, "diagnostics")
    for where, span in (*nodes, *(each for name in parts for each in _spans(name, getattr(document, name)))):
        if span.end > length:
            raise _Wrong(f"the span ends at {span.end}, the text at {length}", where)


def _check_tree(root: Root) -> None:
    """Refuse children that overlap, stand out of order or reach out of what holds them."""
    for node in root.walk():
        at = node.span.start
        for child in node.children:
            if child.span.start < at or child.span.end > node.span.end:
                place = f"from {child.span.start} to {child.span.end}"
                raise _Wrong(f"a {child.kind} {place} overlaps another or leaves its {node.kind}", "tree")
            at = child.span.end


def _spans(where: str, value: Any) -> Iterator[tuple[str, Span]]:
    """Yield every span of a fact and of its parts, each with its place."""
    if isinstance(value, Span):
        yield where, value
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _spans(f"{where}[{at}]", each)
    elif attrs.has(cls := type(value)):
        for name in field_names(cls):
            yield from _spans(f"{where}.{name}", getattr(value, name))


def _check_positions(document: Document) -> None:
    """Refuse positions of other facts that lead nowhere."""
    for layer, field, other in _POSITIONS:
        count = len(getattr(document, other))
        for at, fact in enumerate(getattr(document, layer)):
            position = getattr(fact, field)
            if position is not None and not 0 <= position < count:
                raise _Wrong(f"there is no {other}[{position}]", f"{layer}[{at}].{field}")


#: Fields that hold the position of a fact in a layer.
_POSITIONS = (
    ("targets", "part_of", "targets"),
    ("targets", "equivalent_to", "targets"),
    ("links", "document", "references"),
)


_NAMES = {str: "a string", int: "a whole number", bool: "true or false"}


def _shown(value: Any) -> str:
    """Return what the data has instead, short."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "..."
