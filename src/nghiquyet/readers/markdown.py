"""Markdown: plain text. The structure of the text recognises the rest of its marks ("**", "\\\\-")."""

from attrs import evolve

from ..layout import Reading
from .text import read_text


def read_markdown(data: bytes, name: str) -> Reading:
    """Decode *data*; like any text it stays as it is."""
    return evolve(read_text(data, name), format="markdown")
