"""Labels, their sequence, and the tree they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.values.roman import to_roman
from extractors.acts.labels import group_at, label_at
from extractors.acts.paragraphs import paragraphs
from extractors.acts.provisions import tree
from tests.extractors.texts import PORTARIA, only, value

if TYPE_CHECKING:
    from corpus.acts import Provision

LABELS = [
    ("Artigo Quarto - Esta", ("artigo", "4", "Artigo Quarto -")),
    ("Art. 1°. O Fundo", ("artigo", "1", "Art. 1°.")),
    ("Art. 1.º Aprovar", ("artigo", "1", "Art. 1.º")),
    ("Art.7º Esta", ("artigo", "7", "Art.7º")),
    ("ARTIGO 2o - Fica", ("artigo", "2", "ARTIGO 2o -")),
    ("Art. 1º-A Fica", ("artigo", "1-A", "Art. 1º-A")),
    ("Art. 1º - A Secretaria", ("artigo", "1", "Art. 1º -")),
    ("Art. único. Fica", ("artigo", "unico", "Art. único.")),
    ("Artigo Primeiro - Fica", ("artigo", "1", "Artigo Primeiro -")),
    ("§ 2º Os", ("paragrafo", "2", "§ 2º")),
    ("§ único - A anulação", ("paragrafo", "unico", "§ único -")),
    ("Parágrafo Décimo Primeiro: Conforme", ("paragrafo", "11", "Parágrafo Décimo Primeiro:")),
    ("Parágrafo Décimo: Conforme", ("paragrafo", "10", "Parágrafo Décimo:")),
    ("IV - Sendo", ("inciso", "IV", "IV - ")),
    ("I-A Portaria", ("inciso", "I", "I-")),
    ("a) se julgada", ("alinea", "a", "a) ")),
    ("2.1 revisitar", ("item", "2.1", "2.1")),
    ("1. Suspender", ("item", "1", "1. ")),
    ("3º. Determinar", ("item", "3", "3º. ")),
]
CLAUSES = [
    ("CLÁUSULA PRIMEIRA - DO OBJETO", "1", "CLÁUSULA PRIMEIRA - DO OBJETO"),
    ("CLÁUSULA 3ª – DA VIGÊNCIA", "3", "CLÁUSULA 3ª – DA VIGÊNCIA"),
    ("Cláusula Décima Segunda: O foro é o de Ilhéus.", "12", "Cláusula Décima Segunda:"),
    ("CLÁUSULA QUARTA DO PREÇO", "4", "CLÁUSULA QUARTA DO PREÇO"),
    ("Cláusula Quinta - Do prazo de entrega descontam-se os feriados.", "5", "Cláusula Quinta -"),
]

NO_LABELS = [
    "Artigo 7º, Incisos I e IV",
    "Artigo 6º na Portaria",
    "A Secretaria fará",
    "De acordo com",
    "10 dias depois",
    "2022 foi o ano",
    "12.000 habitantes",
    "artigos 5 e 6",
    "Parágrafo seguinte",
    "e outros",
    "R$ 10,00",
    "",
]


@pytest.mark.parametrize(("text", "expected"), LABELS, ids=[text for text, _ in LABELS])
def test_a_label_is_read(text: str, expected: tuple[str, str, str]) -> None:
    label = label_at(text)
    assert label is not None
    assert (label.kind, label.number, text[label.start : label.end]) == expected


@pytest.mark.parametrize(("text", "number", "printed"), CLAUSES)
def test_a_clause_of_a_contract_is_a_label_with_its_title(text: str, number: str, printed: str) -> None:
    label = label_at(text)
    assert label is not None
    assert (label.kind, label.number, text[label.start : label.end]) == ("clausula", number, printed)


@pytest.mark.parametrize(
    "text", ["Cláusula terceira do contrato", "Cláusula penal será devida", "cláusula primeira", "Cláusula Sexta, que trata"]
)
def test_a_mention_of_a_clause_is_no_label(text: str) -> None:
    assert label_at(text) is None


def test_the_clauses_of_a_contract_hold_what_follows_their_titles() -> None:
    text = (
        "CLÁUSULA PRIMEIRA - DO OBJETO\n\nA reforma da ponte.\n\nParágrafo Único - A obra é do lote 2.\n\n"
        "CLÁUSULA SEGUNDA - DO PRAZO\n\nSeis meses."
    )
    found = tree(text, paragraphs(text)).provisions
    assert [(p.kind, p.number and p.number.value, p.text.value, len(p.children)) for p in found] == [
        ("clausula", "1", "A reforma da ponte.", 1),
        ("clausula", "2", "Seis meses.", 0),
    ]


@pytest.mark.parametrize("text", NO_LABELS)
def test_prose_is_no_label(text: str) -> None:
    assert label_at(text) is None


@pytest.mark.parametrize(
    ("text", "level"), [("CAPÍTULO I", 3), ("Seção III", 4), ("TÍTULO ÚNICO", 2), ("CAPÍTULO II - DAS PENAS", 3)]
)
def test_a_heading_over_articles_is_read(text: str, level: int) -> None:
    group = group_at(text)
    assert group is not None
    assert group.level == level


@pytest.mark.parametrize("text", ["Capítulo I da Lei 5", "capítulo I", "Título de eleitor", "Seção eleitoral"])
def test_a_mention_of_a_chapter_is_no_heading(text: str) -> None:
    assert group_at(text) is None


def flat(nodes: tuple[Provision, ...], depth: int = 0) -> list[str]:
    """Return a tree as indented labels."""
    lines = []
    for node in nodes:
        lines.append("  " * depth + f"{node.kind} {node.number.value if node.number else '-'}")
        lines += flat(node.children, depth + 1)
    return lines


def tree_of(*lines: str) -> list[str]:
    text = "\n\n".join(lines)
    return flat(tree(text, paragraphs(text)).provisions)


TREES = [
    (
        "incisos return to their article after its paragraphs",
        ["Art. 1º Cabe:", "I - ler;", "II - ouvir;", "§ 1º Nada.", "III - falar."],
        ["artigo 1", "  inciso I", "  inciso II", "  paragrafo 1", "  inciso III"],
    ),
    (
        "a paragraph opens a series of its own",
        ["Art. 1º Cabe:", "I - ler;", "§ 1º Exige-se:", "I - idade;", "II - prova.", "§ 2º Nada."],
        ["artigo 1", "  inciso I", "  paragrafo 1", "    inciso I", "    inciso II", "  paragrafo 2"],
    ),
    (
        "strokes are counted by the sequence",
        ["Art. 1º Cabe:", "| - ler;", "Il - ouvir;", "Il - falar;", "IV - calar."],
        ["artigo 1", "  inciso I", "  inciso II", "  inciso III", "  inciso IV"],
    ),
    (
        "a digit too many is the author's slip",
        ["Art. 3º Um.", "Art. 4º Dois.", "Art. 45. Três."],
        ["artigo 3", "artigo 4", "artigo 5"],
    ),
    ("a gap stays a gap", ["Art. 1º Um.", "Art. 2º Dois.", "Art. 9º Nove."], ["artigo 1", "artigo 2", "artigo 9"]),
    (
        "items under alíneas",
        ["Art. 1º Um:", "I - dois:", "a) três:", "1. quatro;", "2. cinco;", "b) seis."],
        ["artigo 1", "  inciso I", "    alinea a", "      item 1", "      item 2", "    alinea b"],
    ),
    (
        "numbered orders without articles hold alíneas and dotted items",
        ["1. Fazer:", "a) isto;", "b) aquilo.", "2. Criar grupo:", "2.1 de estudo;", "2.2 de campo.", "3. Publicar."],
        ["item 1", "  alinea a", "  alinea b", "item 2", "  item 2.1", "  item 2.2", "item 3"],
    ),
    (
        "an inline list is cut at its numerals",
        ["Art. 1º Cabe ao Setor: I - receber; II - guardar; e III - devolver."],
        ["artigo 1", "  inciso I", "  inciso II", "  inciso III"],
    ),
    (
        "quoted wording is nobody's own",
        ["Art. 1º O art. 9º passa a vigorar com a redação:", "“Art. 9º Novo.", "I - item.” (NR)", "Art. 2º Vigor."],
        ["artigo 1", "artigo 2"],
    ),
    (
        "wording announced without marks is taken by its numbers",
        ["Art. 1º Altera com a seguinte redação:", "Art. 30. Novo texto.", "Art. 2º Vigora."],
        ["artigo 1", "artigo 2"],
    ),
    ("a letter in prose opens no series", ["Art. 1º Um.", "e) solto no meio."], ["artigo 1"]),
    ("entry into force is a clause", ["Designar Ana.", "Esta Portaria entra em vigor hoje."], ["clausula -", "clausula -"]),
    (
        "VIIII counts nine",
        ["Art. 1º Um:", *(f"{r} - x;" for r in "I II III IV V VI VII VIII".split()), "VIIII - y."],
        ["artigo 1", *(f"  inciso {r}" for r in "I II III IV V VI VII VIII IX".split())],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), [t[1:] for t in TREES], ids=[t[0] for t in TREES])
def test_a_tree_grows(lines: list[str], expected: list[str]) -> None:
    assert tree_of(*lines) == expected


def test_a_slip_is_told_and_the_label_kept() -> None:
    text = "Art. 4º Dois.\n\nArt. 45. Três."
    found = tree(text, paragraphs(text))
    last = found.provisions[-1]
    assert last.number is not None
    assert last.label_raw is not None
    assert (last.number.value, last.number.derived, last.label_raw.span.of(text)) == ("5", True, "Art. 45.")
    assert "label_slip" in [p.code for p in found.problems]


def test_a_gap_is_told() -> None:
    text = "Art. 1º Um.\n\nArt. 9º Nove."
    assert [p.code for p in tree(text, paragraphs(text)).problems] == ["number_gap"]


def test_quoted_wording_stands_with_its_carrier() -> None:
    text = "Art. 1º O art. 9º passa a vigorar com a redação:\n\n“Art. 9º Novo.\n\nI - item.” (NR)\n\nArt. 2º Vigor."
    first = tree(text, paragraphs(text)).provisions[0]
    assert first.quoted is not None
    assert first.quoted.value == "“Art. 9º Novo.\nI - item.” (NR)"


def test_chapters_are_the_articles_group() -> None:
    text = "CAPÍTULO I\n\nDAS REGRAS\n\nArt. 1º Um.\n\nSeção I\n\nDo uso\n\nArt. 2º Dois.\n\nCAPÍTULO II\n\nArt. 3º Três."
    groups = [[g.value for g in p.group] for p in tree(text, paragraphs(text)).provisions]
    assert groups == [["CAPÍTULO I"], ["CAPÍTULO I", "Seção I"], ["CAPÍTULO II"]]


GRAMMAR = """LEI COMPLEMENTAR Nº 5, DE 3 DE MAIO DE 2011

Dispõe sobre o fundo.

O GOVERNADOR DO ESTADO DE GOIÁS, no uso de suas atribuições, decreta:

LIVRO I
DA PARTE GERAL

TÍTULO ÚNICO
DAS NORMAS

CAPÍTULO I
DO OBJETO

Seção I
Do Uso

Subseção I
Das Salas

Art. 1º Fica criado o fundo.

Art. 1º-A. Fica criado outro.

§ 1º-A O fundo rende.

Subseção II
Das Outras

Art. 2º São órgãos:

{incisos}

CAPÍTULO II

Art. 3º São:

{alineas}

Parágrafo Primeiro - Em palavras.

Parágrafo Segundo: Também.

Goiânia, 3 de maio de 2011.

ANA LIMA SOUZA
Governadora
"""


def test_the_grammar_of_lc_95() -> None:
    romans = [to_roman(number) for number in range(1, 41)] + ["XL-A"]
    letters = [*(chr(code) for code in range(ord("a"), ord("z") + 1)), "aa", "ab"]
    incisos = "\n\n".join(f"{each} - o órgão;" for each in romans)
    alineas = "\n\n".join(f"{each}) a coisa;" for each in letters)
    act = only(GRAMMAR.format(incisos=incisos, alineas=alineas))
    one, one_a, two, three = act.provisions
    assert [value(p.number) for p in act.provisions] == ["1", "1-A", "2", "3"]
    over = ["LIVRO I", "TÍTULO ÚNICO", "CAPÍTULO I", "Seção I"]
    assert [[g.value for g in p.group] for p in act.provisions] == [
        [*over, "Subseção I"],
        [*over, "Subseção I"],
        [*over, "Subseção II"],
        ["LIVRO I", "TÍTULO ÚNICO", "CAPÍTULO II"],
    ]
    assert one.children == ()
    assert [value(p.number) for p in one_a.children] == ["1-A"]
    assert [value(p.number) for p in two.children] == romans
    assert [value(p.number) for p in three.children if p.kind == "alinea"][: len(letters)] == letters
    assert [value(p.number) for p in three.children if p.kind == "paragrafo"] == ["1", "2"]


@pytest.mark.parametrize(
    ("labels", "numbers", "doubts"),
    [
        ("a) um;\n\na bis) outro;\n\nb) dois;", ["a", "a-bis", "b"], []),
        ("I - um;\n\nI-A - outro;\n\nII - dois;", ["I", "I-A", "II"], []),
        ("I - um;\n\nIl - dois;\n\nlII - três;", ["I", "II", "III"], []),
        ("I - um;\n\nII - dois;\n\nII - três;", ["I", "II", "III"], ["label_slip"]),
        ("a) um;\n\nc) três;", ["a", "c"], ["number_gap"]),
        ("a) um;\n\nm) onze;", ["a"], []),
    ],
)
def test_labels_in_their_series(labels: str, numbers: list[str], doubts: list[str]) -> None:
    act = only(PORTARIA.replace("I - pelo sítio da Secretaria; ou\n\nII - no protocolo.", labels))
    items = act.provisions[0].children[0].children
    assert [value(p.number) for p in items] == numbers
    assert [p.code for p in act.problems] == doubts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art. 1º Fixar:\n\n1 - 50% de usuários;\n\nII - 25% de gestores;\n\nIII - 25% de trabalhadores.", ["I", "II", "III"]),
        ("Art. 1º Fixar:\n\n1 - 50% de usuários;\n\n2 - 25% de gestores.", ["1", "2"]),
    ],
)
def test_a_one_before_the_roman_two_is_the_roman_one(text: str, expected: list[str]) -> None:
    (artigo,) = tree(text, paragraphs(text)).provisions
    assert [child.number and child.number.value for child in artigo.children] == expected
