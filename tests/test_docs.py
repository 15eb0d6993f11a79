"""The pages are true: links lead somewhere, examples in Python and in the shell give what is shown."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from command import run

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if path.is_file())
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")


def _blocks(page: Path, *languages: str) -> list[tuple[int, str]]:
    """Return the fenced blocks of a page in these languages, each with its line."""
    text = page.read_text("utf-8")
    return [
        (text.count("\n", 0, found.start(2)), found.group(2))
        for found in _FENCE.finditer(text)
        if found.group(1) in languages
    ]


def _anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links(page: Path) -> None:
    """A link inside the project leads to a file, and to a heading if it names one. Other sites are not asked."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    for plain, image in _LINK.findall(text):
        target = plain or image
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), f"{page.name} links to {target}, which is not there"
        if anchor and there.suffix == ".md":
            assert anchor in _anchors(there), f"{page.name} links to {target}: there is no such heading"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_examples(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ``>>>`` examples of a page run in order, in the project's folder, and show what is printed."""
    monkeypatch.chdir(ROOT)
    parser, names = doctest.DocTestParser(), dict[str, object]()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    report: list[str] = []
    for line, block in _blocks(page, "python", "pycon", "py"):
        test = parser.get_doctest(block, names, page.name, str(page), line)
        runner.run(test, out=report.append, clear_globs=False)
        names.update(test.globs)
    assert not runner.failures, "".join(report)


def printed(command: str) -> str:
    """Return what a command prints; one that is cut off by `| head` is run here too."""
    command, pipe, head = command.partition(" | head -")
    done = run(*shlex.split(command)[1:], folder=ROOT, COLUMNS="100", NO_COLOR="1")
    lines = done.stdout.decode().splitlines(keepends=True)
    return "".join(lines[: int(head)] if pipe else lines) + done.stderr.decode()


SHELL = [(page, line, block) for page in PAGES for line, block in _blocks(page, "console")]


@pytest.mark.parametrize(
    ("page", "line", "block"), SHELL, ids=[f"{page.relative_to(ROOT)}:{at}" for page, at, _ in SHELL]
)
def test_shell_examples(page: Path, line: int, block: str) -> None:
    """In a ``console`` block, ``$ nghiquyet ...`` prints the lines below it; an ellipsis stands for any words."""
    checker = doctest.OutputChecker()
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        if not command.startswith("nghiquyet ") or "batch" in command:
            continue
        got = printed(command)
        assert checker.check_output(wanted, got, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE), (
            f"{page.name}:{line}: $ {command}\n--- the page says\n{wanted}--- it prints\n{got}"
        )
