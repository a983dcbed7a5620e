"""Archives in a run: their members are its sources, and what is refused is stored and told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from corpus.sidecar import Sidecar
from corpus.source import SourceDocument
from extractors.readers import containers
from pipeline import process, run
from pipeline.opening import Archives, SetAside, opened
from pipeline.reading import Failure, attempt
from pipeline.report import Report, Status
from pipeline.settings import Settings
from tests.extractors.formats import zipped
from tests.extractors.hostile import FAIL
from tests.pipeline.fakes import Memory, read
from tests.pipeline.test_run import go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Self

    from pipeline.reading import Attempt


def paths(report: Report, status: Status, folder: Path) -> list[str]:
    return [each.path.removeprefix(f"{folder}/") for each in report.outcomes if each.status == status]


@pytest.mark.parametrize("jobs", [1, 2])
def test_members_are_sources_of_the_run(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": "ato lei\n", "y/z.txt": "ato decreto\n", ".hidden": "ato lei\n"}))
    (tmp_path / "b.txt").write_text("ato edital\n")
    store = Memory()
    report = go(tmp_path, store=store, jobs=jobs)
    assert report.discrepancy() is None
    assert (report.sources, report.left, report.exit_code()) == (3, 0, 0)
    assert paths(report, Status.LOADED, tmp_path) == ["a.zip!/x.txt", "a.zip!/y/z.txt", "b.txt"]
    assert report.acts() == {"lei": 1, "decreto": 1, "edital": 1}
    again = go(tmp_path, store=store)
    assert again.count(Status.UNCHANGED) == again.sources == 3


def test_a_member_known_from_elsewhere_is_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": "ato lei\n"}))
    (tmp_path / "b.txt").write_text("ato lei\n")
    store = Memory()
    report = go(tmp_path, store=store)
    assert (report.count(Status.LOADED), report.count(Status.UNCHANGED)) == (1, 1)
    (names,) = store.names.values()
    assert names == {f"{tmp_path}/a.zip!/x.txt", f"{tmp_path}/b.txt"}


MANIFEST = "arquivo;diario;edicao;data\nx.txt;Diário Oficial;28.315;2004-05-03\nfalta.txt;Diário Oficial;1;\n"
ALONE = '{"gazette": "Diário da Justiça", "edition": "412"}'


def told(content: bytes, *, sidecar: Sidecar | None = None) -> tuple[dict[str, tuple[str | None, str | None]], list[str]]:
    """Return gazette and edition of each member by its path, and what was refused."""
    source = SourceDocument.of(content, path="a.zip", sidecar=sidecar)
    found = list(opened(source, Settings("1", seconds=5.0, max_bytes=10**6)))
    read = {each.path: each.sidecar for each in found if not isinstance(each, SetAside)}
    refused = [f"{each.path}: {each.failure.message}" for each in found if isinstance(each, SetAside)]
    return {path: (side.gazette, side.edition) if side else (None, None) for path, side in read.items()}, refused


def test_a_manifest_in_an_archive_tells_of_its_members_and_is_none_itself() -> None:
    files = {
        "2004/x.txt": "ato lei\n",
        "2004/y.txt": "ato\n",
        "2004/manifest.csv": MANIFEST,
        "y.txt": "ato b\n",
        "y.txt.json": ALONE,
    }
    read, refused = told(zipped(files))
    assert read == {
        "a.zip!/2004/x.txt": ("Diário Oficial", "28315"),
        "a.zip!/2004/y.txt": (None, None),
        "a.zip!/y.txt": ("Diário da Justiça", "412"),
    }
    assert refused == ["a.zip!/2004/falta.txt: manifest.csv, line 3 names it, and there is no such member to be read"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"x.txt": "ato\n", "manifest.json": "{"}, "the manifest cannot be read"),
        ({"x.txt": "ato\n", "manifest.csv": "gazeta;data\nDO;2004-05-03\n"}, "no column names the files"),
        ({"x.txt": "ato\n", "manifest.csv": "arquivo\n../../etc/passwd\n"}, "no file is named"),
        ({"x.txt": "ato\n", "x.txt.json": "[1]"}, "it holds no json object"),
    ],
)
def test_a_manifest_that_tells_nothing_is_told_and_the_members_are_read(files: dict[str, str], message: str) -> None:
    read, refused = told(zipped(files))
    assert read == {"a.zip!/x.txt": (None, None)}
    assert len(refused) == 1
    assert message in refused[0]


def test_what_is_told_of_an_archive_is_told_of_its_members_and_a_json_file_alone_is_a_member() -> None:
    read, refused = told(zipped({"x.txt": "ato\n", "dados.json": ALONE}), sidecar=Sidecar("manifest.csv, line 2", gazette="DO"))
    assert read == {"a.zip!/x.txt": ("DO", None), "a.zip!/dados.json": ("DO", None)}
    assert refused == []


def test_refused_members_are_told_one_by_one_and_stored_with_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"../x.txt": "ato lei\n", "/y.txt": "", "z.txt": "ato lei\n", "w.txt": "unreadable"}))
    store = Memory()
    report = go(tmp_path, store=store)
    assert report.discrepancy() is None
    assert (report.sources, report.exit_code()) == (4, 6)
    assert paths(report, Status.FAILED, tmp_path) == ["a.zip!/../x.txt", "a.zip!//y.txt", "a.zip!/w.txt"]
    assert store.failed.keys() == {f"{tmp_path}/a.zip", f"{tmp_path}/a.zip!/w.txt"}
    assert store.failed[f"{tmp_path}/a.zip"].startswith("2 of its members were set aside; ../x.txt: its name leads out")


@pytest.mark.parametrize(
    "name",
    ["zip-cut", "zip-encrypted", "zip-bomb", "tar-huge-member", "tar-sparse", "gzip-bomb", "eml-nested", "zip-overlapping"],
)
def test_a_hostile_archive_is_one_stored_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(FAIL[name]())
    (tmp_path / "b.txt").write_text("ato lei\n")
    store = Memory()
    report = go(tmp_path, store=store)
    assert report.discrepancy() is None
    assert (report.count(Status.LOADED), report.left, report.exit_code()) == (1, 0, 6)
    assert list(store.failed) == [f"{tmp_path}/a"]


def test_a_stop_inside_an_archive_leaves_it_for_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": "ato lei\n", "b.txt": "stop", "c.txt": "ato decreto\n"}))
    report = go(tmp_path)
    assert report.discrepancy() is None
    assert (report.stopped, report.left) == ("SIGTERM", 1)


def test_a_member_over_the_limit_of_the_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"ato lei\n" + b"x" * 20_000}))
    store = Memory()
    report = go(tmp_path, store=store, max_bytes=10_000)
    assert report.exit_code() == 6
    assert "--max-megabytes" in store.failed[f"{tmp_path}/a.zip"]


class Ahead:
    """Readers that take any number of sources ahead, and remember how many bytes they held at most."""

    window = 1000

    def __init__(self) -> None:
        self.held = self.most = 0

    def submit(self, source: SourceDocument) -> Callable[[], Attempt]:
        def settle() -> Attempt:
            self.held -= len(source.content)
            return attempt(read, source, Settings("1"))

        self.held += len(source.content)
        self.most = max(self.most, self.held)
        return settle

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(("held", "most"), [(10, 1), (2500, 3), (10**6, 9)])
def test_what_an_archive_unpacks_to_is_held_a_few_members_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int, most: int
) -> None:
    ahead = Ahead()
    monkeypatch.setattr(run, "readers", lambda *_, **__: ahead)
    monkeypatch.setattr(run, "HELD", held)
    (tmp_path / "a.zip").write_bytes(zipped({f"{at}.txt": f"ato lei\n{at}".ljust(1000) for at in range(9)}))
    report = go(tmp_path)
    assert report.count(Status.LOADED) == 9
    assert ahead.most == most * 1000


def test_an_unforeseen_exception_is_the_archives_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise AttributeError("of a library")

    monkeypatch.setitem(containers._OPENERS, "application/zip", broken)
    _, refused = told(zipped({"a.txt": "ato lei\n"}))
    assert refused == ["a.zip: internal error: AttributeError: of a library"]


DEATHS = {
    "abort": "died (SIGABRT)",
    "crash": "died (SIGSEGV)",
    "die": "ended by itself (exit code 9)",
    "hog": "needs more memory than there is",
    "endless": "it took longer than 2 s, and the worker process was ended for it; --timeout allows more",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_unpacking_does_to_its_process_fails_that_archive_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(process, "GRACE", 0.5)
    for at, order in enumerate(DEATHS):
        files = {"a.txt": f"ato lei\nato a{at}\n", "b.txt": f"unpacking {order}", "c.txt": f"ato lei\nato c{at}\n"}
        (tmp_path / f"{order}.zip").write_bytes(zipped(files))
    (tmp_path / "good.zip").write_bytes(zipped({"a.txt": "ato decreto\n", "b.txt": "ato edital\n"}))
    (tmp_path / "z.txt").write_text("ato portaria\n")
    store = Memory()
    report = go(tmp_path, store=store, jobs=jobs, seconds=2.0, memory=512 * 2**20)
    assert report.discrepancy() is None
    assert report.count(Status.LOADED) == len(DEATHS) + 3
    assert set(paths(report, Status.FAILED, tmp_path)) == {f"{order}.zip" for order in DEATHS}
    for order, why in DEATHS.items():
        assert why in store.failed[f"{tmp_path}/{order}.zip"]


def test_an_archive_is_unpacked_by_another_process_again_and_again() -> None:
    with Archives(told_by, Settings("1")) as archives:
        first, second = ([each.path for each in archives.members(ARCHIVE)] for _ in range(2))
    assert first == second
    assert first != [str(os.getpid())]


def test_who_stops_asking_for_members_ends_the_process() -> None:
    with Archives(told_by, Settings("1")) as archives:
        asked = archives.members(ARCHIVE)
        pid = int(next(asked).path)
        del asked
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


ARCHIVE = SourceDocument.of(zipped({"a.txt": "ato\n"}), path="a.zip")


def told_by(_source: SourceDocument, _settings: Settings) -> Iterator[SetAside]:
    """Tell the process that unpacks as a member's path."""
    yield SetAside(str(os.getpid()), Failure("", "", 6))
