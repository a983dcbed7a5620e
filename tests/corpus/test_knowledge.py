"""Every table of knowledge: its rows, and what README.md beside the tables says of it."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import pytest
import regex

from corpus import knowledge
from corpus.errors import KnowledgeError
from corpus.knowledge import records, rows, string, strings

FOLDER = files(knowledge)
TABLES = sorted(each.name for each in FOLDER.iterdir() if each.name.endswith((".toml", ".csv")))
TOML = [name for name in TABLES if name.endswith(".toml")]
CSV = [name for name in TABLES if name.endswith(".csv")]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COMMON = frozenset({"id", "source"})
ID = regex.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*+")


class Section(NamedTuple):
    """What README.md says of one table."""

    text: str
    columns: frozenset[str]
    examples: tuple[str, ...]
    key: str | None


def sections() -> dict[str, Section]:
    readme = FOLDER.joinpath("README.md").read_text("utf-8")
    parts = regex.split(r"^## `([\w.]+)`\n", readme, flags=regex.M)
    return {name: section_of(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def section_of(text: str) -> Section:
    columns = frozenset(
        name for line in regex.findall(r"^\| (`.*?) \|", text, regex.M) for name in regex.findall(r"`(\w+)`", line)
    )
    examples = regex.search(r"^- Examples: (.+)$", text, regex.M)
    key = regex.search(r"^- Key: `(\w+)`", text, regex.M)
    return Section(text, columns, tuple(regex.findall(r"`(\w+)`", examples[1])) if examples else (), key[1] if key else None)


SECTIONS = sections()


def lines_of(name: str) -> list[list[str]]:
    return list(csv.reader(FOLDER.joinpath(name).read_text("utf-8").splitlines()))


# --- what README.md says


def test_readme_has_a_section_for_every_table_and_no_other() -> None:
    assert sorted(SECTIONS) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_readme_tells_origin_and_licence(name: str) -> None:
    for word in ("Origin", "Licence"):
        assert regex.search(rf"^- {word}: \S", SECTIONS[name].text, regex.M), f"{name}: no line '- {word}: ...' in README.md"


@pytest.mark.parametrize("name", TOML)
def test_readme_tells_every_column_and_no_other(name: str) -> None:
    used = {key for row in rows(name.removesuffix(".toml")) for key in row}
    assert used - COMMON - set(SECTIONS[name].examples) == SECTIONS[name].columns


@pytest.mark.parametrize("name", CSV)
def test_readme_tells_the_columns_of_a_list(name: str) -> None:
    assert set(lines_of(name)[0]) == SECTIONS[name].columns


# --- rows


@pytest.mark.parametrize("name", TOML)
def test_a_table_is_rows_and_nothing_else(name: str) -> None:
    content = tomllib.loads(FOLDER.joinpath(name).read_text("utf-8"))
    assert set(content) == {"row"}, "a misspelt [[row]] would be read as an empty table"
    assert rows(name.removesuffix(".toml"))


@pytest.mark.parametrize("name", TOML)
def test_ids_can_be_kept_in_provenance(name: str) -> None:
    ids = [string(row, "id") for row in rows(name.removesuffix(".toml"))]
    assert [each for each in ids if not ID.fullmatch(each)] == []
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", TOML)
def test_a_source_says_where_the_row_comes_from(name: str) -> None:
    assert [row["id"] for row in rows(name.removesuffix(".toml")) if len(string(row, "source").split()) < 2] == []


@pytest.mark.parametrize("name", [name for name in TOML if name in SECTIONS and SECTIONS[name].examples])
def test_every_row_has_examples_of_each_kind(name: str) -> None:
    for key in SECTIONS[name].examples:
        assert [row["id"] for row in rows(name.removesuffix(".toml")) if not row.get(key)] == [], f"{name}: rows without {key}"


@pytest.mark.parametrize("name", [name for name in TOML if name in SECTIONS and not SECTIONS[name].examples])
def test_a_table_without_examples_says_why(name: str) -> None:
    assert regex.search(r"^- Examples: none, \S", SECTIONS[name].text, regex.M)


@pytest.mark.parametrize("name", [name for name in TOML if name in SECTIONS and len(SECTIONS[name].examples) == 2])
def test_no_example_is_of_both_kinds(name: str) -> None:
    yes, no = SECTIONS[name].examples
    for row in rows(name.removesuffix(".toml")):
        both = {repr(each) for each in listed(row.get(yes, []))} & {repr(each) for each in listed(row.get(no, []))}
        assert not both, f"{name}, {row['id']}"


def listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


PATTERNS = [
    pytest.param(string(row, key), id=f"{name}-{row['id']}")
    for name in TOML
    for row in rows(name.removesuffix(".toml"))
    for key in row
    if key == "pattern" or key.endswith("_pattern")
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_compile_and_none_matches_nothing(pattern: str) -> None:
    assert not regex.compile(pattern).fullmatch("")


HOSTILE = [(each * 2_000)[:2_000] for each in ("a", "A", "1", " ", "I ", "1.", "-", "a-\n", "Nº ", "(a", "1,")]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_runs_away(pattern: str) -> None:
    """Long lines of one kind: what grows with the cube of the length, or worse, does not come back in time."""
    compiled = regex.compile(pattern)
    for text in HOSTILE:
        for _match in compiled.finditer(text, timeout=5.0):
            pass


# --- lists


@pytest.mark.parametrize("name", CSV)
def test_lines_of_a_list_are_even_and_filled(name: str) -> None:
    header, *lines = lines_of(name)
    assert len(set(header)) == len(header)
    assert lines
    assert [line for line in lines if len(line) != len(header) or any(each != each.strip() for each in line)] == []
    assert len(records(name.removesuffix(".csv"))) == len(lines)


@pytest.mark.parametrize("name", CSV)
def test_the_key_of_a_list_is_unique(name: str) -> None:
    key = SECTIONS[name].key
    if key is None:
        whole = [tuple(line) for line in lines_of(name)]
        assert len(set(whole)) == len(whole)
    else:
        keys = [line[key] for line in records(name.removesuffix(".csv"))]
        assert len(set(keys)) == len(keys)


def test_municipalities_are_all_and_their_codes_fit_their_states() -> None:
    """IBGE: the first two digits of a code are the state's; 5,570 municipalities with Brasília and Fernando de Noronha."""
    lines = records("municipalities")
    states = {(line["ibge"][:2], line["state"]) for line in lines}
    assert len(states) == len({code for code, _state in states}) == 27
    assert all(regex.fullmatch(r"\d{7}", line["ibge"]) for line in lines)
    assert len(lines) >= 5570
    names = [(line["name"].casefold(), line["state"]) for line in lines]
    assert len(set(names)) == len(names), "within a state a name is borne once"


# --- the loader


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the loader read tables from a folder of the test's own."""
    monkeypatch.setattr(knowledge, "files", lambda _package: tmp_path)
    rows.cache_clear()
    records.cache_clear()
    yield tmp_path
    rows.cache_clear()
    records.cache_clear()


ROW = '[[row]]\nid = "one"\nsource = "a law"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("[[row]\n", "made.toml cannot be read", id="no TOML"),
        pytest.param('[[row]]\nid = "one"\n', r"made.toml, row 1 \(one\): no source", id="no source"),
        pytest.param('[[row]]\nsource = "a law"\n', r"made.toml, row 1 \(None\): no id", id="no id"),
        pytest.param('[[row]]\nid = ""\nsource = "a law"\n', "row 1 .*: no id", id="an empty id"),
        pytest.param("[[row]]\nid = 3\nsource = 'a law'\n", "row 1 .*: no id", id="an id that is a number"),
        pytest.param(ROW + ROW, "made.toml, row 2: the id 'one' is used twice", id="an id twice"),
    ],
)
def test_a_wrong_table_is_our_error_and_says_where(folder: Path, text: str, message: str) -> None:
    (folder / "made.toml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=message):
        rows("made")


@pytest.mark.parametrize("read", [rows, records])
@pytest.mark.usefixtures("folder")
def test_a_table_that_is_not_there(read: Callable[[str], object]) -> None:
    with pytest.raises(KnowledgeError, match="knowledge table absent"):
        read("absent")


def test_rows_come_in_order_and_cannot_be_changed(folder: Path) -> None:
    (folder / "made.toml").write_text(ROW.replace("one", "zwei") + ROW, "utf-8")
    assert [row["id"] for row in rows("made")] == ["zwei", "one"]
    with pytest.raises(TypeError):
        rows("made")[0]["id"] = "other"  # type: ignore[index]  # that is the point


def test_records_are_lines_by_column(folder: Path) -> None:
    (folder / "made.csv").write_text('ibge,name\n1,"Rio, Pardo"\n', "utf-8")
    assert [dict(line) for line in records("made")] == [{"ibge": "1", "name": "Rio, Pardo"}]


def test_strings_are_strings() -> None:
    row = {"id": "one", "name": "a", "names": ["a", "b"], "number": 3, "mixed": ["a", 3]}
    assert (string(row, "name"), string(row, "absent"), string(row, "absent", "b")) == ("a", "", "b")
    assert (strings(row, "names"), strings(row, "absent")) == (("a", "b"), ())
    for call in (lambda: string(row, "number"), lambda: strings(row, "mixed"), lambda: strings(row, "name")):
        with pytest.raises(KnowledgeError, match="row one: "):
            call()
