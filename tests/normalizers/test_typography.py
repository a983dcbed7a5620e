"""Ordinal marks restored, degrees and everything else kept."""

from __future__ import annotations

from typing import cast

import pytest

from corpus.context import Context
from corpus.errors import KnowledgeError
from corpus.knowledge import Row, rows, string, strings
from corpus.spans import NormalizedText
from normalizers import typography
from normalizers.typography import mark_rules, restore_marks

CLEAN = Context()
DAMAGED = Context(damage=0.2)
RULES = {rule.id: rule for rule in mark_rules()}


def restored(text: str, context: Context = CLEAN) -> str:
    return NormalizedText(text).with_layer("typography", restore_marks(text, context)).value


def pairs(row: Row) -> list[tuple[str, str]]:
    return [(before, after) for before, after in cast("list[list[str]]", row["fixes"])]


FIXES = [(string(row, "id"), before, after) for row in rows("typography") for before, after in pairs(row)]
KEEPS = [(string(row, "id"), text) for row in rows("typography") for text in strings(row, "keeps")]


@pytest.mark.parametrize(("rule", "before", "after"), FIXES)
def test_each_row_fixes_its_examples(rule: str, before: str, after: str) -> None:
    assert NormalizedText(before).with_layer("typography", RULES[rule].edits(before)).value == after


@pytest.mark.parametrize(("rule", "text"), KEEPS)
def test_each_row_keeps_its_counterexamples(rule: str, text: str) -> None:
    assert list(RULES[rule].edits(text)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Art. 1° A Lei n° 8.666, § 2°, e os n°s 3 e 4", "Art. 1º A Lei nº 8.666, § 2º, e os nºs 3 e 4"),
        ("OFÍCIO N° 12/2020", "OFÍCIO Nº 12/2020"),
        ("N°\nORDEM", "Nº\nORDEM"),
        ("1°/01/2020", "1º/01/2020"),
        ("(Art. 3°)", "(Art. 3º)"),
    ],
)
def test_marks_are_restored_in_clean_text(before: str, after: str) -> None:
    assert restored(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Lei no 9.394, de 20 de dezembro", "Lei nº 9.394, de 20 de dezembro"),
        ("§ 1o O prazo; art. 5o, inciso II", "§ 1º O prazo; art. 5º, inciso II"),
        ("no 2o andar, em 1o de maio", "no 2º andar, em 1º de maio"),
        ("a 2a Vara e as Leis nos 8.080 e 8.142", "a 2ª Vara e as Leis nºs 8.080 e 8.142"),
    ],
)
def test_letters_typed_for_marks_stay_unless_a_machine_read_the_page(before: str, after: str) -> None:
    assert restored(before, CLEAN) == before
    assert restored(before, Context(scanned=True)) == after
    assert restored(before, DAMAGED) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Art. 1º, § 2º, 3ª Turma, nº 5, Nºs. 3 e 6, n. º 06",
        "conservar entre 2° e 8°C, a 36 °C ou 15° C",
        "coordenadas 15°35'56\" S e 56° 06' W; 12°30’ N",
        "em ângulo de 45° com a via; azimute de 137°",
        "no dia 5 o prazo; na lei no art. 3; a 10 a Seção",
        "“aspas” - traço – meia-risca — travessão 'x'",
        "marca Kevlar®, Dragon® 5, CO2, H2o, 10or, 3o2",
        "temperatura de -2° e de 37,5°",
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert restore_marks(text, CLEAN) == ()
    assert restore_marks(text, DAMAGED) == ()


def test_the_feminine_mark_is_for_damaged_text() -> None:
    assert restored("41 — 2° Secéo", DAMAGED) == "41 — 2ª Secéo"
    assert restored("3° Seção", CLEAN) == "3º Seção"


def test_a_switched_off_rule_makes_way_for_the_next() -> None:
    context = Context(damage=0.2, disabled=frozenset({"typography-feminine-mark"}))
    assert restored("2° Turma", context) == "2º Turma"
    assert {edit.rule for edit in restore_marks("2° Turma", DAMAGED)} == {"typography-feminine-mark"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"id": "x", "source": "s", "pattern": "(", "confidence": 0.9}, "typography.toml, row x"),
        ({"id": "x", "source": "s", "pattern": "a", "confidence": 0.9}, "no group called mark"),
        ({"id": "x", "source": "s", "pattern": "(?P<mark>a)", "confidence": "much"}, "confidence"),
    ],
)
def test_a_wrong_row_is_told(row: dict[str, object], told: str) -> None:
    with pytest.raises(KnowledgeError, match=told):
        typography._rule(row)
