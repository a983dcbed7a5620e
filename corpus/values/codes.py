"""Registry codes with check digits: CNPJ of bodies, CPF of persons.

>>> parse_cnpj("00000000000191"), parse_cnpj("00.000.000/0001-92"), parse_cpf("529.982.247-25")
('00.000.000/0001-91', None, '529.982.247-25')
"""

from __future__ import annotations

from typing import Final

import regex

_CNPJ: Final = regex.compile(r"([0-9A-Z]{2})\.?([0-9A-Z]{3})\.?([0-9A-Z]{3})/?([0-9A-Z]{4})-?(\d{2})")
_CPF: Final = regex.compile(r"(\d{3})\.?(\d{3})\.?(\d{3})-?(\d{2})")
_CPF_WEIGHTS: Final = tuple(range(11, 1, -1))
_CNPJ_WEIGHTS: Final = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def parse_cnpj(text: str) -> str | None:
    """Return the CNPJ as it is written (00.000.000/0000-00), None where it is malformed or its check digits fail.

    Letters in the first twelve places are those of Instrução Normativa RFB 2.229/2024, each worth
    its code point less 48.
    """
    match = _CNPJ.fullmatch("".join(text.split()).upper())
    if match is None or not _holds("".join(match.groups()), _CNPJ_WEIGHTS):
        return None
    one, two, three, branch, check = match.groups()
    return f"{one}.{two}.{three}/{branch}-{check}"


def parse_cpf(text: str) -> str | None:
    """Return the CPF as it is written (000.000.000-00), None where it is malformed or its check digits fail."""
    match = _CPF.fullmatch("".join(text.split()))
    if match is None or not _holds("".join(match.groups()), _CPF_WEIGHTS):
        return None
    one, two, three, check = match.groups()
    return f"{one}.{two}.{three}-{check}"


def _holds(code: str, weights: tuple[int, ...]) -> bool:
    """Whether both check digits are right (modulo 11); codes of one digit repeated are none."""
    if len(set(code)) == 1:
        return False
    body = code[:-2]
    for _ in range(2):
        total = sum((ord(char) - 48) * weight for char, weight in zip(body, weights[-len(body) :], strict=True))
        rest = total % 11
        body += str(0 if rest < 2 else 11 - rest)  # noqa: PLR2004 - the rule's own
    return body == code
