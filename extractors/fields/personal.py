"""Personal numbers in a text: CPF, RG, PIS/NIT, título de eleitor, CNS, matrícula; their check digits tested.

What the kinds are called and look like is in the table `personal_numbers`. A number is found behind its
label ("CPF nº ...", "matrículas nºs 1, 2 e 3"), or bare where its form alone tells it. The numbers of
bodies (CNPJ) and of processes are none.

>>> text = "Ana Lima, CPF nº 529.982.247-25, matrícula 4410-2"
>>> [(each.kind, each.span.of(text), each.valid) for each in find_personal_numbers(text)]
[('cpf', '529.982.247-25', True), ('matricula', '4410-2', None)]
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string, strings
from corpus.problems import Problem
from corpus.spans import Span
from corpus.text import beginnings, either, fold, word_starts
from corpus.values.persons import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINK: Final = r"[\s:.,()–-]{0,3}(?:(?:sob|de)\s)?(?:o\s)?(?:n(?:umero|[\s.]{0,2}[º°o.]{1,2}s?\.?|r\.|\.)?)?[\s:.–-]{0,3}"
_NEXT: Final = regex.compile(r"\s?(?:,|;|\be\b)\s?(?:e\s)?(?:n[º°.]s?\s?)?")
_BEFORE: Final = r"(?<![\w.,/*-])"
_AFTER: Final = r"(?![\w*]|[.,/-]\d)"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """One number: `kind` as in the table, its span, and whether its check digits hold (None: it has none, or is masked)."""

    kind: str
    span: Span
    valid: bool | None


@dataclass(frozen=True, slots=True)
class _Kind:
    kind: str
    check: str
    number: regex.Pattern[str]


@lru_cache(maxsize=1)
def _kinds() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, _Kind]]:
    """Return the pattern of labels, that of bare numbers, and the kind by label and by group of the bare ones."""
    kinds: dict[str, _Kind] = {}
    labels: list[str] = []
    bare: list[str] = []
    for index, row in enumerate(rows("personal_numbers")):
        try:
            number = regex.compile(f"(?:{string(row, 'number')}){_AFTER}")
        except regex.error as error:
            raise KnowledgeError(f"personal_numbers.toml, row {row['id']}: {error}") from error
        kind = _Kind(string(row, "kind"), string(row, "check"), number)
        kinds |= dict.fromkeys((fold(label) for label in strings(row, "labels")), kind)
        kinds[f"b{index}"] = kind
        labels += (fold(label) for label in strings(row, "labels"))
        bare += (f"(?P<b{index}>{pattern})" for pattern in (string(row, "bare"),) if pattern)
    spelled = either(labels)
    return (
        regex.compile(rf"(?<![\w/-])(?P<label>{spelled})(?!\w){_LINK}(?=[\d*x]|[a-z]{{2}}-?\s?\d)"),
        regex.compile(rf"{_BEFORE}(?:{'|'.join(bare)}){_AFTER}"),
        kinds,
    )


def find_personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Return the personal numbers of `text` in order, none inside another; spans are of `text`."""
    labelled = sorted(_labelled(text), key=lambda each: each.span)
    starts = [each.span.start for each in labelled]
    found = [*labelled, *(each for each in _bare(text) if not _taken(each.span, labelled, starts))]
    return tuple(sorted(found, key=lambda each: each.span))


def _taken(span: Span, labelled: Sequence[PersonalNumber], starts: Sequence[int]) -> bool:
    """Whether a number behind its label holds some of the span: only the last that begins before its end can."""
    at = bisect_left(starts, span.end)
    return at > 0 and labelled[at - 1].span.end > span.start


def _labelled(text: str) -> Iterator[PersonalNumber]:
    pattern, _, kinds = _kinds()
    folded, last = fold(text), 0
    for begun in sorted(word_starts(folded, _first_words())):
        match = pattern.match(folded, begun, timeout=10) if begun >= last else None
        if match is None:
            continue
        last = match.end()
        kind, at = kinds[match["label"]], match.end()
        number = kind.number.match(text, at)
        while number is not None and _is_number(number[0]):
            yield PersonalNumber(kind.kind, Span(*number.span()), holds(kind.check, number[0]))
            joint = _NEXT.match(text, number.end()) if match["label"].endswith("s") else None
            number = kind.number.match(text, joint.end()) if joint else None


@lru_cache(maxsize=1)
def _first_words() -> tuple[str, ...]:
    """Return the first words of labels."""
    return beginnings(fold(label).split()[0] for row in rows("personal_numbers") for label in strings(row, "labels"))


def _bare(text: str) -> Iterator[PersonalNumber]:
    _, pattern, kinds = _kinds()
    for match in pattern.finditer(text, timeout=10):
        kind = kinds[match.lastgroup or ""]
        yield PersonalNumber(kind.kind, Span(*match.span()), holds(kind.check, match[0]))


def _is_number(printed: str) -> bool:
    """Whether what stands behind a label is a number and no year."""
    return regex.fullmatch(r"(?:19|20)\d\d", printed) is None


def failing(text: str, span: Span) -> tuple[Problem, ...]:
    """Return a problem for each personal number inside `span` of `text` whose check digits fail; it does not tell the number."""
    return tuple(
        Problem(
            "check_digit", "/text", each.span.shift(span.start), f"the check digits of this {each.kind} do not hold", each.kind
        )
        for each in find_personal_numbers(span.of(text))
        if each.valid is False
    )
