"""The published list of doubts."""

from __future__ import annotations

import pytest

from corpus.problems import CODES, Problem


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_published_code_is_taken(code: str) -> None:
    assert Problem(code, "/number", None, "").code == code
    assert CODES[code]


@pytest.mark.parametrize("code", ["", "No_Date", "no-date", "something"])
def test_an_unpublished_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="unknown problem code"):
        Problem(code, "/number", None, "")
