"""The rules of the house that no linter holds."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pytest
import regex

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "extractors", "normalizers", "db", "pipeline")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "scripts").glob("*"), ROOT / ".ci" / "run", ROOT / "Makefile"])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DATA = (".toml", ".csv", ".txt", ".json", ".mako", ".md")


HAND_WRITTEN = [path for path in MODULES if "versions" not in path.parts]
"""A migration is a record of what was done once; it is never split."""


def told(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=HAND_WRITTEN, ids=told)
def module(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def imported(path: Path) -> set[str]:
    """Return the top names of what a module imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


# --- modules


def test_a_module_is_one_thing(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 400, "past 400 lines it is two things"


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "helper", "common", "misc"])
def test_no_module_lacks_a_name(name: str) -> None:
    assert [told(path) for path in MODULES if name in (path.stem, path.parent.name)] == []


def test_a_module_says_what_it_is_and_postpones_its_annotations(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    assert ast.get_docstring(tree)
    if any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for node in ast.walk(tree)):
        assert "from __future__ import annotations" in module.read_text("utf-8")


def test_patterns_use_regex(module: Path) -> None:
    assert "re" not in imported(module)


def test_nothing_imports_the_tests_or_the_bench(module: Path) -> None:
    assert not imported(module) & {"tests", "bench"}


def test_a_function_fits_on_a_screen(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert [node.name for node in functions if body_lines(node) > 40] == []


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body, its docstring and nested functions' signatures aside."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or first.lineno) - first.lineno + 1


ADDRESS = regex.compile(r"https?://[^\s\"')]*(?:/simple|pypi|pythonhosted)|(?<![\w.])/(?:work|tmp|root|home)/\w|index[-_]url\s*=")


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS, ROOT / "pyproject.toml", ROOT / "requirements.lock"], ids=told)
def test_no_address_or_path_of_a_machine(path: Path) -> None:
    assert ADDRESS.search(path.read_text("utf-8")) is None


def shared(name: str) -> Path:
    folder = ROOT.parent / "shared" / name
    if not folder.is_dir():
        pytest.skip(f"../shared/{name} is not here: it belongs to the developers")
    return folder


def signatories(gold: object) -> set[str]:
    """Return the names in a gold file, wherever its records have them."""
    if isinstance(gold, list):
        return set().union(*map(signatories, gold))
    if isinstance(gold, dict):
        here = {str(each["name"]) for each in gold.get("signatories") or ()}
        return here.union(*map(signatories, gold.values()))
    return set()


@pytest.mark.shared
def test_nothing_is_keyed_to_the_seeds() -> None:
    """No seed's file name, no person who signed one, no odd amount or count out of one stands in code or tables."""
    marks: set[str] = set()
    for path in shared("seeds").iterdir():
        marks |= {part for part in path.stem.split("_") if len(part) > 8}
        marks |= set(regex.findall(r"(?<![\d.])\d{1,3}(?:\.\d{3})++,\d[1-9](?!\d)|\b\d{3}\.\d[1-9]\d\b", path.read_text("utf-8")))
    for path in shared("gold").glob("*.json"):
        marks |= signatories(json.loads(path.read_text("utf-8")))
    assert len(marks) > 50
    for path in (*MODULES, *sorted((ROOT / "corpus" / "knowledge").glob("*.toml"))):
        written = path.read_text("utf-8")
        assert [mark for mark in marks if mark in written] == [], told(path)


# --- packaging


def test_every_room_is_in_the_wheel() -> None:
    packages = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    folders = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests", "bench"}
    assert set(packages) == set(ROOMS) == folders
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == set(ROOMS)
    assert set(ROOMS) < set(PROJECT["tool"]["mypy"]["packages"])


@pytest.mark.parametrize("room", ROOMS)
def test_every_folder_of_code_is_a_package(room: str) -> None:
    folders = {path.parent for path in (ROOT / room).rglob("*.py")}
    assert [told(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_data_ships_with_its_package(room: str) -> None:
    """Each data file can be had as a resource of the package, and nothing keeps it out of the wheel."""
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert not set(wheel) & {"exclude", "only-include", "include"}
    for path in (ROOT / room).rglob("*"):
        if path.suffix in DATA and "__pycache__" not in path.parts:
            resource = resources.files(room).joinpath(*path.relative_to(ROOT / room).parts)
            assert resource.is_file(), told(path)
            assert not ignored(path), f"{told(path)} is ignored by git, so the wheel would lack it"


def ignored(path: Path) -> bool:
    """Whether .gitignore keeps a file out (hatchling goes by it)."""
    patterns = [line.rstrip("/*") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line]
    return any(path.match(f"*{pattern}") or pattern in path.relative_to(ROOT).parts for pattern in patterns)


def test_the_command_is_where_pyproject_says() -> None:
    module, _, name = PROJECT["project"]["scripts"]["lavra"].partition(":")
    assert callable(getattr(__import__(module, fromlist=[name]), name))


LOCKED = regex.compile(r"^(?P<name>[a-z0-9._-]+)(?:\[[^\]]+\])?==\S+(?: ; [^\\]+)? \\$", regex.M)


def test_the_lock_holds_hashes_and_nothing_of_a_machine() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert [
        line for line in lock.splitlines() if not regex.match(r"\s*#|\s+--hash=sha256:[0-9a-f]{64}(?: \\)?$|[a-z]|$", line)
    ] == []
    assert "://" not in lock
    assert len(LOCKED.findall(lock)) == len(regex.findall(r"^[a-z]", lock, regex.M))


def test_the_lock_has_all_that_is_asked_for() -> None:
    locked = {normal(match["name"]) for match in LOCKED.finditer((ROOT / "requirements.lock").read_text("utf-8"))}
    wanted = (
        PROJECT["project"]["dependencies"]
        + PROJECT["project"]["optional-dependencies"]["dev"]
        + PROJECT["build-system"]["requires"]
    )
    assert {normal(regex.match(r"[\w.-]+", each)[0]) for each in wanted} <= locked  # type: ignore[index]  # each begins by a name


def normal(name: str) -> str:
    return regex.sub(r"[-_.]+", "-", name).lower()


# --- tools


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def test_import_contracts_are_kept() -> None:
    checked = run(
        sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache', '--no-logo'])"
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", [path for path in SCRIPTS if path.name != "Makefile"], ids=told)
def test_scripts_are_whole_and_can_be_run(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in text
    assert os.access(path, os.X_OK)
    assert run("bash", "-n", str(path)).returncode == 0


def commands() -> list[tuple[str, ...]]:
    """Return the words of every command of `lavra`, groups and their own commands included."""
    from pipeline.cli import command  # noqa: PLC0415  # the command's own imports are no part of the rest

    found: list[tuple[str, ...]] = [()]
    for name, each in command().commands.items():
        found.append((name,))
        found += [(name, sub) for sub in getattr(each, "commands", {})]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help(words: tuple[str, ...]) -> None:
    answer = run(sys.executable, "-m", "pipeline", *words, "--help")
    assert answer.returncode == 0, answer.stderr
    assert f"Usage: lavra {' '.join(words)}".rstrip() in answer.stdout
    options = regex.findall(r"^  (?:-\w, )?(--[\w-]+)(.*(?:\n {10,}.*)*)", answer.stdout, regex.M)
    assert options
    assert [name for name, rest in options if not regex.search(r"[a-z]{3}", regex.sub(r"\[[^\]]*\]|^ [A-Z.|]+", "", rest))] == []


@pytest.mark.parametrize("words", [each for each in commands() if each], ids=" ".join)
def test_every_command_is_in_the_docs(words: tuple[str, ...]) -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    assert any(f"lavra {' '.join(words)}" in page.read_text("utf-8") for page in pages)


def test_make_help_tells_every_target_for_people() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert set(regex.findall(r"^([a-z]+):.*## ", makefile, regex.M)) == {
        "help", "setup", "demo", "test", "soak", "check", "fix", "bench", "lock", "clean"
    }  # fmt: skip
    phony = set(regex.search(r"^\.PHONY: (.+)$", makefile, regex.M)[1].split())  # type: ignore[index]  # it is there
    assert phony == set(regex.findall(r"^([a-z]+):", makefile, regex.M))
