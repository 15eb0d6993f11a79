"""Completions: every command in every script, and in bash what a key gives."""

import shutil
import subprocess
from pathlib import Path

import pytest

from nghiquyet.cli import build_parser, main
from nghiquyet.completion import SHELLS, make, script

pytest.importorskip("shtab", reason="shtab is not installed: completions are not tried")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_in_it(shell: str) -> None:
    (commands,) = (action.choices for action in build_parser()._actions if action.metavar == "COMMAND")
    assert commands is not None
    written = script(shell)
    assert [name for name in commands if name not in written] == []


def test_the_shipped_script_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path)
    monkeypatch.setattr("nghiquyet.completion.SHIPPED", tmp_path)
    assert main(["completion", "zsh"]) == 0
    assert capsys.readouterr().out == (tmp_path / "zsh").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is absent")
@pytest.mark.parametrize(
    ("words", "offered"),
    [("nghiquyet rep", "report"), ("nghiquyet export --to mark", "markdown"), ("nghiquyet report fac", "facts.docx"),
     ("nghiquyet query out.sqlite --js", "--json")],
)  # fmt: skip
def test_bash(words: str, offered: str, tmp_path: Path) -> None:
    """Commands, choices, options and files are completed."""
    make(tmp_path)
    (tmp_path / "facts.docx").touch()
    count = len(words.split()) - 1
    asked = f"source ./bash; COMP_WORDS=({words}); COMP_CWORD={count}; _shtab_nghiquyet; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(["bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [offered]
