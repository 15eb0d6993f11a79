"""What is installed: light to import, and whole from a wheel, an sdist and a zip, in any directory."""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("lark", "regex", "attrs", "attr", "docx", "lxml", "rich", "pyarrow", "duckdb", "json", "typing", "argparse")
TEXT = "NGHỊ QUYẾT\n\nI- MỤC TIÊU\n\n1. Chỉ tiêu đến năm 2030\n- Tỷ lệ hộ nghèo còn dưới 3%.\n"


def _modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}\nprint(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.splitlines()[-1].split())


def test_import_is_light() -> None:
    """`import nghiquyet` imports nothing of weight before it is used."""
    assert not _modules_after("import nghiquyet") & set(HEAVY)


def test_version_is_light() -> None:
    """The command line imports no dependency before a command needs it."""
    loaded = _modules_after("import nghiquyet.cli; nghiquyet.cli.build_parser()")
    assert not loaded & {"lark", "regex", "attrs", "attr", "docx", "lxml", "rich", "pyarrow", "duckdb", "json"}


def test_the_public_names() -> None:
    """Every public name is there, and no other is invented."""
    import nghiquyet

    for name in nghiquyet.__all__:
        assert getattr(nghiquyet, name) is not None
    assert set(dir(nghiquyet)) == set(nghiquyet.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'bogus'"):
        _ = nghiquyet.bogus  # type: ignore[attr-defined]


def test_versions_agree() -> None:
    """The version of the package is the version of the project."""
    import nghiquyet

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert nghiquyet.__version__ == project["version"]


def test_all_is_all_extras() -> None:
    """The extra `all` names every other extra but the developers'."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    (named,) = extras["all"]
    assert set(named.removeprefix("nghiquyet[").removesuffix("]").split(",")) == set(extras) - {"all", "dev"}


def test_links_hold_on_an_index() -> None:
    """The README of the package has no link that only the repository can follow."""
    pytest.importorskip("hatchling")
    sys.path.insert(0, str(ROOT))
    try:
        from hatch_build import for_index
    finally:
        sys.path.remove(str(ROOT))
    text = (ROOT / "README.md").read_text("utf-8")
    relative = re.compile(r"\]\((?!https?:|#)")
    assert relative.search(text)
    for home in ("", "https://example.org/nghiquyet"):
        assert not relative.search(for_index(text, home))
    assert for_index("[a](b.md) ![c](d.webp) [e](https://f)", "") == "a  [e](https://f)"
    assert for_index("[a](b.md) ![c](d.webp)", "h:/") == "[a](h://blob/main/b.md) ![c](h://raw/main/d.webp)"


# What follows builds and installs: a minute's work, for CI.

in_ci = pytest.mark.skipif(not os.environ.get("CI"), reason="builds and installs; set CI=1 to run it")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel out of the sdist."""
    dist = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = dist.glob("*.whl")
    assert len(list(dist.glob("*.tar.gz"))) == 1
    return wheel


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a fresh virtual environment with the core dependencies and nothing else."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    done = subprocess.run([python, "-m", "pip", "install", "-q", *wanted], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no package index: {done.stderr.strip().splitlines()[-1]}")
    return python


def _run(command: list[str | Path], folder: Path, **settings: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=clean | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@in_ci
def test_wheel_from_a_zip(built: Path, python: Path, tmp_path: Path) -> None:
    """The wheel works without being unpacked: grammars, tables of words and schema are read as resources."""
    code = f"import nghiquyet; assert '.whl' in nghiquyet.__file__; print(nghiquyet.parse_text({TEXT!r}).to_json())"
    shown = _run([python, "-c", code], tmp_path, PYTHONPATH=str(built))
    assert json.loads(shown) == _expected()


@in_ci
def test_installed_wheel(built: Path, python: Path, tmp_path: Path) -> None:
    """Installed in a fresh environment, the command gives from another directory what the checkout gives here."""
    _run([python, "-m", "pip", "install", "-q", "--no-deps", built], tmp_path)
    (tmp_path / "nq.txt").write_text(TEXT, "utf-8")
    command = python.with_name("nghiquyet")
    shown = json.loads(_run([command, "parse", "nq.txt"], tmp_path))
    assert {**shown, "source": None} == {**_expected(), "source": None}
    assert json.loads(_run([command, "schema"], tmp_path))["title"] == "nghiquyet document"
    assert "py.typed" in _run([python, "-m", "pip", "show", "-f", "nghiquyet"], tmp_path)


def _expected() -> dict[str, object]:
    from nghiquyet import parse_text

    expected: dict[str, object] = json.loads(parse_text(TEXT).to_json())
    assert expected["targets"]
    return expected
