"""What an act does to those that it names."""

from __future__ import annotations

import pytest
import regex

from corpus.knowledge import rows, strings
from corpus.spans import Span
from extractors.fields.references import OwnHead, find_references
from tests.extractors.test_references import OWN, names, refs

LETTER = OwnHead("oficio", "999", None, 2022)


def relations(text: str, own: OwnHead = OWN) -> dict[str, str]:
    return dict(zip(names(text, own), (each.relation.value for each in refs(text, own)), strict=True))


RELATIONS = [
    (
        "Altera a Lei nº 1/2000, de 3 de maio de 2000, que dispõe sobre a Lei nº 2/1998, e revoga a Lei nº 3/1998.",
        {"lei 1/2000": "amends", "lei 2/1998": "cites", "lei 3/1998": "revokes"},
    ),
    (
        "ALTERA EM PARTES A PORTARIA Nº 77/2021, DE 4 DE MAIO DE 2021 E A PORTARIA Nº. 18/2022, A FIM DE",
        {"portaria 77/2021": "amends", "portaria 18/2022": "amends"},
    ),
    (
        "Art. 1º Alterar a Portaria nº 77/2021, publicada no D.O.E. Nº. 27.905, e a Portaria nº 18/2022, a fim de",
        {"portaria 77/2021": "amends", "portaria 18/2022": "amends"},
    ),
    ("Alterar a composição da Comissão instituída pela Resolução nº 1/2015.", {"resolucao 1/2015": "amends"}),
    ("Altera a Lei nº 1/2000, de acordo com a Lei nº 2/1998", {"lei 1/2000": "amends", "lei 2/1998": "cites"}),
    ("Art. 2º. Revoga-se o Anexo Único da Portaria nº 18/2022, tornando válido o Anexo I", {"portaria 18/2022": "amends"}),
    ("Art. 5º Fica revogada a Resolução nº 15/2022 e todos os seus anexos.", {"resolucao 15/2022": "revokes"}),
    ("Art. 5º A Resolução nº 15/2022 fica revogada.", {"resolucao 15/2022": "revokes"}),
    ("Art. 5º O art. 3º da Resolução nº 15/2022 fica revogado.", {"resolucao 15/2022": "amends"}),
    ("Portarias nº 1/2020 e nº 2/2020 ficam revogadas", {"portaria 1/2020": "revokes", "portaria 2/2020": "revokes"}),
    (
        "Revogam-se as disposições em contrário, em especial o Decreto nº 1/2001 e a Portaria nº 5/2003.",
        {"decreto 1/2001": "revokes", "portaria 5/2003": "revokes"},
    ),
    ("Revogam-se as disposições em contrário, nos termos da Lei nº 1/2001.", {"lei 1/2001": "cites"}),
    (
        "Ficam revogados: I - a Resolução nº 1/2000; II - a Resolução nº 2/2000; III - o art. 3º da Resolução nº 3/2000.",
        {"resolucao 1/2000": "revokes", "resolucao 2/2000": "revokes", "resolucao 3/2000": "amends"},
    ),
    (
        "Art. 9º Ficam revogadas:\nI - a Portaria nº 1/2000;\nII - a Portaria nº 2/2000, que trata da Lei nº 5/1999.",
        {"portaria 1/2000": "revokes", "portaria 2/2000": "revokes", "lei 5/1999": "cites"},
    ),
    (
        "Art. 3º O inciso II do art. 4º do Decreto nº 1/2001, alterado pelo Decreto nº 2/2002, passa a vigorar com a redação:",
        {"decreto 1/2001": "amends", "decreto 2/2002": "cites"},
    ),
    (
        "Nos termos da Lei nº 1/2001, a Portaria nº 2/2002 passa a vigorar com a seguinte redação:",
        {"lei 1/2001": "cites", "portaria 2/2002": "amends"},
    ),
    (
        "CONSIDERANDO a Portaria nº 1/2020, que altera a Portaria nº 2/2019;",
        {"portaria 1/2020": "cites", "portaria 2/2019": "cites"},
    ),
    (
        "III- A Portaria nº 828/2020, que altera a Portaria nº 6/2017, para dispor",
        {"portaria 828/2020": "cites", "portaria 6/2017": "cites"},
    ),
    ("Os demais dispositivos da Portaria nº 1/2020 permanecem inalterados.", {"portaria 1/2020": "cites"}),
    (
        "Prorroga o prazo previsto no Decreto nº 8/2020 e altera o Decreto nº 9/2020",
        {"decreto 8/2020": "cites", "decreto 9/2020": "amends"},
    ),
    ("Revoga todos os artigos da Lei nº 899/2015.", {"lei 899/2015": "revokes"}),
    ("Revogar a designação constante da Portaria nº 1/2020", {"portaria 1/2020": "amends"}),
    ("Art. 1º Designar o servidor, em substituição, para a comissão da Portaria nº 1/2020", {"portaria 1/2020": "cites"}),
    ("O Anexo I da Portaria nº 1/2020 fica substituído pelo Anexo desta", {"portaria 1/2020": "amends"}),
    ("Regulamenta a Lei nº 1/2010, de 5 de maio de 2010.", {"lei 1/2010": "regulates"}),
    ("Tornar sem efeito a Portaria nº 1/2020.", {"portaria 1/2020": "revokes"}),
    ("Retificar a Portaria nº 1/2020", {"portaria 1/2020": "rectifies"}),
    ("Republica a Portaria nº 1/2020, por incorreção", {"portaria 1/2020": "republishes"}),
    ("Em resposta ao Ofício nº 12/2022, informamos", {"oficio 12/2022": "cites"}),  # no letter
    ("Prorrogar o prazo da Portaria nº 1/2020", {"portaria 1/2020": "cites"}),
    ("Não fica revogada a Lei nº 2/2000.", {"lei 2/2000": "cites"}),
    ("Esta Portaria revoga a Portaria nº 1/2020.", {"portaria 1/2020": "revokes"}),
    ("A Lei nº 1/2020 revoga a Lei nº 2/2000.", {"lei 1/2020": "cites", "lei 2/2000": "cites"}),
    ("A Lei nº 1/2020 não revoga a Lei nº 2/2000.", {"lei 1/2020": "cites", "lei 2/2000": "cites"}),
    ("Cita a Portaria nº 1/2020. Art. 2º Fica revogada a Portaria nº 1/2020.", {"portaria 1/2020": "revokes"}),
]


@pytest.mark.parametrize(("text", "told"), RELATIONS)
def test_relations(text: str, told: dict[str, str]) -> None:
    assert relations(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Em resposta ao Ofício nº 12/2022, informamos", "answers"),
        ("Assunto: Resposta Ofício n° 017/GVR/2022.", "answers"),
        ("Em atenção ao Memorando nº 12/2022", "answers"),
        ("Encaminhamos cópia do Ofício nº 12/2022", "cites"),
        ("Em resposta à vereadora, citamos a Portaria nº 12/2022", "cites"),
    ],
)
def test_only_letters_answer(text: str, told: str) -> None:
    assert list(relations(text, LETTER).values()) == [told]


def test_the_opening_of_a_list_may_stand_outside_the_spans() -> None:
    text = "Art. 9º Ficam revogadas:\n\nI - a Portaria nº 1/2000;\n\nII - a Portaria nº 2/2000.\n\nIII - a Portaria nº 3/2000."
    spans = [Span(at.start(), at.end()) for at in regex.finditer("a Portaria nº .*", text)]
    assert [each.relation.value for each in find_references(text, spans, own=OWN)] == ["revokes", "revokes", "cites"]


@pytest.mark.parametrize("row", rows("relations"), ids=lambda row: str(row["id"]))
def test_relation_words_find_their_own_examples(row: dict[str, object]) -> None:
    for example in strings(row, "examples"):
        assert row["relation"] in relations(example, LETTER).values(), example
    for example in strings(row, "counterexamples"):
        assert row["relation"] not in relations(example, LETTER).values(), example


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Art. 2º Ficam revogados o art. 98 da mesma Resolução e a Resolução nº 254/2008.", ["revokes"]),
        ("Art. 2º Ficam revogados o inciso II e o § 3º do art. 4.º da Lei nº 917/1992.", ["amends"]),
        ("Art. 2º Ficam revogados os arts. 5º e 7º da Lei nº 917/1992.", ["amends"]),
        (
            "Art. 2º Ficam revogadas a Lei nº 14/1984 e a alínea “c” do inciso II do art. 4.° da Lei nº 917/92.",
            ["revokes", "amends"],
        ),
        ("Art. 2º Ficam revogados o art. 3º da Lei nº 14/1984 e a Lei nº 917/1992.", ["amends", "revokes"]),
        ("Esta Portaria entra em vigor nesta data, ficando revogada a Portaria nº 30/1979.", ["revokes"]),
        (
            "Conceder licença, nos termos da Lei nº 14/1984, a Ana Lima, ficando revogada a Portaria nº 30/1979.",
            ["cites", "revokes"],
        ),
    ],
)
def test_the_whole_of_one_act_and_a_part_of_another(text: str, told: list[str]) -> None:
    found = find_references(text, [Span(0, len(text))], own=OwnHead("decreto", "1", None, 2020))
    assert [reference.relation.value for reference in found] == told


def test_a_reissue_keeps_its_suffix_and_year() -> None:
    text = "nos termos da MP nº 2.200-2/2001 e do Decreto nº 42.850-63"
    found = find_references(text, [Span(0, len(text))], own=OwnHead("decreto", "1", None, 2020))
    told = [(r.number and r.number.value, r.suffix and r.suffix.value, r.year and r.year.value) for r in found]
    assert told == [("2200", "2", 2001), ("42850", None, 1963)]
