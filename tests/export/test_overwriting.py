"""Where an export may go: never over what it reads or a device, through links, with the old permissions."""

import os
import stat
from pathlib import Path

import pytest

import nghiquyet
from nghiquyet.cli import main
from nghiquyet.export.save import FORMS, save, save_each

TEXT = "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Tỷ lệ hộ nghèo còn 3%.\n"


@pytest.mark.parametrize("command", [["export"], ["report"]], ids=["export", "report"])
def test_a_file_that_is_read_is_not_written_over(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.md"
    source.write_text(TEXT, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main([*command, str(source), "-o", str(source)])
    assert ended.value.code == 2
    assert source.read_text("utf-8") == TEXT
    assert "is one of the FILEs" in capsys.readouterr().err


def test_a_folder_of_exports_leaves_its_sources(tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(TEXT, "utf-8")
    document = nghiquyet.parse(source)
    (made,) = save_each([document], tmp_path, FORMS["markdown"])
    assert made.name == "a-2.md"
    assert source.read_text("utf-8") == TEXT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NO FIFO HERE")
def test_a_fifo_is_refused_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        save([nghiquyet.parse_text(TEXT)], tmp_path / "pipe", FORMS["markdown"])
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="PERMISSIONS ARE NOT THOSE OF POSIX HERE")
def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    out.write_text("old")
    out.chmod(0o600)
    (tmp_path / "link.md").symlink_to(out)
    save([nghiquyet.parse_text(TEXT)], tmp_path / "link.md", FORMS["markdown"])
    assert (tmp_path / "link.md").is_symlink()
    assert "3" in out.read_text("utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
