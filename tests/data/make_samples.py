"""Make the .doc samples of this folder anew, with LibreOffice: ``python tests/data/make_samples.py``.

They are the resolution of `party` (tests/makers) with automatic labels: party.doc in Unicode, tcvn3.doc in .VnTime and
vni.doc in VNI-Times, as Word 97-2003 files.
"""

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "makers"))

from nghiquyet.readers import office  # noqa: E402
from nghiquyet.readers.encodings.legacy import latin, tables  # noqa: E402
from party import numbered  # noqa: E402


def writer(encoding: str) -> Callable[[str], str]:
    """Return the function that writes Unicode in *encoding*: its table turned round."""
    decode = tables()[encoding].decode
    codes = [latin(code) for code in range(0xA1, 0x100)]
    tries = codes + [base + mark for base in "aeouyôöAEOUYÔÖ" for mark in codes] if encoding == "vni" else codes
    back = {decode(code): code for code in reversed(tries) if decode(code) != code}
    # TCVN3 has no capitals with tone marks; authors switched to another font. Here they stay small.
    return lambda words: "".join(back.get(letter) or back.get(letter.lower(), letter) for letter in words)


if __name__ == "__main__":
    made = {
        "party.doc": numbered(),
        "tcvn3.doc": numbered(".VnTime", writer("tcvn3")),
        "vni.doc": numbered("VNI-Times", writer("vni")),
    }
    done = office.convert([(data, ".docx") for data in made.values()], "doc:MS Word 97")
    for name, data in zip(made, done, strict=True):
        assert data is not None, name
        (HERE / name).write_bytes(data)
        print(name, len(data))
