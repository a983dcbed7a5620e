"""Every broken and hostile file through a whole run, with its worker processes: a stored error, or a reading that says so."""

from __future__ import annotations

import zipfile
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pytest

from db.store import Store
from pipeline.ingest import Request, ingest
from pipeline.report import Status
from pipeline.settings import Settings
from tests.extractors import hostile
from tests.extractors import test_reader_pdf_broken as broken
from tests.pipeline.fakes import Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.records import JsonObject
    from pipeline.report import Outcome

SECONDS: Final = 30.0
MEMORY: Final = 2**30


def zipped(members: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def nested_bomb() -> bytes:
    """Return archives in archives: 64 of 16 that unpack to 10 MB each, ten gigabytes in all."""
    inner = zipped({f"{at}.txt": bytes(10 * 2**20) for at in range(16)})
    return zipped({f"{at}.zip": inner + bytes([at]) for at in range(64)})


MORE: Final[dict[str, Callable[[], bytes]]] = {
    "zip-bomb-in-zips": nested_bomb,
    "text-of-nuls": lambda: bytes(2**20),
    "text-half-nuls": lambda: (hostile.TEXT.encode() + bytes(200)) * 50,
    "noise": lambda: bytes(range(256)) * 4000,
    "empty": lambda: b"",
    "only-blanks": lambda: b" \n\t" * 1000,
    "docx-quadratic": lambda: hostile.docx_xml(
        f"<!DOCTYPE a [<!ENTITY a '{'x' * 50_000}'>]><document>{'&a;' * 50_000}</document>"
    ),
    "pdf-bomb": lambda: broken.bomb(200),
    "pdf-many-pages": lambda: broken.pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{'3 0 R ' * 200_000}] /Count 200000 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        }
    ),
    "pdf-huge-page": lambda: broken.pdf(broken.one_page(MediaBox="[0 0 50000 50000]")),
    "pdf-tiny-page": lambda: broken.pdf(broken.one_page(MediaBox="[0 0 1 1]", Contents="")),
}
"""Each is refused."""

MORE_PARTLY: Final[dict[str, Callable[[], bytes]]] = {
    "html-entities": lambda: b"<html><body>" + b"&nbsp;&amp;&#xFFFFFFFF;&#0;" * 50_000,
    "html-attributes": lambda: b"<html><body><p " + b"a='b' " * 300_000 + b">texto",
    "text-utf16-cut": lambda: hostile.TEXT.encode("utf-16")[:-41],
    "text-one-long-line": lambda: hostile.TEXT.replace("\n", " ").encode() * 1000,
}
REFUSED: Final[dict[str, Callable[[], bytes]]] = {
    **hostile.FAIL,
    **MORE,
    **{f"pdf {name}": partial(bytes, content) for name, (content, _) in broken.REFUSED.items()},
}
READ: Final[dict[str, Callable[[], bytes]]] = {
    **hostile.PARTLY,
    **MORE_PARTLY,
    **{f"pdf {name}": partial(bytes, content) for name, (content, _) in broken.READ.items()},
}
TOLD: Final = {f"pdf {name}" for name, (_, note) in broken.READ.items() if note} | {"text-utf16-cut"}
"""What of it says that something is missing."""


@cache
def run() -> tuple[dict[str, list[Outcome]], list[JsonObject], dict[str, str | None], list[str]]:
    """Ingest all in one run; return outcomes by name, the stored problems, the stored errors, and files that appeared."""
    with TemporaryDirectory() as top:
        folder = Path(top, "in")
        folder.mkdir()
        for name, made in (REFUSED | READ).items():
            (folder / name).write_bytes(made())
        database = str(Path(top, "a.db"))
        settings = Settings("1", jobs=2, seconds=SECONDS, memory=MEMORY)
        report = ingest(Request([str(folder)], database, None, ()), settings, watcher=Seen())
        assert report.discrepancy() is None
        outcomes: dict[str, list[Outcome]] = {}
        for outcome in report.outcomes:
            outcomes.setdefault(outcome.path.removeprefix(f"{folder}/").partition("!")[0], []).append(outcome)
        with Store.open(database) as store:
            stored = {row.path: row.error for row in store.sources()}
            problems = list(store.problems())
        left = sorted({path.name for path in Path(top).rglob("*") if path.is_file()} - set(REFUSED) - set(READ))
        return outcomes, problems, stored, left


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_set_aside_with_a_clear_error(name: str) -> None:
    outcomes = run()[0][name]
    assert outcomes
    assert {each.status for each in outcomes} == {Status.FAILED}
    for each in outcomes:
        assert each.exit_code == 6, each.error
        assert each.error
        assert "\n" not in each.error
        assert "internal error" not in each.error
        assert each.seconds < SECONDS


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_far_as_it_goes_and_says_so(name: str) -> None:
    outcomes, problems, _, _ = run()
    (outcome,) = outcomes[name]
    assert outcome.status in {Status.LOADED, Status.UNCHANGED}, outcome.error
    assert outcome.seconds < SECONDS
    if name in TOLD:
        codes = {each["code"] for each in problems if each["source"] == name}
        assert codes & {"incomplete", "text_layer", "encoding"}, codes


def test_errors_are_stored_and_nothing_is_written_beside_the_database() -> None:
    outcomes, _, stored, left = run()
    failed = [each for found in outcomes.values() for each in found if each.status is Status.FAILED and each.sha256]
    errors = set(stored.values())
    assert failed
    assert all(each.error in errors for each in failed)
    assert [name for name in left if not name.startswith("a.db")] == []


def test_there_are_as_many_as_were_asked_for() -> None:
    assert len(REFUSED) + len(READ) >= 120
