"""References to legal and Party documents."""

from ..facts import Reference
from ..flow import Flow


def find_references(view: Flow) -> tuple[Reference, ...]:
    """Return every mention of an identified document, in the order of the text."""
    return ()
