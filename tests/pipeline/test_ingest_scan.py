"""A scan from its bytes to the database, read by the real tesseract."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bench.fidelity import scanned
from bench.pdf import Setting, facsimile
from corpus.pages import Document, Origin, Page, Taken
from pipeline.learn.render import Wear
from pipeline.reading import _is_scanned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

ACT = """PORTARIA Nº 48, DE 6 DE MAIO DE 1987

O SECRETÁRIO MUNICIPAL DE OBRAS, no uso de suas atribuições,
RESOLVE:

Art. 1º Fica interditada a ponte do Riacho Fundo.
§ 1º A passagem de pedestres continua livre.
§ 2º O desvio será feito pela estrada velha.

Art. 2º Esta Portaria entra em vigor na data de sua publicação.

Várzea Nova, 6 de maio de 1987.

ANTÔNIO REIS CARDIM
Secretário Municipal de Obras"""


@pytest.mark.ocr
def test_a_scan_in_a_pdf_becomes_an_act_with_its_origin(tmp_path: Path, lavra: Callable[..., Told]) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned(facsimile(ACT, Setting(1, 11.0)), Wear()))
    database = tmp_path / "acts.db"
    done = lavra("ingest", tmp_path / "scan.pdf", "--db", database)
    assert done.code == 0, done.err
    with closing(sqlite3.connect(database)) as connection:
        heads = connection.execute("SELECT type, number, year, date FROM acts").fetchall()
        paths = [path for (path,) in connection.execute("SELECT path FROM provisions ORDER BY position")]
        origin = connection.execute("SELECT taken, layer, ocr_score > 0.5, ocr_confidence > 0.5 FROM pages").fetchall()
    assert heads == [("portaria", "48", 1987, "1987-05-06")]
    assert paths == ["art1", "art1/par1", "art1/par2", "art2"]
    assert origin == [("ocr", "no text layer", 1, 1)]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([("texto lido", Taken.OCR)], True),
        ([("texto lido", Taken.LAYER)], False),
        ([("texto", None)], False),
        ([("texto lido aqui", Taken.OCR), ("curto", Taken.LAYER)], True),
        ([("texto lido aqui", Taken.LAYER), ("curto", Taken.OCR)], False),
        ([("", Taken.OCR)], False),
    ],
)
def test_a_document_is_repaired_as_a_scan_where_most_of_it_was_read_from_pictures(
    pages: list[tuple[str, Taken | None]], *, expected: bool
) -> None:
    made = tuple(
        Page(at, text, 595.0, 842.0, origin=None if taken is None else Origin(taken, "no text layer"))
        for at, (text, taken) in enumerate(pages, start=1)
    )
    document = Document(
        sha256="0" * 64, name="a.pdf", media_type="application/pdf", reader="pdf-text", pages=made, has_lines=False
    )
    assert _is_scanned(document) is expected
