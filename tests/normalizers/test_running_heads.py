"""Page furniture: what goes, by which rule, and above all what stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.context import Context
from corpus.furniture import is_gazette_head, publication
from corpus.knowledge import rows, string, strings
from corpus.spans import NormalizedText
from normalizers.pages import page_lines
from normalizers.running_heads import furniture_rows, take_out_furniture

SHARED = Path(__file__).resolve().parents[3] / "shared"
ROWS = {row.id: row for row in furniture_rows()}
CLEAN = Context()

ARTICLE = """Art. {n}º Os órgãos e as entidades da administração direta observarão, na execução
deste decreto, o que dispõe a legislação sobre o exercício financeiro e sobre a
prestação de contas dos recursos que lhes forem transferidos no período.
"""

ARTICLES = "\n".join(ARTICLE.replace("{n}", f"{{n}}{each}") for each in (1, 2, 3))


def removed(text: str, context: Context = CLEAN) -> list[tuple[str, str]]:
    return [(edit.span.of(text).strip(), edit.rule.removeprefix("furniture-")) for edit in take_out_furniture(text, context)]


def gone(text: str) -> list[str]:
    return [line for line, _ in removed(text)]


# Rows


@pytest.mark.parametrize(
    ("name", "line"), [(string(row, "id"), each) for row in rows("running_heads") for each in strings(row, "examples")]
)
def test_each_row_fits_its_examples(name: str, line: str) -> None:
    row = ROWS[name]
    assert row.fits(line)
    assert not row.hints or any(hint in line.lower() for hint in row.hints), "no hint leads to this example"


@pytest.mark.parametrize(
    ("name", "line"), [(string(row, "id"), each) for row in rows("running_heads") for each in strings(row, "counterexamples")]
)
def test_each_row_refuses_its_counterexamples(name: str, line: str) -> None:
    assert not ROWS[name].fits(line)


def test_rows_that_look_everywhere_have_hints() -> None:
    assert [row.id for row in furniture_rows() if row.where in ("anywhere", "isolated") and not row.hints] == []


# What goes

WEB = f"""Aguarde por favor...
DOE/GO nº 21.900, de 04/10/2014

DECSEFAZ Nº 77 03 10 2014 ABRE CREDITO

DECRETO SEFAZ Nº 77, DE 3 DE OUTUBRO DE 2014.

{ARTICLE.format(n=1)}
Goiânia, 3 de outubro de 2014.

FULANO DE TAL
Governador

Este texto não substitui o publicado no DOE de 04/10/2014.
Imprimir
Voltar ao topo
"""


def test_a_web_copy_loses_its_frame() -> None:
    assert removed(WEB) == [
        ("Aguarde por favor...", "web-aguarde"),
        ("DOE/GO nº 21.900, de 04/10/2014", "publication-gazette-and-date"),
        ("DECSEFAZ Nº 77 03 10 2014 ABRE CREDITO", "web-file-title"),
        ("Este texto não substitui o publicado no DOE de 04/10/2014.", "publication-gazette-and-date"),
        ("Imprimir", "web-menu"),
        ("Voltar ao topo", "web-menu"),
    ]


def paged(heads: list[str], feet: list[str] | None = None) -> str:
    """Return pages of articles with a head and a foot each."""
    feet = feet or [""] * len(heads)
    pages = [f"{head}\n{ARTICLE.format(n=n)}{foot}\n" for n, (head, foot) in enumerate(zip(heads, feet, strict=True), start=1)]
    return "\f".join(pages)


@pytest.mark.parametrize(
    ("heads", "feet"),
    [
        (
            [
                "12  DIÁRIO OFICIAL  Natal, terça-feira, 3 de maio de 1994",
                "DIÁRIO OFICIAL  Natal, terça-feira, 3 de maio de 1994  13",
            ],
            None,
        ),
        (["Revista do Fisco - 41", "Revista do Fisco - 42", "Revista do Fisco - 43"], None),
        (["Manual de Normas 7", "8 Manual de Normas", "Manual de Normas 9"], None),
        (["", "", ""], ["4", "5", "6"]),
        (["118", "119", "120"], None),
        (["", ""], ["- 31 -", "- 32 -"]),
        (["", ""], ["Página 1 de 2", "Página 2 de 2"]),
        (["", ""], ["https://leis.example.br/ver?id=3 1/2", "https://leis.example.br/ver?id=3 2/2"]),
        (["04/05/2020 10:31 Portal da Legislação", "04/05/2020 10:31 Portal da Legislação"], None),
    ],
)
def test_heads_and_feet_go_page_by_page(heads: list[str], feet: list[str] | None) -> None:
    text = paged(heads, feet)
    expected = [line for pair in zip(heads, feet or [""] * len(heads), strict=True) for line in pair if line]
    assert gone(text) == expected


def test_a_head_read_twice_by_ocr_is_one_head() -> None:
    heads = ["Coleção das Normas Estaduais 7", "Coleçao das Norrnas Estaduais 8", "Coleção das Normas Estaduals 9"]
    assert gone(paged(heads)) == heads


def test_runs_of_blank_lines_are_page_ends_where_they_are_rare() -> None:
    heads = ("Coletânea de Leis do Município — 17", "18 — Coletânea de Leis", "")
    text = "\n\n\n\n".join(f"{ARTICLE.format(n=n)}\n{head}" for n, head in enumerate(heads, start=1))
    assert gone(text) == ["Coletânea de Leis do Município — 17", "18 — Coletânea de Leis"]


@pytest.mark.parametrize(
    "feet",
    [
        [f"Coletânea de Normas 1993/1996                {n}" for n in (31, 32, 33)],
        [f"Atos da Junta — Série 2    {n}" for n in (63, 64, 66)],
        ["Deliberagdes do Conselho 8", "DeliberagBes do Conselho 9", "Deliberacdes do Conselho 10"],
    ],
)
def test_feet_with_rising_numbers_are_pages_where_nothing_else_tells_them(feet: list[str]) -> None:
    assert gone("\n".join(f"{ARTICLES.format(n=n)}\n{foot}\n" for n, foot in enumerate(feet, start=1))) == feet


def test_a_head_in_the_middle_of_a_sentence_goes_where_it_can_be_no_part_of_it() -> None:
    head = "7   DIÁRIO OFICIAL   Belém, quinta-feira, 12 de maio de 1994"
    text = f"{ARTICLE.format(n=1).rstrip()} e também\n{head}\naos que vierem depois.\n"
    assert gone(text) == [head]


def test_the_line_goes_and_its_line_break_stays() -> None:
    text = "Aguarde por favor...\nDECRETO Nº 5\n"
    assert NormalizedText(text).with_layer("furniture", take_out_furniture(text, CLEAN)).value == "\nDECRETO Nº 5\n"


def test_a_rule_can_be_switched_off() -> None:
    context = Context(disabled=frozenset({"furniture-web-aguarde"}))
    assert "Aguarde por favor..." not in [line for line, _ in removed(WEB, context)]
    assert len(removed(WEB, context)) == len(removed(WEB)) - 1


# What stays

CELLS = "Municípios Média Critério Abadia 15 1 Ceres 105 0,5 Cedral 134 1. TOTAL 254".replace(" ", "\n\n")


@pytest.mark.parametrize(
    "text",
    [
        CELLS,
        CELLS.replace("\n\n", "\n"),
        CELLS.replace("\n\n", "\n\n\n"),
        "\f".join(CELLS.split("\n\n")),
        "\n".join(str(n) for n in range(1, 40)),
        "\f".join(f"Quadro de vagas\n{n}" for n in range(1, 5)),
        "\f".join(f"RESOLUÇÃO Nº {n}/96\n{ARTICLE.format(n=1)}" for n in range(1, 9)),
        "\f".join(f"PORTARIA {n}\n{ARTICLE.format(n=1)}" for n in range(1, 6)),
        "\f".join(f"RESOLUGAO DO CONSELHO {n}\n{ARTICLE.format(n=1)}" for n in range(1, 6)),
        "\f".join(f"Projeto {n}\n{ARTICLE.format(n=1)}" for n in range(1, 6)),
        "\f".join(f"Quadro de Pessoal {n}\n{ARTICLE.format(n=1)}" for n in range(1, 6)),
        "\f".join(f"ANEXO {n}\n{ARTICLE.format(n=1)}" for n in range(1, 5)),
        "\f".join(f"Art. {n}\n{ARTICLE.format(n=1)}" for n in range(1, 5)),
        "\n\n\n\n".join(f"RESOLUCAO N° 0{n}/96\n\n{ARTICLE.format(n=1)}" for n in range(1, 9)),
        "\n".join(f"{ARTICLES.format(n=n)}\nEquipe de Saúde Bucal {n}\n" for n in range(1, 6)),
        "\n".join(f"{ARTICLES.format(n=n)}\nEquipe de Saúde Bucal {n * 7}\n" for n in range(2, 6)),
        "\n".join(f"{ARTICLES.format(n=n)}\nDeliberação do Conselho {n}\n" for n in range(7, 12)),
        "\n".join(f"{ARTICLES.format(n=n)}\nPORTARIAS DE {n} DE MAIO DE 2018\n" for n in range(7, 12)),
        "\n\n".join(f"Centro de Reabilitação {n}\n\n33.000,00" for n in range(7, 40)),
        f"{ARTICLE.format(n=1)}\n\n\n\n12 - Aprovar as portarias e os decretos anexos\n\n{ARTICLE.format(n=2)}",
        f"{ARTICLE.format(n=1)}continua ...\n\f{ARTICLE.format(n=2)}",
        "Total da Região 77.832\ncontinua ...\n Estudo do teto por município\n",
        "Fica revogada a Portaria nº 5, publicada em parte no\nDiário Oficial nº 23.456, de 3 de maio de 2004.\nArt. 2º Segue.\n",
        "Considerando que o Edital nº 7 do concurso foi devidamente\npublicado no D.O.E. de 12/03/98\ne não sofreu impugnação;\n",
        "Art. 3º Esta lei entra em vigor na data de sua publicação no Diário Oficial.\n",
        "Cuiabá, 3 de maio de 1994.\n\nFULANO DE TAL\nSecretário\n",
        "Data: 01/02/2022 - Horário: 15:12\nAdministrativo\n",
        "OFÍCIO Nº 3\n\nMenu do dia: arroz.\n\nVoltar à origem é preciso.\n",
        "PORTARIA Nº 12 DE 05 03 2019\n\nArt. 1º Nomear.\n",
        "Assinado digitalmente por Beltrana de Souza\nSecretária\n",
        "Agenda\n\n10:00 abertura\n\n12/03/2022 encerramento\n",
        "RESOLVE:\n\n- 12 -\n- 15 -\n",
        "",
        "\n\n",
    ],
)
def test_content_stays(text: str) -> None:
    assert removed(text) == []


def test_the_file_title_stays_where_the_heading_has_another_number() -> None:
    assert "DECSEFAZ Nº 78 03 10 2014 ABRE CREDITO" not in gone(WEB.replace("DECSEFAZ Nº 77", "DECSEFAZ Nº 78"))


def test_numbers_that_do_not_go_up_with_the_pages_stay() -> None:
    assert gone(paged(["", "", ""], ["7", "3", "12"])) == []


def test_the_last_cell_of_a_page_stays() -> None:
    pages = [f"{ARTICLE.format(n=n)}\n{n * 3}\n{n * 3 + 1}\n{n}" for n in (1, 2, 3)]
    assert gone("\f".join(pages)) == []


ROWS_OF_CELLS = [
    ["Ato", "Veículo", "Exemplares", "Edital nº 3", "{}", "120", "Aviso nº 9", "{}", "45", "Extrato", "Jornal local", "8"],
    ["Despesa", "Valor", "Diária", "350,00", "{}", "1.200,00", "Frete", "89,90", "{}", "15,00"],
    ["Município", "Fonte", "Ano", "Abadia", "{}", "2003", "Ceres", "Jornal", "2004", "Cedral", "{}", "2005"],
]
CELL_TEXTS = (
    "Diário Oficial",
    "DIÁRIO OFICIAL DO ESTADO",
    "Imprensa Oficial",
    "Imprensa Nacional",
    "Página",
    "Página 3",
    "Pág. 1/3",
    "1/3",
    "Santo Antônio do Leverger",
    "Estado de Mato Grosso",
    "12/03/2021",
    "3 de maio de 2004",
    "D.O. nº 27.100 de 12/09/2017",
    "Imprimir",
    "Facebook",
)


@pytest.mark.parametrize("cell", CELL_TEXTS)
@pytest.mark.parametrize("cells", ROWS_OF_CELLS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("foot", ["", "\n\nCuiabá, 3 de maio de 1994.\n\nFULANO DE TAL\n"])
def test_cells_of_a_line_each_stay(cell: str, cells: list[str], gap: str, foot: str) -> None:
    assert removed(ARTICLE.format(n=1) + "\n" + gap.join(cells).replace("{}", cell) + foot) == []


@pytest.mark.parametrize("cell", CELL_TEXTS)
def test_a_cell_that_ends_a_source_stays(cell: str) -> None:
    cells = "Despesa\nValor\nVeículo\nFrete\n89,90\nCorreio\nEdital\n1.200,00"
    assert removed(f"{ARTICLE.format(n=1)}\n{cells}\n{cell}\n") == []


@pytest.mark.parametrize("cell", CELL_TEXTS)
def test_aligned_cells_and_words_of_prose_stay(cell: str) -> None:
    aligned = "\n".join(f"{item:<16}{cell:<36}{value}" for item, value in (("Edital", 12), ("Aviso", 7), ("Extrato", 30)))
    assert removed(f"{ARTICLE.format(n=1)}\n{aligned}\n") == []
    assert (
        removed(f"Art. 1º O extrato sairá, na forma da lei e do que for acertado entre as partes, em\n{cell}\ne na rede.\n") == []
    )


@pytest.mark.parametrize("beside", ["", "Cuiabá", "12/03/2021", "Nº 5", "120", "Resumo dos editais"])
def test_a_name_without_what_a_masthead_tells_stays(beside: str) -> None:
    text = f"Edital\n{beside}\nDiário Oficial\nAviso\nJornal local\n"
    assert removed(f"{ARTICLE.format(n=1)}\n{text}") == []


@pytest.mark.parametrize(
    "beside",
    ["Ano XII - Nº 2.871", "Terça-feira, 3 de maio de 1994", "Goiânia, 3 de maio de 1994 - Edição 45", "Nº 8.123, 3/5/1994"],
)
def test_a_name_over_what_a_masthead_tells_goes(beside: str) -> None:
    masthead = f"REPÚBLICA FEDERATIVA DO BRASIL\nDIÁRIO OFICIAL\nEstado de Goiás\n{beside}"
    assert "DIÁRIO OFICIAL" in gone(f"{masthead}\n\nATOS DO GOVERNADOR\n\n{ARTICLE.format(n=1)}")


# Publication lines


@pytest.mark.parametrize(
    ("line", "gazette", "edition", "date"),
    [
        ("D.O. nº27104 de 13/09/2017", "D.O.", "27104", "2017-09-13"),
        ("DOE/PA nº 31.005, de 14/05/2007", "DOE/PA", "31005", "2007-05-14"),
        ("Publicado no Diário Oficial do Estado de 12.03.1998, p. 3", "Diário Oficial do Estado", None, "1998-03-12"),
        (
            "Publicado no Diário Oficial do Estado de Goiás de 12 de março de 1998",
            "Diário Oficial do Estado de Goiás",
            None,
            "1998-03-12",
        ),
        ("D.O.E. de 03/01/2001", "D.O.E.", None, "2001-01-03"),
        ("DOU de 5-10-1988, Seção 1", "DOU", None, "1988-10-05"),
        ("(Publicada no DOU nº 192, de 5-10-1988, Seção 1, pág. 4)", "DOU", "192", "1988-10-05"),
        ("Publicado em 12/03/98 no D.O.E.", "D.O.E.", None, "1998-03-12"),
        ("Publicado em: 12/03/2021 | Edição: 48 | Seção: 1 | Página: 15", None, "48", "2021-03-12"),
        ("Publicação: D.O.E. de 05/03/2010, col. 2", "D.O.E.", None, "2010-03-05"),
        ("Este texto não substitui o publicado no DOU de 1º.3.2002.", "DOU", None, "2002-03-01"),
        (
            "Diário Oficial Eletrônico dos Municípios nº 2.345 de 1º de março de 2019",
            "Diário Oficial Eletrônico dos Municípios",
            "2345",
            "2019-03-01",
        ),
        ("12  DIÁRIO OFICIAL  Natal, terça-feira, 3 de maio de 1994", "DIÁRIO OFICIAL", None, "1994-05-03"),
        ("DIÁRIO OFICIAL DO ESTADO Nº 23.456 Página 4", "DIÁRIO OFICIAL DO ESTADO", "23456", None),
    ],
)
def test_a_publication_line_is_read(line: str, gazette: str | None, edition: str | None, date: str | None) -> None:
    found = publication(line)
    assert found is not None
    assert (found.gazette, found.edition, found.date and found.date.isoformat()) == (gazette, edition, date)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "D.O.",
        "Diário Oficial do Estado",
        "Publicada no D.O.E. a Portaria nº 5, de 3/3/2003",
        "Publicado no DOE de 31/02/2001",
        "DO DIA 5 DE MARÇO DE 1998",
        "Portaria nº 5, publicada no DOE de 3/3/2003",
        "Publicado em Cuiabá, 3 de maio de 1994",
        "no Diário Oficial nº 23.456, de 3 de maio de 2004, e suas alterações",
        "doença de 12/03/2001",
    ],
)
def test_other_lines_are_no_publication(line: str) -> None:
    assert publication(line) is None


@pytest.mark.parametrize(
    "line", ["D.O. nº27104 de 13/09/2017", "Publicado em 12/03/98 no D.O.E. nº 7", "DOE/PA nº 31.005, de 14/05/2007"]
)
def test_spans_of_a_publication_lead_to_what_is_printed(line: str) -> None:
    found = publication(line)
    assert found is not None
    assert found.gazette_span is not None
    assert found.edition_span is not None
    assert found.date_span is not None
    assert found.gazette_span.of(line) == found.gazette
    assert found.edition_span.of(line).replace(".", "") == found.edition
    assert found.date_span.of(line)[-2:] == f"{found.date:%y}"


@pytest.mark.parametrize(
    "line", ["a" * 5000, "DOE " * 1000, "1 " * 2000, "Publicado " * 500, "(" * 3000, "DIÁRIO OFICIAL, " * 300, "Ab " * 1500]
)
def test_long_lines_do_not_hang(line: str) -> None:
    publication(line)
    is_gazette_head(line)
    assert isinstance(removed(line + "\n\n" + line), list)


# Pages


def test_pages_of_form_feeds_count_empty_ones() -> None:
    lines = page_lines("a\nb\n\f\fc\n\n\n d\f")
    assert lines.texts == ("a", "b", "c", " d")
    assert lines.starts == (0, 2, 6, 10)
    assert lines.gaps == (0, 0, 2, 2)
    assert lines.pages == (1, 1, 3, 3)
    assert lines.bounds == (0, 1, 2, 3)
    assert lines.fed


def test_pages_are_guessed_from_wide_gaps_and_shifted_lines() -> None:
    lines = page_lines("a\n\n\n\nb\n c\nd")
    assert lines.pages == (1, 2, 3, 3)
    assert not lines.fed


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
@pytest.mark.parametrize(("seed", "numbers"), [("000", []), ("001", [120, 350, 429]), ("003", [1]), ("004", [1, 2, 4])])
def test_real_sources_lose_these_lines_and_no_others(seed: str, numbers: list[int]) -> None:
    (path,) = SHARED.glob(f"seeds/{seed}*.txt")
    text = path.read_text("utf-8")
    assert [text.count("\n", 0, edit.span.start) + 1 for edit in take_out_furniture(text, CLEAN)] == numbers
