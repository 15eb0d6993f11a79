"""Documents as plain data and as JSON, exactly; export/json_decode.py is the way back.

Everything follows from the fields and the types of the models, so a new field needs no line here:

* an attrs value is an object with its fields in their order; a node has "kind", "address" and "eid" besides;
* a `Decimal` is a JSON number if the number has the very same value, else a string; both are read back as `Decimal`;
* ``Document.cleaned``, the way back to the source, is left out: it is no part of the document's value.

The tree is walked with a stack of our own. On one line, where it has to be fast, it is written node by node.
"""

import json
import types
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from ..collection import few_collections
from ..document import SCHEMA_VERSION, Document
from ..text.spans import Span
from ..tree import Node

#: Fields that JSON does not carry.
LEFT_OUT = {"cleaned", "_memo", "_home"}

Encode = Callable[[Any], Any]
_quoted: Callable[[str], str] = json.encoder.encode_basestring


def dumps(document: Document, *, indent: int | None = None) -> str:
    """Return *document* as JSON text; letters are themselves, except in a text that UTF-8 cannot write."""
    with few_collections():
        text = _on_one_line(document) if indent is None else _dumped(to_data(document), indent)
        try:
            text.encode()
        except UnicodeEncodeError:  # a lone surrogate
            separators = (",", ":") if indent is None else None
            text = json.dumps(to_data(document), indent=indent, separators=separators, allow_nan=False)
        return text


def _dumped(data: Any, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(data, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)


def _on_one_line(document: Document) -> str:
    """Return what `json.dumps` makes of `to_data`, field by field and node by node: in half the time."""
    pieces = [f'{{"schema_version":"{SCHEMA_VERSION}"']
    for name in field_names(Document):
        pieces.append(f',"{name}":')
        if name == "tree":
            pieces += _tree_on_one_line(document)
        else:
            pieces.append(_dumped(_object(Document, (name,))(document)[name]))
    return "".join([*pieces, "}"])


def _tree_on_one_line(document: Document) -> Iterator[str]:
    """Yield the JSON text of the tree, a piece for each node and each end of one."""
    place_of = document.addresses.of
    stack: list[Node | str] = [document.tree]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        cls: Any = type(node)
        place, own, span = place_of(node), _own_fields(cls), node.span
        names = f',"address":{_quoted(place.address)},"eid":{_quoted(place.eid)}' if place is not None else ""
        fields = _plain_fields(cls, attrgetter(*own)(node)) if own else ""
        label = _quoted(node.label) if node.label else '""'
        children = node.children
        yield (
            f'{{"kind":"{node.kind}","label":{label}{names},"span":{{"start":{span.start},"end":{span.end}}}{fields}'
            f',"children":[{"" if children else "]}"}'
        )
        if children:
            stack.append("]}")
            for child in reversed(children):
                stack += (child, ",")
            stack.pop()  # no comma before the first


@lru_cache(4096)  # most cells have the same
def _plain_fields(cls: Any, values: Any) -> str:
    """Return the JSON text of the fields that a kind of node has beyond those of every node, a comma before each."""
    names = _own_fields(cls)
    one = dict(zip(names, values if len(names) > 1 else (values,), strict=True))
    plain = {name: encode(one[name]) if (encode := _encoder(type_hints(cls)[name])) else one[name] for name in names}
    return f",{_dumped(plain)[1:-1]}"


def to_data(document: Document) -> dict[str, Any]:
    """Return *document* as dicts, lists, strings, numbers, booleans and None."""
    names = field_names(Document)
    facts = _object(Document, tuple(name for name in names if name != "tree"))(document)
    return {
        "schema_version": SCHEMA_VERSION,
        **{name: _encode_tree(document) if name == "tree" else facts[name] for name in names},
    }


def _encoder(hint: Any) -> Encode | None:
    """Return what makes a value of a type plain; None if it is plain."""
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
        return _object(hint, field_names(hint))
    if of is Literal or hint in (str, int, bool):
        return None
    raise TypeError(f"export/json_encode.py has no rule for {hint}")


@cache
def _object(cls: Any, names: tuple[str, ...]) -> Encode:
    """Return what makes an object of the fields *names* of a class."""
    encoders = [(name, _encoder(type_hints(cls)[name])) for name in names]
    odd = [(name, encode) for name, encode in encoders if encode is not None]
    values = attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, name) for name in names]

    def plain_of(value: Any) -> dict[str, Any]:
        plain: dict[str, Any] = dict(zip(names, values(value), strict=True))
        for name, encode in odd:
            plain[name] = encode(plain[name])
        return plain

    return plain_of


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


@lru_cache(4096)
def _number(value: Decimal) -> int | float | str:
    """Return *value* as a JSON number with the same value, or as a string where there is none.

    >>> [_number(Decimal(n)) for n in ("1200", "28.5", "0.1234567890123456789")]
    [1200, 28.5, '0.1234567890123456789']
    """
    if -20 < value.adjusted() < 20:
        whole = int(value)
        if whole == value:
            return whole
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
        plain["span"] = _span(node.span)
        if own := _own_fields(cls):
            plain |= _object(cls, own)(node)
        plain["children"] = children
        siblings.append(plain)
        stack += [(child, children) for child in reversed(node.children)]
    tree: dict[str, Any] = top[0]
    return tree


@cache
def _own_fields(cls: Any) -> tuple[str, ...]:
    """Return the fields that a kind of node has beyond those of every node."""
    return tuple(name for name in field_names(cls) if name not in ("span", "label", "children"))


@cache
def field_names(cls: Any) -> tuple[str, ...]:
    """Return the fields of a class that JSON carries, in order."""
    return tuple(each.name for each in attrs.fields(cls) if each.name not in LEFT_OUT)


@cache
def type_hints(cls: Any) -> dict[str, Any]:
    """Return the types of a class's fields as types, not as the strings of forward references."""
    return get_type_hints(cls)
