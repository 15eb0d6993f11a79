"""Documents as plain data and as JSON, exactly, and back.

Everything follows from the fields and the types of the models, so a new field needs no line here:

* an attrs value is an object with its fields in their order; a node has "kind", "address" and "eid" besides;
* a `Decimal` is a JSON number if the number has the very same value, else a string; both are read back as `Decimal`;
* ``Document.cleaned``, the way back to the source, is left out: it is no part of the document's value.

The tree is walked with a stack of our own, and what JSON cannot hold or we cannot read ends in one `InvalidDocument`.
"""

import json
import types
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from .document import SCHEMA_VERSION, Document
from .errors import InvalidDocument
from .tree import KINDS, Node, Root, Span

#: Fields that JSON does not carry.
LEFT_OUT = {"cleaned", "_memo"}
#: What a node's object has besides its own fields. "address" and "eid" are derived, and so ignored when read.
NODE_EXTRAS = {"kind", "address", "eid", "children"}

Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]


def dumps(document: Document, *, indent: int | None = None) -> str:
    """Return *document* as JSON text; letters are themselves, except in a text that UTF-8 cannot write."""
    separators = (",", ":") if indent is None else None
    data = to_data(document)
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        text = json.dumps(data, indent=indent, separators=separators, allow_nan=False)
    return text


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


def to_data(document: Document) -> dict[str, Any]:
    """Return *document* as dicts, lists, strings, numbers, booleans and None."""
    plain: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    for name, encode in _encoders(Document):
        value = getattr(document, name)
        plain[name] = _encode_tree(document) if name == "tree" else encode(value) if encode else value
    return plain


def from_data(data: Any) -> Document:
    """Return the document that plain *data* describes."""
    try:
        version = data.get("schema_version") if isinstance(data, dict) else None
        if not isinstance(version, str):
            raise _Wrong('an object with "schema_version" is wanted')
        if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise _Wrong(f"schema_version {version!r} is not one that this library reads ({SCHEMA_VERSION})")
        rest = {name: value for name, value in data.items() if name != "schema_version"}
        document: Document = _decode_object(Document, rest)
        _check_spans(document)
        return document
    except _Wrong as wrong:
        raise InvalidDocument(f"not a document: {wrong}") from None


# Encoding.


@cache
def _encoders(cls: Any) -> tuple[tuple[str, Encode | None], ...]:
    """Return the fields of a class with what makes their values plain; None if they are plain."""
    hints = type_hints(cls)
    return tuple((name, _encoder(hints[name])) for name in field_names(cls))


def _encoder(hint: Any) -> Encode | None:
    of, arguments = get_origin(hint), get_args(hint)
    if of in (Union, types.UnionType):
        (some,) = (_encoder(each) for each in arguments if each is not types.NoneType)
        return None if some is None else lambda value: None if value is None else some(value)
    if of is tuple:
        inner = _encoder(arguments[0])
        return list if inner is None else lambda value: [inner(each) for each in value]
    if hint is Decimal:
        return _number
    if hint is Span:
        return _span
    if attrs.has(hint):
        return _object
    if of is Literal or hint in (str, int, bool):
        return None
    raise TypeError(f"codec.py has no rule for {hint}")


def _object(value: Any) -> dict[str, Any]:
    cls: Any = type(value)
    plain = {}
    for name, encode in _encoders(cls):
        each = getattr(value, name)
        plain[name] = encode(each) if encode else each
    return plain


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _number(value: Decimal) -> int | float | str:
    """Return *value* as a JSON number with the same value, or as a string where there is none.

    >>> [_number(Decimal(n)) for n in ("1200", "28.5", "0.1234567890123456789")]
    [1200, 28.5, '0.1234567890123456789']
    """
    if -20 < value.adjusted() < 20:
        if value == value.to_integral_value():
            return int(value)
        short = float(value)
        if Decimal(repr(short)) == value:
            return short
    return str(value)


def _encode_tree(document: Document) -> dict[str, Any]:
    place_of = document.addresses.of
    top: list[Any] = []
    stack: list[tuple[Node, list[Any]]] = [(document.tree, top)]
    while stack:
        node, siblings = stack.pop()
        cls: Any = type(node)
        children: list[Any] = []
        plain: dict[str, Any] = {"kind": node.kind, "label": node.label}
        place = place_of(node)
        if place is not None:
            plain["address"] = place.address
            plain["eid"] = place.eid
        plain["span"] = {"start": node.span.start, "end": node.span.end}
        for name, encode in _own_encoders(cls):
            value = getattr(node, name)
            plain[name] = encode(value) if encode else value
        plain["children"] = children
        siblings.append(plain)
        stack += [(child, children) for child in reversed(node.children)]
    tree: dict[str, Any] = top[0]
    return tree


@cache
def _own_encoders(cls: Any) -> tuple[tuple[str, Encode | None], ...]:
    """Return the fields that a kind of node has beyond those of every node."""
    return tuple(pair for pair in _encoders(cls) if pair[0] not in ("span", "label", "children"))


# Decoding.


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
    if attrs.has(hint):
        return lambda value: _decode_object(hint, value)
    if hint in (str, int, bool):
        return _decode_plain(hint)
    raise TypeError(f"codec.py has no rule for {hint}")


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
    """Refuse spans that are not in the text: everything else relies on them."""
    groups = ("targets", "times", "references", "assignments", "diagnostics")
    facts = [(f"{name}[{at}]", fact.span) for name in groups for at, fact in enumerate(getattr(document, name))]
    length = len(document.text)
    for where, span in [*facts, *(("tree", node.span) for node in document.tree.walk())]:
        if not 0 <= span.start <= span.end <= length:
            raise _Wrong(f"the span {span.start}..{span.end} is not in the text", where)


# Both.


@cache
def field_names(cls: Any) -> tuple[str, ...]:
    """Return the fields of a class that JSON carries, in order."""
    return tuple(each.name for each in attrs.fields(cls) if each.name not in LEFT_OUT)


@cache
def type_hints(cls: Any) -> dict[str, Any]:
    """Return the types of a class's fields as types, not as the strings of forward references."""
    return get_type_hints(cls)


_NAMES = {str: "a string", int: "a whole number", bool: "true or false"}


def _shown(value: Any) -> str:
    """Return what the data has instead, short."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "..."
