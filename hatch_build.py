"""The build hook: ships compiled grammars with the package, for the engines that are installed where it is built."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Prepare(BuildHookInterface[Any]):
    """Runs `nghiquyet.lexicon.prepare` over the documents of corpus/ before a wheel or an editable install is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file and have it shipped."""
        root = Path(self.root)
        texts = sorted(map(str, root.glob("corpus/*/source.txt")))
        path = os.pathsep.join([str(root / "src"), *sys.path])  # the build's own packages are on its path only
        environment = {**os.environ, "PYTHONPATH": path}
        subprocess.run([sys.executable, "-m", "nghiquyet.lexicon.prepare", *texts], env=environment, check=True)
        build_data["artifacts"].append("src/nghiquyet/data/prepared/*.pickle")
