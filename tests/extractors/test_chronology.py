"""Dates held against one another, and republications linked to what they touch."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.knowledge import rows, string, strings
from corpus.values.dates import weekday_names
from tests.extractors.texts import PORTARIA, SECOND, acts_of, only, value

NOTE = "\n\n(*) Republicada por ter saído com incorreção no D.O.E. nº 3.374, de 6 de maio de 2011.\n"


def conflicts(text: str) -> list[tuple[str, str]]:
    return [(p.where, p.detail) for act in acts_of(text) for p in act.problems if p.code == "date_conflict"]


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        pytest.param(
            "Palmas, 4 de maio de 2011.", "Palmas, quinta-feira, 4 de maio de 2011.", "/date", id="weekday before the signing"
        ),
        pytest.param(
            "Art. 2º Esta", "Art. 2º A sala abre em 9 de maio de 2011 (terça-feira). Esta", "/text", id="weekday after a date"
        ),
        pytest.param("Art. 2º Esta", "Art. 2º A sala abre no sábado, dia 8/05/2011. Esta", "/text", id="dia between"),
        pytest.param("Art. 2º Esta", "Art. 2º A sala abre em 31 de abril de 2011. Esta", "/text", id="no such day"),
        pytest.param(
            "Estado de Turismo\n",
            "Estado de Turismo\n\n(*) Republicada por ter saído com erro no DOE nº 9, de 3 de maio de 2011.\n",
            "/date",
            id="published before",
        ),
        pytest.param("3 de abril de 1999", "3 de abril de 2019", "/references/0", id="a law of the future"),
    ],
)
def test_dates_that_do_not_fit_are_told(before: str, after: str, where: str) -> None:
    text = PORTARIA.replace(before, after)
    assert text != PORTARIA
    assert [place for place, _ in conflicts(text)] == [where]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Palmas, 4 de maio", "Palmas, quarta-feira, 4 de maio", id="right weekday"),
        pytest.param(
            "Art. 2º Esta", "Art. 2º A sala abre em 9 de maio de 2011, de segunda-feira a sexta-feira. Esta", id="range of days"
        ),
        pytest.param(
            "Art. 2º Esta", "Art. 2º Inscrições até 9/05/2011, terça-feira a sábado, das 8h às 12h. Esta", id="range after a date"
        ),
        pytest.param(
            "Art. 2º Esta", "Art. 2º Fecha aos sábados e domingos desde 9 de maio de 2011. Esta", id="days of every week"
        ),
        pytest.param("Art. 2º Esta", "Art. 2º A sala abre em 30 de abril de 2011. Esta", id="a day that is"),
        pytest.param(
            "Art. 2º Esta",
            "Art. 2º Em 2012 e 2013, sem uso. (Redação dada pela Lei nº 9.100, de 3 de maio de 2014) Esta",
            id="note of later editors",
        ),
        pytest.param("3 de abril de 1999", "3 de abril de 1909", id="an old law"),
    ],
)
def test_dates_that_fit_are_not_doubted(before: str, after: str) -> None:
    text = PORTARIA.replace(before, after)
    assert text != PORTARIA
    assert conflicts(text) == []


def test_a_date_of_signing_far_from_all_that_the_act_tells() -> None:
    told = "Art. 2º A obra vai de 2010 a 2012, com vistorias em 2010 e 2011. Esta"
    text = PORTARIA.replace("Art. 2º Esta", told)
    assert conflicts(text) == []
    aged = text.replace("4 DE MAIO DE 2011", "4 DE MAIO DE 1971").replace("4 de maio de 2011", "4 de maio de 1971")
    assert [where for where, _ in conflicts(aged)] == ["/references/0", "/date"]


def test_a_date_far_from_the_other_acts_of_the_source() -> None:
    acts = [SECOND.replace("19/2011", f"{number}/{year}").replace("2011.", f"{year}.") for number, year in
            ((19, 2011), (20, 2011), (21, 1971), (22, 2012))]  # fmt: skip
    assert [[p.detail for p in act.problems] for act in acts_of("\n".join(acts))] == [
        [], [], ["signed in 1971, the source's other acts in 2011 to 2012"], []
    ]  # fmt: skip
    spread = [text.replace("2012", "1991") for text in acts]
    assert all(not act.problems for act in acts_of("\n".join(spread))), "a collection of many years has no core"


def test_each_weekday_is_checked_by_its_own_examples() -> None:
    for row in rows("weekdays"):
        assert weekday_names()[string(row, "id").removeprefix("weekday-")] == row["number"]
        for text in strings(row, "examples"):
            assert conflicts(PORTARIA.replace("Art. 2º Esta", f"Art. 2º A sala abre: {text}. Esta")) == []
        for text in strings(row, "counterexamples"):
            assert len(conflicts(PORTARIA.replace("Art. 2º Esta", f"Art. 2º A sala abre: {text}. Esta"))) == 1


# --- republications


@pytest.mark.parametrize(
    ("note", "edition", "day"),
    [
        ("(*) Republicada por ter saído com incorreção no D.O.E. nº 3.374, de 6 de maio de 2011.", "3374", date(2011, 5, 6)),
        (
            "Republica-se por ter saído com incorreção no original, publicado no D.O.E. nº 3.374, de 6/05/2011.",
            "3374",
            date(2011, 5, 6),
        ),
        ("(*) N. da Coejo: Reproduzida por ter saído com omissão no D.O. de 6-5-2011.", None, date(2011, 5, 6)),
    ],
)
def test_a_note_of_republication_tells_where_the_act_came_out(note: str, edition: str | None, day: date) -> None:
    act = only(PORTARIA + "\n" + note + "\n")
    assert act.publication is not None
    assert (value(act.publication.edition), value(act.publication.date)) == (edition, day)
    assert (act.annexes, act.problems, len(act.signatories)) == ((), (), 1)
    assert [r.relation.value for r in act.references] == ["cites"]


@pytest.mark.parametrize(
    "line",
    [
        "Republicada a lista de presença no mural.",
        "Republicado por ter saído com incorreção.",
        "Reproduzida a chave, com erro ou não.",
    ],
)
def test_what_names_no_gazette_tells_no_publication(line: str) -> None:
    assert only(PORTARIA + "\n" + line + "\n").publication is None


def test_a_republished_act_is_linked_to_the_version_before_it() -> None:
    first, second = acts_of(SECOND + "\n" + SECOND.rstrip() + NOTE)
    assert first.references == ()
    (link,) = second.references
    assert (link.type.value, value(link.number), value(link.year), link.relation.value) == ("portaria", "19", 2011, "republishes")


@pytest.mark.parametrize(
    "other", [SECOND.replace("19/", "20/"), SECOND.replace("PORTARIA", "RESOLUÇÃO"), SECOND.replace("2011/SETUR", "2010/SETUR")]
)
def test_an_act_of_another_name_is_no_version(other: str) -> None:
    assert all(act.references == () for act in acts_of(other + "\n" + SECOND.rstrip() + NOTE))


def test_a_note_that_names_the_act_is_a_reference() -> None:
    act = only(
        SECOND + "\nRepublica-se a Portaria nº 17, de 3 de maio de 2011, por ter saído com incorreção no D.O. de 4/5/2011.\n"
    )
    assert [(value(r.number), value(r.date), r.relation.value) for r in act.references] == [
        ("17", date(2011, 5, 3), "republishes")
    ]


@pytest.mark.parametrize(
    ("heading", "kind", "number"),
    [
        ("ERRATA À PORTARIA Nº 5/2011", "portaria", "5"),
        ("RETIFICAÇÃO DO DECRETO Nº 12.345, DE 3 DE MAIO DE 2011", "decreto", "12345"),
        ("ERRATA - DA RESOLUÇÃO Nº 8, DE 2 DE MAIO DE 2011", "resolucao", "8"),
    ],
)
def test_an_errata_is_not_numbered_as_what_it_mends(heading: str, kind: str, number: str) -> None:
    act = only(f"{heading}\n\nNo art. 2º, onde se lê: “dez”, leia-se: “doze”.\n\nPalmas, 9 de maio de 2011.\n")
    assert (act.number, value(act.date)) == (None, date(2011, 5, 9))
    assert [(r.type.value, value(r.number), r.relation.value) for r in act.references] == [(kind, number, "rectifies")]


def test_an_errata_of_its_own_number_keeps_it() -> None:
    act = only("ERRATA Nº 5/2011\n\nNo edital, onde se lê: “dez”, leia-se: “doze”.\n\nPalmas, 9 de maio de 2011.\n")
    assert (value(act.number), act.references) == ("5", ())
