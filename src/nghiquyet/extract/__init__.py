"""The extractors: one fact, one file; small pure functions over a `Flow`."""

from .assignments import find_assignments
from .links import find_links
from .metadata import find_metadata
from .references import find_references
from .targets import find_targets
from .times import find_times

__all__ = ["find_assignments", "find_links", "find_metadata", "find_references", "find_targets", "find_times"]
