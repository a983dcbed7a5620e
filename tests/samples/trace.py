"""Whether each stored value of a record leads back to the raw stretch that shows it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import fold, squeeze
from corpus.values.money import money_words
from corpus.values.number_words import parse_ordinal, to_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.pages import Document
    from corpus.records import Json, JsonObject
    from corpus.spans import NormalizedText

READ_AS: Final = regex.compile(r"/(?:relation|currency|gazette|part)$|^/type$|^/references/\d+/type$")
"""Values that name what is printed by an id of ours: their span must hold something, not the id."""


def astray(record: JsonObject, document: Document, text: NormalizedText) -> Iterator[str]:
    """Tell each value whose span does not hold it, and each value without provenance."""
    notes, told = record["provenance"], doubted(record)
    assert isinstance(notes, dict)
    for pointer, note in notes.items():
        assert isinstance(note, dict)
        value, span = resolve(record, pointer), span_of(note)
        if note["raw"] != span.of(document.raw) or not 0 <= span.start <= span.end <= len(document.raw):
            yield f"{pointer}: raw {note['raw']!r} does not stand at {tuple(span)}"
        elif "derived" in note or pointer in told:
            continue
        elif not any(shows(shown, value, pointer) for shown in (text.from_raw(span).of(text.value), span.of(document.raw))):
            yield f"{pointer}: {value!r} is not shown by {note['raw']!r}"
    yield from (f"{pointer}: no provenance" for pointer in leaves(record) if pointer not in notes and not rests(pointer, notes))


def rests(pointer: str, notes: JsonObject) -> bool:
    """Whether a value is part of something that was computed as a whole, and that says what it rests on."""
    whole = next((notes[above] for above in parents(pointer) if above in notes), None)
    return isinstance(whole, dict) and "derived" in whole


def parents(pointer: str) -> Iterator[str]:
    """Return the pointers of what a value is part of, nearest first."""
    while "/" in pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


def span_of(note: JsonObject) -> Span:
    """Return the raw span of a note."""
    bounds = note["span"]
    assert isinstance(bounds, list)
    start, end = bounds
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Span(start, end)


def resolve(record: JsonObject, pointer: str) -> Json:
    """Return the value at a JSON Pointer; raises where there is none."""
    at: Json = record
    for step in pointer.split("/")[1:]:
        if isinstance(at, list):
            at = at[int(step)]
        else:
            assert isinstance(at, dict)
            at = at[step]
    return at


def doubted(record: JsonObject) -> frozenset[str]:
    """Return the pointers at which the record itself says that value and print differ."""
    said = [*(record.get("problems") or ()), *(record.get("repairs") or ())]  # type: ignore[misc]  # both are lists
    return frozenset(str(each["where"]) for each in said if isinstance(each, dict) and each["where"])


OURS: Final = frozenset(
    {"source", "sha256", "ordinal", "line_start", "line_end", "text", "provenance", "repairs", "problems", "confidence"}
    | {"release", "kind", "total_row_indices"}
)
"""What is not read from the text: no provenance is asked."""


def leaves(value: Json, pointer: str = "") -> Iterator[str]:
    """Return the pointers of all stored values that are read from the text."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in OURS or (pointer and name == "text"):  # the text of the whole act is the span of the act
                yield from leaves(each, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from leaves(each, f"{pointer}/{index}")
    elif value is not None:
        yield pointer


def letters(shown: str) -> str:
    """Return letters and digits alone, without case and accents."""
    return regex.sub(r"[^a-z0-9]+", "", fold(shown))


def shows(shown: str, value: Json, pointer: str) -> bool:
    """Whether a stretch of text shows a value: its letters and digits stand there, in order and together."""
    if READ_AS.search(pointer):
        return shown.strip() != ""
    plain = str(value)
    if regex.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
        return shows_date(shown, date.fromisoformat(plain))
    if regex.fullmatch(r"-?[\d.:]+", plain):
        return shows_number(shown, plain)
    if pointer.startswith("/tables/"):  # a cell broken over two lines of its column
        return regex.search(".*?".join(letters(word) for word in plain.split()), letters(shown)) is not None
    return letters(plain) in letters(shown)


def shows_number(shown: str, plain: str) -> bool:
    """Whether a number stands there: its figures, the last two of a year, the part before a scale word, or words."""
    figures, wanted = regex.sub(r"\D", "", shown), regex.sub(r"\D", "", plain)
    if wanted in figures or (len(wanted) == len("1996") and figures.endswith(wanted[2:])):
        return True
    if plain.endswith(".00") and figures.strip("0"):
        return Decimal(wanted) / Decimal(figures) in SCALES
    if "." in plain and not figures:
        return money_words(squeeze(shown)) == Decimal(plain)
    return not figures and plain.isdigit() and (in_words(int(plain), shown) or parse_ordinal(ordinal_of(shown)) == int(plain))


SCALES: Final = frozenset(Decimal(10) ** power for power in range(12))
"""What a value may be multiplied with: a word of scale, the thousand of the mil-réis, the hundred of lost centavos."""


def ordinal_of(shown: str) -> str:
    """Return the words after "Parágrafo", where that is what stands there."""
    return regex.sub(r"^\W*par[áa]grafo\s+|\W+$", "", shown, flags=regex.IGNORECASE)


def in_words(number: int, shown: str) -> bool:
    """Whether a number stands there in words."""
    return letters(to_words(number)) in letters(shown)


def shows_date(shown: str, day: date) -> bool:
    """Whether a date stands there: day and year in figures or in words."""
    figures = regex.findall(r"\d+", shown)
    has_day = any(int(each) == day.day for each in figures) or in_words(day.day, shown)
    return has_day and (any(each.endswith(f"{day.year % 100:02}") for each in figures) or in_words(day.year, shown))
