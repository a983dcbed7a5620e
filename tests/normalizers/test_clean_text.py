"""On clean text nothing is changed but white space, quotes, dashes, ° for º and the form of characters (RECORD.md)."""

from __future__ import annotations

import unicodedata
from typing import Final

import pytest

from pipeline.repair import cleaned

BEFORE: Final = (
    "O Secretário de Estado, no uso de suas atribuições legais, resolve que não haverá alteração na organização até a\n"
    "próxima avaliação. A comissão será constituída por três servidores, com funções já definidas na legislação.\n\n"
)
SAME: Final = str.maketrans(dict.fromkeys("“”«»", '"') | dict.fromkeys("‘’´`", "'") | dict.fromkeys("‐–—−", "-") | {"°": "º"})

TYPED_LETTERS: Final = """Apartamento 2o andar da torre 1o
o aluno do 1o ano A e do 2o ano B
item 2a classe B, 3a via e 2a Vara
A Rua 7 no 45, lote 3, no 2 andar
senha A1o, código 1o2 e placa QRS1O23
Lei no Brasil é cumprida; a lei no 5º distrito
o processo no 3º Juizado e o edital no 2 turno
Contrato no valor de R$ 5,00 e ofício no dia 5
leis nos 3 distritos, contratos nos 12 meses
R. 1o de Março, 15; Av. 9 de Julho, no 1.200
3o-sargento, 1o-tenente e 2o Ten.
en el 2o piso; al 3o dia; the 1st floor
Telefone (65) 3613-5300, ramal 2o1
http://exemplo.gov.br/lei-no-8080/art-1o.html""".split("\n")

CODES: Final = """fórmula H2O, CO2, H2SO4 e Ca(OH)2
tipo sanguíneo O+, A-, AB+ e O negativo
Folha A4, 5 l de água e 10 l de óleo
empresa B2B, filme em 3D, norma I2C e rede 4G
E.E. 15 de Novembro e E.M. 1º de Maio
e-mail: joao.1o@saude.sp.gov.br, site www.1o-andar.com.br
vitamina B12, modelo XR-7o, motor 1.0
Windows 10®, marca Nº1®, Coca-Cola®
capítulo XII, Dom Pedro II, João Paulo II, Luís XIV, século XX
placa OAB/MT 1.234-O e OAB/SP 12345
"Il s'agit d'une œuvre", "l'État, c'est moi", "to be or not to be"
Mr. Smith's guide, O'Neill & Sons, L'Oréal, D'Ávila, Sant'Ana
NBR ISO/IEC 17025:2017, RDC 50/02, CID-10 F20.0, J45.0 e O80
5'-GTP, 2,4-D, 1,3-butadieno, α-tocoferol, x² + y² = z²
rua A, quadra 3, lote O; grupo A e grupo O; letra O; turma 1O
US$ 10,00, € 5,00, £ 3, ¥ 100; CNPJ 12.345.678/0001-90""".split("\n")

LINES: Final = (
    "cirurgias nos períodos pré-,\nintra- e pós-operatório",
    "as micro-, mini-,\nmacro- e megarregiões",
    "Itens de consumo-\n- papel\n- lápis",
    "médico-,\nhospitalar e físico-;\nbiológico",
    "dá-\n-se o prazo, e o guarda-\n-chuva",
    "vice-\n“presidente” e ex-\n'prefeito'",
    "código .pdf\n.docx ou .com\n.net também",
    "Lista:\n- um;\n- dois;\n- três.",
    "1 -\n2 -\n3 -\nfim",
    "Sumário ........ 5\nAnexo ........ 7",
    "* nota\n** outra\n*** mais",
    "casa ,\nrua ;\ncidade .",
)


def changed(text: str) -> list[tuple[str, str, str]]:
    edits = cleaned(text)[0].corrections()
    return [(edit.rule, edit.before, edit.after) for edit in edits if bare(edit.before) != bare(edit.after)]


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).translate(SAME).split())


@pytest.mark.parametrize("before", ["", BEFORE], ids=["alone", "after prose"])
@pytest.mark.parametrize("text", [*TYPED_LETTERS, *CODES, *LINES])
def test_what_an_author_may_type_stays(text: str, before: str) -> None:
    assert changed(before + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "curva 90°, luva e joelho 45° soldável",
        "câmera de 120° de abertura, visão de 110°",
        "álcool de 46° INPM ou 96° GL; 20° Brix",
        "ângulos de 30°, giro de 180°",
        "eixo 5°, lente de 90°",
        "36 °C, 2° a 8° C, 12°30' S, 45°W",
    ],
)
def test_degrees_keep_their_sign(text: str) -> None:
    assert cleaned(BEFORE + text)[0].value.endswith(text)


@pytest.mark.parametrize("mark", [",", ".", "- ", "' "])
def test_a_mark_within_a_word_cut_at_the_line_end_goes(mark: str) -> None:
    text = f"{BEFORE}O Conselho consta-{mark if not mark.endswith(' ') else ''}\n{mark if mark.endswith(' ') else ''}tou a falta."
    assert [rule for rule, _, _ in changed(text)] == ["stray-mark"]
