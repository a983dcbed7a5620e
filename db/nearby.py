"""The words of all acts, and those of them that look like a given word: mistyped there, or damaged here.

Candidates share trigrams (FTS5's trigram index, `pg_trgm`; a server without it is read through);
which of them are near is decided here, so that both engines answer alike.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import regex
from rapidfuzz.distance import OSA

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.driver import Driver

_WORD: Final = regex.compile(r"[\p{L}\p{N}]{3,40}+")
_FIGURES: Final = regex.compile(r"\d++")
CANDIDATES: Final = 300
"""Words that are compared letter by letter."""
NEAR: Final = 12
"""Words that are taken for near ones at most."""
_BEGINNING: Final = 2
_TEXTS: Final = "SELECT text FROM acts WHERE source_id = ?"


def put_words(driver: Driver, source_id: int) -> None:
    """Write the words of a source's acts, those that are not there yet."""
    put(driver, (str(text) for (text,) in driver.all(_TEXTS, source_id)))


def put(driver: Driver, texts: Iterable[str]) -> None:
    """Write the words of some texts, those that are not there yet; figures alone are no words."""
    found = {word for text in texts for word in _WORD.findall(fold(text))}
    words = sorted(word for word in found if not _FIGURES.fullmatch(word))
    if not words:
        return
    if driver.postgresql:
        driver.run("INSERT INTO search_words SELECT unnest(string_to_array(?, ' ')) ON CONFLICT DO NOTHING", " ".join(words))
    else:
        driver.run("INSERT OR IGNORE INTO search_words SELECT value FROM json_each(?)", json.dumps(words))


def near(driver: Driver, word: str) -> tuple[str, ...]:
    """Return the words that look like `word`, the likest first; itself is none of them."""
    folded = fold(word)
    limit = 1 + (len(folded) - 1) // 5
    told = []
    for candidate in _candidates(driver, folded):
        away = OSA.distance(folded, candidate, score_cutoff=limit)
        if 0 < away <= limit:
            told.append((away, folded[:_BEGINNING] != candidate[:_BEGINNING], candidate))
    return tuple(candidate for *_, candidate in sorted(told)[:NEAR])


def _candidates(driver: Driver, folded: str) -> Sequence[str]:
    """Return words that share trigrams with one, the most first."""
    grams = sorted({folded[at : at + 3] for at in range(len(folded) - 2)})
    if not grams:
        return ()
    if not driver.postgresql:
        query = " OR ".join(f'"{gram}"' for gram in grams if _WORD.fullmatch(gram))
        found = driver.all(f"SELECT word FROM words_fts WHERE words_fts MATCH ? ORDER BY rank LIMIT {CANDIDATES}", query)  # noqa: S608
    elif driver.all("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'"):
        found = driver.all(
            f"SELECT word FROM search_words WHERE word % ? ORDER BY similarity(word, ?) DESC, word LIMIT {CANDIDATES}",  # noqa: S608
            folded,
            folded,
        )
    else:
        reach = 1 + (len(folded) - 1) // 5
        between = (len(folded) - reach, len(folded) + reach)
        found = driver.all("SELECT word FROM search_words WHERE length(word) BETWEEN ? AND ?", *between)
    return [str(row[0]) for row in found]
