"""Furniture by its place, over a whole issue; what a masthead tells; what looks alike and is the act's own."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.pdf import font
from corpus.source import SourceDocument
from pipeline.reading import read_source
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.reading import Reading
    from corpus.records import Json

SENTENCE: Final = (
    "Art. 1º Fica designado o servidor",
    "para responder pela unidade de que",
    "trata o presente ato, com todos os",
    "encargos que a função lhe traz, na",
    "forma da legislação em vigor, até o",
    "provimento do cargo vago.",
    "Art. 2º Este ato entra em vigor hoje.",
)


def issue(head: Callable[[int], str], foot: Callable[[int], str], *, pages: int = 6) -> bytes:
    """Return an issue of two columns through which acts run on from page to page."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    at = 0
    for number in range(1, pages + 1):
        canvas.setFont(font(), 9)
        canvas.drawString(40, 812, head(number))
        for column in range(2):
            for row in range(30):
                line = SENTENCE[at % 8] if at % 8 < 7 else f"PORTARIA Nº {at // 8 + 1}, DE 3 DE MAIO DE 1994"
                canvas.drawString(40 + 270 * column, 780 - 12 * row, line)
                at += 1
        canvas.drawString(40, 40, foot(number))
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def acts_of_a_page(lines: Sequence[str], *, pages: int = 6) -> bytes:
    """Return one act a page, all laid out alike."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont(font(), 9)
        for row, line in enumerate(lines):
            canvas.drawString(60, 800 - 30 * row, line.format(number))
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def reading(content: bytes) -> Reading:
    return read_source(SourceDocument.of(content, path="a.pdf"), Settings("1"))


def nothing(_number: int) -> str:
    return ""


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (lambda at: f"DIÁRIO OFICIAL  Cuiabá, terça-feira, 10 de maio de 1994  Nº 21.345  Página {at}", nothing),
        (lambda _: "Estado de Mato Grosso - Poder Executivo - Atos do Governador", nothing),
        (lambda at: f"{at} - Suplemento" if at % 2 else f"Atos do Poder Executivo, folha {at}", nothing),
        (nothing, lambda _: "Impresso na Imprensa Oficial do Estado, Rua das Flores, 100"),
        (nothing, lambda at: f"Autenticação {at * 7919 % 1000} em www.exemplo.gov.br"),
        (lambda _: "Atos do Secretário", lambda at: f"Folha {at} de 6"),
    ],
)
def test_what_recurs_at_one_height_goes_and_all_else_stays(head: Callable[[int], str], foot: Callable[[int], str]) -> None:
    plain, told = reading(issue(nothing, nothing)), reading(issue(head, foot))
    assert told.text.value.split() == plain.text.value.split()
    assert len(told.records) == len(plain.records)
    assert all(line.strip() in told.document.raw for number in (1, 6) for line in (head(number).split("  ")[0], foot(number)))


ALIKE: Final = (
    "PREFEITURA MUNICIPAL DE VÁRZEA BONITA",
    "PORTARIA Nº {}, DE 3 DE MAIO DE 1994",
    "O PREFEITO MUNICIPAL, no uso de suas atribuições, resolve:",
    "Art. 1º Designar o servidor de matrícula {} para a comissão.",
    "Art. 2º Esta portaria entra em vigor na data de sua publicação.",
    "Várzea Bonita, 3 de maio de 1994.",
    "JOAQUIM TEIXEIRA DA MOTA",
    "Prefeito Municipal",
)


@pytest.mark.parametrize("first", [0, 1])
def test_letterheads_and_signatures_of_acts_laid_out_alike_stay(first: int) -> None:
    told = reading(acts_of_a_page(ALIKE[first:]))
    assert told.document.furniture == ()
    assert len(told.records) == 6
    for record in told.records:
        signatories = record.fields["signatories"]
        assert isinstance(signatories, list)
        assert len(signatories) == 1


@pytest.mark.parametrize("pages", [1, 2])
def test_few_pages_tell_nothing(pages: int) -> None:
    told = reading(issue(lambda _: "Atos do Secretário", nothing, pages=pages))
    assert told.document.furniture == ()
    assert "Atos do Secretário" in told.text.value


def test_the_masthead_tells_where_each_act_came_out() -> None:
    told = reading(issue(lambda at: f"DIÁRIO OFICIAL DO ESTADO - Cuiabá, 10 de maio de 1994 - Nº 21.345 - Página {at}", nothing))
    for record in told.records:
        out, notes = record.fields["publication"], record.fields["provenance"]
        assert isinstance(out, dict)
        assert isinstance(notes, dict)
        assert (out["edition"], out["date"]) == ("21345", "1994-05-10")
        note = notes["/publication/edition"]
        assert isinstance(note, dict)
        assert note["raw"] == "21.345"
        assert note["box"] is not None
    pages = {note["page"] for record in told.records if isinstance(note := _edition(record.fields["provenance"]), dict)}
    assert len(pages) > 1


def _edition(notes: Json) -> Json:
    return notes["/publication/edition"] if isinstance(notes, dict) else None


def test_mastheads_that_disagree_tell_nothing() -> None:
    told = reading(issue(lambda at: f"DIÁRIO OFICIAL DO ESTADO - {at} de maio de 1994 - Nº 21.34{at} - Página {at}", nothing))
    assert {str(record.fields["publication"]) for record in told.records} == {"None"}


def test_one_misread_masthead_is_outvoted() -> None:
    told = reading(
        issue(
            lambda at: f"DIÁRIO OFICIAL DO ESTADO - 10 de maio de 1994 - Nº 21.3{9 if at == 3 else 4}5 - Página {at}",
            nothing,
        )
    )
    assert {str(out["edition"]) for record in told.records if isinstance(out := record.fields["publication"], dict)} == {"21345"}
