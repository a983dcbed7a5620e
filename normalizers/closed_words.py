"""Words read badly where only one of a few can stand: months in dates, kinds of act before nº, offices on their lines.

`12 de Marso de 1913`, `aos 4 dias do mês de mar¢co de dois mil`; `da Lci nº 8.080, de 1990`, `Decrelo n° 5.212/97`;
`Prefeilo Municipal`. The word is mended where the confusions of the channel make one of the few of it, and no other
in as few steps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import records
from corpus.spans import Edit, Span
from corpus.text import either, fold
from corpus.values.dates import month_names
from corpus.values.number_words import words
from normalizers import RULES, Rule
from normalizers.channel import shares
from normalizers.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.context import Context

_MONTHS: Final = (
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
)
_STEPS: Final = 3
"""Confusions a word may have suffered; lost accents do not count."""
_PER: Final = 3
"""Letters a word must have for each."""
_CONFIDENCE: Final = (1.0, 0.95, 0.9, 0.85)
_WORD: Final = 14.0
"""Cost in nats up to which a word before a number is one, and left alone: lists of words hold rarer ones that nobody prints."""
_DATED: Final = regex.compile(
    rf"""
    (?: (?<![\d.,/-])(?:[0-3]?\d|[lIO]\d)(?:\s?[º°ª*.]){{0,2}}(?:\s\([^()\n]{{1,20}}\))?
      | \b(?:{either(words("cardinal"))}|primeiro) )
    (?:\s(?:dias?\s)?do\sm\S{{1,2}})?
    \s(?:d\p{{L}})\s
    (?P<month>[\p{{L}}¢&$][^\s,.;:()/-]{{2,10}}),?
    \s(?:d\p{{L}}\s(?:ano\sde\s)?)
    (?:1[.\s]?[89]\d\d|2[.\s]?0\d\d|mil\s|dois\smil\b)(?!\d)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


_CITED: Final = regex.compile(
    r"""
    (?<![\p{L}\d])(?P<word>\p{Lu}\p{Ll}[^\s,.;:()/-]{1,11})
    (?:\s(?:[A-Z]{2,8}(?:/[A-Z]{2,8})?|Federal|Estadual|Municipal|Delegada|Complementar))?
    \sn(?:[.]\s?[º°]?|[º°])\s?\d{1,3}(?:[.]?\d{3})?(?:/(?:19|20)?\d\d|,\sde\s[0-3]?\d[º°/ ])
    """,
    regex.VERBOSE,
)
_KINDS: Final = ("Lei", "Decreto", "Portaria", "Resolução", "Deliberação", "Provimento")


_OFFICE: Final = regex.compile(
    r"""
    ^[ \t]*(?P<word>\p{Lu}[^\s,.;:()/-]{4,15})
    (?:[ ](?:Municipal|Estadual|Geral|Executiv[oa]|Adjunt[oa]|d[aeo])(?!\p{L})[^\n.;:]{0,60})?[.]?[ \t]*$
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_ROLES: Final = (
    "Prefeito", "Prefeita", "Secretário", "Secretaria", "Subsecretário", "Subsecretaria", "Presidente", "Diretor", "Diretora",
    "Governador", "Governadora", "Superintendente", "Coordenador", "Coordenadora", "Conselheiro", "Conselheira", "Vereador",
    "Vereadora", "Procurador", "Procuradora", "Delegado", "Delegada", "Interventor", "Reitor", "Reitora",
)  # fmt: skip
"""Offices that sign; secretária is told from the body by who stands over it, not here."""


def closed_edits(text: str, context: Context) -> Iterator[Edit]:
    """Give the repairs of words at places where one of a few stands; rule ids `month-dated`, `kind-cited`, `office-line`."""
    if "month-dated" not in context.disabled:
        yield from _months(text)
    if "kind-cited" not in context.disabled:
        yield from _few(text, _CITED, _KINDS, "kind-cited")
    if "office-line" not in context.disabled:
        yield from _few(text, _OFFICE, _ROLES, "office-line")


def _months(text: str) -> Iterator[Edit]:
    for match in _DATED.finditer(text):
        read = match["month"]
        meant = None if fold(read) in _known() else _meant(read.lower(), _MONTHS)
        if meant is not None:
            name, steps = meant
            cased = name.upper() if read.isupper() else name.title() if read[0].isupper() else name
            yield Edit(Span(*match.span("month")), cased, "month-dated", _CONFIDENCE[steps])


def _few(text: str, pattern: regex.Pattern[str], names: tuple[str, ...], rule: str) -> Iterator[Edit]:
    """Give the repairs of the group `word` of each match that is no word and that one of `names` explains."""
    for match in pattern.finditer(text):
        read = match["word"].lower()
        if lexicon().costs.get(read, _WORD) < _WORD or fold(read) in _folded(names):
            continue
        meant = _meant(read, names)
        if meant is not None:
            yield Edit(Span(*match.span("word")), meant[0], rule, _CONFIDENCE[meant[1]])


@lru_cache(maxsize=4)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    """Return the names as they stand but for their accents, which other rules give back."""
    return frozenset(map(fold, names))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return what is a month as it stands, older spellings and abbreviations included; damaged forms are mended."""
    return frozenset(name for name, (_, sure) in month_names().items() if sure == 1)


@lru_cache(maxsize=256)
def _meant(read: str, names: tuple[str, ...]) -> tuple[str, int] | None:
    """Return the one of `names` that explains `read` with the fewest confusions, and how many; None where none or several do."""
    found = sorted((steps, name) for name in names if (steps := _steps(fold(read), fold(name))) <= min(_STEPS, len(name) // _PER))
    if not found or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    return found[0][1], found[0][0]


@lru_cache(maxsize=4096)
def _steps(read: str, printed: str) -> int:
    """Return how many confusions make `read` of `printed`, both folded; more than `_STEPS` where none do."""
    least = 0 if read == printed else _STEPS + 1
    if read and printed and read[0] == printed[0]:
        least = min(least, _steps(read[1:], printed[1:]))
    for was, seen in _confusions().get(printed[:1], ()):
        if least <= 1:
            break
        if printed.startswith(was) and read.startswith(seen):
            least = min(least, 1 + _steps(read[len(seen) :], printed[len(was) :]))
    return least


@lru_cache(maxsize=1)
def _confusions() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what is read for what, folded, by the first letter printed."""
    strokes = {(row["printed"], row["read"]) for row in records("near_strokes")}
    pairs = {(fold(printed), fold(read)) for printed, read in {*shares(), *strokes}}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for printed, read in sorted(pairs):
        if printed and read and printed != read:
            found[printed[0]] = (*found.get(printed[0], ()), (printed, read))
    return found


@RULES.register("closed_words")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule(
            "month-dated",
            "closed_words.py",
            "a month's name between day and year, where one month alone explains the glyphs read",
            "12 de Marso de 1913",
        ),
        Rule(
            "kind-cited",
            "closed_words.py",
            "the kind of an act before its number, where one kind alone explains the glyphs read",
            "da Lci nº 8.080, de 19 de setembro",
        ),
        Rule(
            "office-line",
            "closed_words.py",
            "the office on a line of its own, where one office alone explains the glyphs read",
            "Prefeilo Municipal",
        ),
    )
