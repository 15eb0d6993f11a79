"""Who must do what."""

from ..facts import Assignment, Time
from ..flow import Flow


def find_assignments(view: Flow, times: tuple[Time, ...]) -> tuple[Assignment, ...]:
    """Return every duty given to a named body, in the order of the text."""
    return ()
