"""``nghiquyet completion SHELL``: what a shell needs to complete commands, options and files.

shtab makes the scripts when the package is built (hatch_build.py: ``python -m nghiquyet.completion``); only the build
needs it. Nothing of this package is imported when a key is pressed.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from .cli import OK, UNREADABLE, Parser, add, build_parser, complain

SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
#: Where the scripts are shipped.
SHIPPED = Path(__file__).parent / "data" / "completion"
#: The arguments that name files, as the help calls them.
_FILES = frozenset(("FILE", "SOURCE", "OLD", "OUT", "ARCHIVE"))

EXAMPLES = """\
  nghiquyet completion bash > ~/.local/share/bash-completion/completions/nghiquyet
  nghiquyet completion zsh > ~/.zfunc/_nghiquyet          with fpath+=~/.zfunc before compinit
  nghiquyet completion fish > ~/.config/fish/completions/nghiquyet.fish
  nghiquyet completion powershell >> $PROFILE"""


def add_commands(commands: "argparse._SubParsersAction[Parser]") -> None:
    """Add the command to the subparsers of the command line."""
    command = add(commands, "completion", run_completion, "print what a shell needs to complete commands", EXAMPLES)
    command.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run_completion(options: argparse.Namespace) -> int:
    try:
        words = (SHIPPED / options.shell).read_text("utf-8")
    except FileNotFoundError:  # a checkout that was never built
        try:
            words = script(options.shell)
        except ImportError:
            complain("the scripts were not built with this copy: install the package, or pip install shtab")
            return UNREADABLE
    print(words, end="")
    return OK


def script(shell: str) -> str:
    """Return the script for *shell*. Raises `ImportError` without shtab."""
    import shtab

    parser = build_parser()
    for action in _actions(parser):
        if action.metavar in _FILES or action.dest in ("archive", "out"):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell)).rstrip() + "\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
        elif not isinstance(action, argparse._HelpAction | argparse._VersionAction):
            yield action


def make(folder: Path) -> None:
    """Write the scripts of all shells into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for shell in SHELLS:
        (folder / shell).write_text(script(shell), "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
