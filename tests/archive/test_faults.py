"""What an archive may hold and what may befall it: every fault is a row, nothing is lost without a word."""

import io
import json
import lzma
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from archive_runs import PLAIN, STORES, names, outcomes, reasons, run, source, text
from nghiquyet import Limits, UnreadableSource, parse
from nghiquyet.archive import Run, parse_archive, query
from nghiquyet.archive.documents import documents
from nghiquyet.archive.parts import StoreFault
from nghiquyet.archive.queries import CannotQuery
from nghiquyet.archive.run import Busy, _hash
from nghiquyet.archive.sources import discover
from nghiquyet.cli import main

FAULTY = "archive_parsers:faulty"


# What the sources hold.


def damaged_zip(path: Path, method: int, **members: str) -> None:
    """Write a .zip whose first member does not unpack to what its checksum says."""
    with zipfile.ZipFile(path, "w", method) as opened:
        for name, words in members.items():
            opened.writestr(name + ".txt", words)
        first = opened.infolist()[0]
    data = bytearray(path.read_bytes())
    at = first.header_offset + 30 + len(first.filename)
    data[at + first.compress_size // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_does_not_unpack_is_a_row(tmp_path: Path, method: int) -> None:
    """A bad checksum, zlib, bzip2 and LZMA: the member has a reason, the others are parsed."""
    folder = source(tmp_path, 1)
    damaged_zip(folder / "bad.zip", method, a=text(7), b=text(8))
    summary = run(tmp_path / "a.jsonl", ["in"], tmp_path)
    assert summary.counts == {"parsed": 2, "unreadable": 1}
    assert "in/bad.zip!/a.txt" in reasons(tmp_path / "a.jsonl")


def test_a_member_that_breaks_after_it_was_hashed_is_a_row(tmp_path: Path) -> None:
    """Damage between plan and parse is found by whatever unpacks the member."""
    folder = source(tmp_path, 1)
    with zipfile.ZipFile(folder / "z.zip", "w") as opened:
        opened.writestr("a.txt", text(7))
    with Run(tmp_path / "a.jsonl", parser=PLAIN, base=str(tmp_path)) as planned:
        planned.scan(["in"])
        damaged_zip(folder / "z.zip", zipfile.ZIP_STORED, a=text(7))
        for shard in planned.shards():
            planned.take(shard, shard.process())
        assert planned.manifest.counts() == {"parsed": 1, "unreadable": 1}


def test_a_damaged_list_of_members_is_a_row(tmp_path: Path) -> None:
    """A .tar.xz that is cut or altered, a .tar with a broken header: what stands before is parsed, the rest is told."""
    folder = source(tmp_path, 1)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for number in (5, 6):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(text(number).encode())
            tar.addfile(info, io.BytesIO(text(number).encode()))
    plain = bytearray(packed.getvalue())
    squeezed = lzma.compress(bytes(plain))
    (folder / "cut.tar.xz").write_bytes(squeezed[: len(squeezed) // 2])
    (folder / "flip.tar.xz").write_bytes(squeezed[:60] + bytes([squeezed[60] ^ 255]) + squeezed[61:])
    plain[1024 + 148] ^= 0xFF  # the checksum of the second header, which the library takes for the end
    (folder / "header.tar").write_bytes(plain)
    out = tmp_path / "a.jsonl"
    run(out, ["in"], tmp_path)
    told = outcomes(out)
    assert told["in/header.tar!/5.txt"] == "parsed"
    assert {told[f"in/{name}"] for name in ("cut.tar.xz", "flip.tar.xz", "header.tar")} == {"unreadable"}


def packed(suffix: str, texts: list[bytes]) -> bytes:
    """Return an archive of *texts*, packed as its suffix says."""
    out = io.BytesIO()
    if suffix == ".zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
            for number, words in enumerate(texts):
                opened.writestr(f"{number}/đ.txt", words)
    else:
        with tarfile.open(fileobj=out, mode=f"w:{suffix[5:]}" if suffix[5:] else "w") as tar:
            for number, words in enumerate(texts):
                info = tarfile.TarInfo(f"{number}/{'đ' * 90}.txt")
                info.size = len(words)
                tar.addfile(info, io.BytesIO(words))
    return out.getvalue()


def damaged(data: bytes, dice: random.Random) -> bytes:
    """Cut, alter, replace or repeat a part of *data*."""
    at, more = dice.randrange(len(data)), dice.randrange(1, 600)
    return dice.choice((
        data[:at],
        data[:at] + bytes([data[at] ^ dice.randrange(1, 256)]) + data[at + 1 :],
        data[:at] + dice.randbytes(more) + data[at + more :],
        data[:at] + data[at // 2 :][:more] + data[at:],
    ))  # fmt: skip


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz"])
def test_a_damaged_archive_hides_nothing(tmp_path: Path, suffix: str) -> None:
    """Whatever is done to an archive: nothing is raised, and what is not read any more is told."""
    dice = random.Random(suffix)
    data = packed(suffix, [dice.randbytes(20) + text(number).encode() * 3 for number in range(5)])
    for at in range(60):
        path = tmp_path / f"{at}{suffix}"
        path.write_bytes(damaged(data, dice))
        read = [_hash(entry, str(tmp_path), 1 << 20)[1] for entry in discover([path.name], base=str(tmp_path))]
        assert read.count(None) == 5 or any(read), at


def test_a_header_that_asks_for_memory_is_a_row(tmp_path: Path) -> None:
    """The records of a .tar header are read whole by the library; a megabyte of them is no name."""
    folder = source(tmp_path, 1)
    with tarfile.open(folder / "t.tar.gz", "w:gz") as tar:
        info = tarfile.TarInfo("PaxHeaders/x")
        info.type, info.size = tarfile.XHDTYPE, 3 << 20
        tar.addfile(info, io.BytesIO(bytes(info.size)))
    run(tmp_path / "a.jsonl", ["in"], tmp_path)
    assert "a header of 3,145,728 bytes" in reasons(tmp_path / "a.jsonl")["in/t.tar.gz"]


def test_members_of_one_name_and_links_are_rows(tmp_path: Path) -> None:
    """Both members of one name are read; a hard link is a copy; a symbolic link and a pipe are told, not opened."""
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "z.zip", "w") as opened:
        opened.writestr("a.txt", text(1))
        with pytest.warns(UserWarning, match="Duplicate name"):
            opened.writestr("a.txt", text(2))
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        opened.writestr(link, "a.txt")
    with tarfile.open(folder / "t.tar", "w") as tar:
        for number in (3, 4):
            info = tarfile.TarInfo("a.txt")
            info.size = len(text(number).encode())
            tar.addfile(info, io.BytesIO(text(number).encode()))
        for name, kind in (("hard", tarfile.LNKTYPE), ("soft", tarfile.SYMTYPE), ("pipe", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a.txt"
            tar.addfile(info)
    out = tmp_path / "a.jsonl"
    run(out, ["in"], tmp_path)
    assert outcomes(out) == {
        "in/t.tar!/a.txt": "parsed", "in/t.tar!/a.txt#2": "parsed", "in/t.tar!/hard": "duplicate",
        "in/t.tar!/soft": "unreadable", "in/t.tar!/pipe": "unreadable",
        "in/z.zip!/a.txt": "parsed", "in/z.zip!/a.txt#2": "parsed", "in/z.zip!/link.txt": "unreadable",
    }  # fmt: skip


# What an archive may cost.


def bounded(tmp_path: Path, **limits: int) -> dict[str, str]:
    """Run over "in" within *limits* and return the reason of each document, "" for those that were parsed.

    `parse_archive` says the same.
    """
    out, allowed = tmp_path / f"{len(limits)}-{sum(limits.values())}.jsonl", Limits(**limits)
    run(out, ["in"], tmp_path, limits=allowed)
    told = reasons(out)
    assert {name for name, reason in told.items() if reason} == {
        name for name, outcome in outcomes(out).items() if outcome == "too-large"
    }
    parsed = {each.name: each.ok for each in parse_archive("in", base=str(tmp_path), limits=allowed, parser=PLAIN)}
    assert parsed == {name: not reason for name, reason in told.items()}
    return told


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz"])
def test_an_archive_of_too_many_members(tmp_path: Path, suffix: str) -> None:
    """So many are read as the limit says; a row says that others follow."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a{suffix}").write_bytes(packed(suffix, [text(number).encode() for number in range(5)]))
    told = bounded(tmp_path, documents=3)
    assert [name for name, reason in told.items() if not reason] == [name for name in told if "!/" in name]
    assert len(told) == 4
    assert "what follows is not read: an archive of more members: over the limit documents = 3" in told[f"in/a{suffix}"]


def test_a_list_of_members_that_takes_all_memory(tmp_path: Path) -> None:
    """The list of a .zip is read whole by the library, so its length is looked at first."""
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as opened:
        for number in range(50):
            opened.writestr(f"{number:060}.txt", "a")
    assert "a list of members of 5,500 bytes" in bounded(tmp_path, documents=5)["in/a.zip"]


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz"])
def test_members_that_swell(tmp_path: Path, suffix: str) -> None:
    """A member that grows out of proportion, or is too large, is a row; those before it are parsed."""
    (tmp_path / "in").mkdir()
    bomb = bytes(3 << 20)
    (tmp_path / "in" / f"a{suffix}").write_bytes(packed(suffix, [text(1).encode(), bomb, text(2).encode()]))
    told = bounded(tmp_path, ratio=100)
    assert sum(not reason for reason in told.values()) == (2 if suffix == ".zip" else 1)
    assert any("over the limit ratio = 100" in reason for reason in told.values())
    told = bounded(tmp_path, input_bytes=1 << 20, ratio=10_000)
    assert sum(not reason for reason in told.values()) == 2
    assert any("a member of 3,145,728 bytes: over the limit input_bytes" in reason for reason in told.values())


def test_a_member_that_has_holes(tmp_path: Path) -> None:
    """What a .tar says to be zeros is counted as what it unpacks to."""
    (tmp_path / "in").mkdir()
    with tarfile.open(tmp_path / "in" / "a.tar", "w", format=tarfile.PAX_FORMAT) as tar:
        for number in range(4):
            info = tarfile.TarInfo(f"{number}.txt")
            info.pax_headers = {"GNU.sparse.map": "0,0", "GNU.sparse.size": str(200 << 20)}
            tar.addfile(info, io.BytesIO())
    told = bounded(tmp_path, input_bytes=100 << 20)
    assert len(told) == 4
    assert all("over the limit input_bytes" in reason for reason in told.values())


def test_members_that_cost_too_much_together(tmp_path: Path) -> None:
    """Those that fit are parsed, each other one is a row; in a .tar the archive is one."""
    (tmp_path / "in").mkdir()
    data = [text(number).encode() * 40 for number in range(10)]
    for at, suffix in enumerate((".zip", ".tar.gz")):
        (tmp_path / "in" / f"a{suffix}").write_bytes(packed(suffix, data[at::2]))
    told = bounded(tmp_path, archive_bytes=3 * len(data[0]) + 4_000)
    assert [name for name, reason in told.items() if not reason and ".zip" in name] == [
        name for name in told if ".zip" in name
    ][:3]
    assert sum("over the limit archive_bytes" in reason for reason in told.values() if reason) == 3
    assert "unpacks to" in told["in/a.tar.gz"]


def test_a_name_that_ends_in_an_exclamation_mark_is_a_name(tmp_path: Path) -> None:
    """Folders and archives may be called "in!"; a member is one only where there is an archive."""
    (tmp_path / "in!" / "x.zip!").mkdir(parents=True)
    (tmp_path / "in!" / "a.txt").write_text(text(1), "utf-8")
    (tmp_path / "in!" / "x.zip!" / "b.txt").write_text(text(2), "utf-8")
    with zipfile.ZipFile(tmp_path / "in!" / "y.zip", "w") as opened:
        opened.writestr("c!/c.txt", text(3))
    assert run(tmp_path / "a.jsonl", ["in!"], tmp_path).counts == {"parsed": 3}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_special_files_are_refused_unopened(tmp_path: Path) -> None:
    """A pipe would be waited for, a device read without end: both are rows, also when they are named directly."""
    folder = source(tmp_path, 1)
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(folder / "socket.txt"))
    out = tmp_path / "a.jsonl"
    run(out, ["in", "/dev/zero"], tmp_path)
    told = reasons(out)
    assert {name for name in told if told[name]} == {"in/pipe.txt", "in/socket.txt", "/dev/zero"}
    assert "named pipe" in told["in/pipe.txt"]
    assert "device" in told["/dev/zero"]


def test_links_are_followed_when_named_or_asked_for(tmp_path: Path) -> None:
    """A link that a folder or a pattern holds is a row; named itself, or with the option, it is a document."""
    folder = source(tmp_path, 1)
    secret = tmp_path / "secret.txt"
    secret.write_text(text(9), "utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / "more").symlink_to(tmp_path)
    assert outcomes_of(tmp_path, ["in"]) == {"in/000.txt": True, "in/link.txt": False, "in/more": False}
    assert outcomes_of(tmp_path, ["in/*.txt"]) == {"in/000.txt": True, "in/link.txt": False}
    assert outcomes_of(tmp_path, ["in/link.txt"]) == {"in/link.txt": True}
    followed = outcomes_of(tmp_path, ["in"], follow_links=True)
    assert followed == {"in/000.txt": True, "in/link.txt": True, "in/more": False}


def outcomes_of(tmp_path: Path, sources: list[str], **options: Any) -> dict[str, bool]:
    """Return the names that are found, and whether each is to be read."""
    return {entry.name: not entry.problem for entry in discover(sources, base=str(tmp_path), **options)}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_a_row(tmp_path: Path) -> None:
    """A file and a folder without permission have a row each."""
    folder = source(tmp_path, 1)
    (folder / "no.txt").write_text(text(5), "utf-8")
    (folder / "no.txt").chmod(0)
    (folder / "shut").mkdir()
    (folder / "shut").chmod(0)
    told = run(tmp_path / "a.jsonl", ["in"], tmp_path).counts
    (folder / "shut").chmod(0o700)
    assert told == {"parsed": 1, "unreadable": 2}


@pytest.mark.parametrize("order", ["MEMORYERROR", "EXIT-ASKED", "INTERRUPT", "UNSPEAKABLE", "RECURSION"])
def test_whatever_leaves_a_child_is_a_row(tmp_path: Path, order: str) -> None:
    """MemoryError, SystemExit, KeyboardInterrupt, an exception that cannot be sent: one row, the others are done."""
    folder = source(tmp_path, 1)
    (folder / "bad.txt").write_text(order)
    counts = run(tmp_path / "a.jsonl", ["in"], tmp_path, parser=FAULTY).counts
    assert counts == {"parsed": 1, "memory" if order == "MEMORYERROR" else "error": 1}


def test_what_escapes_the_child_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the child has no memory left for a row the parent makes it; a frame that was cut short goes."""
    from nghiquyet.isolation.worker import Worker

    source(tmp_path, 3)
    call = Worker.call

    def short_of_memory(self: Worker, function: Any, limits: Any, *args: Any, **kwargs: Any) -> Any:
        if function.__name__ == "append" and args[1].name == "in/001.txt":
            with open(args[0], "ab") as work:
                work.write(b"half a frame")
            raise MemoryError
        return call(self, function, limits, *args, **kwargs)

    monkeypatch.setattr(Worker, "call", short_of_memory)
    out = tmp_path / "a.jsonl"
    assert run(out, ["in"], tmp_path).counts == {"parsed": 2, "memory": 1}
    assert names(out) == ["in/000.txt", "in/002.txt"]


def test_parse_archive_goes_on_after_every_fault(tmp_path: Path) -> None:
    """The same in Python: failures are results."""
    folder = source(tmp_path, 1)
    damaged_zip(folder / "bad.zip", zipfile.ZIP_DEFLATED, a=text(7))
    (folder / "x.txt").write_text("EXIT-ASKED")
    results = list(parse_archive("in", base=str(tmp_path), parser=FAULTY, workers=1))
    assert [(r.name, r.row.outcome) for r in results] == [
        ("in/000.txt", "parsed"), ("in/bad.zip!/a.txt", "unreadable"), ("in/x.txt", "error"),
    ]  # fmt: skip


@pytest.mark.parametrize("rest", [["b.txt"], ["b.txt", "c.txt"]])
def test_a_file_that_vanishes_leaves_its_copies_to_be_parsed(tmp_path: Path, rest: list[str]) -> None:
    """The first copy was there when the run was planned and is gone: the next one is parsed in the same run."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", *rest):
        (folder / name).write_text(text(1), "utf-8")
    out = tmp_path / "a.jsonl"

    def engine(shards: Any, on_row: Any) -> Any:
        for shard in shards:
            (folder / "a.txt").unlink(missing_ok=True)
            yield shard, shard.process(on_row=on_row)

    run(out, ["in"], tmp_path, engine=engine)
    assert names(out) == ["in/b.txt"]
    expected = {"in/a.txt": "vanished", "in/b.txt": "parsed", **{f"in/{name}": "duplicate" for name in rest[1:]}}
    assert outcomes(out) == expected
    assert run(out, ["in"], tmp_path).done == 0
    assert outcomes(out) == expected


# What may befall parts, archive and manifest.


def half_done(tmp_path: Path, store: str) -> tuple[Path, list[Path]]:
    """Leave a run as kill -9 before publishing leaves it; return the archive and its parts."""
    source(tmp_path, 6)
    out = tmp_path / store
    with Run(out, parser=PLAIN, base=str(tmp_path)) as killed:
        killed.scan(["in"])
        for shard in killed.shards():
            shard.process()
        return out, sorted(p for p in killed.parts.iterdir() if p.suffix != ".rows")


def altered(path: Path) -> None:
    """Change one byte in the middle of a file, its size stays."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def damage(part: Path, how: str) -> None:
    """Do to a part what a loss of power, a bad disk or a person may do to it."""
    target = part / "targets.parquet" if part.is_dir() else part
    if how == "cut":
        os.truncate(target, target.stat().st_size // 2)
    elif how == "altered":
        altered(target)
    elif how == "missing":
        target.unlink()
    elif how == "rows cut":
        rows = part.with_name(part.name + ".rows")
        os.truncate(rows, rows.stat().st_size // 2)
    else:
        part.with_name(part.name + ".rows").unlink()


@pytest.mark.parametrize("how", ["cut", "altered", "missing", "rows cut", "no rows"])
@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.jsonl", "a.sqlite", "a.parquet")])
@pytest.mark.parametrize("noted", [False, True])
def test_a_damaged_part_is_done_again(tmp_path: Path, store: str, how: str, noted: bool) -> None:
    """A part that is not as it was written, taken up by the manifest or not, is found when the run starts again."""
    out, parts = half_done(tmp_path, store)
    if noted:
        Run(out, parser=PLAIN, base=str(tmp_path)).close()
    damage(parts[0], how)
    damage(parts[3], how)
    summary = run(out, ["in"], tmp_path)
    assert (summary.done, summary.counts) == (2, {"parsed": 6})
    assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(6)]


def test_a_torn_work_file_costs_what_is_torn(tmp_path: Path) -> None:
    """A frame whose bytes are not those that were written is done again, though its line ends are there."""
    source(tmp_path, 4)
    out = tmp_path / "a.jsonl"
    with Run(out, parser=PLAIN, base=str(tmp_path)) as killed:
        killed.scan(["in"])
        shard = next(killed.shards())
        work = Path(shard.out).with_name(Path(shard.out).name + ".work")

        def stop(row: Any) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            shard.process(on_row=stop)
    altered(work)
    assert run(out, ["in"], tmp_path).counts == {"parsed": 4}
    assert names(out) == [f"in/{n:03}.txt" for n in range(4)]
    assert all(json.loads(line)["text"] for line in out.read_bytes().splitlines())


def test_a_document_that_changes_before_its_part_is_published_is_not_in_it(tmp_path: Path) -> None:
    """The part of a killed run holds the old content of a file that is another one now."""
    for store in ("a.jsonl", "a.sqlite"):
        folder = tmp_path / store[2:]
        folder.mkdir()
        out, _ = half_done(folder, store)
        (folder / "in" / "001.txt").write_text(text(91), "utf-8")
        assert run(out, ["in"], folder).counts == {"parsed": 6}
        assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(6)]


def lose(out: Path, how: str) -> None:
    """Remove an archive, empty it, or cut its end off."""
    if out.is_dir():
        for path in list(out.glob("*/*.parquet"))[: None if how == "removed" else 1]:
            path.unlink()
        if how == "removed":
            for path in (*out.iterdir(), out):
                path.rmdir()
    elif how == "removed":
        out.unlink()
    else:
        os.truncate(out, out.stat().st_size * 2 // 3)


@pytest.mark.parametrize("store", STORES)
def test_a_deleted_archive_is_made_again(tmp_path: Path, store: str) -> None:
    """An archive that is gone is made anew: its documents are not taken for done."""
    source(tmp_path, 4)
    out = tmp_path / store
    run(out, ["in"], tmp_path)
    lose(out, "removed")
    summary = run(out, ["in"], tmp_path)
    assert (summary.done, summary.counts) == (4, {"parsed": 4})
    assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(4)]
    assert run(out, ["in"], tmp_path).done == 0


@pytest.mark.parametrize("store", [s for s in STORES if "jsonl" in s or s == "a.parquet"])
def test_an_archive_that_lost_a_part_of_itself_is_made_whole(tmp_path: Path, store: str) -> None:
    """Lines that are cut off, and packs without one of their files, are found and parsed again."""
    source(tmp_path, 4)
    out = tmp_path / store
    run(out, ["in"], tmp_path)
    lose(out, "cut")
    assert run(out, ["in"], tmp_path).done > 0
    assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(4)]


@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.sqlite", "a.duckdb")])
def test_a_database_that_is_cut_is_told(tmp_path: Path, store: str) -> None:
    """It cannot be mended: the run says so, and makes it again when it is out of the way."""
    source(tmp_path, 4)
    out = tmp_path / store
    run(out, ["in"], tmp_path)
    lose(out, "cut")
    for _ in range(2):
        with pytest.raises(StoreFault, match=r"is not an archive: .*; move it away and run again"):
            run(out, ["in"], tmp_path)
    out.unlink()
    assert run(out, ["in"], tmp_path).counts == {"parsed": 4}
    assert len(names(out)) == 4


@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.jsonl", "a.sqlite", "a.duckdb", "a.parquet")])
def test_what_is_no_archive_is_left_alone(tmp_path: Path, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 3, and not a byte of it changed."""
    source(tmp_path, 1)
    out = tmp_path / store
    if store == "a.parquet":
        out.mkdir()
        (out / "letter.txt").write_text("mine")
    else:
        out.write_text("my own notes\n" * 500)
    before = (out / "letter.txt" if out.is_dir() else out).read_bytes()
    for _ in range(2):
        assert main(["batch", str(tmp_path / "in"), "-o", str(out), "-j", "1", "-q"]) == 3
        said = capsys.readouterr().err
        assert said.startswith("nghiquyet batch: ")
        assert said.count("\n") == 1
    assert (out / "letter.txt" if out.is_dir() else out).read_bytes() == before


@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.jsonl", "a.sqlite", "a.parquet")])
def test_an_archive_without_its_state_is_not_written_over(tmp_path: Path, store: str) -> None:
    """What the folder .run knew is gone, so nobody can tell what the archive should hold: it is left as it is."""
    import shutil

    source(tmp_path, 2)
    out = tmp_path / store
    run(out, ["in"], tmp_path)
    shutil.rmtree(tmp_path / (store + ".run"))
    with pytest.raises(StoreFault, match="is gone: move the archive away"):
        run(out, ["in"], tmp_path)
    assert len(names(out)) == 2


@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.sqlite", "a.parquet")])
def test_an_older_copy_that_was_put_back_is_brought_up_to_date(tmp_path: Path, store: str) -> None:
    """What the copy lacks, and what it has of a document that is another one now, is parsed again."""
    import shutil

    folder, out, copy = source(tmp_path, 2), tmp_path / store, tmp_path / f"old-{store}"
    run(out, ["in"], tmp_path)
    (shutil.copytree if out.is_dir() else shutil.copy)(out, copy)
    (folder / "001.txt").write_text(text(91), "utf-8")
    (folder / "002.txt").write_text(text(92), "utf-8")
    run(out, ["in"], tmp_path)
    shutil.rmtree(out) if out.is_dir() else out.unlink()
    copy.replace(out)
    assert run(out, ["in"], tmp_path).done == 2
    assert [high for (high,) in query(out, "SELECT high FROM targets ORDER BY high")] == [0, 91, 92]


@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.jsonl", "a.parquet")])
def test_an_archive_is_no_source_of_its_own(tmp_path: Path, store: str) -> None:
    """A folder may hold the archive that is made of it."""
    folder = source(tmp_path, 2)
    for done in (2, 0):
        summary = run(folder / store, ["in"], tmp_path)
        assert (summary.done, summary.counts) == (done, {"parsed": 2})


def test_a_crash_after_publishing_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive has the documents and the manifest does not know it yet; then a file changes."""
    from nghiquyet.archive.manifest import Manifest

    for store in STORES:
        folder = tmp_path / store
        folder.mkdir()
        files = source(folder, 3)
        out = folder / store
        with monkeypatch.context() as patched:
            patched.setattr(Manifest, "published", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                run(out, ["in"], folder)
        (files / "001.txt").write_text(text(91), "utf-8")
        assert run(out, ["in"], folder).counts == {"parsed": 3}, store
        assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(3)], store


_LIMITED = (
    "import resource, sys; sys.path[:0] = sys.argv[4:]\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))\n"
    "from nghiquyet.cli import main\n"
    "sys.exit(main(['batch', sys.argv[1], '-o', sys.argv[2], '-j', '1', '-q', '--parser', 'archive_parsers:plain']))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
@pytest.mark.parametrize("store", [s for s in STORES if s in ("a.jsonl", "a.sqlite", "a.duckdb", "a.parquet")])
def test_a_disk_that_is_full_is_one_line(tmp_path: Path, store: str) -> None:
    """What was published before stays as it is, the exit code is 3, and the next run goes on."""
    folder, out = source(tmp_path, 2), tmp_path / store
    run(out, ["in"], tmp_path)
    for number in range(2, 16):
        (folder / f"{number:03}.txt").write_text(text(number) * (1 if number % 2 else 30), "utf-8")
    path = [*sys.path]
    # Manifest and logs of the databases, parts, archive: one or the other is over such a limit.
    command = [sys.executable, "-c", _LIMITED, "in", str(out), "120000", *path]
    told = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert (told.returncode, told.stderr.count("\n")) == (3, 1), told
    assert set(names(out)) >= {"in/000.txt", "in/001.txt"}
    assert run(out, ["in"], tmp_path).counts == {"parsed": 16}
    assert sorted(names(out)) == [f"in/{n:03}.txt" for n in range(16)]


_HALF = (
    "import os, signal, sqlite3, sys\n"
    "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "db.execute('PRAGMA cache_size=5')\n"
    "db.execute('BEGIN')\n"
    "db.execute('DELETE FROM nodes')\n"
    "db.executemany('INSERT INTO nodes (text) VALUES (?)', [('x' * 3000,)] * 100)\n"
    "os.kill(os.getpid(), signal.SIGKILL)"
)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills itself")
def test_a_database_that_a_killed_run_left_half_written(tmp_path: Path) -> None:
    """A question cannot take back what was begun, and says so; the next run can, and does."""
    source(tmp_path, 2)
    out = tmp_path / "a.sqlite"
    run(out, ["in"], tmp_path)
    subprocess.run([sys.executable, "-c", _HALF, str(out)])
    with pytest.raises(CannotQuery, match="a run was stopped while it wrote"):
        query(out, "SELECT count(*) FROM nodes")
    assert run(out, ["in"], tmp_path).done == 0
    assert query(out, "SELECT count(*) > 10, max(length(text)) < 1000 FROM nodes").rows == [(1, 1)]


def test_a_damaged_manifest_is_one_line(tmp_path: Path) -> None:
    """What is known of the archive cannot be read: that is said, and nothing is done."""
    source(tmp_path, 1)
    out = tmp_path / "a.jsonl"
    run(out, ["in"], tmp_path)
    (tmp_path / "a.jsonl.run" / "manifest.sqlite").write_bytes(b"no database " * 500)
    with pytest.raises(StoreFault, match=r"is damaged: move .* away"):
        run(out, ["in"], tmp_path)


def test_a_second_run_says_so_and_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two runs on one archive: the second leaves it alone, with one line and exit code 3."""
    source(tmp_path, 1)
    out = tmp_path / "a.jsonl"
    with Run(out):
        assert main(["batch", str(tmp_path / "in"), "-o", str(out), "-q"]) == 3
        with pytest.raises(Busy):
            Run(out)
    assert capsys.readouterr().err == f"nghiquyet batch: {out}: another run is working on it\n"


def test_a_manifest_of_an_older_version_goes_on(tmp_path: Path) -> None:
    """Finished parts that have no seal yet are done again; what is published stays."""
    out, _ = half_done(tmp_path, "a.jsonl")
    manifest = sqlite3.connect(tmp_path / "a.jsonl.run" / "manifest.sqlite")
    for column in ("seal", "documents"):
        manifest.execute(f"ALTER TABLE shards DROP COLUMN {column}")
    manifest.commit()
    manifest.close()
    assert run(out, ["in"], tmp_path).counts == {"parsed": 6}
    assert names(out) == [f"in/{n:03}.txt" for n in range(6)]


@pytest.mark.parametrize("damage", ["cut", "junk"])
def test_damaged_lines_are_an_unreadable_document(tmp_path: Path, damage: str) -> None:
    """What stands before the damage is read; then one line names the file."""
    source(tmp_path, 2)
    out = tmp_path / "a.jsonl.gz"
    run(out, ["in"], tmp_path)
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) - 12] if damage == "cut" else b"junk")
    made = list(documents(str(out), parse, 1_000_000))
    assert len(made) == (2 if damage == "cut" else 1)
    with pytest.raises(UnreadableSource, match="not read after line"):
        made[-1][1]()


def test_a_query_of_a_damaged_archive_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"no database at all, but as long as the head of one would be")
    assert main(["query", str(tmp_path / "a.sqlite"), "SELECT 1"]) == 3
    assert f"{tmp_path}/a.sqlite: " in capsys.readouterr().err
