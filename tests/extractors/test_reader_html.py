"""Pages of the web: what is read of them, what is left out, how their tables come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.knowledge import rows, string, strings
from corpus.source import SourceDocument
from extractors.readers import read
from extractors.readers.declared import decode_declared
from extractors.readers.html_menus import kept, named

if TYPE_CHECKING:
    from corpus.pages import Document

TEXT = "<p>O SECRETÁRIO resolve designar a comissão de que trata o edital, com os membros abaixo nomeados.</p>"


def page(body: str, head: str = "<meta charset=utf-8>") -> Document:
    return read(SourceDocument.of(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), path="a.html"))


def lines(body: str) -> str:
    return page(body).raw.strip("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>um\n  dois</p><p>três</p>", "um dois\n\ntrês"),
        ("<div>um<div>dois</div>três</div>", "um\n\ndois\n\ntrês"),
        ("<p>um<br>dois<br><br>três</p>", "um\ndois\n\ntrês"),
        ("<b>ne</b>grito e <i>itá</i>lico", "negrito e itálico"),
        ("<pre>  a    b\nc\td\n\ne</pre>", "a    b\nc\td\n\ne"),
        ("N<sup>o</sup> 5, art. 1<sup>o</sup>, 2<sup><u>a</u></sup> via, 10 m<sup>2</sup>", "Nº 5, art. 1º, 2ª via, 10 m²"),
        ("pal<sup>o</sup>vra<sup>nota</sup>", "palovranota"),
        ("<p>a&nbsp;b &ordm; &sect; &#8211;</p>", "a\xa0b º § –"),
        ("<ol><li>um<li value=7>sete<li>oito</ol>", "1. um\n\n7. sete\n\n8. oito"),
        ("<ol type=I start=3><li>três</ol><ol type=a><li>x<li>y</ol>", "III. três\n\na. x\n\nb. y"),
        ("<ol><li>um<ul><li>ponto</ul><li>dois</ol>", "1. um\n\nponto\n\n2. dois"),
        ("<p>um<script>x()</script><style>p{}</style><!-- nota -->dois</p>", "umdois"),
        ("<p>um</p><p hidden>dois</p><p style='DISPLAY : none'>três</p><p style='color:red'>quatro</p>", "um\n\nquatro"),
        ("<p>um<button>Ouvir</button><select><option>a</select><textarea>b</textarea></p>", "um"),
        (
            "<p>Art. 1º <strike>velho</strike><del>velho</del> novo <span style='text-decoration: line-through'>x</span></p>",
            "Art. 1º novo",
        ),
    ],
)
def test_what_a_reader_of_the_page_reads(body: str, expected: str) -> None:
    assert lines(body) == expected


LINKS = "".join(f"<li><a href='/{name}'>{name}</a>" for name in ("Início", "Notícias", "Ouvidoria", "Contato"))


@pytest.mark.parametrize(
    "furniture",
    [
        f"<nav><ul>{LINKS}</ul></nav>",
        f"<ul>{LINKS}</ul>",
        "<table><tr><td><a href=a>Home</a> | <a href=b>Leis</a> | <a href=c>Mapa</a></td></tr></table>",
        "<div role=navigation>Ir para o conteúdo</div>",
        "<div id=barra-brasil>Brasil</div>",
        "<div class='site-footer'>Rua das Flores, 12. Todos os direitos reservados.</div>",
        "<footer>Telefone 3333-4444</footer>",
        "<div class=cookieBar>Este sítio usa cookies.</div>",
    ],
)
def test_furniture_is_left_out_and_told(furniture: str) -> None:
    document = page(f"{furniture}{TEXT}{furniture}")
    assert document.raw == page(TEXT).raw
    assert [code for code, _ in document.notes] == ["furniture"]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=header>{TEXT * 5}</div><p>fim</p>",
        f"<div class=rodape>Este texto não substitui o publicado no DOE de 4.5.2001.</div>{TEXT}",
        f"<ul><li><a href=a>Lei nº 1</a><li><a href=b>Lei nº 2</a><li><a href=c>Lei nº 3</a></ul>{TEXT}",
        f"<ul><li><a name=a>um</a><li><a name=b>dois</a><li><a name=c>três</a></ul>{TEXT}",
        f"<ul><li>Maria<li>José<li>Ana, <a href=x>suplente</a></ul>{TEXT}",
        f"<div class='documento conteudo'>curto</div>{TEXT}",
        f"<main class=menu><p>curto</p></main>{TEXT}",
    ],
)
def test_text_is_no_furniture(body: str) -> None:
    assert page(body).notes == ()


@pytest.mark.parametrize("row", rows("html_furniture"), ids=lambda row: string(row, "id"))
def test_each_row_knows_its_examples(row: dict[str, object]) -> None:
    finds = named if row["kind"] == "name" else kept
    assert all(map(finds, strings(row, "examples")))
    assert not any(map(finds, strings(row, "counterexamples")))


# Tables


def table(*lines_of: str, mark: str = "td") -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<{mark}{cell}' for cell in line.split('/'))}" for line in lines_of) + "</table>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(">Nome/>Valor", ">Ana/>1,00", ">Rui/>2,00"), "| Nome | Valor |\n| Ana | 1,00 |\n| Rui | 2,00 |"),
        (table(">Nome/>Valor", ">Ana/>", ">Rui/>2<br>,00"), "| Nome | Valor |\n| Ana |  |\n| Rui | 2 ,00 |"),
        (
            "<table><tr><th rowspan=2>Cidade<th colspan=2>Valor<tr><th>2001<th>2002<tr><td>Una<td>1<td>2</table>",
            "| Cidade | Valor 2001 | Valor 2002 |\n| Una | 1 | 2 |",
        ),
        (
            table(" colspan=2>Quadro I", ">Nome/>Valor", ">Ana/>1", ">Rui/>2"),
            "Quadro I\n\n| Nome | Valor |\n| Ana | 1 |\n| Rui | 2 |",
        ),
        (
            table(">Região/>Cidade/>N", " rowspan=2>Sul/>Una/ rowspan=2>5", ">Ipu"),
            "| Região | Cidade | N |\n| Sul | Una | 5 |\n| Sul | Ipu |  |",
        ),
        (table(">Ana<br>Prefeita/>Rui<br>Secretário"), "Ana\nPrefeita\n\nRui\nSecretário"),
        (table(">Objeto:/>obra", ">Valor:/>1", ">Prazo:/>2"), "Objeto:\n\nobra\n\nValor:\n\n1\n\nPrazo:\n\n2"),
        (table(">um", ">dois", ">três"), "um\n\ndois\n\ntrês"),
        (f"<table><tr><td>{table('>a/>b', '>c/>1', '>d/>2')}<td>lado</table>", "| a | b |\n| c | 1 |\n| d | 2 |\n\nlado"),
        (
            f"<table><tr><td>a<td>{'texto ' * 60}<tr><td>b<td>c<tr><td>d<td>e</table>",
            f"a\n\n{'texto ' * 60}\n\nb\n\nc\n\nd\n\ne".replace(" \n", "\n"),
        ),
    ],
)
def test_a_table_is_rows_between_bars_and_a_layout_is_blocks(body: str, expected: str) -> None:
    assert lines(body) == expected


# Character sets


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<meta charset=iso-8859-1>ação".encode("latin-1"), "iso-8859-1"),
        ('<meta http-equiv=c content="text/html; charset=windows-1252">“ação”'.encode("cp1252"), "windows-1252"),
        ("<meta charset=cp850>“".encode("latin-1", "ignore") + "ação".encode("cp850"), "cp850"),
        ('<?xml version="1.0" encoding="ISO-8859-15"?>ação €'.encode("iso-8859-15"), "iso8859-15"),
        ("<p>ação".encode("latin-1"), "iso-8859-1"),
        ("\ufeff<p>ação".encode(), "utf-8"),
        ("\ufeff<p>ação".encode("utf-16-be"), "utf-16-be"),
        ("<meta charset=utf-8>ação".encode("latin-1"), "iso-8859-1"),
        ("<meta charset=x-nada>ação".encode("latin-1"), "iso-8859-1"),
    ],
)
def test_a_page_is_read_in_the_set_it_is_in(content: bytes, encoding: str) -> None:
    decoded = decode_declared(content)
    assert "ação" in decoded.text
    assert not decoded.text.startswith("\ufeff")
    assert decoded.encoding == encoding


def test_bytes_that_are_utf8_are_read_so_and_the_declaration_is_told() -> None:
    decoded = decode_declared("<meta charset=iso-8859-1>ação".encode())
    assert decoded.text.endswith("ação")
    assert decoded.notes == ("the page declares iso8859-1, its bytes are UTF-8",)


def test_a_header_goes_before_what_stands_inside() -> None:
    assert decode_declared("<meta charset=iso-8859-1>ação".encode("cp850"), header="cp850").text.endswith("ação")


def test_a_page_cut_in_a_character_says_so() -> None:
    document = read(SourceDocument.of(f"<html><body>{TEXT}".encode("utf-16")[:-1], path="a"))
    assert [code for code, _ in document.notes] == ["encoding"]
    assert (document.has_lines, document.reader) == (False, "html")
