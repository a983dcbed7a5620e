"""When two values count as the same: the one place that defines it.

What a record may write in more than one way without being wrong (white space, quotes, dashes, the
degree sign for º, a final full stop, a number as ``1.234,50`` or ``1234.50``) is made alike first.
Prose may then differ by 1.5 % of its characters, but never in a digit; names and bodies are
compared without case and accents.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex
from rapidfuzz import fuzz, process

from corpus.text import fold, squeeze

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject

PROSE: Final = 0.985
"""How like two texts of prose must be."""

LONG_PROSE: Final = 0.97
"""The same for whole annexes and clauses, whose edges are drawn with less certainty."""

WORD: Final = 80.0
"""How like two words of a body's name must be, of 100."""

MARKS: Final = str.maketrans(
    {**dict.fromkeys('“”„"‘’´`«»', "'"), **dict.fromkeys("–—−‑", "-"), "°": "º", "\N{NO-BREAK SPACE}": " "}
)
EMPTY: Final[frozenset[Json]] = frozenset({None, "", "-", "–", "—"})
"""What a cell without a value may be written as."""

SMALL: Final = frozenset("a o as os e em no na nos nas de da do das dos estado estadual municipio municipal gabinete".split())
"""Words that a body's name may lack."""

BRAZILIAN: Final = regex.compile(r"-?(?:\d{1,3}(?:\.\d{3})++|\d++)(?:,\d++)?")
PLAIN: Final = regex.compile(r"-?\d++(?:\.\d++)?")
UNITS: Final = regex.compile(r"R\$|%|\s")
DIGIT: Final = regex.compile(r"\d")
WORDS: Final = regex.compile(r"[a-z0-9]++")
PLACE_PARTS: Final = regex.compile(r"[-/,–—(]|\bem\b")

TYPES: Final = {
    "norma operacional basica": "norma operacional",
    "constituicao federal": "constituicao",
    "portaria ministerial": "portaria",
    "lei ordinaria": "lei",
    "lei federal": "lei",
    "lei estadual": "lei",
    "lei municipal": "lei",
    "decreto federal": "decreto",
    "decreto estadual": "decreto",
    "decreto municipal": "decreto",
}
"""Types that the record unites."""


def empty(value: Json) -> bool:
    """Whether a field holds nothing."""
    return value in (None, "", [], {})


def alike(value: Json) -> str:
    """Return a text with what does not count made alike; case and accents stay.

    >>> alike("n°  5 – “A”.")
    "nº 5 - 'A"
    """
    text = unicodedata.normalize("NFC", "" if value is None else str(value)).translate(MARKS)
    return squeeze(text).strip(" .;:,-'")


def words(value: Json) -> str:
    """Return the words of a text, folded: letters and digits alone, one blank between.

    >>> words("Secretaria de Saúde/MT")
    'secretaria de saude mt'
    """
    return " ".join(WORDS.findall(fold(alike(value))))


def same_text(gold: Json, found: Json) -> bool:
    """Whether two texts are the same but for what does not count."""
    return alike(gold) == alike(found)


def same_prose(gold: Json, found: Json, *, least: float = PROSE) -> bool:
    """Whether two texts are alike to `least` (0 to 1), with the same digits in the same order.

    >>> same_prose("Fica criada a comissão de obras do município", "Fica criada a comissão de obras do municipio", least=0.97)
    True
    >>> same_prose("pagar R$ 1.000,00", "pagar R$ 1.001,00", least=0.5)
    False
    """
    left, right = alike(gold), alike(found)
    if left == right:
        return True
    return DIGIT.findall(left) == DIGIT.findall(right) and fuzz.ratio(left, right, score_cutoff=100 * least) > 0


def same_body(gold: Json, found: Json) -> bool:
    """Whether two names are of one body: every word of gold's found, and at most two more.

    >>> same_body("Secretaria de Estado de Saúde", "Secretaria da Saude"), same_body("Câmara Municipal", "Prefeitura Municipal")
    (True, False)
    """
    left = [each for each in words(gold).split() if each not in SMALL]
    right = [each for each in words(found).split() if each not in SMALL]
    known = all(process.extractOne(each, right, scorer=fuzz.ratio, score_cutoff=WORD) for each in left)
    return bool(right) and known and len(right) <= len(left) + 2


def same_place(gold: Json, found: Json) -> bool:
    """Whether the first part of gold's place is one of the parts of the other.

    >>> same_place("Cuiabá", "Cuiabá-MT"), same_place("Cuiabá", "Sorriso")
    (True, False)
    """
    parts = [words(part) for part in PLACE_PARTS.split(str(found or ""))]
    return words(PLACE_PARTS.split(str(gold or ""))[0]) in parts


def number(value: Json) -> Decimal | None:
    """Return the number that a cell holds, written plainly or as in Brazil; None where it holds none.

    >>> number("R$ 4.942,42"), number("4942.42"), number("12 anos")
    (Decimal('4942.42'), Decimal('4942.42'), None)
    """
    text = UNITS.sub("", "" if value is None else str(value)).replace("−", "-")
    if PLAIN.fullmatch(text):
        return Decimal(text)
    return Decimal(text.replace(".", "").replace(",", ".")) if BRAZILIAN.fullmatch(text) else None


def same_cell(gold: Json, found: Json) -> bool:
    """Whether two cells hold the same number, else the same words.

    >>> same_cell("4.942,42", "4942.42"), same_cell(None, "-"), same_cell("Tangará", "Tangaré")
    (True, True, False)
    """
    if gold in EMPTY or found in EMPTY:
        return gold in EMPTY and found in EMPTY
    value = number(gold)
    return value == number(found) if value is not None else words(gold) == words(found)


def whole(value: Json) -> str:
    """Return an act's number without leading zeros, in small letters."""
    text = "" if value is None else str(value).strip()
    return str(int(text)) if text.isdigit() else text.lower()


def act_type(value: Json) -> str:
    """Return a type of acts, folded, with its variants united.

    >>> act_type("lei_estadual"), act_type("portaria_conjunta")
    ('lei', 'portaria conjunta')
    """
    folded = words(str(value or "").replace("_", " "))
    return TYPES.get(folded, folded)


def same_parts(gold: Json, found: Json, keys: tuple[str, ...]) -> bool:
    """Whether two objects hold the same under each of `keys`."""
    if not isinstance(gold, dict) or not isinstance(found, dict):
        return False
    return all(words(gold.get(key)) == words(found.get(key)) for key in keys)


def shown(value: Json) -> str | None:
    """Return a value as a report tells it; None for nothing.

    >>> shown({"gazette": "DOE", "edition": None, "date": "2022-08-24"})
    'DOE, 2022-08-24'
    """
    if empty(value):
        return None
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if not empty(part))
    if isinstance(value, list):
        return "; ".join(filter(None, map(shown, value)))
    return squeeze(str(value))


def objects(item: JsonObject, name: str) -> list[JsonObject]:
    """Return a field's list of objects; [] where it has none."""
    value = item.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def values(item: JsonObject, name: str) -> list[Json]:
    """Return a field's list; [] where it has none."""
    value = item.get(name)
    return list(value) if isinstance(value, list) else []


def readings(item: JsonObject, name: str) -> list[Json]:
    """Return gold's value of a field and the other readings that it accepts."""
    accept = item.get("accept")
    return [item.get(name), *(values(accept, name) if isinstance(accept, dict) else [])]
