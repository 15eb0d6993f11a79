"""Calls of PDFium that are made for every letter or object of a page: addresses are numbers, nothing is wrapped."""

import ctypes
from typing import Any


def by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of PDFium that takes addresses as numbers: wrapping them costs more than the call."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)
