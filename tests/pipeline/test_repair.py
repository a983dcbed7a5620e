"""The stages in their order; where and when a text is from."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spans import Span
from normalizers import NORMALIZERS
from pipeline.repair import FIRST, cleaned, repair
from pipeline.stages import CHARACTERS, LAYOUT
from pipeline.surroundings import guess_state, guess_year
from tests.pipeline.conftest import DAMAGED, DECRETO, PORTARIA


def test_every_stage_has_a_normalizer_and_every_normalizer_a_stage() -> None:
    assert sorted(NORMALIZERS.names()) == sorted((*CHARACTERS, *LAYOUT))


def test_the_first_stages_are_the_first_of_the_order() -> None:
    assert CHARACTERS[: len(FIRST)] == FIRST


@pytest.mark.parametrize("raw", [PORTARIA, DECRETO, DAMAGED, "", "\n", "\ufeffnº 1\r\n"])
def test_the_layers_stand_in_the_order_of_the_stages(raw: str) -> None:
    text, _ = repair(raw)
    names = [layer.name for layer in text.layers]
    order = [*CHARACTERS, *LAYOUT]
    assert names == sorted(names, key=order.index)
    assert len(set(names)) == len(names)
    assert text.raw == raw


@pytest.mark.parametrize("raw", [PORTARIA, DECRETO, DAMAGED])
def test_clean_is_the_beginning_of_repair(raw: str) -> None:
    text, context = cleaned(raw)
    whole, same = repair(raw)
    assert whole.upto(CHARACTERS).value == text.value
    assert context == same


def test_the_context_tells_damage_year_and_state() -> None:
    _, clean = repair(PORTARIA.replace("VÁRZEA NOVA", "VÁRZEA NOVA/GO"))
    assert (clean.clean, clean.year, clean.state) == (True, 2019, "GO")
    _, damaged = repair(DAMAGED)
    assert (damaged.clean, damaged.year, damaged.state) == (False, 1996, None)


def test_a_rule_that_is_switched_off_is_off_in_every_stage() -> None:
    rules = {edit.rule for layer in repair(DAMAGED)[0].layers for edit in layer.edits}
    assert rules
    kept = {edit.rule for layer in repair(DAMAGED, disabled=frozenset(rules))[0].layers for edit in layer.edits}
    assert not kept & rules


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aeoçãéIl10Nn°ºª-.,;: \n\r\t\f\u00a0\u00ad"), max_size=120))
def test_clean_keeps_the_lines_and_spans_stay_in_the_raw(raw: str) -> None:
    text, _ = cleaned(raw)
    lines = regex.split(r"\r*\n|\r", raw)  # some transports double the carriage return
    assert len(text.value.split("\n")) == len(lines)
    whole, _ = repair(raw)
    for at in range(len(whole.value)):
        span = whole.to_raw(Span(at, at + 1))
        assert 0 <= span.start < span.end <= len(raw)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("PREFEITURA DE RIO VERDE/GO", "GO"),
        ("Rio Verde - GO, 3 de maio de 2001", "GO"),
        ("GOVERNO DO ESTADO DE MATO GROSSO DO SUL", "MS"),
        ("Estado de Mato\nGrosso", "MT"),
        ("estado do Rio Grande do Norte e Estado do Rio Grande do Norte", "RN"),
        ("Florianópolis, 12 de março de 1999.", "SC"),
        ("São Paulo, em 1º de abril de 2010", "SP"),
        ("Recife/PE, Olinda/PE, Brasília/DF", "PE"),
        ("Recife/PE, Brasília/DF", None),
        ("Salvador da Silva, 3 anos; Vitória e Natal", None),
        ("PODER EXECUTIVO/PARAGUAI", None),
        ("SES/PAZ e MS2", None),
        ("Portaria GM/MS nº 204, Portaria SAS/MS nº 5, Portaria 12/MS", None),
        ("o estado de necessidade, o Estado de Direito", None),
        ("Nova Recife", None),
        ("", None),
    ],
)
def test_states(text: str, state: str | None) -> None:
    assert guess_state(text) == state


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Em 3 de maio de 2021, nos termos da Lei nº 8.666, de 1993, e de 4 de maio de 2021", 2021),
        ("Lei 8080/1990; Portaria 12/2003", 2003),
        ("Decreto de 1896", 1896),
        ("R$ 2.019,00 e 2019,50 e 1.999", None),
        ("processo 120190034 e CEP 20190-000 ", None),
        ("ano 1500, ano 2150", None),
        ("1807", None),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert guess_year(text) == year


SOUND = "A Comissão não deliberou sobre a questão: o edital é de 1998, e o senhor Consorcio não foi ouvido pela Câmara.\n" * 40
BROKEN = (
    "As atribuigdes da Comissdo serdo definidas em reunido extraordindria, apds a publica¢ao da resolugdo, conforme o pardgrafo "
    "finico: o drgdo ndo serd ouvido, e a fungdo publica cabe ao Secretario de Sadde.\n"
) * 8


@pytest.mark.parametrize(("after", "clean"), [(3, False), (20, True)])
def test_the_damaged_page_among_clean_ones_is_repaired_and_no_other(after: int, *, clean: bool) -> None:
    raw = "\f".join((SOUND, SOUND, BROKEN, *[SOUND] * after))
    text, context = cleaned(raw)
    pages = text.value.split("\f")
    assert [page for at, page in enumerate(pages) if at != 2] == [SOUND] * (after + 2)
    assert "As atribuições da Comissão serão definidas em reunião extraordinária" in pages[2]
    assert context.clean is clean
    start = raw.index(BROKEN)
    assert all(start <= edit.span.start < edit.span.end <= start + len(BROKEN) for edit in text.corrections())


def test_the_clean_page_of_a_damaged_source_is_left_alone() -> None:
    raw = f"{BROKEN}\x0c{SOUND}\x0c{BROKEN}\x0c{BROKEN}"
    text, context = cleaned(raw)
    pages = text.value.split("\f")
    assert pages[1] == SOUND
    assert all("As atribuições da Comissão serão" in pages[at] for at in (0, 2, 3))
    assert not context.clean


@pytest.mark.parametrize(
    "page",
    [
        "Nao recebi a informacao sobre o credito. A situacao e a questao serao vistas na reuniao.\n" * 6,  # typed without accents
        "O Sr. Bardo de Itapura e o Sr. Conde d'Eu, na Rua do Mercado, 6rgao.\n" * 2,
    ],
)
def test_a_page_that_is_only_odd_is_not_damaged(page: str) -> None:
    raw = f"{SOUND}\x0c{SOUND}\x0c{page}\x0c{SOUND}"
    assert cleaned(raw)[0].value == raw


def test_doubts_lead_to_the_raw_text() -> None:
    names = ("Carlos Prawitz", "Carlos Plautz")
    raw = "\f".join((SOUND, *(f"{BROKEN}\n{name}\nMembro do Conselho.\n" for name in names), SOUND))
    text, _ = repair(raw)
    assert [text.printed(each.span) for each in text.doubts() if each.span] == [*names]
    assert repair(SOUND + "\n".join(names))[0].doubts() == ()
