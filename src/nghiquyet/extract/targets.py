"""Targets and results."""

from ..facts import Metadata, Reference, Target, Time
from ..flow import Flow


def find_targets(
    view: Flow, times: tuple[Time, ...], references: tuple[Reference, ...], metadata: Metadata
) -> tuple[Target, ...]:
    """Return every measured quantity that the document sets or reports, in the order of the text."""
    return ()
