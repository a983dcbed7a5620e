"""Check digits of the numbers by which the State knows a person: CPF, PIS/NIT, título de eleitor, CNS.

>>> holds("cpf", "529.982.247-25"), holds("pis", "120.56748.70-5"), holds("pis", "120.56748.70-8"), holds("", "77.031")
(True, True, False, None)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.values.codes import parse_cpf

if TYPE_CHECKING:
    from collections.abc import Callable

_PIS_WEIGHTS: Final = (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_LAST_STATE: Final = 28
"""Codes of the states in a título de eleitor run from 01 (São Paulo) to 28 (abroad)."""


def holds(check: str, printed: str) -> bool | None:
    """Whether the check digits of a printed number hold by the rule `check`; None where it has no rule or is masked."""
    if check not in _RULES or "*" in printed or "x" in printed.lower():
        return None
    digits = "".join(char for char in printed if char.isdigit())
    return _RULES[check](digits)


def _cpf(digits: str) -> bool:
    return parse_cpf(digits) is not None


def _pis(digits: str) -> bool:
    """Weights 3 2 9 8 7 6 5 4 3 2; what is missing to the next multiple of 11, ten and eleven counting 0."""
    if len(digits) != 11 or len(set(digits)) == 1:  # noqa: PLR2004
        return False
    missing = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _PIS_WEIGHTS, strict=False)) % 11
    return int(digits[-1]) == (missing if missing < 10 else 0)  # noqa: PLR2004


def _cns(digits: str) -> bool:
    """Weights 15 to 1; the sum is a multiple of 11."""
    return len(digits) == 15 and sum(int(d) * w for d, w in zip(digits, range(15, 0, -1), strict=True)) % 11 == 0  # noqa: PLR2004


def _titulo(digits: str) -> bool:
    """Eight digits, the state's two, two check digits (Resolução TSE 21.538/2003, art. 12)."""
    if len(digits) != 12 or not 1 <= int(digits[8:10]) <= _LAST_STATE:  # noqa: PLR2004
        return False
    paulista = digits[8:10] in {"01", "02"}
    first = _eleven(sum(int(d) * w for d, w in zip(digits[:8], range(2, 10), strict=True)), paulista=paulista)
    second = _eleven(int(digits[8]) * 7 + int(digits[9]) * 8 + first * 9, paulista=paulista)
    return digits[10:] == f"{first}{second}"


def _eleven(total: int, *, paulista: bool) -> int:
    """The rest by 11; ten counts 0, and nothing counts 1 in São Paulo and Minas Gerais."""
    rest = total % 11
    return 0 if rest == 10 else 1 if rest == 0 and paulista else rest  # noqa: PLR2004


_RULES: Final[dict[str, Callable[[str], bool]]] = {"cpf": _cpf, "pis": _pis, "cns": _cns, "titulo": _titulo}
