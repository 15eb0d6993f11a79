"""Make the files of the corpus from its sources: Word documents, and the golden file of each stage.

    python corpus/make.py             write source.docx beside each source.txt
    python corpus/make.py --golden    write tokens.txt, tree.txt and facts.json anew; read the diff before you commit it

The tests call the same functions and compare. The bytes of a .docx depend on the versions of python-docx and zlib, not
on the clock; the tests compare the document inside.
"""

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

from golden import facts, tokens, tree
from word import word_file

import nghiquyet

HERE = Path(__file__).parent
#: Sources whose lines are wrapped by hand, with their width: a paragraph of the .docx is several of their lines.
WRAPPED = {"party-congress": 75}
#: Sources whose .docx has its labels from Word's automatic lists, not typed.
NUMBERED = {"government-tasks"}


def names() -> list[str]:
    """Return the documents of the corpus."""
    return sorted(path.parent.name for path in HERE.glob("*/source.txt"))


def source(name: str, ending: str = "txt") -> Path:
    return HERE / name / f"source.{ending}"


def known_wrong(name: str | None = None) -> list[dict[str, Any]]:
    """Return what known-wrong.toml says of a document, or of all."""
    cases: list[dict[str, Any]] = tomllib.loads((HERE / "known-wrong.toml").read_text("utf-8")).get("wrong", [])
    return [case for case in cases if name in (None, case["document"])]


def golden_files(name: str) -> dict[str, bytes]:
    """Return the golden files of a document: what each stage makes of its source.txt."""
    document = nghiquyet.parse(source(name))
    made = {
        "tokens.txt": tokens(document.text),
        "tree.txt": tree(document),
        "facts.json": facts(document, known_wrong(name)),
    }
    return {file: text.encode() for file, text in made.items()}


def word_files(name: str) -> dict[str, bytes]:
    """Return the Word document of a source."""
    text = source(name).read_text("utf-8")
    return {"source.docx": word_file(text, width=WRAPPED.get(name, 0), numbered=name in NUMBERED)}


def main() -> None:
    """Write the files, and say which ones changed."""
    parser = argparse.ArgumentParser(description="Make the files of the corpus from its sources.")
    parser.add_argument("--golden", action="store_true", help="write the golden files, not the Word documents")
    made = golden_files if parser.parse_args().golden else word_files
    for name in names():
        for file, data in made(name).items():
            path = HERE / name / file
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
                print(path.relative_to(HERE), file=sys.stderr)


if __name__ == "__main__":
    main()
