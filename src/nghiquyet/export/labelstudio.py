"""Documents as pre-annotated tasks of Label Studio, so that people can correct facts and measure them."""

import json
from collections.abc import Iterable
from typing import IO, Any

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
