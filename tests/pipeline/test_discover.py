"""Paths in, files out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.discover import discover, passed_over, printable


def tree(top: Path, *names: str) -> Path:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return top


def found(top: Path, *paths: str, exclude: tuple[str, ...] = ()) -> list[str]:
    result = discover([str(top / path) for path in paths], exclude=exclude)
    assert not result.unreached
    return [str(Path(path).relative_to(top)) for path in result.files]


def test_folders_are_read_with_all_below_them_sorted(tmp_path: Path) -> None:
    tree(tmp_path, "b/2.txt", "b/c/1.txt", "a.txt", "b/10.txt")
    assert found(tmp_path, ".") == ["a.txt", "b/10.txt", "b/2.txt", "b/c/1.txt"]


@pytest.mark.parametrize(
    "name", [".hidden.txt", ".git/config", "~$ato.doc", "ato.txt.tmp", "ato.part", "x.crdownload", "ato.txt~", "#ato#"]
)
def test_hidden_and_temporary_files_are_passed_over_in_folders(tmp_path: Path, name: str) -> None:
    tree(tmp_path, name, "ato.txt")
    assert found(tmp_path, ".") == ["ato.txt"]


@pytest.mark.parametrize("name", [".hidden.txt", "ato.tmp"])
def test_but_not_where_they_are_named(tmp_path: Path, name: str) -> None:
    assert found(tree(tmp_path, name), name) == [name]


@pytest.mark.parametrize("name", ["ato.txt", "tmp", "part.txt", "a~b.txt", "ato.html", "noextension"])
def test_ordinary_names_are_not_passed_over(name: str) -> None:
    assert not passed_over(name)


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("*.txt",), ["a.txt", "b.txt"]),
        (("**/*.txt",), ["a.txt", "b.txt", "d/e.txt"]),
        (("d*",), ["d/e.txt"]),
        (("[ab].txt", "a.txt", "."), ["a.txt", "b.txt", "c.html", "d/e.txt"]),
    ],
)
def test_patterns_and_each_file_once(tmp_path: Path, patterns: tuple[str, ...], expected: list[str]) -> None:
    tree(tmp_path, "a.txt", "b.txt", "c.html", "d/e.txt", ".h.txt", "x.tmp")
    assert found(tmp_path, *patterns) == expected


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    assert found(tree(tmp_path, "ato[1].txt", "ato1.txt"), "ato[1].txt") == ["ato[1].txt"]


@pytest.mark.parametrize("path", ["missing.txt", "missing/", "*.pdf", "-"])
def test_what_is_not_there_is_told(tmp_path: Path, path: str) -> None:
    tree(tmp_path, "a.txt")
    result = discover([str(tmp_path / path), str(tmp_path / "a.txt")])
    assert len(result.files) == 1
    assert [each.reason for each in result.unreached] == ["no such file or directory"]
    assert result.total == 2


@pytest.mark.parametrize("content", [(), ("e/.hidden",), ("e/a.tmp", "e/f/.g/x.txt")])
def test_a_folder_without_a_file_to_read_is_told(tmp_path: Path, content: tuple[str, ...]) -> None:
    (tmp_path / "e").mkdir()
    tree(tmp_path, *content)
    (unreached,) = discover([str(tmp_path / "e")]).unreached
    assert unreached.reason == "the folder holds no file to read"


def test_a_folder_named_twice_is_not_empty_the_second_time(tmp_path: Path) -> None:
    assert found(tree(tmp_path, "d/a.txt"), "d", "d", ".") == ["d/a.txt"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    tree(tmp_path, "d/a.txt")
    (tmp_path / "d" / "up").symlink_to(tmp_path)
    (tmp_path / "d" / "self").symlink_to("self")
    (tmp_path / "d" / "dead").symlink_to("nowhere")
    assert found(tmp_path, ".") == ["d/a.txt"]


def test_a_link_and_its_file_are_one_source(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert found(tmp_path, ".") == ["a.txt"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "shut/a.txt", "b.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = discover([str(tmp_path)])
    assert [Path(path).name for path in result.files] == ["b.txt"]
    assert [(Path(each.path).name, each.reason) for each in result.unreached] == [("shut", "permission denied")]


def test_pipes_and_devices_are_not_sources(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    tree(tmp_path, "a.txt")
    assert found(tmp_path, ".") == ["a.txt"]
    (unreached,) = discover([str(tmp_path / "pipe")]).unreached
    assert unreached.reason == "neither a file nor a folder"


def test_what_is_never_a_source_is_left_out(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "lavra.db")
    assert found(tmp_path, ".", exclude=(str(tmp_path / "lavra.db"),)) == ["a.txt"]


def test_names_that_are_no_utf8_can_be_told(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("x", "utf-8")
    (path,) = discover([str(tmp_path)]).files
    assert printable(path).endswith("caf%E9.txt")
    assert printable(path).encode("utf-8")
