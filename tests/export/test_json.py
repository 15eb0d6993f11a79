"""JSON out and in: exact, strict, and unharmed by hostile input."""

import json
import types
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nghiquyet import Document, InvalidDocument, parse_text
from nghiquyet.document import LAYERS, SCHEMA_VERSION, Source
from nghiquyet.export.json_decode import from_data
from nghiquyet.export.json_encode import field_names, to_data, type_hints
from nghiquyet.facts import Metadata, Target
from nghiquyet.text.spans import Span
from nghiquyet.tree import KINDS, Item, Node, Paragraph, Root, Words
from nghiquyet.units.model import Unit

TEXT = (
    "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Chỉ tiêu\n"
    "- Tỷ lệ hộ nghèo giảm 1,5%/năm; đến năm 2030 còn dưới 3%.\n- Thu ngân sách 1.250 tỷ đồng.\n"
)
TEXT_LENGTH = 400


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for every value that a field of this type can hold."""
    of, arguments = get_origin(hint), get_args(hint)
    if of in (Union, types.UnionType):
        return st.one_of(*(st.none() if each is types.NoneType else _values(each) for each in arguments))
    if of is tuple:
        return st.lists(_values(arguments[0]), max_size=2).map(tuple)
    if of is Literal:
        return st.sampled_from(arguments)
    if hint is Decimal:
        return st.decimals(allow_nan=False, allow_infinity=False)
    if hint is Span:
        return st.tuples(st.integers(0, TEXT_LENGTH), st.integers(0, TEXT_LENGTH)).map(lambda ends: Span(*sorted(ends)))
    if hint is Root:
        inner = st.lists(_nodes(), max_size=3).map(tuple)
        made = st.builds(Root, span=_values(Span), label=st.text(max_size=3), children=inner)
        return made.map(lambda root: _fitted(root, root.span.start, root.span.end))
    if attrs.has(hint):
        hints = type_hints(hint)
        return st.builds(hint, **{name: _values(hints[name]) for name in field_names(hint)})
    return {str: st.text(max_size=8), int: st.integers(), bool: st.booleans()}[hint]


def _fitted(node: Node, start: int, end: int) -> Any:
    """Return *node* with spans as trees have them: children one behind the other inside what holds them."""
    step = (end - start) // max(1, len(node.children))
    children = tuple(_fitted(each, start + at * step, start + (at + 1) * step) for at, each in enumerate(node.children))
    return attrs.evolve(node, span=Span(start, end), children=children)


def _nodes() -> st.SearchStrategy[Node]:
    def of_kind(cls: type[Node], children: st.SearchStrategy[tuple[Node, ...]]) -> st.SearchStrategy[Node]:
        hints = type_hints(cls)
        own = {name: _values(hints[name]) for name in field_names(cls) if name != "children"}
        return st.builds(cls, **own, children=children)

    kinds = [cls for cls in KINDS.values() if cls is not Root]
    return st.recursive(
        st.sampled_from(kinds).flatmap(lambda cls: of_kind(cls, st.just(()))),
        lambda inner: st.sampled_from(kinds).flatmap(lambda cls: of_kind(cls, st.lists(inner, max_size=2).map(tuple))),
        max_leaves=6,
    )


def _documents() -> st.SearchStrategy[Document]:
    hints = type_hints(Document)
    fields = {name: _values(hints[name]) for name in field_names(Document) if name != "text"}
    text = st.text(max_size=20).map(lambda text: text.ljust(TEXT_LENGTH))
    return st.builds(Document, text=text, **fields).map(_with_positions)


def _with_positions(document: Document) -> Document:
    """Return *document* with positions of other facts that lead to one."""
    count, cited = len(document.targets), len(document.references)

    def within(position: int | None, count: int) -> int | None:
        return None if position is None or not count else position % count

    return attrs.evolve(
        document,
        targets=tuple(
            attrs.evolve(each, part_of=within(each.part_of, count), equivalent_to=within(each.equivalent_to, count))
            for each in document.targets
        ),
        links=tuple(attrs.evolve(each, document=within(each.document, cited)) for each in document.links),
    )


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(_documents())
def test_round_trip_of_any_document(document: Document) -> None:
    """Whatever the models can hold comes back equal, and its JSON can be written as UTF-8."""
    text = document.to_json()
    text.encode("utf-8")
    assert Document.from_json(text) == document


def test_round_trip_of_a_parsed_document() -> None:
    """What parse_text makes comes back equal, compact or indented, from str or bytes."""
    document = parse_text(TEXT)
    assert Document.from_json(document.to_json()) == document
    assert Document.from_json(document.to_json(indent=2).encode()) == document


@pytest.mark.parametrize(("number", "start", "end"), [(0, 0, 60), (1, 2, 14), (-1, 0, 5)])
def test_tree_that_does_not_fit(number: int, start: int, end: int) -> None:
    """Children that overlap, stand out of order or reach out of their node are refused, with a reason."""
    data = json.loads(parse_text(TEXT).to_json())
    data["tree"]["children"][number]["span"] = {"start": start, "end": end}
    with pytest.raises(InvalidDocument, match=r"tree: .* overlaps another or leaves its"):
        Document.from_json(json.dumps(data))


def test_shape() -> None:
    """The version comes first, a node says its kind, and what is not part of the value is left out."""
    data = json.loads(parse_text("NGHỊ QUYẾT\r\n\r\n1. Chỉ tiêu\r\n").to_json())
    assert next(iter(data)) == "schema_version"
    assert "cleaned" not in data
    assert "_memo" not in data
    assert data["tree"]["kind"] == "document"
    item = data["tree"]["children"][-1]
    assert {"kind": "item", "label": "1", "address": "1", "eid": "para_1"}.items() <= item.items()
    assert set(item["span"]) == {"start", "end"}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1200", "1200"),
        ("1.2E+3", "1200"),
        ("28.50", "28.5"),
        ("-0.5", "-0.5"),
        ("0.1", "0.1"),
        ("0", "0"),
        ("0.1234567890123456789", '"0.1234567890123456789"'),
        ("1E+1000000", '"1E+1000000"'),
        ("123456789012345.125", '"123456789012345.125"'),
    ],
)
def test_decimals_are_exact(number: str, written: str) -> None:
    """A number is a JSON number if that is the very same value, else a string; both come back equal."""
    unit = Unit(text="đồng", factor=Decimal(number))
    span = Span(0, 1)
    target = Target(
        role="target", indicator="Thu", comparator="eq", low=Decimal(1), high=Decimal(1), unit=unit, change=None,
        due=None, number="1", number_span=span, span=span,
    )  # fmt: skip
    document = Document(source=Source(), text="1", metadata=Metadata(), tree=Root(span=span), targets=(target,))
    text = document.to_json()
    assert f'"factor":{written},' in text
    assert Document.from_json(text) == document


def test_plain_data_round_trip() -> None:
    """to_data gives dicts that from_data takes, floats included."""
    document = parse_text(TEXT)
    assert from_data(to_data(document)) == document


def test_one_line_is_plain_data_dumped() -> None:
    """What is written node by node is what `json.dumps` makes of the plain data, letter by letter."""
    odd = 'Điều 1. Xem "Phụ\t1"[1]\n| a | | b |\n|---|---|---|\n| 1 | | 5% |\n[1] Chú thích'
    for text in ("", TEXT, FULL, odd):
        document = parse_text(text)
        assert document.to_json() == json.dumps(to_data(document), ensure_ascii=False, separators=(",", ":"))


def test_lone_surrogates_are_escaped() -> None:
    """A text that UTF-8 cannot hold still gives JSON that it can."""
    document = parse_text("NGHỊ QUYẾT \ud800\n")
    document.to_json().encode("utf-8")
    assert Document.from_json(document.to_json()) == document


def _broken(**changes: Any) -> str:
    return json.dumps({**json.loads(parse_text(TEXT).to_json()), **changes})


_ROOT = {"kind": "document", "label": "", "span": {"start": 0, "end": 1}}
_WORDS = {"kind": "words", "label": "", "span": {"start": 0, "end": 1}, "children": []}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: Expecting value"),
        ("{", "not JSON: Expecting property name"),
        (b"\xff\xfe{", "not JSON"),
        ("[]", 'an object with "schema_version" is wanted'),
        ("null", 'an object with "schema_version" is wanted'),
        ("{}", 'an object with "schema_version" is wanted'),
        ('{"schema_version": 1}', "1 is no schema_version"),
        ('{"schema_version": "2.0"}', f"schema_version 2.0 is not one that this library reads ({SCHEMA_VERSION})"),
        ('{"schema_version": "1.9"}', f"schema_version 1.9 is not one that this library reads ({SCHEMA_VERSION})"),
        ('{"schema_version": "1.0"}', "Document lacks 'source'"),
        (_broken(text=7), "text: a string is wanted, not 7"),
        (_broken(text=None), "text: a string is wanted, not null"),
        (_broken(extra=1), "Document has no field 'extra'"),
        (_broken(text=""), "tree: the span ends at"),
        (_broken(tree=[]), "tree: a node is wanted, not a list"),
        (_broken(tree={"kind": "leaf"}), 'tree: there is no kind of node "leaf"'),
        (_broken(tree={"kind": ["document"]}), "tree: there is no kind of node a list"),
        (_broken(tree=_WORDS), 'tree: a node of kind "document" is wanted'),
        (_broken(tree={**_ROOT, "children": 3}), "tree.children: a list is wanted, not 3"),
        (_broken(tree={**_ROOT, "children": [_WORDS, {}]}), "tree.children[1]: there is no kind of node null"),
        (
            _broken(tree={**_ROOT, "children": [_WORDS, {**_WORDS, "label": 1}]}),
            "tree.children[1].label: a string is wanted, not 1",
        ),
        (
            _broken(tree={**_ROOT, "children": [{**_WORDS, "children": [{**_WORDS, "span": {"start": 2, "end": 1}}]}]}),
            "tree.children[0].children[0].span: a span cannot go from 2 to 1",
        ),
        (
            _broken(tree={**_ROOT, "span": {"start": True, "end": 1}}),
            "tree.span.start: a whole number is wanted, not true",
        ),
        (
            _broken(tree={**_ROOT, "span": {"start": 0.0, "end": 1}}),
            "tree.span.start: a whole number is wanted, not 0.0",
        ),
        (_broken(diagnostics={}), "diagnostics: a list is wanted, not an object"),
        (_broken(diagnostics=[3]), "diagnostics[0]: an object is wanted, not 3"),
        (_broken(text=float("nan")), "not JSON: NaN is no JSON number"),
    ],
)
def test_what_is_not_a_document(text: str | bytes, message: str) -> None:
    """Anything else is one InvalidDocument that says where and why."""
    with pytest.raises(InvalidDocument) as caught:
        Document.from_json(text)
    assert message in str(caught.value)


FULL = (
    "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\n\nVân Hải, ngày 05 tháng 12 năm 2024\n\nNGHỊ QUYẾT\nVề giảm nghèo\n\n"
    "Căn cứ Luật Đất đai năm 2024;\n\nQUYẾT NGHỊ:\n\nĐiều 1. Đến năm 2030 tỷ lệ hộ nghèo còn dưới 3% (12 xã).\n"
    "Điều 2. Giao Sở Y tế thực hiện khoản 2 Điều 5 Luật Đất đai năm 2024.\n2.5. A\n\n"
    "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nTM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn An\n"
)


def _places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path to every span in plain data."""
    found: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            return [path]
        for key, each in value.items():
            found += _places(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            found += _places(each, (*path, at))
    return found


def test_every_span_is_checked() -> None:
    """A span that ends behind the text is refused in the tree, the metadata and every layer of facts."""
    text = parse_text(FULL).to_json()
    places = _places(json.loads(text))
    assert {path[0] for path in places} == {"tree", "metadata", *LAYERS, "diagnostics"}
    assert {"number_span", "body_span", "signers"} <= {step for path in places for step in path}
    for path in places:
        data = json.loads(text)
        span = data
        for step in path:
            span = span[step]
        span["end"] = 9_999
        with pytest.raises(InvalidDocument, match="the span ends at 9999"):
            from_data(data)


@pytest.mark.parametrize(
    ("layer", "field", "position"),
    [("targets", "part_of", 2), ("targets", "equivalent_to", -1), ("links", "document", 9)],
)
def test_positions_are_checked(layer: str, field: str, position: int) -> None:
    """A position that leads to no fact is refused."""
    data = to_data(parse_text(FULL))
    data[layer][0][field] = position
    with pytest.raises(InvalidDocument, match=rf"{layer}\[0\]\.{field}: there is no "):
        from_data(data)


def test_layers_are_all_the_facts() -> None:
    """`LAYERS` names every field of a document that is a tuple of facts."""
    tuples = {name: get_args(hint) for name, hint in type_hints(Document).items() if get_origin(hint) is tuple}
    facts = [name for name, (fact, *_) in tuples.items() if attrs.has(fact) and "span" in field_names(fact)]
    assert facts == [*LAYERS, "diagnostics"]


@pytest.mark.parametrize(
    ("low", "reason"),
    [
        ("true", "not true"),
        ('"many"', 'not "many"'),
        ('"NaN"', 'not "NaN"'),
        ('"Infinity"', "not"),
        ("[]", "not a list"),
    ],
)
def test_numbers_are_checked(low: str, reason: str) -> None:
    """A value that is no finite number is refused where it stands."""
    span = '{"start": 0, "end": 1}'
    target = (
        f'{{"role": "target", "indicator": "", "comparator": "eq", "low": {low}, "high": 1, "unit": null,'
        f'"change": null, "due": null, "number": "1", "number_span": {span}, "span": {span}}}'
    )
    text = parse_text(TEXT).to_json()
    start = text.index('"targets":[')
    end = text.index('],"times"', start)
    with pytest.raises(InvalidDocument, match=r"targets\[0\]\.low: a number is wanted") as caught:
        Document.from_json(f'{text[:start]}"targets":[{target}{text[end:]}')
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"schema_version": "1.0", "tree": ' + '{"kind": "item", "children": [' * 50_000,
        '{"schema_version": "1.0", "x": ' + "9" * 5000 + "}",
        '{"schema_version": "1.0", "x": 1e99999999999999999999999}',
    ],
)
def test_hostile_json(text: str) -> None:
    """Depth, length and huge numbers end in the same exception, not in a crash."""
    with pytest.raises(InvalidDocument):
        Document.from_json(text)


def test_deep_plain_data() -> None:
    """Plain data may nest deeper than Python recurses: it is walked with a stack."""
    span = {"start": 0, "end": 1}
    inner: dict[str, Any] = {"kind": "item", "label": "", "span": span, "children": []}
    for _ in range(20_000):
        inner = {"kind": "item", "label": "", "span": span, "children": [inner]}
    data = {**to_data(parse_text(TEXT)), "tree": {"kind": "document", "label": "", "span": span, "children": [inner]}}
    tree = from_data(data).tree
    assert sum(1 for _ in tree.walk()) == 20_002
    while tree.children:  # taken apart by hand, since freeing a chain this long recurses too
        tree = tree.children[0]  # type: ignore[assignment]


def test_deep_tree_is_encoded() -> None:
    """A tree deeper than Python recurses becomes plain data."""
    node: Node = Paragraph(span=Span(0, 1))
    for _ in range(5_000):
        node = Item(span=Span(0, 1), label="1", children=(Words(span=Span(0, 1)), node))
    root = Root(span=Span(0, 1), children=(node,))
    data = to_data(Document(source=Source(), text="x", metadata=Metadata(), tree=root))
    depth = 0
    here = data["tree"]
    while here["children"]:
        here, depth = here["children"][-1], depth + 1
    assert depth == 5_001
