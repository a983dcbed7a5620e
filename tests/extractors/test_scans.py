"""Scans without an engine: how pictures are opened, measured, mended, parted; what is kept, judged and refused."""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2  # it draws
import numpy as np
import pytest

from corpus.errors import OcrError, SettingsError, ToolMissingError, UnreadableDocumentError
from corpus.pages import Box, Origin, Page, Taken, Words
from corpus.source import SourceDocument
from corpus.spans import Span
from extractors.readers import read
from extractors.readers.pdf_quality import Judgement, Layer
from extractors.readers.pdf_text import ReadPage
from extractors.readers.scans import pdf_pages
from extractors.readers.scans.cache import SUFFIX, bound, key_of, remembering
from extractors.readers.scans.engines import ENGINES, engine
from extractors.readers.scans.engines.by_program import check_languages
from extractors.readers.scans.engines.tsv import readings
from extractors.readers.scans.ink import halved, ink_of, letter_height, pieces_of
from extractors.readers.scans.legibility import legibility
from extractors.readers.scans.light import evened, light_of
from extractors.readers.scans.noise import grain_of, specks_of, without_specks
from extractors.readers.scans.pages import recognized
from extractors.readers.scans.parallel import recognized_all
from extractors.readers.scans.prepare import prepared, quarter, straight
from extractors.readers.scans.rasters import Raster, frames
from extractors.readers.scans.regions import cut, regions_of
from extractors.readers.scans.rules import rules_of, scaled, without_rules
from extractors.readers.scans.settings import Scanning
from extractors.readers.scans.skew import lie_of
from tests.extractors.scans import Stand, blank, lines, saved, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extractors.readers.scans.rasters import Grey

WHOLE = (120, 120, 1120, 1640)


def turned(page: Grey, degrees: float) -> Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=(255,)), dtype=np.uint8)


# --- how a page lies


@pytest.mark.parametrize("degrees", [-5.0, -1.4, -0.3, 0.0, 0.4, 2.2, 5.5])
def test_the_skew_is_measured(degrees: float) -> None:
    lie = lie_of(ink_of(turned(lines(blank(), WHOLE), degrees)))
    assert not lie.sideways
    assert lie.skew == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("turns", [1, 3])
def test_lines_that_run_upwards_are_seen(turns: int) -> None:
    page = np.ascontiguousarray(np.rot90(lines(blank(), WHOLE), turns))
    assert lie_of(ink_of(page)).sideways
    assert prepared(Raster(page, 150.0), dpi=150).measures.turned == 90


def test_an_empty_page_lies_straight() -> None:
    lie = lie_of(ink_of(blank()))
    assert (lie.sideways, lie.skew) == (False, 0.0)


@pytest.mark.parametrize("degrees", [0.0, 1.7, -4.0])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_boxes_lead_back_to_the_page_as_it_was_handed_in(degrees: float, turns: int) -> None:
    page = blank()
    page[400:420, 300:360] = 0
    ready = quarter(straight(prepared(Raster(page, 150.0), dpi=150), degrees), turns=turns)
    spots = pieces_of(ink_of(ready.pixels))
    assert len(spots) == 1
    at = 72 / 150
    left, top, width, height = (int(each[0]) for each in (spots.left, spots.top, spots.width, spots.height))
    shown = ready.on_page(Box(left * at, top * at, (left + width) * at, (top + height) * at))
    want = Box(300 * at, 400 * at, 360 * at, 420 * at)
    assert all(abs(one - two) < 4.5 for one, two in zip(shown, want, strict=True))
    assert abs((shown.x0 + shown.x1) - (want.x0 + want.x1)) < 2


# --- light and noise


def test_even_paper_needs_no_mending() -> None:
    assert not light_of(lines(blank(), WHOLE), dpi=150).needs_mending


def test_uneven_light_is_divided_away() -> None:
    page = lines(blank(), WHOLE)
    slope = np.linspace(1.0, 0.35, page.shape[1])
    shaded = np.asarray(page * slope, dtype=np.uint8)
    light = light_of(shaded, dpi=150)
    assert light.needs_mending
    assert light.lost == pytest.approx(0.63, abs=0.06)
    mended = evened(shaded, light)
    assert float(mended[page == 255].min()) > 200
    assert float(mended[page == 0].max()) < 60


@pytest.mark.parametrize("deviation", [4.0, 12.0])
def test_grain_is_measured(deviation: float) -> None:
    page = lines(blank(), WHOLE).astype(np.float64) * 0.8 + 20
    grain = np.random.default_rng(7).normal(0, deviation, page.shape)
    assert grain_of(np.asarray(np.clip(page + grain, 0, 255), dtype=np.uint8)) == pytest.approx(deviation, rel=0.15)
    assert grain_of(page.astype(np.uint8)) < 1


def test_specks_go_and_letters_stay() -> None:
    page = lines(blank(), WHOLE)
    dirty = page.copy()
    dice = np.random.default_rng(7)
    for x, y in zip(dice.integers(0, 1240, 9000), dice.integers(0, 1754, 9000), strict=True):
        dirty[y, x] = 0
    few = specks_of(page, dpi=150)
    many = specks_of(dirty, dpi=150)
    assert few < 0.05
    assert many > 0.5
    clean = without_specks(dirty, dpi=150)
    assert np.count_nonzero(clean[page == 255] == 0) < 0.35 * np.count_nonzero(dirty[page == 255] == 0)
    assert np.count_nonzero(clean[page == 0] == 0) > 0.97 * np.count_nonzero(page == 0)


def test_the_shadow_at_the_edge_goes() -> None:
    page = lines(blank(), WHOLE)
    page[:, :20] = 10
    ready = prepared(Raster(page, 150.0), dpi=150)
    assert int(ready.pixels[:, :20].min()) == 255
    assert int(ready.pixels[130:150, 120:400].min()) == 0


def test_grain_alone_is_no_ink() -> None:
    page = np.random.default_rng(7).integers(225, 250, (400, 400)).astype(np.uint8)
    assert not ink_of(page).any()


# --- columns and tables


def boxes(page: Grey, *, tables: tuple[Box, ...] = ()) -> list[tuple[int, ...]]:
    return [tuple(round(side) for side in part.box) for part in regions_of(ink_of(page), dpi=150, tables=tables)]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_found_in_reading_order(columns: int) -> None:
    page, width = blank(), (1000 - 40 * (columns - 1)) // columns
    lefts = [120 + at * (width + 40) for at in range(columns)]
    for left in lefts:
        lines(page, (left, 200, left + width, 1500))
    found = boxes(page)
    assert [box[0] for box in found] == [pytest.approx(left * 72 / 150, abs=2) for left in lefts]


def test_a_head_over_two_columns_comes_first() -> None:
    page = lines(blank(), (120, 120, 1120, 140))
    lines(page, (120, 200, 600, 1500))
    lines(page, (640, 200, 1120, 1500))
    found = boxes(page)
    assert len(found) == 3
    assert [box[0] for box in found] == [58, 58, 307]
    assert found[0][3] < found[1][1]


def test_amounts_in_rows_are_no_columns() -> None:
    page = blank()
    for y in range(200, 1500, 30):
        for x, width in ((120, 300), (620, 90), (800, 90), (980, 90)):
            lines(page, (x, y, x + width, y + 20))
    assert len(boxes(page)) == 1


def test_an_empty_page_has_no_part() -> None:
    assert boxes(blank()) == []


def grid(*, rows: int = 4, columns: int = 3) -> Grey:
    page = lines(blank(), (120, 120, 1120, 300))
    for at in range(rows + 1):
        page[400 + 60 * at : 403 + 60 * at, 120:1020] = 0
    for at in range(columns + 1):
        x = 120 + 900 * at // columns
        page[400 : 403 + 60 * rows, x : x + 3] = 0
    for row in range(rows):
        for column in range(columns):
            left = 140 + 900 * column // columns
            lines(page, (left, 420 + 60 * row, left + 150, 436 + 60 * row))
    return lines(page, (120, 800, 1120, 1000))


def test_a_ruled_table_is_found_with_its_cells_and_stands_where_it_stands() -> None:
    page = grid()
    rules = rules_of(ink_of(page), dpi=150)
    (table,) = rules.tables
    assert [len(row) for row in table.rows] == [3] * 4
    assert all(cell is not None and cell.x1 - cell.x0 == pytest.approx(300, abs=6) for row in table.rows for cell in row)
    cleaned = without_rules(page, rules_of(ink_of(halved(page)), dpi=75))
    assert int(cleaned[640:643, 120:1020].min()) == 255
    found = boxes(cleaned, tables=(scaled(table, 72 / 150).box,))
    assert [box[1] < 150 for box in found] == [True, False, False]
    assert found[1][1] == pytest.approx(420 * 72 / 150, abs=3)


def test_text_is_no_rule_and_two_lines_make_no_table() -> None:
    page = lines(blank(), WHOLE)
    page[100:103, 120:1120] = 0
    rules = rules_of(ink_of(page), dpi=150)
    assert rules.tables == ()
    assert np.count_nonzero(rules.across) == pytest.approx(3 * 1000, rel=0.1)
    assert not rules.down.any()


def test_a_cut_shows_its_own_part_and_white_around() -> None:
    page = lines(blank(), (120, 200, 560, 400))
    lines(page, (600, 200, 1100, 1500))
    first = regions_of(ink_of(page), dpi=150)[0]
    picture, (left, top) = cut(page, first, dpi=150)
    assert int(picture[:8].min()) == 255
    assert (left, top) == (120 - 3 - 12, 200 - 3 - 12)
    assert np.count_nonzero(picture == 0) == np.count_nonzero(page[200:400, 120:560] == 0)


def test_the_height_of_letters_is_their_median() -> None:
    assert letter_height(pieces_of(ink_of(lines(blank(), WHOLE))), dpi=150) == 12
    assert letter_height(pieces_of(ink_of(blank())), dpi=150) > 5


# --- what comes of it


def test_words_are_placed_on_the_page() -> None:
    raster = Raster(lines(blank(), (120, 200, 1120, 1500)), 150.0)
    found = recognized(raster, engine=Stand(("DECRETO", "N.", "|", "~")), settings=Scanning(dpi=150))
    assert found.text.split() == ["DECRETO", "N.", "~"]
    assert found.confidence == pytest.approx(0.9)
    assert found.words.confidence == (0.9,) * 3
    assert found.words.boxes[0].top == pytest.approx((200 - 15 + 30) * 72 / 150, abs=1)


def test_a_page_that_reads_badly_is_read_upside_down_too() -> None:
    class Turning(Stand):
        def recognize(self, cuts, *, dpi, seconds):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            self.confidence = 0.9 if self.asked else 0.3
            return super().recognize(cuts, dpi=dpi, seconds=seconds)

    found = recognized(Raster(lines(blank(), WHOLE), 150.0), engine=Turning(("LEI",)), settings=Scanning(dpi=150))
    assert found.confidence == pytest.approx(0.9)
    assert found.words.boxes[0].top > 700


@pytest.mark.parametrize("processes", [1, 3])
def test_pages_come_in_their_order_and_a_failure_is_told(processes: int) -> None:
    rasters = [Raster(lines(blank(400, 100 * at), (20, 20, 380, 60)), 150.0) for at in range(1, 7)]
    settings = Scanning(dpi=150, processes=processes)
    found = list(recognized_all(iter(rasters), settings=settings, reader=Stand(("LEI",))))
    assert [getattr(each, "text", "") for each in found] == ["LEI"] * 6
    failed = list(recognized_all(iter(rasters), settings=settings, reader=Stand(error="too long")))
    assert all(isinstance(each, OcrError) for each in failed)
    assert len(failed) == 6


def page_of(layer: Layer, score: float | None, *, words: int = 200, picture: float = 0.0) -> ReadPage:
    text = "texto" if layer.is_read else ""
    spans = tuple(Span(0, 5) for _ in range(words)) if layer.is_read else ()
    kept = Words(spans, (Box(0, 0, 1, 1),) * len(spans), (None,) * len(spans))
    return ReadPage(
        Page(1, text, 595, 842, kept, Origin(Taken.LAYER, layer.value, score)), Judgement(layer, 0.9), picture=picture
    )


@pytest.mark.parametrize(
    ("layer", "score", "more", "wanted"),
    [
        (Layer.MISSING, None, {}, True),
        (Layer.GARBLED, 0.2, {}, True),
        (Layer.HIDDEN, 0.7, {}, True),
        (Layer.MISENCODED, 0.8, {}, True),
        (Layer.HIDDEN, 0.97, {}, False),
        (Layer.HIDDEN, None, {}, False),
        (Layer.SOUND, 0.5, {}, False),
        (Layer.SOUND, None, {"words": 12, "picture": 0.95}, True),
        (Layer.SOUND, None, {"words": 12, "picture": 0.2}, False),
        (Layer.SOUND, None, {"words": 200, "picture": 0.95}, False),
        (Layer.BLANK, None, {}, False),
    ],
)
def test_which_pages_of_a_pdf_are_recognized(layer: Layer, score: float | None, more: dict[str, float], *, wanted: bool) -> None:
    assert pdf_pages.is_wanted(page_of(layer, score, **more)) is wanted  # type: ignore[arg-type]


PROSE = "Fica autorizada a Secretaria de Estado da Saúde a celebrar convênio com o Município, observadas as normas legais. "
NOISE = "Flca qutprlzaba q 5ecretzrla bc Esiqbo ca 5qvde q czlebrnr ccnvenlo ccm o Munlclplc, cbservqcas qs ncrmqs Izgqls. "


@pytest.mark.parametrize(
    ("layer", "score", "text", "taken"),
    [
        (Layer.MISSING, None, PROSE * 2, Taken.OCR),
        (Layer.MISSING, None, "", Taken.LAYER),
        (Layer.GARBLED, 0.1, PROSE * 2, Taken.OCR),
        (Layer.GARBLED, 0.1, NOISE * 2, Taken.LAYER),
        (Layer.HIDDEN, 0.7, PROSE * 2, Taken.OCR),
        (Layer.HIDDEN, 0.9, NOISE * 2, Taken.LAYER),
        (Layer.MISENCODED, 0.8, PROSE * 2, Taken.OCR),
        (Layer.HIDDEN, 0.7, "LEI", Taken.LAYER),
    ],
)
def test_the_better_reading_is_kept_with_both_scores(layer: Layer, score: float | None, text: str, taken: Taken) -> None:
    before = page_of(layer, score)
    words = Words((Span(0, 3),), (Box(0, 0, 1, 1),), (0.9,)) if text else Words()
    raster = recognized(Raster(blank(200, 200), 150.0), engine=Stand(), settings=Scanning(dpi=150))
    ocr = replace(raster, text=text, words=words, confidence=0.9 if text else None)
    page = pdf_pages._better(before, ocr).page
    assert page.origin is not None
    assert (page.origin.taken, page.origin.layer_score) == (taken, score)
    assert page.text == (text if taken is Taken.OCR else before.page.text)
    if len(text) > 10:
        assert page.origin.ocr_score == legibility(text)


def test_a_failed_recognition_keeps_the_layer_and_is_told() -> None:
    kept = pdf_pages._better(page_of(Layer.HIDDEN, 0.7), OcrError("too long"))
    assert (kept.page.text, kept.failed) == ("texto", False)
    assert "too long" in kept.trouble
    assert pdf_pages._better(page_of(Layer.MISSING, None), OcrError("too long")).failed


def test_legibility_tells_prose_from_its_misreading() -> None:
    good, bad = legibility(PROSE * 2), legibility(NOISE * 2)
    assert good is not None
    assert bad is not None
    assert good > 0.9
    assert bad < 0.6
    assert legibility("1.234,56 " * 50) is None


# --- what is kept


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    stand = Stand(("LEI",))
    reader = remembering(stand, str(tmp_path), most_bytes=10**6)
    page = lines(blank(300, 200), (20, 20, 280, 60))
    first = reader.recognize([page], dpi=300, seconds=9)
    assert reader.recognize([page], dpi=300, seconds=9) == first
    assert len(stand.asked) == 1
    reader.recognize([page], dpi=200, seconds=9)
    reader.recognize([255 - page], dpi=300, seconds=9)
    assert len(stand.asked) == 3
    stand.version = "stand 2"
    reader.recognize([page], dpi=300, seconds=9)
    assert len(stand.asked) == 4
    assert not [*tmp_path.rglob("*.part")]


@pytest.mark.parametrize("content", [b"", b"junk", zlib.compress(b"[[1]]"), zlib.compress(b"{}"), zlib.compress(b"[]")[:-3]])
def test_a_damaged_reading_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    stand = Stand(("LEI",))
    reader = remembering(stand, str(tmp_path), most_bytes=10**6)
    page = blank(30, 20)
    want = reader.recognize([page], dpi=300, seconds=9)
    (path,) = tmp_path.rglob(f"*{SUFFIX}")
    path.write_bytes(content)
    assert reader.recognize([page], dpi=300, seconds=9) == want
    assert len(stand.asked) == 2


def test_the_folder_is_bounded_oldest_first(tmp_path: Path) -> None:
    (tmp_path / "aa").mkdir()
    paths = [tmp_path / "aa" / f"{at}{SUFFIX}" for at in range(10)]
    for at, path in enumerate(paths):
        path.write_bytes(b"x" * 100)
        os.utime(path, (at, at))
    bound(tmp_path, 1000)
    assert all(path.exists() for path in paths)
    bound(tmp_path, 500)
    assert [path.exists() for path in paths] == [False] * 6 + [True] * 4


def test_a_folder_that_cannot_be_is_a_setting_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingsError, match="--ocr-cache"):
        remembering(Stand(), str(tmp_path / "file" / "cache"), most_bytes=1)
    assert isinstance(remembering(Stand(), None, most_bytes=1), Stand)


def test_keys_tell_pictures_of_other_shapes_apart() -> None:
    assert key_of("e", [blank(20, 30)], dpi=300) != key_of("e", [blank(30, 20)], dpi=300)


# --- settings, engines, tables of words


@pytest.mark.parametrize(
    "wrong",
    [{"language": "por; rm"}, {"language": "-l"}, {"language": ""}, {"dpi": 50}, {"dpi": 5000}, {"seconds": 0}, {"processes": 0}],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, str | int]) -> None:
    with pytest.raises(SettingsError):
        Scanning(**wrong)  # type: ignore[arg-type]


def test_usual_settings_leave_no_mark() -> None:
    assert Scanning(seconds=5, processes=4, cache="x").mark == ""
    assert Scanning(language="por+lat").mark == "por+lat-300-pytesseract"


def test_an_engine_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match="pytesseract, tesserocr"):
        engine(Scanning(engine="magic"))
    assert ENGINES.names() == ("pytesseract", "tesserocr")


def test_missing_data_names_the_package() -> None:
    check_languages("por+eng", ["eng", "por"])
    with pytest.raises(ToolMissingError, match="apt-get install tesseract-ocr-chi-sim"):
        check_languages("por+chi_sim", ["por"])


def test_a_missing_program_names_the_package_and_text_still_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "no-such-program")
    monkeypatch.setattr("extractors.readers.scans.engines.engine.__wrapped__", None, raising=False)
    engine.cache_clear()
    with pytest.raises(ToolMissingError, match="apt-get install tesseract-ocr tesseract-ocr-por"):
        read(SourceDocument.of(saved(written("LEI")), path="a.png"))
    assert read(SourceDocument.of(b"PORTARIA", path="a.txt")).raw == "PORTARIA"


@pytest.mark.parametrize(
    "table", ["", "level\tpage_num", "5\t1\tx", "5\t9\t1\t1\t1\t1\t0\t0\t9\t9\t90\tLEI", "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\tLEI"]
)
def test_rows_that_are_no_words_are_passed_over(table: str) -> None:
    assert readings(table, pictures=1) == ((),)


def test_words_go_to_their_picture_and_line() -> None:
    rows = [(1, 1, "LEI"), (1, 2, "N."), (2, 1, "Art.")]
    table = "\n".join(f"5\t{page}\t1\t1\t{line}\t1\t3\t4\t5\t6\t96.5\t{text}" for page, line, text in rows)
    first, second = readings(table, pictures=2)
    assert [(word.text, word.line) for word in first] == [("LEI", 0), ("N.", 1)]
    assert [(word.text, word.line, word.confidence) for word in second] == [("Art.", 0, 0.965)]


# --- files nobody vouches for


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


GOOD = written("LEI")
JPEG = saved(GOOD, kind="JPEG")
TIFF = saved(GOOD, kind="TIFF")
BROKEN: dict[str, Callable[[], bytes]] = {
    "PNG bomb": lambda: png(50_000, 50_000),
    "PNG of 30,000 x 10,000": lambda: png(30_000, 10_000),
    "PNG whose pixels are missing": lambda: png(3_000, 3_000),
    "PNG cut in its head": lambda: saved(GOOD)[:20],
    "PNG cut in its pixels": lambda: saved(GOOD)[:1200],
    "JPEG cut in half": lambda: JPEG[: len(JPEG) // 2],
    "JPEG cut in its head": lambda: JPEG[:30],
    "JPEG of noise": lambda: JPEG[:4] + bytes(range(256)) * 9,
    "TIFF whose directory is beyond the end": lambda: b"II*\0\xff\xff\xff\x7f" + TIFF[8:],
    "TIFF with a directory of noise": lambda: b"II*\0\x08\0\0\0" + b"\xff" * 400,
    "TIFF cut in half": lambda: TIFF[: len(TIFF) // 2],
    "TIFF whose directory is its own successor": lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
    "TIFF of no size": lambda: TIFF.replace(struct.pack("<HHI", 256, 4, 1), b"\0" * 8)[:8],
    "WebP of noise": lambda: b"RIFF\x10\0\0\0WEBPVP8 " + b"\x01" * 60,
    "BMP of a thousand million": lambda: b"BM" + struct.pack("<IIIIiiHHI", 99, 0, 54, 40, 99_999, 99_999, 1, 24, 0) + b"\0" * 99,
    "JPEG 2000 of noise": lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\x07" * 90,
    "1 x 1": lambda: saved(GOOD.resize((1, 1))),
    "1 x 20,000": lambda: saved(GOOD.resize((1, 20_000))),
    "blank page": lambda: saved(GOOD.point([255] * 256)),
    "black page": lambda: saved(GOOD.point([0] * 256)),
    "zero bytes": lambda: b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_ends_in_a_clear_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.readers.scans.parallel.reader_of", lambda _settings: Stand())
    content = BROKEN[name]()
    with pytest.raises(UnreadableDocumentError) as caught:
        read(SourceDocument.of(content, path="a.bin"))
    assert caught.value.sha256 == SourceDocument.of(content, path="a.bin").sha256
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_what_is_see_through_is_paper_and_sixteen_bits_are_eight() -> None:
    ghost = GOOD.convert("RGBA")
    ghost.putalpha(GOOD.point([255 - level for level in range(256)]))
    (page,) = frames(saved(ghost))
    assert (int(page.pixels.min()), int(page.pixels.max())) == (0, 255)
    deep = np.asarray(GOOD, dtype=np.uint16) * 200
    from PIL import Image  # noqa: PLC0415

    (page,) = frames(saved(Image.fromarray(deep)))
    assert (int(page.pixels.min()), int(page.pixels.max())) == (0, 255)


@pytest.mark.parametrize(("told", "dpi"), [(300, 300), (200, 200), (72, 150), (2400, 150), (1, 150)])
def test_a_resolution_that_cannot_be_is_guessed_from_the_paper(told: int, dpi: int) -> None:
    from PIL import Image  # noqa: PLC0415

    (page,) = frames(saved(Image.fromarray(blank()), dpi=told))
    assert page.dpi == pytest.approx(dpi, rel=0.02)
