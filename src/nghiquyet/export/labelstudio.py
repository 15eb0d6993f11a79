"""Documents as pre-annotated tasks of Label Studio, so that people can correct facts and measure them."""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any

from attrs import frozen

from .. import __version__
from ..document import LAYERS, Document

#: The labelling interface that the tasks are for (docs/export.md).
CONFIG = """\
<View>
  <Labels name="label" toName="text">
    <Label value="target"/><Label value="result"/><Label value="milestone"/>
    <Label value="time"/><Label value="deadline"/>
    <Label value="reference"/><Label value="link"/><Label value="assignment"/>
  </Labels>
  <Text name="text" value="$text" granularity="word"/>
  <TextArea name="note" toName="text" perRegion="true"/>
</View>
"""


def write_labelstudio(documents: Iterable[Document], stream: IO[bytes], **_: Any) -> None:
    """Write *documents* as a JSON array of tasks, the form in which Label Studio imports predictions."""
    stream.write(b"[")
    for position, document in enumerate(documents):
        task = json.dumps(_task(document), ensure_ascii=False)
        stream.write(b",\n" * (position > 0) + task.encode("utf-8", "backslashreplace"))
    stream.write(b"]\n")


def _task(document: Document) -> dict[str, Any]:
    spots = _utf16(document.text)
    result = []
    for layer in LAYERS:
        for position, fact in enumerate(getattr(document, layer)):
            span = fact.span
            result.append(
                {
                    "id": f"{layer}-{position}",
                    "from_name": "label",
                    "to_name": "text",
                    "type": "labels",
                    "value": {
                        "start": spots(span.start),
                        "end": spots(span.end),
                        "text": document.text[span.start : span.end],
                        "labels": [_label(layer, fact)],
                    },
                    "meta": {"text": [_note(layer, fact)]},
                }
            )
    return {
        "data": {"text": document.text, "file": document.source.name},
        "predictions": [{"model_version": f"nghiquyet {__version__}", "result": result}],
    }


@frozen
class Agreement:
    """How far the library and people agree on the regions of a label.

    Attributes:
        both: Regions that both have, at the same place and with the same label.
        library, people: Regions that only the one has.
    """

    both: int = 0
    library: int = 0
    people: int = 0

    @property
    def precision(self) -> float | None:
        """The share of the library's regions that people kept; None where it has none."""
        return self.both / (self.both + self.library) if self.both + self.library else None

    @property
    def recall(self) -> float | None:
        """The share of people's regions that the library has; None where they have none."""
        return self.both / (self.both + self.people) if self.both + self.people else None


def agreement(tasks: Iterable[Mapping[str, Any]]) -> dict[str, Agreement]:
    """Compare, label by label, what people made of *tasks*, the JSON export of a project, with the predictions in them.

    A task counts by the last annotation that was not cancelled; without one it is left out.
    """
    counts: dict[str, Agreement] = {}
    for task in tasks:
        kept = [each for each in task.get("annotations", ()) if not each.get("was_cancelled")]
        if not kept:
            continue
        people = _regions(kept[-1]["result"])
        library = _regions(each for said in task.get("predictions", ()) for each in said["result"])
        for label in {label for *_, label in people | library}:
            one, other = ({each for each in side if each[2] == label} for side in (library, people))
            old = counts.get(label, Agreement())
            counts[label] = Agreement(
                both=old.both + len(one & other), library=old.library + len(one - other),
                people=old.people + len(other - one),
            )  # fmt: skip
    return dict(sorted(counts.items()))


def _regions(result: Iterable[Mapping[str, Any]]) -> set[tuple[int, int, str]]:
    """Return place and label of each region; two facts at one place with one label are one."""
    values = (each["value"] for each in result if each.get("type") == "labels")
    return {(value["start"], value["end"], label) for value in values for label in value["labels"]}


def _label(layer: str, fact: Any) -> str:
    if layer == "targets":
        return str(fact.role)
    if layer == "times":
        return "deadline" if fact.deadline else "time"
    return layer.removesuffix("s")


def _note(layer: str, fact: Any) -> str:
    """Return what the library says of a fact beyond its words, for who judges it."""
    said = {
        "targets": ("indicator", "key", "comparator", "number", "due", "why"),
        "times": ("value", "relation", "why"),
        "references": ("key", "role"),
        "links": ("targets",),
        "assignments": ("body", "role", "due"),
    }[layer]
    values = ((name, getattr(fact, name)) for name in said)
    return "; ".join(
        f"{name}: {', '.join(value) if isinstance(value, tuple) else value}" for name, value in values if value
    )


def _utf16(text: str) -> Any:
    """Return what turns an offset in code points into one in UTF-16 units, which browsers count."""
    wide = [at for at, letter in enumerate(text) if letter > "\uffff"]
    if not wide:
        return lambda offset: offset
    from bisect import bisect_left

    return lambda offset: offset + bisect_left(wide, offset)
