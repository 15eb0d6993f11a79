"""Times, deadlines, recurrences."""

from ..facts import Metadata, Reference, Time
from ..flow import Flow


def find_times(view: Flow, references: tuple[Reference, ...], metadata: Metadata) -> tuple[Time, ...]:
    """Return every time expression outside *references*, in the order of the text."""
    return ()
