"""Calls of PDFium that are made for every letter or object of a page: nothing is wrapped, and little is looked at.

The calls are so short that ctypes costs more than they do: half of its time goes into looking at arguments whose types
were declared, and a part into giving up the lock of the interpreter. So these declare the first argument at most. What
follows it has to be a whole number, for C's int, or a reference that was made once.
"""

import ctypes
from typing import Any


def by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of PDFium whose first argument is an address; *arguments* are the types of others."""
    return _prototype(function, result, ctypes.c_void_p, *arguments)


def by_reference(function: Any, result: Any) -> Any:
    """Return a function of PDFium whose first argument is a `reference`."""
    return _prototype(function, result)


def reference(handle: Any) -> Any:
    """Return the page or text page *handle* as an argument that is handed on as it is."""
    return ctypes.byref(handle.contents)


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)
