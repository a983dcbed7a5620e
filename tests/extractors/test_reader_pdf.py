"""PDFs with a text layer: the order of reading, what words become, tables, and what is said of a layer."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pytest
import regex
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.pdf import Setting, facsimile, font, reflowed, ruled, width_of
from corpus.errors import UnreadableDocumentError
from corpus.source import SourceDocument
from corpus.spans import Span
from extractors.readers.pdf_columns import Layout
from extractors.readers.pdf_flow import crossings
from extractors.readers.pdf_segments import Line, Segment
from extractors.readers.pdf_text import read_pdf, seen_page
from extractors.tables import find_tables
from pipeline.reading import read_source
from tests.samples.compare import FIELDS, HEADER, Pair
from tests.samples.test_samples import DAMAGED, NAMES, SETTINGS, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.pages import Document
    from corpus.reading import Reading

LONGEST: Final = 130
"""Characters of the longest line of a sample that is set with its own lines."""

PRINTED: Final = tuple(
    name for name in NAMES if name not in DAMAGED and max(map(len, reading(name).document.raw.splitlines())) <= LONGEST
)
SIZES: Final = {1: 9.0, 2: 8.0, 3: 7.0}

ROUND: Final = tuple(name for name in NAMES if name not in DAMAGED)


def read_bytes(content: bytes) -> Document:
    return read_pdf(SourceDocument.of(content, path="gazeta.pdf"))


def words_of(text: str) -> list[str]:
    return text.removeprefix("\ufeff").split()


def letters_of(text: str) -> str:
    """Return a text without blanks and without hyphens, for a cut word's hyphen may be its own."""
    return regex.sub(r"[\s-]", "", text)


@cache
def printed(name: str, columns: int) -> Reading:
    content = facsimile(reading(name).document.raw, Setting(columns))
    return read_source(SourceDocument.of(content, path=f"{name}.pdf"), SETTINGS)


# The order of reading


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("name", PRINTED)
def test_a_sample_set_with_its_own_lines_is_read_in_order(name: str, columns: int) -> None:
    assert words_of(printed(name, columns).document.raw) == words_of(reading(name).document.raw)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("name", ROUND)
def test_a_sample_broken_to_columns_is_read_in_order(name: str, columns: int) -> None:
    paragraphs = [line for line in reading(name).text.value.split("\n") if line.strip()]
    raw = read_bytes(reflowed(paragraphs, Setting(columns, SIZES[columns]))).raw
    assert letters_of(raw) == letters_of("".join(paragraphs))


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("name", ROUND)
def test_columns_drawn_row_by_row_are_read_in_order_or_the_doubt_is_told(name: str, columns: int) -> None:
    paragraphs = [line for line in reading(name).text.value.split("\n") if line.strip()]
    document = read_bytes(reflowed(paragraphs, Setting(columns, SIZES[columns], by_rows=True)))
    told = any(kind == "reading-order" for kind, _ in document.notes)
    assert told or letters_of(document.raw) == letters_of("".join(paragraphs))


def test_most_columns_drawn_row_by_row_are_read_in_order_and_few_doubts_are_told_for_nothing() -> None:
    right = false_alarms = 0
    for name in ROUND:
        paragraphs = [line for line in reading(name).text.value.split("\n") if line.strip()]
        for columns in (2, 3):
            document = read_bytes(reflowed(paragraphs, Setting(columns, SIZES[columns], by_rows=True)))
            if letters_of(document.raw) == letters_of("".join(paragraphs)):
                right += 1
                false_alarms += any(kind == "reading-order" for kind, _ in document.notes)
    assert right >= 0.92 * 2 * len(ROUND)
    assert false_alarms <= 0.04 * right


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [
        (["A taxa de", "lixo é devida.", "Art. 2º Fica", "revogada a lei."], ["Ana Lima", "Rui Sá", "Eva Cruz", "Lia Reis"], 2),
        (["A taxa de", "lixo é devida.", "Art. 2º Fica", "revogada a lei."], ["O prazo", "corre da", "data da", "posse."], 1),
        (["Secretaria de", "Saúde"], ["Compra de", "remédios"], 0),
        (["Ana Lima", "Rui Sá"], ["médica", "motorista"], 0),
    ],
)
def test_sentences_that_go_on_beside_a_beginning_speak_for_columns(left: list[str], right: list[str], count: int) -> None:
    texts = [*left, *right]
    sides = [
        [Line((Segment(at + first, at + first + 1, x, 12 * at, x + 80, 12 * at + 10),), 12 * at + 10) for at in range(len(side))]
        for side, x, first in ((left, 0, 0), (right, 100, len(left)))
    ]
    assert crossings(sides[0], sides[1], texts) == count


def test_header_and_provisions_of_a_pdf_are_those_of_the_text() -> None:
    wanted = (*HEADER, "provisions", "provisions.text", "provisions.label")
    told = []
    compared = 0
    for name in PRINTED:
        for columns in (1, 2, 3):
            theirs, ours = reading(name).records, printed(name, columns).records
            assert len(theirs) == len(ours), name
            for one, other in zip(theirs, ours, strict=True):
                pair = Pair(one.fields, other.fields, damaged=False, printed="")
                found = {field: list(FIELDS[field](pair)) for field in wanted}
                compared += len(found)
                told += [f"{name} {columns} {field}: {each}" for field, all_ in found.items() for each in all_]
    assert compared > 500
    assert len(told) <= compared / 200, "\n".join(told)


@pytest.mark.parametrize("by_rows", [False, True])
def test_a_last_column_of_words_narrower_than_any_prose_is_one_all_the_same(by_rows: bool) -> None:  # noqa: FBT001
    paragraphs = [*(f"Art. {at}º {PROSE}" for at in range(1, 15)), *(f"Lote {at}" for at in range(1, 20))]
    raw = read_bytes(reflowed(paragraphs, Setting(3, 8.0, by_rows=by_rows))).raw
    assert letters_of(raw) == letters_of("".join(paragraphs))


def test_a_head_over_all_columns_is_read_first() -> None:
    lines = "\n".join(f"Linha {at} de uma coluna qualquer, que segue" for at in range(60))
    raw = read_bytes(
        facsimile(lines, Setting(3, 7.0, head="DIÁRIO OFICIAL DO ESTADO - SÃO LUÍS, 4 DE MAIO DE 1999 - EDIÇÃO Nº 83"))
    ).raw
    assert words_of(raw) == words_of(f"DIÁRIO OFICIAL DO ESTADO - SÃO LUÍS, 4 DE MAIO DE 1999 - EDIÇÃO Nº 83 {lines}")


PROSE: Final = (
    "Fica autorizada a Secretaria de Estado da Saúde a celebrar convênio com o Município, observadas as normas "
    "da legislação vigente e o parecer da Procuradoria Geral, na forma do regulamento."
)


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_that_the_file_draws_row_by_row_are_read_one_after_another(columns: int) -> None:
    paragraphs = [f"Art. {at}º {PROSE}" for at in range(1, 30)]
    raw = read_bytes(reflowed(paragraphs, Setting(columns, 8.0, by_rows=True))).raw
    assert letters_of(raw) == letters_of("".join(paragraphs))


def test_a_heading_over_two_of_three_columns_parts_them() -> None:
    def draw(canvas: Canvas) -> None:
        for column in range(3):
            for row in range(24):
                y = 760 - row * 11
                if column < 2 and 10 <= row <= 12:
                    if column == 0 and row == 11:
                        canvas.drawString(40, y, "TÍTULO QUE ATRAVESSA A PRIMEIRA E A SEGUNDA COLUNA DA PÁGINA INTEIRA")
                    continue
                canvas.drawString(40 + column * 180, y, f"c{column}l{row} texto corrido da coluna, sempre")

    found = read_bytes(drawn(draw, size=8)).raw.split()
    order = [word for word in found if regex.fullmatch(r"c\dl\d+|TÍTULO", word)]
    before = [f"c{column}l{row}" for column in (0, 1) for row in range(10)]
    after = [f"c{column}l{row}" for column in (0, 1) for row in range(13, 24)]
    assert order == [*before, "TÍTULO", *after, *(f"c2l{row}" for row in range(24))]


def test_a_table_without_rules_is_read_row_by_row_with_wide_blanks() -> None:
    rows = [("Ana Lima", "Médica", "1.200,00"), ("Rui Sá", "Motorista", "800,00"), ("Eva Cruz", "Agente", "950,00")] * 4

    def draw(canvas: Canvas) -> None:
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                canvas.drawString(50 + across * 170, 700 - 12 * down, cell)

    assert read_bytes(drawn(draw)).raw.split("\n") == ["    ".join(row) for row in rows]


@pytest.mark.parametrize(
    ("x", "pitch"),
    [(305.6, 265.6), (217.2, 177.2), (394.4, 177.2), (40.0, 0.0), (280.0, 0.0), (345.0, 0.0), (465.0, 0.0), (520.0, 0.0)],
)
def test_columns_of_equal_width_begin_where_the_page_is_parted_evenly(x: float, pitch: float) -> None:
    assert Layout(595.3, 40.0).pitch(x) == pytest.approx(pitch, abs=0.1)


def test_cells_of_words_beside_amounts_are_told_for_no_columns_and_cells_of_words_may_be() -> None:
    names = ("Ana Lima", "Rui Sá", "Maria Aparecida dos Santos", "Eva Cruz", "Lia Reis", "João Pedro de Almeida")

    def halves(right: Sequence[str]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for down, (name, cell) in enumerate(zip(names, right, strict=True)):
                canvas.drawString(40, 700 - 14 * down, name)
                canvas.drawString(306, 700 - 14 * down, cell)

        return draw

    amounts = ("1.200,00", "800,00", "12.950,00", "30,00", "4.100,00", "7,50")
    places = ("Saúde", "Gabinete da Prefeita", "Obras", "Meio Ambiente e Turismo", "Educação", "Fazenda")
    assert read_bytes(drawn(halves(amounts))).notes == ()
    assert [kind for kind, _ in read_bytes(drawn(halves(places))).notes] == ["reading-order"]


# What words become


def drawn(draw: Callable[[Canvas], None], *, size: float = 10) -> bytes:
    """Return a page that `draw` draws on."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    canvas.setFont(font(), size)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def in_pieces(*pieces: tuple[str, float, float]) -> Callable[[Canvas], None]:
    """Draw pieces of text on end: text, font size, points raised."""

    def draw(canvas: Canvas) -> None:
        x = 72.0
        for text, size, raised in pieces:
            canvas.setFont(font(), size)
            canvas.drawString(x, 700 + raised, text)
            x += width_of(text, size)

    return draw


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ([("Lei n", 10, 0), ("o", 6, 4), (" 5.123", 10, 0)], "Lei nº 5.123"),
        ([("Art. 1", 10, 0), ("o", 6, 4), (" A taxa", 10, 0)], "Art. 1º A taxa"),
        ([("a 3", 10, 0), ("a", 6, 4), (" Vara", 10, 0)], "a 3ª Vara"),
        ([("no caso", 10, 0)], "no caso"),
        ([("Lei nº 5.123, no art. 2º", 10, 0)], "Lei nº 5.123, no art. 2º"),
        ([("item 2a", 10, 0)], "item 2a"),
        ([("PORTA", 10, 0), ("RIA", 10, 0)], "PORTARIA"),
        ([("de 4 de maio", 10, 0), (" de", 10, 0), (" 1999", 10, 0)], "de 4 de maio de 1999"),
        ([("R E S O L V E:", 10, 0)], "R E S O L V E:"),
    ],
)
def test_pieces_of_a_line_are_put_together(pieces: Sequence[tuple[str, float, float]], read: str) -> None:
    assert read_bytes(drawn(in_pieces(*pieces))).raw == read


@pytest.mark.parametrize("end", ["su-", "guarda-", "1996-"])
def test_a_hyphen_at_the_end_of_a_line_is_kept_and_so_is_the_line(end: str) -> None:
    assert read_bytes(facsimile(f"O prazo para a {end}\npressão vegetal segue", Setting())).raw == (
        f"O prazo para a {end}\npressão vegetal segue"
    )


def test_blank_lines_part_paragraphs_and_only_they() -> None:
    text = "Art. 1º Fica criado o cargo\nde médico no quadro geral\n\nArt. 2º Revogam-se as\ndisposições em contrário\n\nCuiabá"
    assert read_bytes(facsimile(text, Setting())).raw == text


def test_words_stand_where_they_are_printed() -> None:
    document = read_bytes(drawn(lambda canvas: canvas.drawString(100, 500, "Art. 5º Cuiabá")))
    (page,) = document.pages
    assert (round(page.width or 0), round(page.height or 0)) == (595, 842)
    assert [span.of(page.text) for span in page.words.spans] == ["Art.", "5º", "Cuiabá"]
    box = document.locate(Span(document.raw.index("Cuiabá"), len(document.raw)))[0].box
    assert box is not None
    assert box.x0 == pytest.approx(100 + width_of("Art. 5º ", 10), abs=0.6)
    assert box.x1 == pytest.approx(100 + width_of("Art. 5º Cuiabá", 10), abs=0.6)
    assert box.top < A4[1] - 500 < box.bottom


def test_text_in_the_margin_comes_last_and_a_page_laid_on_its_side_is_read() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Art. 1º Fica criado o cargo de médico.")
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "documento assinado digitalmente em 4 de maio")

    raw = read_bytes(drawn(sideways)).raw
    assert raw == "Art. 1º Fica criado o cargo de médico.\n\ndocumento assinado digitalmente em 4 de maio"

    def turned(canvas: Canvas) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        for at, line in enumerate(("PORTARIA Nº 4 DE MAIO", "O PREFEITO MUNICIPAL RESOLVE")):
            canvas.drawString(0, -14 * at, line)

    assert read_bytes(drawn(turned)).raw == "PORTARIA Nº 4 DE MAIO\nO PREFEITO MUNICIPAL RESOLVE"


# Ruled tables

ROWS: Final = (
    ("Cargo", "Vagas", "Valor"),
    ("Médico", "2", "1.200,00"),
    ("Motorista", "", "800,00"),
    ("Agente", "5", ""),
    ("Total", "7", "2.000,00"),
)


def test_a_ruled_table_is_rows_of_cells_that_the_finder_of_tables_reads() -> None:
    document = read_bytes(ruled(ROWS, above="Art. 1º Ficam criados os cargos:", below="Art. 2º Revogam-se as disposições."))
    assert document.raw == (
        "Art. 1º Ficam criados os cargos:\n\n| Cargo | Vagas | Valor |\n| Médico | 2 | 1.200,00 |\n"
        "| Motorista |  | 800,00 |\n| Agente | 5 |  |\n| Total | 7 | 2.000,00 |\n\nArt. 2º Revogam-se as disposições."
    )
    (table,) = find_tables(document.raw, Span(0, len(document.raw))).tables
    assert [column.value for column in table.columns] == ["Cargo", "Vagas", "Valor"]
    assert [[cell and cell.value for cell in row] for row in table.rows][1] == ["Motorista", None, "800.00"]
    page = document.pages[0]
    assert [span.of(page.text) for span in page.words.spans][5:7] == ["cargos:", "Cargo"]
    assert all("|" not in span.of(page.text) for span in page.words.spans)


@pytest.mark.parametrize(
    "shape",
    [
        lambda canvas: canvas.rect(40, 600, 500, 200),
        lambda canvas: [canvas.line(300, 40, 300, 800), canvas.line(40, 800, 550, 800)],
        lambda canvas: canvas.grid([40, 300, 550], [40, 820]),
    ],
)
def test_frames_and_rules_between_columns_are_no_tables(shape: Callable[[Canvas], object]) -> None:
    def draw(canvas: Canvas) -> None:
        shape(canvas)
        for at in range(8):
            canvas.drawString(60, 780 - 14 * at, f"linha {at} do aviso, que vai por extenso")

    raw = read_bytes(drawn(draw)).raw
    assert "|" not in raw
    assert len(raw.splitlines()) == 8


def test_a_damaged_table_is_read_as_text_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.readers.pdf_tables import TableFinder  # noqa: PLC0415

    def broken(_finder: TableFinder, _number: int) -> None:
        raise ValueError

    monkeypatch.setattr(TableFinder, "tables", broken)
    document = read_bytes(ruled(ROWS, above="Quadro"))
    assert "Motorista" in document.raw
    assert document.notes == (("tables", "page 1: its ruled tables could not be told (ValueError)"),)


def test_what_the_reader_sees_of_a_page() -> None:
    seen = seen_page(ruled(ROWS, above="Quadro de cargos", below="Fim"), 1)
    assert len(seen.tables) == 1
    assert seen_page(facsimile("\n".join([PROSE[:50]] * 40), Setting(2)), 1).tables == ()
    assert len(seen_page(facsimile("\n".join([PROSE[:50]] * 40), Setting(2)), 1).blocks) == 2
    with pytest.raises(UnreadableDocumentError, match="has no page 9; it has 1"):
        seen_page(facsimile("x", Setting()), 9)
