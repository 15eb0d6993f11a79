"""Asking for some layers of facts: they and those they stand on are found, and the document says which."""

import subprocess
import sys

import pytest

import nghiquyet
from nghiquyet import Document

TEXT = (
    "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN HẢI\nSố: 12/NQ-HĐND\nNGHỊ QUYẾT\nVề giáo dục\n\n"
    "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;\nQUYẾT NGHỊ:\n"
    "Điều 1. Đến năm 2030, tỷ lệ phòng học kiên cố đạt 95%.\nĐiều 2. Giao Sở Tài chính chủ trì thực hiện Điều 1."
)
WHOLE = nghiquyet.parse_text(TEXT)


@pytest.mark.parametrize("layer", WHOLE.layers)
def test_a_layer_alone_is_as_in_the_whole(layer: str) -> None:
    assert getattr(nghiquyet.parse_text(TEXT, layers=[layer]), layer) == getattr(WHOLE, layer)


def test_what_was_not_asked_for_is_empty_and_not_named() -> None:
    document = nghiquyet.parse_text(TEXT, layers=["times"])
    assert document.layers == ("metadata", "references", "times")
    assert document.targets == ()


def test_the_tree_needs_no_layer() -> None:
    document = nghiquyet.parse_text(TEXT, layers=())
    assert document.tree == WHOLE.tree
    assert document.layers == ()


def test_a_part_is_read_back_as_it_was() -> None:
    document = nghiquyet.parse_text(TEXT, layers=["links"])
    assert Document.from_json(document.to_json()) == document


def test_an_earlier_document_has_all_layers() -> None:
    import json

    data = json.loads(WHOLE.to_json())
    del data["layers"]
    assert Document.from_json(json.dumps(data)) == WHOLE


def test_an_unknown_layer_is_named() -> None:
    with pytest.raises(ValueError, match="no layer is named goals"):
        nghiquyet.parse_text(TEXT, layers=["goals"])


def test_a_tree_imports_no_facts() -> None:
    code = f"import nghiquyet, sys; nghiquyet.parse_text({TEXT!r}, layers=()); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = ("metadata", "references", "times", "targets", "assignments", "bodies", "quantities")
    assert not [
        name for name in run.stdout.split() if name.startswith(tuple(f"nghiquyet.extract.{room}" for room in rooms))
    ]
