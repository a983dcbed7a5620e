"""README.md is run: its commands, what it shows of their output, its tables, its links; and the examples of docs/."""

from __future__ import annotations

import doctest
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from corpus import errors
from corpus.errors import GazetteError

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language: str) -> list[str]:
    return regex.findall(rf"^```{language}\n(.*?)^```$", README, regex.M | regex.S)


def commands() -> list[str]:
    return [line.partition("  #")[0].strip() for block in blocks("sh") for line in block.splitlines() if line.strip()]


def section(title: str) -> str:
    found = regex.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, regex.M | regex.S)
    assert found, f"README.md has no section {title!r}"
    return found[1]


def sh(command: str, *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a user would, `lavra` being the one of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "120", "NO_COLOR": "1"}
    return subprocess.run(
        ["bash", "-c", command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the commands of README.md have been run in order; `corpus` lies in it as in the repository."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpus").symlink_to(ROOT / "corpus", target_is_directory=True)
    for command in commands():
        if command.startswith("lavra "):
            done = sh(command, cwd=folder)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            assert "Traceback" not in done.stderr
    return folder


def test_commands_run(place: Path) -> None:
    lavra = [command for command in commands() if command.startswith("lavra ")]
    assert len(lavra) > 5
    assert {path.name for path in place.iterdir()} >= {"acts.db", "acts.jsonl", "acts.csv", "repaired.txt"}


def test_only_known_tools_are_called() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in commands():
        tool, target = command.split()[:2]
        assert tool in {"lavra", "make"}
        assert tool == "lavra" or regex.search(rf"^{target}:", makefile, regex.M)


SHOWN = [
    pytest.param(match[1], match[2], id=match[1])
    for block in blocks("console")
    for match in regex.finditer(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, regex.M)
]


def test_output_is_shown() -> None:
    assert len(SHOWN) >= 2


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_what_is_shown_is_what_comes_out(place: Path, command: str, shown: str) -> None:
    """Each line shown stands in the output, in order; `…` stands for what is left out, the width of columns does not count."""
    done = sh(command, cwd=place)
    assert done.returncode == 0, done.stderr
    lines = iter(map(narrowed, done.stdout.splitlines()))
    for line in map(narrowed, shown.splitlines()):
        if line in ("", "…"):
            continue
        pattern = regex.escape(line, special_only=True).replace("…", ".*")
        assert any(regex.fullmatch(pattern, each) for each in lines), f"README.md shows what does not come out (any more): {line}"


def narrowed(line: str) -> str:
    return regex.sub(r"━+", "━", " ".join(line.split()))


def test_the_demo_shows_what_it_found(tmp_path: Path) -> None:
    if not (ROOT / ".venv" / "bin" / "python").exists():
        pytest.skip("the demo runs in .venv, and these tests run elsewhere")
    database = tmp_path / "demo.db"
    database.write_text("what an earlier demo left")
    done = sh(shlex.join([str(ROOT / "scripts" / "demo.sh"), str(database)]), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert regex.search(r"^sources +\d+: \d+ loaded$", done.stdout, regex.M), "all of them"
    assert done.stdout.rstrip().endswith(f"The database: {database}")


def test_the_table_of_fields_is_that_of_the_records(place: Path) -> None:
    rows = regex.findall(r"^\| (`.+?) \|", section("What a record has"), regex.M)
    told = [name for row in rows for name in regex.findall(r"`(\w+)`", row)]
    with (place / "acts.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert len(records) > 20
    for record in records:
        assert sorted(record) == sorted(told)


def test_the_table_of_exit_codes_has_those_of_the_errors() -> None:
    told = {int(code) for row in regex.findall(r"^\| ([\d, ]+) \|", section("Exit codes"), regex.M) for code in row.split(",")}
    classes = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, GazetteError)]
    assert {each.exit_code for each in classes} <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in regex.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        linked = (page.parent / path) if path else page
        assert linked.exists(), target
        if anchor:
            headings = regex.findall(r"^#+ (.+)$", linked.read_text("utf-8"), regex.M)
            assert anchor in {regex.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in page.read_text("utf-8")], ids=lambda page: page.name)
def test_examples_of_the_docs_are_true(page: Path) -> None:
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried
    assert not failed


def test_every_page_of_the_docs_is_linked_from_readme() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert f"(docs/{page.name})" in README


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert regex.search(r"^## \[Unreleased\]$", text, regex.M)
    allowed = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Data"}
    headings = regex.findall(r"^### (.+)$", text, regex.M)
    assert set(headings) <= allowed
    assert "Data" in headings
