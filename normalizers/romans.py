"""Roman numerals read with strokes for I: labels of incisos, numbers of parts, numbers of events.

The glyphs alone do not tell II from III once a stroke is lost (`Il` stands for both); the sequence
does. Where the place does not decide, the strokes are counted as they are, and a label whose
sequence is unknown stays as read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Edit, Span
from corpus.text import fold
from corpus.values.roman import likely, parse_roman, readings, to_roman
from normalizers import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.context import Context

_GLYPHS: Final = r"[IVXLC1l|!]{1,7}(?![\p{L}\d|ºª°])"
_BENT: Final = r"[IHKUTJNil1|!]{1,4}"
"""Glyphs that are read for strokes beside one another; only the sequence tells."""
_STROKES_OF: Final = {"H": "II", "U": "II", "N": "II"}
_LABEL: Final = regex.compile(
    rf"""^[ \t]*[“"']?
    (?: (?P<label>{_GLYPHS}|{_BENT}) (?=[ ]?[-–—][ \t]*\p{{L}})
      | (?P<article>(?:Art|ART)(?:igo|IGO)?[.]?\s?\d) )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_PART: Final = regex.compile(
    rf"""(?<=\s) (?=[IVXLC1l|!])
    (?<=(?<!\p{{L}})
      (?:[Tt]itulos?|[Tt]ítulos?|T[IÍ]TULOS?|[Cc]ap[ií]tulos?|CAP[IÍ]TULOS?|[Ii]ncisos?|INCISOS?|[Aa]nexos?|ANEXOS?|[Ll]ivro|LIVRO
        |[Ss]e[çc]ão|SE[ÇC][ÃA]O|[Aa]rtigo)\s+)
    (?P<list>{_GLYPHS}(?:(?:,\s?|\s(?:e|a|ao|ou)\s){_GLYPHS})*+)
    """,
    regex.VERBOSE,
)
_EVENT: Final = regex.compile(
    rf"""(?<=(?<![\p{{L}}&])(?:[Nn]?[aoAO]|[Dd][aoAO]|[Aa]o|à|[Pp]el[ao]|DA|DO|NA|NO)\s)
    (?P<number>{_GLYPHS}) (?=\s(?P<event>\p{{Lu}}\p{{L}}{{4,}}(?:-\n\p{{L}}+)?(?:\s\p{{Lu}}\p{{L}}{{4,}})?))
    """,
    regex.VERBOSE,
)
_NEAR: Final = 6000
"""Code points within which two mentions of an event are of one act."""


def roman_edits(text: str, context: Context) -> Iterator[Edit]:
    """Give the repairs of roman numerals in `text`; rule ids `roman-label`, `roman-part`, `roman-event`."""
    for rule, found in (("roman-label", _labels(text)), ("roman-part", _parts(text)), ("roman-event", _events(text))):
        if rule in context.disabled:
            continue
        for span, value, confidence in found:
            new = to_roman(value)
            if span.of(text) != new:
                yield Edit(span, new, rule, confidence)


def _labels(text: str) -> Iterator[tuple[Span, int, float]]:
    """Give the labels at line starts that their sequence decides."""
    last = 0
    found = list(_LABEL.finditer(text))
    for match, after in zip(found, (*found[1:], None), strict=False):
        if match["article"]:
            last = 0
            continue
        glyphs, span = match["label"], Span(*match.span("label"))
        exact, beyond = parse_roman(glyphs), _exact(after)
        if exact is not None and not (exact != last + 1 == beyond - 1):
            last = exact
        elif last + 1 in readings(glyphs) and (last or not glyphs.isdigit()):
            last += 1
            yield span, last, 0.97
        elif _bent_here(match, after, last + 1) or (_bent(glyphs) and last + 1 == beyond - 1):
            last += 1
            yield span, last, 0.9
        elif last == 0 and glyphs in {"HI", "IH", "HH"}:
            last = 3
            yield span, last, 0.87
        elif not glyphs.isdigit() and len(readings(glyphs)) == 1:
            last = next(iter(readings(glyphs)))
            yield span, last, 0.9


def _bent_here(label: regex.Match[str], after: regex.Match[str] | None, number: int) -> bool:
    """Whether glyphs that are strokes only by their place are the label `number`: a lone letter may label a list of letters."""
    glyphs = label["label"]
    if number == 1 or number not in _bent(glyphs) or glyphs in {"J", "K", "T", "N", "i"}:
        return False
    if len(glyphs) > 1 or not glyphs.isalpha():
        return True
    if after is None or not after["label"]:
        return label.string[label.end() :].lstrip(" -–—\t")[:1].islower()
    return number + 1 in readings(after["label"]) | _bent(after["label"])


def _exact(label: regex.Match[str] | None) -> int:
    """Return the value of a well formed label of an inciso, 0 for anything else."""
    return 0 if label is None or not label["label"] else parse_roman(label["label"]) or 0


def _bent(glyphs: str) -> frozenset[int]:
    """Return what glyphs that are all read for strokes may stand for: a stroke may be lost, none is gained past III."""
    if not set(glyphs) <= set("IHKUTJNil1|!"):
        return frozenset()
    strokes = min(3, len("".join(_STROKES_OF.get(glyph, "I") for glyph in glyphs)))
    return frozenset({strokes, min(3, strokes + 1)})


def _parts(text: str) -> Iterator[tuple[Span, int, float]]:
    """Give the numbers of titles, chapters, incisos and annexes; lists of them ascend."""
    for found in _PART.finditer(text):
        last = 0
        for number in regex.finditer(_GLYPHS, found["list"]):
            value = _ascending(number[0], last)
            if value is None:
                break
            if parse_roman(number[0]) is None:
                yield Span(*number.span()).shift(found.start("list")), value, 0.9 if value == likely(number[0]) else 0.85
            last = value


def _ascending(glyphs: str, last: int) -> int | None:
    """Return the value of `glyphs` in an ascending list after `last`; None for a plain number."""
    if glyphs.isdigit():
        return None
    value = likely(glyphs)
    if value is not None and value <= last:
        above = [each for each in readings(glyphs) if each > last]
        return min(above) if above else value
    return value


def _events(text: str) -> Iterator[tuple[Span, int, float]]:
    """Give the numbers of conferences, congresses and the like; mentions near one another agree.

    Strokes are lost, not gained: of the readings of one event the longest that all allow is meant.
    """
    found = [
        (match, fold(match["event"].replace("-\n", "")))
        for match in _EVENT.finditer(text)
        if not match["number"].isdigit() and readings(match["number"]) and not _is_rule(text, match)
    ]
    near: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for match, event in found:
        near[event].append((match.start(), match["number"]))
    for match, event in found:
        if parse_roman(match["number"]) is not None:
            continue
        value, sure = _agreed(match["number"], [glyphs for at, glyphs in near[event] if abs(at - match.start()) < _NEAR])
        if value is not None:
            yield Span(*match.span("number")), value, sure


def _is_rule(text: str, match: regex.Match[str]) -> bool:
    """Whether the stroke parts the cells of a line: another such stands on it."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    return (
        match["number"] == "|" and " | " in text[start : match.start()] + " " + text[match.end() : end if end >= 0 else len(text)]
    )


def _agreed(glyphs: str, others: list[str]) -> tuple[int | None, float]:
    """Return what `glyphs` stand for beside the other readings of the same event, and how surely."""
    own = likely(glyphs)
    longest = max((value for value in map(likely, others) if value in readings(glyphs)), default=own)
    if longest != own:
        return longest, 0.85
    return own, 0.9 if len(readings(glyphs)) == 1 or len(others) > 1 else 0.75


@RULES.register("romans")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("roman-label", "romans.py", "the numeral of an inciso, by its place in the sequence"),
        Rule("roman-part", "romans.py", "the numeral of a title, chapter, annex and the like"),
        Rule("roman-event", "romans.py", "the numeral of a conference and the like, by its other mentions"),
    )
