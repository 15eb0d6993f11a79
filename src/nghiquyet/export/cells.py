"""Values of rows as text: what CSV and JSON Lines write."""

from datetime import date

from .columns import Value


def plain(value: Value) -> str | int | float | bool | None:
    """Return *value* as JSON has it: dates in ISO 8601, whole floats as integers.

    >>> plain(1200.0), plain(date(2030, 12, 31)), plain(28.5)
    (1200, '2030-12-31', 28.5)
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def written(value: Value) -> str:
    """Return *value* as the text of a cell, empty for None.

    >>> written(None), written(True), written(0.5)
    ('', 'true', '0.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(plain(value))


def writable(text: str) -> str:
    """Return *text* as UTF-8 and XML can write it: other white space as spaces, other signs that they lack as U+FFFD.

    >>> writable("Số\\x0b 5\\x03")
    'Số  5\ufffd'
    """
    if text.isprintable():
        return text
    return "".join(
        each if each in "\t\n" or not _forbidden(ord(each)) else " " if each.isspace() else "\ufffd" for each in text
    )


def _forbidden(code: int) -> bool:
    return code < 0x20 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
