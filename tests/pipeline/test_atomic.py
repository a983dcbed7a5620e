"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SettingsError
from pipeline.atomic import check_writable, writing

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_changes_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    with writing(str(target)) as stream:
        stream.write("nº\n")
        assert target.read_text("utf-8") == "old"
    assert target.read_bytes() == "nº\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_an_error_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    with pytest.raises(UnicodeEncodeError), writing(str(target)) as stream:
        stream.write("half\n" * 10_000 + "\udcff")
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_the_mode_is_what_a_new_file_gets_or_what_the_old_one_had(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with writing(str(tmp_path / "new")):
            pass
        (tmp_path / "old").write_text("", "utf-8")
        (tmp_path / "old").chmod(0o604)
        with writing(str(tmp_path / "old")):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o604


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    with writing(str(tmp_path / "link")) as stream:
        stream.write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text("utf-8") == "x"


def test_a_device_is_written_and_stays() -> None:
    with writing(os.devnull) as stream:
        stream.write("x")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116


@pytest.mark.parametrize("path", ["", "missing/out.txt", "file/out.txt"])
def test_what_cannot_be_written_is_told(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SettingsError, match="cannot write"):
        check_writable(str(tmp_path / path))
    with pytest.raises(SettingsError, match="cannot write"), writing(str(tmp_path / path)) as stream:
        stream.write("x")


@pytest.mark.parametrize("path", ["new.txt", "file"])
def test_what_can_be_written_is_not(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    check_writable(str(tmp_path / path))
