"""The tree of errors is what its docstring draws."""

from __future__ import annotations

import inspect

import pytest
import regex

from corpus import errors
from corpus.errors import DocumentError, GazetteError

CLASSES = {name: item for name, item in vars(errors).items() if inspect.isclass(item) and issubclass(item, GazetteError)}

LINE = regex.compile(r"^(?P<indent>[ │├└─]*)(?P<name>\w+Error)\b(?:.*?\s(?P<code>\d+))?$")


def drawn() -> dict[str, tuple[str | None, int | None]]:
    """Read the drawing: each class with the one it hangs from and the exit code beside it."""
    found: dict[str, tuple[str | None, int | None]] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        if not (match := LINE.match(line)):
            continue
        depth = len(match["indent"])
        above = [(at, name) for at, name in above if at < depth]
        found[match["name"]] = (above[-1][1] if above else None, int(match["code"]) if match["code"] else None)
        above.append((depth, match["name"]))
    return found


def test_the_drawing_names_every_class_and_no_other() -> None:
    assert set(drawn()) == set(CLASSES)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_each_class_hangs_where_it_is_drawn(name: str) -> None:
    parent, code = drawn()[name]
    if parent is None:
        assert CLASSES[name].__bases__ == (Exception,)
    else:
        assert CLASSES[name].__bases__ == (CLASSES[parent],)
    if code is not None:
        assert CLASSES[name].exit_code == code


def test_exit_codes_fit_a_shell_and_tell_the_branches_apart() -> None:
    branches = [item for item in CLASSES.values() if item.__bases__ == (GazetteError,)]
    codes = [item.exit_code for item in branches]
    assert len(set(codes)) == len(codes)
    assert all(0 < code < 128 for code in codes)
    assert 1 not in codes, "1 is what Python itself answers to an exception nobody caught"


@pytest.mark.parametrize("name", sorted(n for n, item in CLASSES.items() if issubclass(item, DocumentError)))
def test_a_document_error_says_which_document_and_page(name: str) -> None:
    error = CLASSES[name]("the page is torn", sha256="ab", page=3)  # type: ignore[call-arg]  # document errors take them
    assert isinstance(error, DocumentError)
    assert (str(error), error.sha256, error.page, error.exit_code) == ("the page is torn", "ab", 3, 6)
    assert CLASSES[name]("nothing known").args == ("nothing known",)


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_class_says_whose_it_is(name: str) -> None:
    assert inspect.getdoc(CLASSES[name]) not in (None, inspect.getdoc(Exception))
