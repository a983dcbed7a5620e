"""Place and date of signing: the line that ends the orders of an act.

Lines read:
    Cuiabá-MT, 27 de maio de 1996.
    Conselho Estadual de Saúde, em Cuiabá-MT, a 19 de junho de 1996.
    Palácio da Liberdade, em Belo Horizonte, aos 3 de maio de 1951, 130º da Independência e 63º da República.
    Gabinete do Prefeito Municipal de Ilhéus, em 12 de julho de 1988.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found
from corpus.spans import Span
from corpus.states import state_of_place
from corpus.text import fold
from extractors.fields.dates import find_dates

if TYPE_CHECKING:
    from datetime import date

_PARTED: Final = regex.compile(r",|;|\b(?i:em)\b(?=\s)|\s[-–—]\s(?=[A-Z]{3})")

DATED: Final = regex.compile(r"\d{2}|\b[Mm]il\b|\bMIL\b")
LONGEST: Final = 260
MOST_WORDS: Final = 22
AFTER: Final = regex.compile(
    r"""\s*(?:\(\d{4}\))?\s*(?:[,;]?\s*(?:\d{2,3}\s?\.?[ºo°ª]?|cent\w+|quadrag\w+|sesquicent\w+)[^;]{0,60}(?:independencia|republica|emancipacao|fundacao|instalacao|criacao)[^;]{0,100})?[.,;:\s-]*$"""
)
LINK: Final = regex.compile(r"(?:[\s,–—-]|\b(?:em|aos?|de|no|dia|nesta\sdata|data)\b)*$")
LINKED: Final = regex.compile(r"(?:[,–—-]|\b(?:em|aos?|nesta\sdata)\b)(?:[\s,–—-]|\b(?:em|aos?|a|de|no|dia|data)\b)*$")
LONG: Final = regex.compile(r"\p{L}{3}")
"""A date in words or with its month by name: alone on a line it may be that of signing, "30/09/97" may not."""
STATE: Final = regex.compile(r"(?:estado|capital|distrito)\s")
SEAT: Final = regex.compile(
    r"(?:palacio|gabinete|sala|secretaria|prefeitura|paco|conselho|camara|plenario|centro|sede|assembleia|tribunal|casa|governo|diretoria|instituto|fundacao|reitoria)\b"
)
# "Prefeitura Municipal de Ilhéus", "Gabinete da Prefeita de Ilhéus", "Câmara Municipal de Ilhéus"
SEATED: Final = regex.compile(r"(?:municipal|prefeit[oa]|municipio|comarca|cidade)\s+d[eao]s?\s+(?P<place>\S.*)$")
PLACE: Final = regex.compile(
    r"(?P<place>\p{Lu}[\p{L}'’´.]*(?:[\s-](?:d[aeo]s?\s|d['’])?\p{L}[\p{L}'’´.]*){0,6}(?:\s?[-–/(]\s?[A-Z]{2}\b\)?)?)\s*$"
)
STOPPED: Final = regex.compile(r"(?P<place>\p{Lu}[\p{L}'’´ ]{2,40}+(?:[-/]\s?[A-Z]{2})?)\s?\.\s+")
"""A point for the comma after the place, as OCR reads it: believed of a capital, or a place with its state."""
FIGURE: Final = regex.compile(r"[;:]|(?<!\p{Ll})\d|\d(?!\p{Ll})")
"""What a place does not bear; one figure between small letters is a letter read badly (Gov6rno)."""
NEVER: Final = regex.compile(
    r"\b(?:vigor|lei|decreto|portaria|resolucao|processo|considerando|publicad[ao]|conforme|edital|contrato|art|ate|desde|reuniao|sessao\sde)\b|nº"
)


@dataclass(frozen=True, slots=True)
class Signing:
    """Where and when: `place` None where the line names none."""

    place: Found[str] | None
    date: Found[date]


def signing_line(text: str, span: Span, *, near: int | None = None) -> Signing | None:
    """Return place and date of a paragraph that says where and when an act was signed, None for any other."""
    if span.length > LONGEST or not DATED.search(text, span.start, span.end):
        return None
    dates = find_dates(text, span, near=near)
    if not dates:
        return None
    when = dates[-1]
    before = text[span.start : when.span.start]
    if not LINKED.search(fold(before)) and not LONG.search(when.span.of(text)):
        return None
    if AFTER.match(fold(text[when.span.end : span.end])) is None or NEVER.search(fold(before)):
        return None
    stopped = STOPPED.fullmatch(before)
    believed = stopped is not None and state_of_place(stopped["place"]) is not None
    head = stopped["place"] if stopped and believed else before[: LINK.search(fold(before)).start()]  # type: ignore[union-attr]  # it matches nothing at least
    if not _plausible(head) or (head.strip() and not believed and not LINKED.search(fold(before))):
        return None
    return Signing(_place(text, span.start, head), when)


def _plausible(head: str) -> bool:
    """Whether what stands before the date can be a place or a seat: few words, the first with a capital."""
    stripped = head.strip()
    begins = not stripped or stripped[0].isupper() or stripped.startswith(("“", "("))
    return begins and len(stripped.split()) <= MOST_WORDS and FIGURE.search(head) is None


def _place(text: str, start: int, head: str) -> Found[str] | None:
    """Return the place named before the date: the last part that is neither a state nor a seat."""
    at = len(head)
    for part in reversed(_PARTED.split(head)):
        begin = head.rindex(part, 0, at)
        at = begin
        folded = fold(part).strip()
        if not folded or STATE.match(folded):
            continue
        inner = SEATED.search(fold(part)) if SEAT.match(folded) else None
        if SEAT.match(folded) and inner is None:
            continue
        offset = inner.start("place") if inner else 0
        match = PLACE.search(part, offset)
        if match is None or (inner is None and match.start() > len(part) - len(part.lstrip())):
            continue
        span = Span(start + begin + match.start("place"), start + begin + match.end("place"))
        return Found(" ".join(span.of(text).split()), span, "place-of-signing", 0.9 if inner else None)
    return None
