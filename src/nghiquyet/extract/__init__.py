"""The extractors: one fact, one file; small pure functions over a `TextView`."""

from .assignments.find import find_assignments
from .metadata.find import find_metadata
from .references.find import find_references
from .references.provisions import find_links
from .targets.find import find_targets
from .times.find import find_times

__all__ = ["find_assignments", "find_links", "find_metadata", "find_references", "find_targets", "find_times"]
