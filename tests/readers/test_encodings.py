# ruff: noqa: E501 (legacy text in one piece)
"""Encodings: what is found is right, and clean text is never touched."""

import tomllib
import unicodedata
from itertools import combinations, islice
from pathlib import Path

import pytest

from clock import is_linear
from nghiquyet.errors import UnreadableSource
from nghiquyet.lexicon.syllables import is_syllable
from nghiquyet.readers import read
from nghiquyet.readers.encodings.decode import convert
from nghiquyet.readers.encodings.legacy import latin, tables

SENTENCES = tomllib.loads((Path(__file__).parents[1] / "data" / "languages.toml").read_text("utf-8"))
SAID = "Phấn đấu đến năm 2030, tỷ lệ hộ nghèo của huyện giảm còn dưới một phần trăm; đường xã được nhựa hoá toàn bộ."

# The same sentence, typed by hand as a program set to Windows-1252 shows it.
LEGACY = {
    "tcvn3": "PhÊn ®Êu ®Õn n¨m 2030, tû lÖ hé nghÌo cña huyÖn gi¶m cßn d\u00adíi mét phÇn tr¨m; ®\u00adêng x· ®\u00adîc nhùa ho¸ toµn bé.",
    "vni": "Phaán ñaáu ñeán naêm 2030, tyû leä hoä ngheøo cuûa huyeän giaûm coøn döôùi moät phaàn traêm; ñöôøng xaõ ñöôïc nhöïa hoaù toaøn boä.",
    "viscii": "Ph¤n ð¤u ðªn nåm 2030, tÖ l® hµ nghèo cüa huy®n giäm còn dß¾i mµt ph¥n tråm; ðß¶ng xã ðßþc nhña hoá toàn bµ.",
    "vps": "PhÃn ÇÃu Ç\u2030n næm 2030, t\u203a l\u0152 h¶ nghèo cûa huy\u0152n giäm còn dÜ§i m¶t phÀn træm; ÇÜ©ng xã ÇÜ®c nh¿a hoá toàn b¶.",
}


@pytest.mark.parametrize("encoding", LEGACY)
def test_bytes_in_a_legacy_encoding(encoding: str) -> None:
    """A .txt in a legacy encoding is read, its encoding named, and a note says how sure that is."""
    data = (
        "".join(LEGACY[encoding]).encode("latin-1", "strict")
        if encoding != "vps"
        else LEGACY[encoding].encode("cp1252")
    )
    reading = read(data, "old.txt")
    assert (reading.text, reading.encoding) == (SAID, encoding)
    assert [note.code for note in reading.notes] == ["encoding-converted"]
    assert "100% of" in reading.notes[0].message


@pytest.mark.parametrize("encoding", LEGACY)
def test_legacy_letters_saved_as_utf8(encoding: str) -> None:
    """The same letters, copied out of an old file and saved as UTF-8, are read just as well."""
    reading = read(LEGACY[encoding].encode("utf-8"), "copied.txt")
    assert (reading.text, reading.encoding) == (SAID, encoding)


def test_windows_1258() -> None:
    """Windows-1258 writes tones as marks of their own; the text comes out composed."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = ""
    for letter in SAID:
        whole = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(mark for mark in whole if mark not in tones))
        apart += base + "".join(mark for mark in whole if mark in tones)
    reading = read(apart.encode("cp1258"), "w.txt")
    assert (reading.text, reading.encoding) == (SAID, "windows-1258")


@pytest.mark.parametrize("times", [1, 2])
def test_mojibake(times: int) -> None:
    """UTF-8 that was read as Windows-1252 and saved, once or twice, is read anew."""
    spoiled = SAID
    for _ in range(times):
        spoiled = "".join(latin(byte) for byte in spoiled.encode("utf-8"))
    reading = read(spoiled.encode("utf-8"), "spoiled.txt")
    assert (reading.text, reading.encoding) == (SAID, "utf-8, read as windows-1252")


def test_mojibake_that_lost_its_spaces() -> None:
    """à is C3 A0: where a program made A0 a plain space, the letter is found by the syllables around."""
    spoiled = "".join(latin(byte) for byte in "là nhiệm vụ hàng đầu của toàn tỉnh và cả nước".encode()).replace(
        "\u00a0", " "
    )
    assert convert(spoiled)[0] == "là nhiệm vụ hàng đầu của toàn tỉnh và cả nước"


@pytest.mark.parametrize("line", ["…" * 40, "." * 80, "……… / ………", "_" * 60, "- ……… (1) ………;", "½ ¾ §§§ ±±±"])
def test_lines_without_letters_are_left_alone(line: str) -> None:
    """Dotted lines and signs are of no encoding."""
    assert convert(line) == (line, None, ())


@pytest.mark.parametrize("encoding", LEGACY)
def test_dotted_lines_stay_beside_old_letters(encoding: str) -> None:
    """The dots of a form are not decoded as letters, and do not hide the encoding of the words between them."""
    shown = f"………………… {LEGACY[encoding]} ………… (1) …………………"
    text, found, _ = convert(shown)
    assert (text, found) == (f"………………… {SAID} ………… (1) …………………", encoding)


def test_old_letters_that_look_like_utf8() -> None:
    """The letters ướ of VISCII, "ß¾", is valid UTF-8 of a script that no resolution is written in."""
    shown = "Ghi tên c½ quan quän lý nhà nß¾c v« công tác b°i thß¶ng nhà nß¾c."
    assert convert(shown)[:2] == ("Ghi tên cơ quan quản lý nhà nước về công tác bồi thường nhà nước.", "viscii")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(encoding: str) -> None:
    """Unicode is read in every form, with or without a byte order mark, and no note is made."""
    reading = read(SAID.encode(encoding), "u.txt")
    assert reading.text.lstrip("\ufeff") == SAID
    assert reading.notes == ()


def test_byte_order_mark_stays() -> None:
    """The text is exactly the file: its mark stays as U+FEFF."""
    assert read(SAID.encode("utf-8-sig"), "u.txt").text[0] == "\ufeff"


def clean_texts() -> list[tuple[str, str]]:
    """Return over 200 texts: every sentence, and every pair within a language, capitals and decomposed ones too."""
    made = []
    for language, sentences in SENTENCES.items():
        made += [(language, sentence) for sentence in sentences]
        made += [(language, " ".join(pair)) for pair in islice(combinations(sentences, 2), 80)]
        made += [(language, sentence.upper()) for sentence in sentences]
        made += [(language, unicodedata.normalize("NFD", sentence)) for sentence in sentences]
        made.append((language, "\n".join(sentences)))
    return made


def test_clean_text_is_never_touched() -> None:
    """Detection never fires on clean Unicode, whatever the language."""
    texts = clean_texts()
    assert len(texts) >= 250
    fired = [(language, text) for language, text in texts if convert(text)[0] != text]
    assert fired == []


def test_other_languages_in_windows_1252() -> None:
    """Bytes that are neither Unicode nor Vietnamese are read as Windows-1252, and a note says so."""
    for language in ("french", "spanish", "german", "portuguese"):
        text = "\n".join(SENTENCES[language])
        reading = read(text.encode("cp1252"), "w.txt")
        assert (reading.text, reading.encoding) == (text, "windows-1252")
        assert [note.code for note in reading.notes] == ["encoding-doubtful"]


def test_damaged_utf8() -> None:
    """A few bad bytes in UTF-8 do not spoil the rest; a note counts them."""
    data = SAID.encode() * 20
    reading = read(data[:200] + b"\xff" + data[200:], "d.txt")
    assert reading.encoding == "utf-8"
    assert [note.code for note in reading.notes] == ["encoding-damaged"]


@pytest.mark.parametrize(
    "junk",
    [
        bytes(range(256)) * 20,
        b"\0\1\2\3" * 500,
        b"\x7fELF\x02\x01\x01" + bytes(2000),
        b"\xff\xfe" + bytes(range(256)) * 4,
    ],
)
def test_binary_junk_is_refused(junk: bytes) -> None:
    """Bytes that are no text are refused in one line."""
    with pytest.raises(UnreadableSource, match="binary"):
        read(junk, "junk.txt")


@pytest.mark.parametrize("piece", ["Ã ", "á»", "ä", "aâ", "\u00ad", "á»‹ä"])
@pytest.mark.parametrize("before", ["", "á»‹" * 9])
def test_hostile_text_takes_linear_time(before: str, piece: str) -> None:
    """Odd letters without end are weighed in time that grows with them."""
    assert is_linear(convert, lambda size: before + piece * size, 20_000)


def test_every_table_is_complete() -> None:
    """Each table gives all 67 small letters of Vietnamese beyond ASCII, and names its source."""
    letters = set()
    for base in "aăâeêioôơuưy":
        letters |= {unicodedata.normalize("NFC", base + tone) for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")}
    letters = {letter for letter in letters | {"đ"} if not letter.isascii()}
    assert len(letters) == 67
    for table in tables().values():
        assert table.source
        if table.name in ("vni", "windows-1258"):
            continue
        made = {table.decode(latin(code)) for code in range(0x80, 0x100)}
        assert letters <= made, table.name


def test_vni_pairs_are_complete() -> None:
    """Letter and mark of VNI, in any mix of capitals, give every letter with every tone."""
    decode = tables()["vni"].decode
    assert decode("aùaøaûaõaïaâaáaàaåaãaäaêaéaèaúaüaë") == "áàảãạâấầẩẫậăắằẳẵặ"
    assert decode("oùoøoûoõoïoâoáoàoåoãoäôôùôøôûôõôï") == "óòỏõọôốồổỗộơớờởỡợ"
    assert decode("uùuøuûuõuïööùöøöûöõöïyùyøyûyõîíìæóòñ") == "úùủũụưứừửữựýỳỷỹỵíìỉĩịđ"
    assert decode("AÙAùÑÖÔØÍ") == "ÁÁĐƯỜÍ"


@pytest.mark.parametrize("word", "nghị quyết Hòa hoà uỷ ủy gìn giếng quý khuỷu huỳnh ngoằn yểng thuở oằn ĐƯỜNG".split())
def test_syllables(word: str) -> None:
    """Words of Vietnamese are well-formed, in both schools of tone placement."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", "strong école für bàc hộf thànhphố aa PhÊn ñaáu wị".split())
def test_no_syllables(word: str) -> None:
    """Words of other languages, glued words and undecoded letters are not."""
    assert not is_syllable(word)
