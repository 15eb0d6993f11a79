"""The build hooks: ships compiled grammars, for the engines that are installed where it is built, and completions."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class Prepare(BuildHookInterface[Any]):
    """Runs `nghiquyet.lexicon.prepare` over the documents of corpus/, and `nghiquyet.completion`, before a build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files and have them shipped."""
        root = Path(self.root)
        texts = sorted(map(str, root.glob("corpus/*/source.txt")))
        path = os.pathsep.join([str(root / "src"), *sys.path])  # the build's own packages are on its path only
        environment = {**os.environ, "PYTHONPATH": path}
        subprocess.run([sys.executable, "-m", "nghiquyet.lexicon.prepare", *texts], env=environment, check=True)
        subprocess.run([sys.executable, "-m", "nghiquyet.completion"], env=environment, check=True)
        build_data["artifacts"] += ["src/nghiquyet/data/prepared/*.pickle", "src/nghiquyet/data/completion/*"]


class Describe(MetadataHookInterface):
    """Gives a package index the README with links that hold there, and the addresses of the project.

    ``home`` in pyproject.toml is the address of the repository. Without it, links into the repository are words.
    """

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the fields that pyproject.toml calls dynamic."""
        home = self.config.get("home", "").rstrip("/")
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_index(text, home)}
        pages = {"Homepage": "", "Documentation": "/blob/main/docs/index.md", "Changelog": "/blob/main/CHANGELOG.md"}
        metadata["urls"] = {name: home + page for name, page in pages.items()} if home else {}


def for_index(text: str, home: str) -> str:
    """Return Markdown with its relative links led to *home*, or, without one, as their words and without pictures."""

    def picture(found: re.Match[str]) -> str:
        return f"![{found[1]}]({home}/raw/main/{found[2]})" if home else ""

    def link(found: re.Match[str]) -> str:
        return f"[{found[1]}]({home}/blob/main/{found[2]})" if home else found[1]

    relative = r"\((?![a-z]+:|#)([^)\s]+)\)"
    return re.sub(rf"(?<!!)\[([^\]\n]*)\]{relative}", link, re.sub(rf"!\[([^\]\n]*)\]{relative}", picture, text))
