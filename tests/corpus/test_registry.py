"""Names found by listing a folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeAlias

import pytest

from corpus.errors import KnowledgeError, SettingsError
from corpus.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ROOM = "from corpus.registry import Registry\nCASES = Registry('case', {name!r})\nORDER = []\n"
CASE = "from {room} import CASES, ORDER\nORDER.append({name!r})\n\n@CASES.register({name!r})\ndef case():\n    return {name!r}\n"

Rooms: TypeAlias = "Callable[[str, dict[str, str]], Registry[Callable[[], str]]]"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rooms]:
    """Build a room on disk: its name, and its modules' texts by name."""
    made: list[str] = []
    monkeypatch.syspath_prepend(tmp_path)

    def build(name: str, modules: dict[str, str]) -> Registry[Callable[[], str]]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text(ROOM.format(name=name), "utf-8")
        for module, text in modules.items():
            (folder / f"{module}.py").write_text(text, "utf-8")
        made.append(name)
        return __import__(name).CASES  # type: ignore[no-any-return]  # the room was written above

    yield build
    for name in [each for each in sys.modules if each.split(".")[0] in made]:
        del sys.modules[name]


def case(room: str, name: str) -> str:
    return CASE.format(room=room, name=name)


def test_a_new_file_is_a_new_case(room: Rooms) -> None:
    cases = room("room_one", {"beta": case("room_one", "b"), "alpha": case("room_one", "a")})
    assert cases.names() == ("a", "b")
    assert cases.get("a")() == "a"
    assert [(name, item()) for name, item in cases] == [("a", "a"), ("b", "b")]
    assert sys.modules["room_one"].ORDER == ["a", "b"], "modules are imported in sorted order"


def test_nothing_is_imported_before_it_is_asked_for(room: Rooms) -> None:
    cases = room("room_two", {"alpha": case("room_two", "a")})
    assert sys.modules["room_two"].ORDER == []
    assert cases.names() == ("a",)
    assert cases.names() == ("a",)
    assert sys.modules["room_two"].ORDER == ["a"], "and once only"


def test_a_name_used_twice_is_our_error(room: Rooms) -> None:
    cases = room("room_three", {"alpha": case("room_three", "a"), "beta": case("room_three", "a")})
    with pytest.raises(KnowledgeError, match="two cases are called 'a'"):
        cases.names()


def test_an_unknown_name_is_the_users_error_and_lists_those_known(room: Rooms) -> None:
    cases = room("room_four", {"alpha": case("room_four", "a"), "beta": case("room_four", "b")})
    with pytest.raises(SettingsError, match="no case is called 'c'; there are: a, b"):
        cases.get("c")


def test_the_same_item_may_be_filed_again() -> None:
    cases: Registry[str] = Registry("case", "corpus.values")
    assert cases.register("a")("item") == "item"
    assert cases.register("a")("item") == "item"


def test_a_room_that_could_not_be_loaded_is_not_taken_for_loaded(room: Rooms) -> None:
    cases = room("room_five", {"alpha": case("room_five", "a"), "beta": "raise OSError('no disk')\n"})
    for _again in range(2):
        with pytest.raises(OSError, match="no disk"):
            cases.names()
