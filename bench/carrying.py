"""`carrying`: the memory of what goes through a whole database, of 10,000 and of 100,000 acts; and what an export takes.

Each command is a process of its own. What streams takes as much of the one as of the other. The acts are those of our samples,
in sources that differ by a blank line.
"""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bench.child import peak_megabytes
from bench.texts import samples
from corpus.source import SourceDocument
from db.store import Store
from pipeline.export import export
from pipeline.formats import ExportFormat
from pipeline.reading import now, read_source
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measures import Row
    from corpus.reading import Reading

SIZES: Final = (10_000, 100_000)
FORMS: Final = ("jsonl", "csv", "tables", "parquet", "akn", "markdown")
TIMES: Final = 5
RATIO: Final = 1_000
"""Acts of the database whose export is timed."""
ROOT: Final = Path(__file__).parent.parent


def carrying() -> Iterator[Row]:
    """Tell the greatest resident size of each command at both sizes, and the time of an export beside that of its JSON."""
    from bench.measures import Row  # noqa: PLC0415  # it names this measure

    with TemporaryDirectory() as name:
        folder = Path(name)
        for acts in SIZES:
            target = folder / f"{acts}.db"
            yield Row("carrying", f"load, {acts:,} acts", _told("-m", "bench.carrying", str(target), str(acts)), "MB")
            for subject, command in _commands(target, folder / "out"):
                yield Row("carrying", f"{subject}, {acts:,} acts", _told("-m", "bench.child", *command), "MB")
                shutil.rmtree(folder / "out", ignore_errors=True)
                (folder / "out").unlink(missing_ok=True)
            target.unlink()
        fill(str(folder / "timed.db"), RATIO)
        yield Row(
            "carrying", f"export, {RATIO:,} acts", _ratio(str(folder / "timed.db"), folder), "x", "writing its JSON from memory"
        )


def _commands(target: Path, out: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    db = ("--db", str(target))
    for form in FORMS:
        yield f"export {form}", ("export", "--format", form, "-o", str(out), *db)
    yield "search", ("search", "comissão servidores", "--facets", "--format", "jsonl", *db)
    yield "review", ("review", "--by", "bench", "--format", "jsonl", *db)
    yield "hash", ("db", "hash", *db)
    yield "copy", ("db", "copy", str(target), str(out))


def _told(*command: str) -> float:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return float(done.stdout.splitlines()[-1])


def _ratio(target: str, folder: Path) -> float:
    """Return how many times as long an export takes as to write the same records from memory, the best of some."""
    ours, raw = [], []
    with Store.open(target, create=False) as store:
        records = list(store.records())
        gc.freeze()  # what is in memory for the floor is not to be swept by the export
        for _ in range(TIMES):
            start = perf_counter()
            export(store, format=ExportFormat.JSONL, target=str(folder / "ours.jsonl"))
            ours.append(perf_counter() - start)
            start = perf_counter()
            with (folder / "raw.jsonl").open("w", encoding="utf-8") as stream:
                stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            raw.append(perf_counter() - start)
    gc.unfreeze()
    return min(ours) / min(raw)


def fill(target: str, acts: int) -> None:
    """Load so many acts, and those of the last source."""
    texts = [each for each in samples() if not each.content.startswith(b"%PDF")]
    readings = [read_source(SourceDocument.of(each.content, path=each.name), Settings(release="bench")) for each in texts]
    held = 0
    with Store.open(target) as store:
        run = store.begin_run(release="bench", arguments=(), started_at=now())
        for number in count():
            if held >= acts:
                return
            reading = _another(readings[number % len(readings)], number)
            store.load(reading, run_id=run)
            held += len(reading.records)


def _another(reading: Reading, number: int) -> Reading:
    """Return a reading as if its source had another hash and name, and its acts other numbers."""
    name = f"{number:06}-{reading.source.name}"
    source = SourceDocument.of(reading.source.content + b"\n" * number, path=name)
    document = replace(reading.document, sha256=source.sha256, name=name)
    own = {"source": name, "sha256": source.sha256, "number": str(1 + number)}
    records = tuple(replace(each, sha256=source.sha256, fields={**each.fields, **own}) for each in reading.records)
    return replace(reading, source=source, document=document, records=records)


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
    print(f"{peak_megabytes():.2f}")
