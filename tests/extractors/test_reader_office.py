"""Word and OpenDocument texts: numbers that are counted, what is hidden or struck, tables, pages, heads."""

from __future__ import annotations

import pytest

from corpus.source import SourceDocument
from extractors.readers import read
from extractors.readers.numbering import shown
from tests.extractors.formats import W, docx_of, docx_paragraph, odt_of

RAISED = '<w:vertAlign w:val="superscript"/>'
NOT_STRUCK = '<w:strike w:val="false"/>'


def text(content: bytes) -> list[str]:
    return [page.text.strip("\n") for page in read(SourceDocument.of(content, path="a")).pages]


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (docx_paragraph(["um", "dois"]) + docx_paragraph(["três"]), "um\ndois\n\ntrês"),
        (f"<w:p>{run('Art. 1')}{run('o', RAISED)}{run(' Fica')}</w:p>", "Art. 1º Fica"),
        (f"<w:p>{run('fica ')}{run('velho ', '<w:strike/>')}{run('novo', NOT_STRUCK)}</w:p>", "fica novo"),
        (f"<w:p>{run('a')}{run('b', '<w:vanish/>')}<w:del>{run('c')}</w:del><w:ins>{run('d')}</w:ins></w:p>", "ad"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>", "a\tb-c"),
        (f"<w:sdt><w:sdtContent>{docx_paragraph(['um'])}</w:sdtContent></w:sdt>", "um"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>", "7"),
        (
            f"<w:p>{run('fora')}<w:r><w:txbxContent>{docx_paragraph(['caixa'])}</w:txbxContent></w:r></w:p>",
            "fora\n\ncaixa",
        ),
    ],
)
def test_what_stands_in_a_word_document(body: str, expected: str) -> None:
    assert text(docx_of(body)) == [expected]


def test_a_page_ends_where_the_document_breaks_it() -> None:
    body = '<w:p><w:r><w:t>um</w:t><w:br w:type="page"/><w:t>dois</w:t></w:r></w:p>'
    body += docx_paragraph(["três"], "<w:pPr><w:pageBreakBefore/></w:pPr>")
    assert text(docx_of(body)) == ["um", "dois", "três"]


def level(number: int, form: str, shape: str) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shape}"/></w:lvl>'


NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>{level(0, 'ordinal', 'Art. %1')}{level(1, 'upperRoman', '%2 -')}"
    f"{level(2, 'lowerLetter', '%3)')}{level(3, 'decimal', '%1.%4')}{level(4, 'bullet', '•')}</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='10'/></w:lvlOverride>"
    "</w:num></w:numbering>"
)
STYLES = f"<w:styles {W}><w:style w:styleId='Artigo'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>"


def numbered(words: str, depth: int, number: int = 1) -> str:
    return docx_paragraph([words], f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def test_the_numbers_that_word_counts_are_told() -> None:
    asked = [(0, "um"), (1, "a"), (1, "b"), (2, "x"), (4, "ponto"), (0, "dois"), (1, "c"), (3, "item")]
    body = "".join(numbered(words, depth) for depth, words in asked)
    body += (
        docx_paragraph(["por estilo"], "<w:pPr><w:pStyle w:val='Artigo'/></w:pPr>")
        + numbered("dez", 0, 2)
        + numbered("sem", 0, 0)
    )
    told = text(docx_of(body, {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}))
    expected = "Art. 1º um/I - a/II - b/a) x/ponto/Art. 2º dois/I - c/2º.1 item/Art. 3º por estilo/Art. 10º dez/sem"
    assert told[0].split("\n\n") == expected.split("/")


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (1, "I", "I"),
        (4, "i", "iv"),
        (26, "a", "z"),
        (27, "A", "AA"),
        (53, "a", "aaa"),
        (7, "1", "7"),
        (0, "I", "0"),
        (4000, "I", "4000"),
    ],
)
def test_how_a_number_is_shown(number: int, form: str, expected: str) -> None:
    assert shown(number, form) == expected


def test_the_head_of_the_first_page_opens_the_text_and_notes_close_it() -> None:
    body = docx_paragraph(["PORTARIA Nº 4"]) + '<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>'
    parts = {
        "word/_rels/document.xml.rels": '<Relationships><Relationship Id="r1" Target="header1.xml"/></Relationships>',
        "word/header1.xml": f"<w:hdr {W}>{docx_paragraph(['ESTADO DO PARÁ'])}</w:hdr>",
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote w:type='separator'>{docx_paragraph(['x'])}</w:footnote>"
        f"<w:footnote>{docx_paragraph(['nota'])}</w:footnote></w:footnotes>",
    }
    assert text(docx_of(body, parts)) == ["ESTADO DO PARÁ\n\nPORTARIA Nº 4\n\nnota"]
    out = {
        **parts,
        "word/_rels/document.xml.rels": parts["word/_rels/document.xml.rels"].replace("header1", "../../../etc/header1"),
    }
    assert text(docx_of(body, out)) == ["PORTARIA Nº 4\n\nnota"]


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{docx_paragraph([words])}</w:tc>"


def test_a_table_of_word_with_merged_cells() -> None:
    span, begin, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("Quadro", '<w:gridSpan w:val="3"/>'),
        cell("Região", begin) + cell("Valor", span),
        cell("", on) + cell("2001") + cell("2002"),
        cell("Sul", begin) + cell("1,00") + cell("2,00"),
        cell("", on) + cell("3,00") + cell("4,00"),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    expected = "Quadro\n\n| Região | Valor 2001 | Valor 2002 |\n| Sul | 1,00 | 2,00 |\n| Sul | 3,00 | 4,00 |"
    assert text(docx_of(body)) == [expected]


def test_signatures_side_by_side_are_no_table() -> None:
    assert text(docx_of(f"<w:tbl><w:tr>{cell('Ana')}{cell('Rui')}</w:tr></w:tbl>")) == ["Ana\n\nRui"]


# OpenDocument

STYLE = (
    '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="t" style:parent-style-name="s"/>'
    '<style:style style:name="u"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="p"><style:paragraph-properties fo:break-before="page"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix=" -"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:start-value="2"/>'
    '<text:list-level-style-bullet text:level="3"/></text:list-style>'
)


def items(*words: str) -> str:
    return "".join(f"<text:list-item><text:p>{each}</text:p></text:list-item>" for each in words)


NOTE = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>nota</text:p></text:note-body></text:note>"


def list_of(*inside: str, sides: str = "") -> str:
    return f'<text:list text:style-name="L" {sides}>{"".join(inside)}</text:list>'


NESTED = f"<text:list-item><text:p>dois</text:p><text:list>{items('x', 'y')}</text:list></text:list-item>"
GOES_ON = 'text:continue-numbering="true"'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:h>um</text:h><text:p>dois<text:line-break/>três</text:p>", "um\n\ndois\ntrês"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c\n   d</text:p>', "a   b\tc d"),
        ('<text:p>fica <text:span text:style-name="t">velho</text:span>novo</text:p>', "fica novo"),
        ('<text:p>n<text:span text:style-name="u">o</text:span> 5</text:p>', "nº 5"),
        ("<text:tracked-changes><text:p>x</text:p></text:tracked-changes><text:p>a</text:p>", "a"),
        ("<text:p>a<office:annotation><text:p>x</text:p></office:annotation>b</text:p>", "ab"),
        (f"<text:p>a{NOTE}b</text:p>", "ab\n\nnota"),
        ("<text:p>a<draw:frame><draw:text-box><text:p>caixa</text:p></draw:text-box></draw:frame></text:p>", "a\n\ncaixa"),
        ("<text:section><text:p>a</text:p></text:section>", "a"),
        (list_of(items("um"), NESTED, items("três")), "I - um\n\nII - dois\n\nb) x\n\nc) y\n\nIII - três"),
        (
            list_of(items("um")) + list_of(items("dois"), sides=GOES_ON) + list_of(items("outro")),
            "I - um\n\nII - dois\n\nI - outro",
        ),
    ],
)
def test_what_stands_in_an_opendocument_text(body: str, expected: str) -> None:
    assert text(odt_of(body, STYLE)) == [expected]


def test_a_style_may_break_the_page() -> None:
    assert text(odt_of('<text:p>um</text:p><text:p text:style-name="p">dois</text:p>', STYLE)) == ["um", "dois"]


def test_a_table_of_opendocument_with_spans() -> None:
    def each(words: str, sides: str = "") -> str:
        return f"<table:table-cell {sides}><text:p>{words}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    head = each("Cidade", 'table:number-rows-spanned="2"') + each("Valor", 'table:number-columns-spanned="2"') + covered
    rows = [each("Una") + each("1,00", 'table:number-columns-repeated="2"'), each("Ipu") + each("2,00") + each("3,00")]
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{head}</table:table-row><table:table-row>{covered}{each('2001')}"
        f"{each('2002')}</table:table-row></table:table-header-rows>"
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table>"
    )
    assert text(odt_of(body)) == ["| Cidade | Valor 2001 | Valor 2002 |\n| Una | 1,00 | 1,00 |\n| Ipu | 2,00 | 3,00 |"]


def test_struck_text_is_told() -> None:
    content = docx_of(f"<w:p>{run('a')}{run('b', '<w:dstrike/>')}</w:p>")
    assert read(SourceDocument.of(content, path="a")).notes == (("struck", "1 stretches that are struck through were left out"),)
