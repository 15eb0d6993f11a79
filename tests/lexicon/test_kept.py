"""What is kept in the cache folder: found again by its words, never trusted when it is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nghiquyet.lexicon import kept as room

CODE = (
    "import sys; from nghiquyet.lexicon.kept import kept\n"
    "print(kept(lambda: 'made', *sys.argv[1:]) if len(sys.argv) > 1 else '')"
)


def run(folder: Path | str, *words: str, made: str = "made") -> str:
    """Ask for what a new process makes out of *words*, with its cache in *folder*."""
    environment = {**os.environ, "NGHIQUYET_CACHE": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    code = CODE.replace("'made'", repr(made))
    done = subprocess.run([sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True)
    assert not done.stderr
    return done.stdout.strip()


def test_it_is_found_by_the_next_process(tmp_path: Path) -> None:
    run(tmp_path, "a", "b", made="first")
    assert run(tmp_path, "a", "b", made="second") == "first"


def test_other_words_are_made_anew(tmp_path: Path) -> None:
    run(tmp_path, "a", "b", made="first")
    assert run(tmp_path, "a", "c", made="second") == "second"


def test_what_others_wrote_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = room.Store(tmp_path / "a.pickle")
    other = room.Store(tmp_path / "a.pickle")
    store.add(b"1", b"x")
    other.add(b"2", b"y")
    store.write()
    other.write()
    assert room._read(tmp_path / "a.pickle", own=True) == {b"1": b"x", b"2": b"y"}


@pytest.mark.parametrize("broken", [b"", b"\x80", b"no pickle at all", b"N.", b"\x80\x05cnowhere\nnothing\n."])
def test_a_broken_file_is_written_anew(tmp_path: Path, broken: bytes) -> None:
    run(tmp_path, "a", made="first")
    (file,) = tmp_path.iterdir()
    file.write_bytes(broken)
    run(tmp_path, "a", made="second")
    assert run(tmp_path, "a", made="third") == "second"


def test_what_the_package_ships_is_all_that_a_document_needs(tmp_path: Path) -> None:
    """The texts of corpus/ ask for nothing that parsing them did not prepare."""
    from nghiquyet.lexicon.kept import engines
    from nghiquyet.lexicon.prepare import prepare

    texts = sorted(Path(__file__).parents[2].glob("corpus/*/source.txt"))
    made = prepare(texts, tmp_path / "shipped")
    assert made.name == f"{engines()}.pickle"
    code = (
        "import sys; from pathlib import Path; import nghiquyet; from nghiquyet.lexicon import kept as room\n"
        "store = room.Store(None, Path(sys.argv[1])); room.store = lambda: store\n"
        "for each in sys.argv[2:]:\n    nghiquyet.parse(each)\n"
        "print(len(store._new))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(made), *map(str, texts)], env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip() == "0"


def test_nothing_is_kept_when_it_is_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    run("0", "a", made="first")
    assert run("0", "a", made="second") == "second"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(tmp_path / "file" / "folder", "a") == "made"
