"""What is measured, each answering with rows of one table."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

from bench.floor import floor_seconds
from bench.texts import Sample, damage, issue, samples, text_of
from corpus.reading import Reading
from corpus.records import Record
from corpus.source import SourceDocument
from db.store import Store
from extractors.acts import find_acts
from extractors.readers import read
from pipeline.export import export
from pipeline.formats import ExportFormat
from pipeline.reading import now
from pipeline.repair import cleaned, repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT: Final = Path(__file__).parent.parent
LAVRA: Final = (sys.executable, "-m", "pipeline")
LARGE: Final = 400_000
"""Characters of the larger texts: a thick issue of a municipal gazette."""
FILES: Final = 200
"""Sources of the run that is done twice."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing: `value` in `unit`; `base` says what a ratio is taken to."""

    measure: str
    subject: str
    value: float
    unit: str
    base: str = ""


# --- startup


def startup() -> Iterator[Row]:
    """Tell what `lavra --help` costs beside an empty Python, and what it adds."""
    empty = _median(lambda: _run((sys.executable, "-c", "pass")))
    ours = _median(lambda: _run((*LAVRA, "--help")))
    yield Row("startup", "python -c pass", empty * 1000, "ms")
    yield Row("startup", "lavra --help", ours * 1000, "ms")
    yield Row("startup", "lavra --help", ours / empty, "x", "python -c pass")


# --- the text path


def stages() -> Iterator[Row]:
    """Tell each stage of the text path as a multiple of the floor over the same text."""
    every = samples()
    clean = tuple(each for each in every if not each.damaged)
    large = issue(clean, characters=LARGE)
    yield from _stages("samples, clean", clean)
    yield from _stages("samples, damaged", tuple(each for each in every if each.damaged))
    yield from _stages("large, clean", (Sample("large.txt", large.encode(), None),))
    yield from _stages("large, damaged", (Sample("damaged.txt", damage(large, share=0.3).encode(), None),))


def _stages(subject: str, sources: Sequence[Sample]) -> Iterator[Row]:
    floor = sum(floor_seconds(text_of(each)) for each in sources)
    size = sum(len(each.content) for each in sources)
    yield Row("floor", subject, size / floor / 1e6, "MB/s")
    timed = [_documents(sources) for _ in range(1 if size > LARGE // 2 else 3)]
    spent = {stage: median(each[stage] for each in timed) for stage in timed[0]}
    for stage, seconds in spent.items():
        yield Row(stage, subject, seconds / floor, "x", "floor")
    yield Row("all stages", subject, sum(spent.values()) / floor, "x", "floor")
    yield Row("all stages", subject, sum(spent.values()) / len(sources) * 1000, "ms a document")


def _documents(sources: Sequence[Sample]) -> dict[str, float]:
    """Take every source through all stages, into a new database; return the seconds by stage."""
    clock = _Clock()
    with TemporaryDirectory() as folder, Store.open(str(Path(folder) / "bench.db")) as store:
        run = store.begin_run(release="bench", arguments=(), started_at=now())
        for each in sources:
            reading = _read(SourceDocument.of(each.content, path=each.name), clock)
            with clock.on("load"):
                store.load(reading, run_id=run)
        with clock.on("export"):
            export(store, format=ExportFormat.JSONL, target=str(Path(folder) / "bench.jsonl"))
    return clock.spent


def _read(source: SourceDocument, clock: _Clock) -> Reading:
    """Do what `pipeline.reading.read_source` does, with a clock on each stage."""
    with clock.on("read"):
        document = read(source)
    with clock.on("repair"):
        text, context = repair(document.raw)
    with clock.on("extract"):
        found = find_acts(text)
    with clock.on("record"):
        acts = enumerate(found.acts, start=1)
        records = tuple(Record.of(document, text, act, ordinal=at, release="bench") for at, act in acts)
    return Reading(source, document, text, context.damage, records, found.problems, "bench", now())


class _Clock:
    """Adds up seconds by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self.spent[name] = self.spent.get(name, 0.0) + perf_counter() - start


# --- the repair alone

_LOADING: Final = """
from time import perf_counter
from bench.child import peak_megabytes
empty, start = peak_megabytes(), perf_counter()
from pipeline.repair import repair
repair("O Conselho ndo deliberou sobre a programacdo e a situagéo do municipio; serdo ouvidos os 6rgdos.")
print(perf_counter() - start, peak_megabytes(), peak_megabytes() - empty)
"""


def repairs() -> Iterator[Row]:
    """Tell what loading the repair costs, and repair as a multiple of the floor over the same text.

    A text is fresh where the process has repaired others, but none with its words.
    """
    seconds, whole, own = (median(each) for each in zip(*(_loaded() for _ in range(3)), strict=True))
    yield Row("repair, load", "once a process", seconds, "s")
    yield Row("repair, load", "greatest resident size", whole, "MB", f"{own:.0f} of them its own")
    every = samples()
    clean = tuple(each for each in every if not each.damaged)
    large = issue(clean, characters=LARGE)
    broken = damage(large, share=0.3)
    first, *held = (text_of(each) for each in every if each.damaged)
    repair(first)  # loads every table
    yield _repair_row("large, clean", *(large + "\n" * more for more in range(5)))
    yield _repair_row("damaged samples, fresh", "\f".join(held))
    yield _repair_row("large, damaged, fresh", broken)


def _repair_row(subject: str, *texts: str) -> Row:
    """Tell the median of the repairs of `texts`, each beside the floor over it: one is never repaired twice."""
    ratios = []
    for text in texts:
        start = perf_counter()
        repair(text)
        ratios.append((perf_counter() - start) / floor_seconds(text))
    return Row("repair", subject, median(ratios), "x", "floor")


def _loaded() -> tuple[float, float, float]:
    """Return the seconds that the first repair of a process takes, its greatest resident size, and what of it is its own."""
    told = _run((sys.executable, "-c", _LOADING)).split()
    return float(told[0]), float(told[1]), float(told[2])


# --- harm and good

UNHARMED: Final = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛´`", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"°": "º"}
)
"""What may change in a clean text without being harm: quotes, dashes, ° for º; also white space, NFC and a byte order mark."""


def harm() -> Iterator[Row]:
    """Tell the edits made where nothing was to mend, and how far damaged samples come towards their print."""
    every = samples()
    clean = [text_of(each) for each in every if not each.damaged] + [each.transcript for each in every if each.transcript]
    yield from _harm_rows("clean samples, transcripts", clean)
    for each in every:
        if each.transcript is not None:
            raw = text_of(each)
            yield Row("characters wrong", f"{each.name}, raw", 100 * _distance(raw, each.transcript), "%", "transcript")
            yield Row(
                "characters wrong",
                f"{each.name}, repaired",
                100 * _distance(cleaned(raw)[0].value, each.transcript),
                "%",
                "transcript",
            )


def _harm_rows(subject: str, texts: Sequence[str]) -> Iterator[Row]:
    words = sum(len(text.split()) for text in texts)
    edits = [edit for text in texts for edit in cleaned(text)[0].corrections() if not _harmless(edit.before, edit.after)]
    yield Row("harm", subject, len(edits) / words * 10_000, "edits", f"10,000 of {words} words")
    for rule, count in Counter(edit.rule for edit in edits).most_common():
        examples = dict.fromkeys(f"{edit.before} → {edit.after}" for edit in edits if edit.rule == rule)
        yield Row("harm", f"rule {rule}", count, "edits", ", ".join([*examples][:3]))


def _harmless(before: str, after: str) -> bool:
    return _bare(before) == _bare(after)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).removeprefix("\ufeff").translate(UNHARMED).split())


def _distance(text: str, transcript: str) -> float:
    """Return the share of the transcript's characters that are wrong in `text`, white space aside."""
    return Levenshtein.distance(_bare(text), _bare(transcript)) / len(_bare(transcript))


# --- whole runs


def runs() -> Iterator[Row]:
    """Tell memory, and what a second run over unchanged sources costs beside reading and hashing them."""
    clean = tuple(each for each in samples() if not each.damaged)
    with TemporaryDirectory() as folder:
        sources = Path(folder) / "sources"
        sources.mkdir()
        for number in range(FILES):
            sample = clean[number % len(clean)]
            (sources / f"{number:04}-{sample.name}").write_bytes(sample.content + b"\n" * (1 + number // len(clean)))
        large = Path(folder) / "large.txt"
        large.write_text(issue(clean, characters=LARGE), "utf-8")
        yield from _twice(sources, Path(folder))
        yield Row("peak memory", f"one source of {LARGE // 1000} kB", _ingest(large, Path(folder) / "large.db").megabytes, "MB")


def _twice(sources: Path, folder: Path) -> Iterator[Row]:
    database = folder / "runs.db"
    first = _ingest(sources, database)
    again = median(_ingest(sources, database).seconds for _ in range(3))
    one = median(_ingest(next(sources.iterdir()), database).seconds for _ in range(3))
    hashed = _median(lambda: _hash(sources))
    yield Row("first run", f"{FILES} sources", first.seconds / FILES * 1000, "ms a source")
    yield Row("peak memory", f"{FILES} sources", first.megabytes, "MB")
    yield Row("unchanged run", f"{FILES} sources", again * 1000, "ms")
    yield Row("unchanged run", f"{FILES} sources", again / hashed, "x", "read and sha256")
    yield Row("unchanged run", "each source more", (again - one) / (FILES - 1) / (hashed / FILES), "x", "read and sha256")


@dataclass(frozen=True, slots=True)
class _Child:
    seconds: float
    megabytes: float


def _ingest(what: Path, database: Path) -> _Child:
    """Run `lavra ingest`; tell its wall time and its greatest resident size."""
    start = perf_counter()
    told = _run((sys.executable, "-m", "bench.child", "ingest", str(what), "--db", str(database), "--quiet", "--jobs", "1"))
    return _Child(perf_counter() - start, float(told.splitlines()[-1]))


def _run(command: Sequence[str]) -> str:
    """Run a program to its end and return what it said. Raises `CalledProcessError` where it fails."""
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True).stdout


def _hash(folder: Path) -> None:
    for each in sorted(folder.iterdir()):
        sha256(each.read_bytes()).hexdigest()


def _median(call: Callable[[], object], *, times: int = 7) -> float:
    """Return the median wall seconds of a call; one more goes before, to warm up."""
    call()
    seconds = []
    for _ in range(times):
        start = perf_counter()
        call()
        seconds.append(perf_counter() - start)
    return median(seconds)


MEASURES: Final = {"startup": startup, "stages": stages, "repairs": repairs, "harm": harm, "runs": runs}
