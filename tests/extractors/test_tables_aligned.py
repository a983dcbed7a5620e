"""Tables whose cells wide gaps set apart, lists with leaders, seats under headings: read, and left alone where unsure."""

from __future__ import annotations

import pytest

from corpus.spans import Span
from extractors.tables.cells import Kind, kind_of, plain
from extractors.tables.gaps import Piece, place, stands_of
from tests.extractors.tables_found import Plain, cells_of, columns_of, found_in, only

ALIGNED: dict[str, tuple[str, list[str], Plain, tuple[int, ...]]] = {
    "words among figures": (
        """\
Ord.   Nome                       Cargo         Nota
01     Tereza de Abreu Pontes     Copeira       71,5
02     Saulo Pimenta Rocha        Copeiro       70,0
03     Inês Barros Dutra          Arquivista    69,0""",
        ["Ord.", "Nome", "Cargo", "Nota"],
        [
            ["01", "Tereza de Abreu Pontes", "Copeira", "71.5"],
            ["02", "Saulo Pimenta Rocha", "Copeiro", "70.0"],
            ["03", "Inês Barros Dutra", "Arquivista", "69.0"],
        ],
        (),
    ),
    "a cell over two lines": (
        """\
UNIDADE   AÇÃO                            FONTE          VALOR
14201     Reforma do Arquivo Público      0100       2.500.000
14202     Compra de estantes para a       0112         340.100
          Biblioteca Central
TOTAL                                                2.840.100""",
        ["UNIDADE", "AÇÃO", "FONTE", "VALOR"],
        [
            ["14201", "Reforma do Arquivo Público", "0100", "2500000"],
            ["14202", "Compra de estantes para a Biblioteca Central", "0112", "340100"],
            ["TOTAL", None, None, "2840100"],
        ],
        (2,),
    ),
    "a blank or a dash is an empty cell": (
        """\
Posto               Camas    Berços     Total
Posto da Serra         12         -        12
Posto do Vale                    4          4
TOTAL                  12         4        16""",
        ["Posto", "Camas", "Berços", "Total"],
        [
            ["Posto da Serra", "12", None, "12"],
            ["Posto do Vale", None, "4", "4"],
            ["TOTAL", "12", "4", "16"],
        ],
        (2,),
    ),
    "labels that one blank parts": (
        """\
Posto               Camas Salas novas    Macas     Total
Posto da Serra         12           3        2        17
Posto do Vale           4           1        1         6
Posto do Porto          6           2        5        13""",
        ["Posto", "Camas", "Salas novas", "Macas", "Total"],
        [
            ["Posto da Serra", "12", "3", "2", "17"],
            ["Posto do Vale", "4", "1", "1", "6"],
            ["Posto do Porto", "6", "2", "5", "13"],
        ],
        (),
    ),
    "groups": (
        """\
MUNICÍPIO          HABITANTES       COTA
REGIÃO DO ALTO
Pedra Fina             10.200     500,00
Serra Clara             3.100     150,00
REGIÃO DO BAIXO
Porto Raso              7.000     350,00
TOTAL                  20.300   1.000,00""",
        ["REGIÃO", "MUNICÍPIO", "HABITANTES", "COTA"],
        [
            ["REGIÃO DO ALTO", "Pedra Fina", "10200", "500.00"],
            ["REGIÃO DO ALTO", "Serra Clara", "3100", "150.00"],
            ["REGIÃO DO BAIXO", "Porto Raso", "7000", "350.00"],
            [None, "TOTAL", "20300", "1000.00"],
        ],
        (3,),
    ),
    "the mark of money apart": (
        """\
NOME                     CPF                 VALOR
ELZA MOTA RIOS           111.444.777-35      R$   900,00
OTTO BRAGA LEME          529.982.247-25      R$ 1.100,00
        TOTAL                                R$ 2.000,00""",
        ["NOME", "CPF", "VALOR"],
        [
            ["ELZA MOTA RIOS", "111.444.777-35", "900.00"],
            ["OTTO BRAGA LEME", "529.982.247-25", "1100.00"],
            ["TOTAL", None, "2000.00"],
        ],
        (2,),
    ),
    "years are labels": (
        """\
Conta          2008        2009
Entradas   1.000,00    1.200,00
Saídas       900,00    1.150,00
Saldo        100,00       50,00""",
        ["Conta", "2008", "2009"],
        [["Entradas", "1000.00", "1200.00"], ["Saídas", "900.00", "1150.00"], ["Saldo", "100.00", "50.00"]],
        (),
    ),
    "words alone under labels that are known": (
        """\
NOME                      CARGO           LOTAÇÃO
Elza Mota Rios            Copeira         Sede
Otto Braga Leme           Vigia           Anexo da Sede""",
        ["NOME", "CARGO", "LOTAÇÃO"],
        [["Elza Mota Rios", "Copeira", "Sede"], ["Otto Braga Leme", "Vigia", "Anexo da Sede"]],
        (),
    ),
}


@pytest.mark.parametrize("name", ALIGNED)
def test_columns_of_blanks_are_read_by_place(name: str) -> None:
    text, columns, rows, totals = ALIGNED[name]
    table = only(found_in(text.split("\n"), gap="\n"))
    assert columns_of(table) == columns
    assert cells_of(table) == rows
    assert table.total_row_indices == totals


def test_two_tables_that_a_blank_line_parts_are_two() -> None:
    one = [
        "Posto        Camas    Macas",
        "Serra           12        3",
        "Vale             4        1",
        "TOTAL           16        4",
    ]
    two = [
        "QUADRO 2",
        "Posto        Salas    Vagas   Leitos",
        "Serra            1        2        9",
        "Vale             4        1        7",
    ]
    text = [*one, "", *two]
    finding = found_in(text, gap="\n")
    assert [columns_of(table) for table in finding.tables] == [["Posto", "Camas", "Macas"], ["Posto", "Salas", "Vagas", "Leitos"]]
    assert finding.tables[1].caption is not None
    assert finding.tables[1].caption.value == "QUADRO 2"


def test_a_figure_that_is_none_stays_as_printed_and_is_told() -> None:
    rows = [
        "Posto          Camas    Macas",
        "Serra             12   vide 3",
        "Vale               4        1",
        "Porto              6        2",
    ]
    finding = found_in(rows, gap="\n")
    cell = only(finding).rows[0][2]
    assert cell is not None
    assert cell.value == "vide 3"
    assert any(problem.where == "/tables/0/rows/0/2" for problem in finding.problems)


NO_TABLES: dict[str, str] = {
    "signatures of two": """\
Elza Mota Rios              Otto Braga Leme
Secretária de Estado        Presidente do Conselho""",
    "signatures of three with numbers": """\
Elza Mota Rios          Otto Braga Leme          Ivo Sá Prado
Secretária              Presidente               Membro
CPF 111.444.777-35      CPF 529.982.247-25       CPF 123.456.789-09""",
    "two columns of prose": """\
O Secretário no uso das suas       de trinta dias contados do
atribuições, e tendo em vista      recebimento, na forma da lei
o que consta dos autos de 12       e do regulamento de 13 de maio""",
    "a form": """\
Processo:      123/2004          Data:   12/03/2004
Interessado:   Elza Mota         Valor:  1.200,00
Assunto:       Licença           Fls.:   12""",
    "justified prose": """\
O  Prefeito  Municipal,  no uso de suas  atribuições  legais, e tendo
em  vista  o  disposto  no  art.  12  da  Lei  nº  123,  de 1990,  resolve
conceder  a  servidora  licença  de  30  dias,  a partir  de  10/05/1990""",
    "a letterhead": """\
Of. nº 12/2003              Cidade, 9 de maio de 2003
Ref.: ponte do rio          Em mãos""",
    "a table of contents": """\
Capítulo primeiro .......... 3
Capítulo segundo ........... 9
Capítulo terceiro .......... 12""",
    "blanks to fill in": """\
Nome: ...................... CPF: .................
Rua: ....................... nº ...................
Fone: ...................... Cel. .................""",
    "two amounts only": """\
Carroça ........ 12,00
Bicicleta ...... 3,00""",
    "parties that sign": """\
Representante da Contratada
Elza Mota Rios
Representante da Contratante
Otto Braga Leme""",
    "one group alone": """\
Representante do Executivo:
Titular: Elza Mota Rios
Suplente: Otto Braga Leme""",
    "seats without people": """\
Representante do Executivo:
Titular: a indicar
Suplente: a indicar
Representante da Câmara:
Titular: a indicar
Suplente: a indicar""",
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_only_looks_like_columns_is_left_alone(name: str) -> None:
    finding = found_in(NO_TABLES[name].split("\n"), gap="\n")
    assert [cells_of(table) for table in finding.tables] == []
    assert finding.problems == ()


LEADERS: list[tuple[str, list[str], Plain]] = [
    (
        "GÊNERO . . . . . . . . TAXA - Cr$\nCarroça . . . . . . . . 12,00\nBicicleta, por ano . . . . 3,50",
        ["GÊNERO", "TAXA - Cr$"],
        [["Carroça", "12.00"], ["Bicicleta, por ano", "3.50"]],
    ),
    (
        "Porteiro .......... 150$000\nEscrivão .......... 1:200$000\nTOTAL .......... 1:350$000",
        ["name", "value"],
        [["Porteiro", "150000.00"], ["Escrivão", "1200000.00"], ["TOTAL", "1350000.00"]],
    ),
    (
        "Peixe ........ Cr$ 0,30\nOvos ......... Cr$ 0,20\nLeite ........ isento",
        ["name", "value"],
        [["Peixe", "0.30"], ["Ovos", "0.20"], ["Leite", "isento"]],
    ),
    (
        "Classe A ....... 10,00 ....... 12,00\nClasse B ....... 8,00 ....... 9,00\nClasse C ....... 7,00 ....... 7,50",
        ["name", "value", "value 2"],
        [["Classe A", "10.00", "12.00"], ["Classe B", "8.00", "9.00"], ["Classe C", "7.00", "7.50"]],
    ),
]


@pytest.mark.parametrize(("text", "columns", "rows"), LEADERS)
def test_leaders_lead_to_figures(text: str, columns: list[str], rows: Plain) -> None:
    table = only(found_in(text.split("\n"), gap="\n"))
    assert columns_of(table) == columns
    assert cells_of(table) == rows


SEATS: list[tuple[str, Plain]] = [
    (
        """\
Representante do Executivo:
Titular: Elza Mota Rios
Suplente: Otto Braga Leme
Sindicato Rural
Titular – Ivo Sá Prado
1º Suplente – Ana Luz Reis""",
        [
            ["Representante do Executivo", "Titular", "Elza Mota Rios"],
            ["Representante do Executivo", "Suplente", "Otto Braga Leme"],
            ["Sindicato Rural", "Titular", "Ivo Sá Prado"],
            ["Sindicato Rural", "1º Suplente", "Ana Luz Reis"],
        ],
    ),
    (
        """\
Secretaria da Saúde:
Titular: Elza Mota Rios; Suplente: Otto Braga Leme
Câmara Municipal:
Titular: Ivo Sá Prado""",
        [
            ["Secretaria da Saúde", "Titular", "Elza Mota Rios"],
            ["Secretaria da Saúde", "Suplente", "Otto Braga Leme"],
            ["Câmara Municipal", "Titular", "Ivo Sá Prado"],
        ],
    ),
    (
        """\
Representantes do Governo:
Elza Mota Rios
Otto Braga Leme
Representantes dos Usuários:
Ivo Sá Prado""",
        [
            ["Representantes do Governo", "Elza Mota Rios"],
            ["Representantes do Governo", "Otto Braga Leme"],
            ["Representantes dos Usuários", "Ivo Sá Prado"],
        ],
    ),
]


@pytest.mark.parametrize(("text", "rows"), SEATS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_seats_stand_under_what_they_represent(text: str, rows: Plain, gap: str) -> None:
    assert cells_of(only(found_in(text.split("\n"), gap=gap))) == rows


KINDS: list[tuple[str, Kind, str | None]] = [
    ("20/06 a 29/07/2022", Kind.DATE, "20/06 a 29/07/2022"),
    ("11 a 20 de maio de 2021", Kind.DATE, "11 a 20 de maio de 2021"),
    ("até 3 de abril", Kind.DATE, "até 3 de abril"),
    ("2:000$000", Kind.MONEY, "2000000.00"),
    ("600$000", Kind.MONEY, "600000.00"),
    ("20 de gosto", Kind.TEXT, "20 de gosto"),
    ("2 a 5 salas", Kind.TEXT, "2 a 5 salas"),
    ("20000$00", Kind.TEXT, "20000$00"),
    ("1:20$000", Kind.TEXT, "1:20$000"),
]


@pytest.mark.parametrize(("text", "kind", "value"), KINDS)
def test_days_from_and_to_and_reis_have_their_kinds(text: str, kind: Kind, value: str | None) -> None:
    assert kind_of(text) is kind
    assert plain(text) == value


def test_order_numbers_in_series_are_a_column() -> None:
    rows = ["1º Elza Mota Rios 10234 88,50", "2º Otto Braga Leme 10877 86,00", "3º Ivo Sá Prado 10012 80,25"]
    assert cells_of(only(found_in(rows, gap="\n")))[0] == ["1", "Elza Mota Rios", "10234", "88.50"]


def test_numbers_out_of_series_belong_to_the_names() -> None:
    rows = ["31 de Março 10234 88,50", "15 de Novembro 10877 86,00", "7 de Setembro 10012 80,25"]
    assert cells_of(only(found_in(rows, gap="\n")))[0] == ["31 de Março", "10234", "88.50"]


def _line(*places: tuple[int, int]) -> tuple[Piece, ...]:
    return tuple(Piece(Span(left, right), left, right) for left, right in places)


def test_a_line_with_fewer_pieces_goes_to_the_nearest_columns() -> None:
    whole = _line((0, 9), (20, 26), (40, 46))
    stands = stands_of([whole, whole])
    placed = place("x" * 60, _line((0, 7), (42, 46)), stands)
    assert placed is not None
    assert [piece is None for piece in placed] == [False, True, False]


@pytest.mark.parametrize("counts", [(), (3,), (1, 1, 1), (2, 3, 4)])
def test_no_columns_where_lines_do_not_agree(counts: tuple[int, ...]) -> None:
    assert stands_of([_line(*((20 * at, 20 * at + 5) for at in range(count))) for count in counts]) == ()


HEADERS: list[tuple[str, list[str]]] = [
    ("Posto Macas Camas", ["Posto", "Macas", "Camas"]),
    ("Posto Macas novas Camas", ["Posto", "Macas novas", "Camas"]),
    ("Posto de Serra Macas novas Camas", ["name", "column 2", "column 3"]),
]


@pytest.mark.parametrize(("header", "columns"), HEADERS)
def test_a_header_is_cut_where_its_labels_are_as_many_as_the_columns(header: str, columns: list[str]) -> None:
    rows = ["Alto 12,00 3,00", "Vale 4,00 1,00", "Porto 6,00 2,50", "Barra 5,00 2,00"]
    assert columns_of(only(found_in([header, *rows], gap="\n"))) == columns
