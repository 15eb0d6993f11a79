"""Plain text: the file, decoded, and nothing else."""

from ..layout import Reading
from .encodings.decode import decode


def read_text(data: bytes, name: str) -> Reading:
    """Decode *data*. The text is exactly the file: line ends, spaces and a byte order mark (U+FEFF) stay."""
    text, encoding, notes = decode(data, name)
    return Reading(text=text, format="text", encoding=encoding, notes=notes)
