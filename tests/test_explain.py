"""What `explain` says of the things in a line."""

from pathlib import Path

import pytest

from nghiquyet import explain, parse_text
from nghiquyet.cli import main

TEXT = (
    "II. MỤC TIÊU NĂM 2027\n"
    "1. Che phủ rừng đạt 42%, đi qua địa bàn 03 huyện, theo Nghị quyết số 12-NQ/TU.\n"
    "2. Sở Y tế khám cho 500 người trước ngày 30/6/2027.\n"
)


def said(line: int) -> dict[str, tuple[str, str]]:
    return {each.text: (each.outcome, each.code) for each in explain(parse_text(TEXT), line=line)}


def test_every_number_of_a_line_is_explained() -> None:
    found = said(2)
    assert found["42"] == ("target", "found")
    assert found["03"] == ("left out", "only-describes")
    assert found["12"] == ("left out", "in-reference")
    assert found["1"] == ("left out", "no-amount")


def test_times_citations_and_bodies_are_explained() -> None:
    assert said(2)["Nghị quyết số 12-NQ/TU"][1] == "by-number"
    assert said(3)["trước ngày 30/6/2027"][0].endswith("deadline")


def test_only_the_line_that_is_asked_for() -> None:
    assert {each.line for each in explain(parse_text(TEXT), line=3)} == {3}
    assert {each.line for each in explain(parse_text(TEXT))} == {1, 2, 3}


@pytest.mark.parametrize(("line", "said"), [("0", "lines are counted from 1"), ("99", "nq.txt has 3 lines")])
def test_a_line_that_is_not_there(line: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nq.txt"
    path.write_text(TEXT, "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["explain", str(path), "--line", line])
    told = capsys.readouterr()
    assert (left.value.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert said in told.err


def test_command(tmp_path, capsys) -> None:
    path = tmp_path / "nq.txt"
    path.write_text(TEXT, "utf-8")
    assert main(["explain", str(path), "--line", "2"]) == 0
    assert "only-describes" in capsys.readouterr().out


def test_it_says_where_the_words_of_an_indicator_come_from() -> None:
    """Words that a clause leaves out come from the clause before, the heading, the row or the column."""
    text = (
        "I. MỤC TIÊU\n1. Lập mới 15 hợp tác xã, 40 tổ hợp tác.\n2. Tỷ lệ hộ dùng nước sạch:\n- Khu vực đô thị: 98%.\n\n"
        "| Chỉ tiêu | Đơn vị | Mục tiêu 2030 |\n|---|---|---|\n| Tỷ lệ che phủ rừng | % | 42 |\n"
    )
    why = {each.text: each.why for each in explain(parse_text(text)) if each.outcome == "target"}
    assert "from" not in why["15"].partition(":")[0]
    assert '"Lập mới" from the clause before' in why["40"]
    assert '"Tỷ lệ hộ dùng nước sạch" from the heading over it' in why["98"]
    assert '"Tỷ lệ che phủ rừng" from its row' in why["42"]
