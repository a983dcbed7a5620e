"""Reading pages: mostly by a stand-in for Tesseract."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytesseract
import pytest
from PIL import Image

from corpus.errors import OcrError, ToolMissingError
from pipeline.learn import recognize
from pipeline.learn.simulate import read_sheet, sheets

if TYPE_CHECKING:
    from pathlib import Path

BLANK = Image.new("L", (40, 40), 255)


def test_a_missing_tesseract_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr(pytesseract, "get_tesseract_version", missing)
    with pytest.raises(ToolMissingError, match="apt-get install tesseract-ocr"):
        recognize.require()


def test_a_missing_language_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract, "get_tesseract_version", lambda: "5.3.0")
    monkeypatch.setattr(pytesseract, "get_languages", lambda: ["eng", "osd"])
    with pytest.raises(ToolMissingError, match="apt-get install tesseract-ocr-por"):
        recognize.require()


def test_one_thread_and_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    asked: list[tuple[object, object]] = []

    def read(_: Image.Image, **options: object) -> str:
        asked.append((os.environ.get("OMP_THREAD_LIMIT"), options["timeout"]))
        return "lido"

    monkeypatch.setattr(pytesseract, "image_to_string", read)
    assert recognize.recognize(BLANK, language="por", dpi=150, seconds=7) == "lido"
    assert asked == [("1", 7)]
    assert "OMP_THREAD_LIMIT" not in os.environ


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (RuntimeError("Tesseract process timeout"), "more than"),
        (pytesseract.TesseractError(1, "bad page"), "failed on a page"),
    ],
)
def test_what_fails_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch, raised: Exception, told: str) -> None:
    def fail(*_: object, **__: object) -> str:
        raise raised

    monkeypatch.setattr(pytesseract, "image_to_string", fail)
    with pytest.raises(OcrError, match=told):
        recognize.recognize(BLANK, language="por", dpi=150)


def test_the_same_page_is_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = iter(["primeira", "segunda"])
    monkeypatch.setattr(recognize, "engine", lambda: "5")
    monkeypatch.setattr(pytesseract, "image_to_string", lambda *_, **__: next(answers))
    kept = [recognize.remembered(BLANK, language="por", dpi=150, cache=tmp_path / "ocr") for _ in range(2)]
    assert kept == ["primeira", "primeira"]
    assert recognize.remembered(BLANK, language="eng", dpi=150, cache=tmp_path / "ocr") == "segunda"


@pytest.mark.ocr
def test_a_page_is_read() -> None:
    try:
        recognize.require()
        sheet = next(iter(sheets(held_out=False, pages=1)))
    except ToolMissingError as error:
        pytest.skip(str(error))
    page = read_sheet(sheet, language="por", cache=None)
    assert page.truth.split()[0] == "PORTARIA"
    common = set(page.truth.split()) & set(page.raw.split())
    assert len(common) > 0.8 * len(set(page.truth.split()))
    assert read_sheet(sheet, language="por", cache=None) == page
