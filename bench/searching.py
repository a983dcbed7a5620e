"""`searching`: what the first page of a search takes beside a bare FTS5 query of the same words, over 100,000 acts.

The acts are made of words drawn as those of a language are (few often, most seldom), and written by
the driver alone. The bare query is the least that finds and ranks: rowids of the index, best first.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from db.narrowing import Narrowed
from db.search import Question
from db.store import Store
from pipeline.reading import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.measures import Row

ACTS: Final = 100_000
WORDS: Final = 60
"""Words of an act."""
VOCABULARY: Final = 40_000
TIMES: Final = 7
_SYLLABLES: Final = (
    "ba",
    "çã",
    "co",
    "di",
    "es",
    "fu",
    "gê",
    "ha",
    "in",
    "jo",
    "li",
    "ma",
    "ní",
    "or",
    "pre",
    "qua",
    "ri",
    "sau",
)

SUBJECTS: Final = (
    ("one word, in 1 act of 1,000", (900,)),
    ("one word, in 1 act of 10", (10,)),
    ("two words, often", (3, 8)),
    ("three words", (2, 30, 60)),
)
"""Words by how many are more frequent."""


def searching() -> Iterator[Row]:
    """Tell the milliseconds of a first page, and how many bare queries that is."""
    from bench.measures import Row  # noqa: PLC0415  # it names this measure

    with TemporaryDirectory() as folder:
        target = Path(folder) / "acts.db"
        words = _fill(target)
        connection = sqlite3.connect(target)
        with Store.open(target) as store:
            for subject, places in SUBJECTS:
                typed = " ".join(words[place] for place in places)
                bare = _least(lambda typed=typed: _bare(connection, typed))  # type: ignore[misc]
                for named, narrowed in (("", Narrowed()), (", type and years", Narrowed(type="portaria", since="2021"))):
                    question = Question(typed, narrowed)
                    ours = _least(lambda question=question: store.search(question))  # type: ignore[misc]
                    yield Row("searching", f"{subject}{named}", ours * 1000, "ms")
                    yield Row("searching", f"{subject}{named}", ours / bare, "x", "bare FTS5 query")
        connection.close()


def _bare(connection: sqlite3.Connection, typed: str) -> object:
    query = "SELECT rowid, rank FROM acts_fts WHERE acts_fts MATCH ? ORDER BY rank LIMIT 20"
    return connection.execute(query, (typed,)).fetchall()


def _least(done: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        done()
        taken.append(perf_counter() - start)
    return min(taken)


def _fill(target: Path) -> list[str]:
    """Write acts of words drawn by Zipf's law; return the words, the most frequent first."""
    draw = Random(7)  # noqa: S311  # no secret
    words = sorted({"".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5))) for _ in range(VOCABULARY)})
    draw.shuffle(words)
    drawn = draw.choices(words, weights=[1 / (place + 3) for place in range(len(words))], k=ACTS * WORDS)
    with Store.open(target) as store:
        run = store.begin_run(release="bench", arguments=(), started_at=now())
    connection = sqlite3.connect(target)
    with connection:
        connection.execute(
            "INSERT INTO sources (id, sha256, name, size, reader, damage, status, release, loaded_at, run_id) "
            "VALUES (1, ?, 'made.txt', 1, 'plain', 0, 'loaded', 'bench', '', ?)",
            ("0" * 64, run),
        )
        connection.executemany(
            "INSERT INTO acts (id, source_id, ordinal, type, number, year, date, summary, confidence, text) "
            "VALUES (?1, 1, ?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)",
            (_act(number, drawn[(number - 1) * WORDS : number * WORDS]) for number in range(1, ACTS + 1)),
        )
        connection.execute(
            "INSERT INTO act_identities (act_id, key, content_key) SELECT id, 'lavra:' || id, 'lavra:' || id FROM acts"
        )
    connection.close()
    return words


def _act(number: int, words: list[str]) -> tuple[object, ...]:
    year = 2000 + number % 25
    kind = ("portaria", "decreto", "resolucao")[number % 3]
    return number, kind, str(number % 997), year, f"{year}-03-01", " ".join(words[:10]), " ".join(words)
