"""Amounts of money in running prose, in order, repeats included.

Shapes read:

- `money-mark`: "R$ 27.000,00", "Cr$ 1.500", "R$ 1,2 milhão", "US$ 10 mil de dólares"
- `money-unit`: "27.000,00 reais", "10 mil reais", "3 milhões de euros"
- `money-reis`: "500$000", "Rs. 3:000$000"
- `money-words`: "dez mil reais", where no figure stands beside the words

Words in parentheses (or right beside the figure) belong to it. Where they agree the amount is sure;
where they do not the figure stays as printed and a `words_mismatch` is told. A figure that is not
well formed takes the words' value; without words it is kept at low confidence, with a `damaged`.
A figure that runs into letters ("R$ 12.SOO,00") is one whole, never cut short: the words decide
between its readings, without words the likeliest is kept at low confidence, with a `damaged`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.acts import Amount, Found, Printed
from corpus.decisions import AMOUNT_BY_WORDS
from corpus.problems import Problem
from corpus.spans import Span
from corpus.text import beginnings, either, fold, folded, places_in, places_of, sign_before, squeeze
from corpus.values.figures import GAPPED, LETTERED, figure_readings, glyphs
from corpus.values.money import currencies, currency, money_words, parse_reis, unit_words
from corpus.values.number_words import nearest, tokens, words
from corpus.values.numbers import parse_number, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_NO_DIGIT: Final = regex.compile(r"\D")
_TWO_AT_END: Final = regex.compile(r"[.,]\d\d$")


def _any(names: set[str]) -> str:
    return "|".join(regex.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


_DAMAGED: Final = {fold(mark): each.code for each in currencies() for mark in each.damaged}
_MARKS: Final = _any({fold(mark) for each in currencies() for mark in each.marks} | _DAMAGED.keys()).replace(r"\$", r"\s?\$")
_UNITS: Final = "|".join(r"\s".join(map(regex.escape, name)) for name in unit_words())
_FIGURE: Final = r"\d++(?:[.,]\d++|\.\s\d{3}(?=[.,]\d)|\s[.,]\d++)*+"
_BROKEN: Final = rf"(?P<broken>{LETTERED}|{GAPPED})"
_SCALE: Final = r"(?:\s?(?P<scale>" + _any({*words("scale"), "mi", "bi", "tri"}) + r")(?!\w)(?P<half>\se\smeio)?)?"
_NUMBER_WORD: Final = either({*words("cardinal"), *words("scale")})
_SPELT: Final = rf"(?:{_NUMBER_WORD})(?!\w)(?:(?:,?\s(?:e\s)?)(?:{_NUMBER_WORD})(?!\w)){{0,40}}+(?:\se\smeio(?!\w))?"

_REIS: Final = r"(?P<reis>(?:[\d.]{1,11}:)?\d{1,3}\$\d{3})(?!\d)(?:\s(?:de\s)?(?P<unit>reis))?"
_SAID: Final = rf"\s?\((?:[^\W\d_]++,?\s){{1,30}}?(?P<unit>{_UNITS})\b[^()]{{0,60}}\)"

# R$ 27.000,00 / R$ 1,2 milhão | Rs. 3:000$000 | 27.000,00 reais | dez mil reais e dois centavos
_AMOUNT: Final = regex.compile(
    rf"""
    (?<![\w$])
    (?: (?=[^\W\d]|[€£])(?:
          (?P<mark>rs)\.?\s?{_REIS}
        | (?P<mark>{_MARKS})\s*[:.]?\s*(?:{_BROKEN}|(?P<figure>{_FIGURE})){_SCALE}(?:\s(?:de\s)?(?P<unit>{_UNITS})(?!\w))?
        | (?P<spelt>{_SPELT}\s(?:contos?\s(?:e\s{_SPELT}\s)?)?(?:de\s)?(?P<unit>{_UNITS})(?!\w)
            (?:,?\s(?:e\s)?{_SPELT}\scentavos?(?!\w))?)
        )
      | (?=\d)(?:
          (?<![.,:]){_REIS}
        | (?<![.,/-])(?:(?=\S*[.,]){_BROKEN}|(?P<figure>{_FIGURE})){_SCALE}\s(?:de\s)?(?P<unit>{_UNITS})(?!\w)
        | (?<![.,/-])(?P<figure>\d{{1,3}}(?:\.\d{{3}})*+,\d\d)(?={_SAID})
        )
    )
    """,
    regex.VERBOSE,
)
# What every amount has: a mark or the name of a unit.
_NAMES: Final = {
    fold(name) for each in currencies() for name in (*each.damaged, *each.marks, *(word.split()[0] for word in each.words))
}
_NAMED: Final = beginnings({*"$€£", *(name for name in _NAMES if not any(sign in name for sign in "$€£"))})
_ANCHOR: Final = regex.compile(r"[$€£]|\b\L<names>(?!\w)", names=_NAMES)
_BESIDE: Final = regex.compile(
    r"\s?\((?P<words>[^()]{3,300})\)|\s?[(–,-]?\s?(?P<words>(?:[^\W\d_]++,?\s){1,40}?(?:reais|centavos))(?!\w)"
)
_UNIT_NAMED: Final = regex.compile(rf"\b(?:{_UNITS}|centavos?)(?!\w)")
_WITH_CENTS: Final = regex.compile(r",\d\d$")
_ODD_DECIMALS: Final = regex.compile(r".*,\d{3,}|.*\.\d{3},\d")
_CENTS_LAST: Final = regex.compile(r"[.,]\w\w$")
_APART: Final = regex.compile(r"[\s.,]")
_LETTER: Final = regex.compile(r"[^\W\d_]")
_CENTS: Final = regex.compile(r"\d{1,3}(?:[.,]?\d{3})*[.,]\d{2}")

_OPENING: Final = regex.compile(r"\s?[(,–-]\s?")
_BLANK: Final = regex.compile(r"\s")
# letters run together with the figure, of which some may be its digits: "7.S mil", "50A"; a longer word lost its blank
_RUNS_ON: Final = regex.compile(
    r"(?:[^\W\d_]{1,3}+|[.,][" + "".join(regex.escape(each) for each in sorted(glyphs())) + r"]{1,3}+)(?![^\W\d_])"
)

# a sign that no author writes behind a figure, and the rest of the figure behind it: "1?.500,00", "12.5%0,00"
_CUT_OFF: Final = regex.compile(r"[^\s\w.,;:!()\[\]/–—-]{1,2}+[.,]?\d")

_SURE, _ALONE, _DOUBTFUL, _POOR, _GUESSED = 0.99, 0.95, 0.7, 0.4, 0.3


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure as read: `whole` tells whether it was well formed; `readings` are those of one with letters in it, all.

    `shape` is such a figure's digits with its cents, a point for each letter: what any reading must fit.
    """

    value: Decimal
    confidence: float
    whole: bool
    readings: tuple[Decimal, ...] = ()
    shape: str = ""


class _Site(NamedTuple):
    """Where an amount stands: the figure, the words beside it, the shape that matched; spans of the text."""

    printed: Span
    beside: Span | None
    rule: str


def find_amounts(text: str, spans: Sequence[Span], *, on: date | None) -> tuple[tuple[Amount, ...], tuple[Problem, ...]]:
    """Return the amounts inside `spans` of `text`, in order, and what is doubtful about them.

    `on` is the act's date: it decides the currency. `Problem.where` counts the amounts from 0.
    """
    amounts: list[Amount] = []
    problems: list[Problem] = []
    for span in spans:
        for amount, doubts in _in(text, span, on):
            problems += (replace(doubt, where=f"/amounts/{len(amounts)}{doubt.where}") for doubt in doubts)
            amounts.append(amount)
    return tuple(amounts), tuple(problems)


def _in(text: str, span: Span, on: date | None) -> Iterator[tuple[Amount, tuple[Problem, ...]]]:
    """Yield the amounts of one span with their doubts."""
    named = places_in(_named(text), *span)
    if not named:
        return
    piece, at = span.of(folded(text)), 0
    if not _ANCHOR.search(piece, named[0] - span.start):
        return
    while match := _AMOUNT.search(piece, at, timeout=10):
        at = match.end()
        if not match["reis"] and _DAMAGED.get(match["mark"] or "") and not _WITH_CENTS.search(_printed(match)):
            continue
        reading = _read(match)
        if reading is None:
            continue
        match, beside = _pair(piece, match, reading)
        at = max(match.end(), beside.end if beside else 0)
        printed = Span(*match.span()).shift(span.start)
        figure = _read(match) or reading
        site = _Site(printed, beside and beside.shift(span.start), _rule(match))
        yield _amount(text, site, figure, _currency(text, _mark(match, span.start), on, site.rule))


@lru_cache(maxsize=2)
def _named(text: str) -> tuple[int, ...]:
    """Return where a mark or the name of a unit may stand in a whole source's text: no span without one holds an amount."""
    return places_of(folded(text), _NAMED)


def _pair(folded: str, match: regex.Match[str], reading: _Figure) -> tuple[regex.Match[str], Span | None]:
    """Return the figure's match and the span of the words beside it, whichever comes first: "dez mil reais (R$ 10.000,00)"."""
    if not match["spelt"]:
        return match, _words_beside(folded, match)
    opening = _OPENING.match(folded, match.end())
    figure = _AMOUNT.match(folded, opening.end()) if opening else None
    told = _read(figure) if figure and figure["mark"] and not _DAMAGED.get(figure["mark"]) else None
    if figure is None or told is None or reading.value not in (told.value, *told.readings):
        return match, None
    return figure, Span(*match.span())


def _rule(match: regex.Match[str]) -> str:
    """Return the id of the shape that matched."""
    if match["spelt"]:
        return "money-words"
    if match["reis"]:
        return "money-reis"
    return "money-mark" if match["mark"] else "money-unit"


def _mark(match: regex.Match[str], offset: int) -> Span:
    """Return where the currency is named; the amount itself for bare réis."""
    group = "mark" if match["mark"] else "unit" if match["unit"] else 0
    return Span(*match.span(group)).shift(offset)


def _read(match: regex.Match[str]) -> _Figure | None:
    """Return the value of a match, None where its words are no number."""
    if match["spelt"]:
        spoken = money_words(match["spelt"])
        return None if spoken is None else _Figure(spoken, 0.9, whole=True)
    if match["reis"]:
        reis = parse_reis(match["reis"])
        return None if reis is None else _Figure(reis, _ALONE, whole=True)
    figure = _broken(match["broken"]) if match["broken"] else _runs_on(match, _figure(match["figure"]))
    if figure is None:
        return None
    scale = scale_of(match["scale"]) if match["scale"] else None
    if scale is None:
        return figure
    doubtful = scale == 1000 and "," in _printed(match)  # noqa: PLR2004 - "R$ 1.000,00 mil"
    half = scale // 2 if match["half"] else 0
    return _Figure(
        figure.value * scale + half,
        min(figure.confidence, _DOUBTFUL if doubtful else _ALONE),
        figure.whole,
        tuple(each * scale + half for each in figure.readings),
    )


def _printed(match: regex.Match[str]) -> str:
    """Return the figure of a match as it stands in the folded text; empty where there is none."""
    return match["figure"] or match["broken"] or ""


def _broken(printed: str) -> _Figure | None:
    """Return the likeliest reading of a figure with letters or blanks in it; None where it has none."""
    readings = figure_readings(printed)
    sure = _DOUBTFUL if _BLANK.search(printed) else _POOR
    if not readings:
        return None
    return _Figure(readings[0], sure if len(readings) == 1 else _GUESSED, whole=False, readings=readings, shape=_shape(printed))


def _shape(printed: str) -> str:
    """Return the digits of a figure with its cents, a point for each letter in it; empty where it has none or no cents.

    >>> _shape("12.5b0,00"), _shape("12.5b0")
    ('125.000', '')
    """
    shape = _LETTER.sub(".", _APART.sub("", printed))
    return shape if "." in shape and _CENTS_LAST.search(printed) else ""


def _runs_on(match: regex.Match[str], figure: _Figure) -> _Figure:
    """Return a figure, no longer sure where letters or signs stand directly behind it that may be digits ("7.S", "1?.5")."""
    end = match.end("figure")
    if _CUT_OFF.match(match.string, end):
        return replace(figure, confidence=_POOR, whole=False)
    runs = not match["scale"] and not match["unit"] and _RUNS_ON.match(match.string, end)
    cents = _WITH_CENTS.search(match["figure"])
    return replace(figure, confidence=_POOR, whole=False) if runs and not cents else figure


def _figure(printed: str) -> _Figure:
    """Return what a figure says: strictly where it is well formed, else its likeliest reading."""
    bare = "".join(printed.split())
    value = parse_number(bare)
    if value is not None:
        return _Figure(value, _DOUBTFUL if _ODD_DECIMALS.fullmatch(bare) else _ALONE, whole=bare == printed)
    digits = Decimal(_NO_DIGIT.sub("", bare))
    if _CENTS.fullmatch(bare):
        return _Figure(digits.scaleb(-2), _DOUBTFUL, whole=False)
    return _Figure(digits.scaleb(-2) if _TWO_AT_END.search(bare) else digits, _POOR, whole=False)


def _words_beside(folded: str, match: regex.Match[str]) -> Span | None:
    """Return the span of the words that repeat the figure, None where what stands beside it is something else."""
    beside = _BESIDE.match(folded, match.end(), timeout=10)
    if beside is None:
        return None
    start, end = beside.span("words")
    if beside[0].endswith(")"):
        return Span(start, end) if _numeral(beside["words"]) else None
    return Span(start, end) if money_words(beside["words"]) is not None else None


def _to_unit(said: str) -> Decimal | None:
    """Return the amount that words spell up to the last name of a unit, where more follows it.

    >>> _to_unit("três mil dólares dos Estados Unidos da América"), _to_unit("três membros")
    (Decimal('3000.00'), None)
    """
    ends = [match.end() for match in _UNIT_NAMED.finditer(fold(said))]
    return next((told for end in reversed(ends) if (told := money_words(said[:end])) is not None), None)


def _numeral(said: str) -> bool:
    """Whether words are an amount, damaged perhaps: most of them are number words."""
    if money_words(said) is not None:
        return True
    spoken = [nearest(word) for word in tokens(said) if word not in {"e", "de"}]
    if _to_unit(said) is not None:
        return True
    known = sum(word in words("cardinal") or word in words("scale") for word in spoken)
    return known >= 2 and known * 2 >= len(spoken)  # noqa: PLR2004 - one alone may be any word


def _amount(
    text: str, site: _Site, figure: _Figure, money: tuple[Found[str], tuple[Problem, ...]]
) -> tuple[Amount, tuple[Problem, ...]]:
    """Weigh figure against words; `money` is the currency with its doubts."""
    spoken = site.rule == "money-words"
    words_at = site.printed if spoken else site.beside
    said = squeeze(words_at.of(text)) if words_at else None
    told = None if said is None else money_words(said) if spoken else _told(said)
    value, confidence, problems = (figure.value, 0.9, ()) if spoken else _weigh(figure, told, site.printed, said)
    in_words = Found(said, words_at, site.rule, _ALONE if told is not None else _POOR) if said and words_at else None
    settled = sign_before(text, site.printed.start) == "(" if spoken else value != figure.value or told in figure.readings
    amount = Found(_two_decimals(value), site.printed, site.rule, confidence)
    if settled:
        figures = None if spoken else _two_decimals(figure.value)
        amount = replace(amount, rule=AMOUNT_BY_WORDS, witnesses=("words",), otherwise=figures)
    return Amount(amount, money[0], in_words, Printed(site.printed)), (*problems, *money[1])


def _told(said: str) -> Decimal | None:
    """Return the amount that words beside a figure spell, what follows the unit's name aside."""
    spelt = money_words(said)
    return spelt if spelt is not None else _to_unit(said)


def _two_decimals(value: Decimal) -> Decimal:
    """Return the amount with its cents, and with more decimals only where they are printed (unit prices)."""
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent < -2 else value.quantize(Decimal("0.01"))  # noqa: PLR2004


def _weigh(figure: _Figure, told: Decimal | None, printed: Span, said: str | None) -> tuple[Decimal, float, tuple[Problem, ...]]:
    """Return value, confidence and doubts of a figure beside its words (`told` is what they say, `said` the words)."""
    if told is None:
        detail = _malformed(figure) if not figure.whole else f"words cannot be read: {said}"
        sound = figure.whole and said is None
        doubt = () if sound else (Problem("damaged", "", printed, detail, "money-words"),)
        return figure.value, figure.confidence if sound else min(figure.confidence, 0.8 if figure.whole else _DOUBTFUL), doubt
    if told in figure.readings:
        return told, 0.9, ()
    if told == figure.value:
        return figure.value, _SURE if figure.confidence >= _DOUBTFUL else 0.9, ()
    mismatch = Problem("words_mismatch", "", printed, f"figure reads {figure.value}, words say {told}", "money-words")
    if figure.readings:
        return _lettered(figure, told, mismatch)
    if not figure.whole or _separators_lost(figure.value, told):
        return told, 0.85 if _alike(figure.value, told) else 0.5, (mismatch,)
    return figure.value, 0.5, (mismatch,)


def _lettered(figure: _Figure, told: Decimal, mismatch: Problem) -> tuple[Decimal, float, tuple[Problem, ...]]:
    """Weigh a figure with letters in it, none of whose readings the words say: they settle it where all its digits fit them."""
    fits = figure.shape and regex.fullmatch(figure.shape, _digits(told))
    detail = f"{_malformed(figure)}; the words say {told}" if fits else _malformed(figure)
    damaged = Problem("damaged", "", mismatch.span, detail, "money-words")
    return (told, 0.8, (damaged,)) if fits else (figure.value, min(figure.confidence, _POOR), (mismatch, damaged))


def _malformed(figure: _Figure) -> str:
    """Tell what is wrong with a figure, and its other readings."""
    others = ", ".join(str(each) for each in figure.readings[1:])
    return "figure is not well formed" + (f"; it may also be {others}" if others else "")


def _digits(value: Decimal) -> str:
    """Return the digits of an amount with its cents, without separators."""
    return str(int(value * 100))


def _separators_lost(value: Decimal, told: Decimal) -> bool:
    """Whether the figure has exactly the words' digits, its comma gone ("512087" for 5.120,87)."""
    return value == value.to_integral_value() and str(int(value)) == _digits(told) and value > 10_000  # noqa: PLR2004


def _alike(value: Decimal, told: Decimal) -> bool:
    """Whether two amounts have the same digits but for zeros lost or put in."""
    return _digits(value).rstrip("0") == _digits(told).rstrip("0")


def _currency(text: str, mark: Span, on: date | None, rule: str) -> tuple[Found[str], tuple[Problem, ...]]:
    """Return the currency and, where the day does not decide it, the doubt."""
    printed = squeeze(mark.of(text)).replace(" $", "$").rstrip(".")
    if rule == "money-reis":
        return Found("reis", mark, "reis", _SURE), ()
    damaged = _DAMAGED.get(fold(printed))
    mended = next((each.marks[0] for each in currencies() if each.code == damaged), printed)
    code = currency(mended, on)
    known = {each.code for each in currencies()}
    if code in known:
        return Found(code, mark, f"currency-{code.lower()}", _DOUBTFUL if damaged else _SURE), ()
    return Found(printed, mark, "currency-mark", 0.5), (
        Problem("currency_unknown", "/currency", mark, f"{printed} on {on or 'no date'}", "currency-mark"),
    )
