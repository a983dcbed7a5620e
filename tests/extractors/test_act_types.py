"""The table of act types, its printed variants and numbers, and lines that only look like a heading."""

from __future__ import annotations

import pytest

from corpus.knowledge import Row, rows, string, strings
from corpus.values.number_words import to_words
from extractors.acts.headings import Heading, heading_at
from extractors.acts.paragraphs import paragraphs
from extractors.fields.numbers import act_number

ROWS = [pytest.param(row, id=string(row, "id")) for row in rows("act_types")]


def heading(line: str, *, under: str = "") -> Heading | None:
    parts = paragraphs(f"{under}{line}")
    return heading_at(parts, len(parts) - 1)


def told(line: str) -> tuple[str, str | None, str | None, int | None, str | None] | None:
    """Return type, number, suffix, year and letters of a heading; None for a line that is none."""
    head = heading(line)
    if head is None:
        return None
    numbers = act_number(line, head.number) if head.number else None
    if numbers is None:
        return head.kind.type, None, None, None, None
    if head.kind.type != "medida_provisoria":
        numbers = numbers.dated()
    return head.kind.type, numbers.number, numbers.suffix, numbers.year, numbers.acronym


def test_the_table_knows_forty_types_and_more() -> None:
    assert len({string(row, "type") for row in rows("act_types")}) >= 40


@pytest.mark.parametrize("row", ROWS)
def test_a_row_reads_its_examples_and_no_counterexample(row: Row) -> None:
    assert {(told(line) or ("",))[0] for line in strings(row, "examples")} == {row["type"]}
    assert [line for line in strings(row, "counterexamples") if (told(line) or ("",))[0] == row["type"]] == []


LISTED = {
    "resolucao": ["RESOLUÇÃO Nº 05-A/96", "Resolução n.º 12/98", "RESOLUGAO N° 12/98", "RES. Nº 12/98"],
    "resolucao_conjunta": ["RESOLUÇÃO CONJUNTA SES/SEFAZ Nº 4/2019", "RES. CONJUNTA Nº 4", "RESOLUGÃO C0NJUNTA Nº 4/2019"],
    "deliberacao": ["DELIBERAÇÃO CIB Nº 3/97", "Deliberação nº 3, de 5 de maio de 1997", "DELIBERAGAO Nº 3/97"],
    "portaria": [
        "PORTARIA/GABPRES/Nº 299/2018",
        "PORTARIA Nº 012/GVS/2022",
        "Portaria n. º 06",
        "PORTARlA Nº 12/98",
        "P O R T A R I A Nº 12/98",
    ],
    "portaria_conjunta": ["PORTARIA CONJUNTA Nº 2", "PORTARIA-CONJUNTA Nº 2/2015", "P0RTARIA CONJUNTA Nº 2/2015"],
    "portaria_interministerial": [
        "PORTARIA INTERMINISTERIAL MF/MP Nº 127",
        "Portaria Interministerial nº 127/2008",
        "PORTARIA INTERM1NISTERIAL Nº 127",
    ],
    "decreto": ["DECRETO Nº 1.289, DE 3 DE MARÇO DE 2000", "Decreto n.º 1.289", "DECRET0 N° 1.289", "DEC. Nº 1.289/00"],
    "decreto_legislativo": ["DECRETO LEGISLATIVO Nº 6/2001", "Decreto Legislativo nº 6", "DECRETO LEG1SLATIVO Nº 6/2001"],
    "lei": ["LEI Nº 5.310, DE 4 DE JUNHO DE 1987", "Lei nº 5.310", "LE1 Nº 5.310"],
    "lei_complementar": [
        "LEI COMPLEMENTAR Nº 44",
        "LEI COMPLEMENTAR ESTADUAL Nº 44/2006",
        "LEI COMPLEMENTAR N° 44",
        "LC Nº 44",
        "LE1 C0MPLEMENTAR Nº 44",
    ],
    "medida_provisoria": ["MEDIDA PROVISÓRIA Nº 2.200-2", "Medida Provisória nº 12", "MEDIDA PROVlSORIA N° 12"],
    "emenda": ["EMENDA Nº 3/2012", "Emenda nº 3", "EMENDA N° 3/2012"],
    "emenda_constitucional": ["EMENDA CONSTITUCIONAL Nº 30", "Emenda Constitucional nº 30", "EMENDA C0NSTITUCIONAL Nº 30"],
    "instrucao_normativa": [
        "INSTRUÇÃO NORMATIVA Nº 5/2016/SEGES",
        "INSTRUÇÃO NORMATIVA RFB Nº 740",
        "INSTRUGÃO NORMATIVA Nº 5",
        "IN Nº 5/2016",
    ],
    "ordem_de_servico": [
        "ORDEM DE SERVIÇO Nº 14/2009",
        "Ordem de Serviço nº 14",
        "0RDEM DE SERVIÇO Nº 14/2009",
        "O.S. Nº 14/2009",
    ],
    "oficio": ["OFÍCIO Nº 45/2018-GAB", "Of. nº 133/2003", "0FICIO Nº 45/2018"],
    "oficio_circular": [
        "Of. Circ. nº 7/2020 – 6ª CRS/DAS",
        "OFÍCIO CIRCULAR Nº 8/2011/GAB",
        "OFÍCIO-CIRCULAR Nº 8",
        "OF. CIRC. Nº 8/2011",
        "OFlCIO CIRCULAR Nº 8/2011",
    ],
    "circular": ["CIRCULAR Nº 3/1964", "Circular nº 3", "C1RCULAR Nº 3/1964"],
    "memorando": ["MEMORANDO Nº 112/2013/DRH", "MEMO Nº 9/99", "Mem. nº 9/99", "MEM0RANDO Nº 112/2013"],
    "ata": ["ATA Nº 12/1955", "ATA DA 12ª REUNIÃO ORDINÁRIA", "ATA", "ATA N° 12/1955"],
    "edital": ["EDITAL Nº 1/2016", "EDITAL DE PREGÃO ELETRÔNICO Nº 12/2016", "EDITAL", "ED1TAL Nº 1/2016"],
    "edital_de_convocacao": [
        "EDITAL DE CONVOCAÇÃO Nº 2/2014",
        "Edital de Convocação nº 2/2014",
        "EDITAL DE CONVOCAGAO Nº 2/2014",
    ],
    "aviso": ["AVISO Nº 3/2007", "AVISO", "AV1SO Nº 3/2007"],
    "extrato_de_contrato": ["EXTRATO DE CONTRATO Nº 33/2019", "EXTRATO DO CONTRATO", "EXTRAT0 DE CONTRATO Nº 33/2019"],
    "extrato_de_termo_aditivo": [
        "EXTRATO DE TERMO ADITIVO",
        "EXTRATO DO 3º TERMO ADITIVO AO CONTRATO Nº 12/2010",
        "EXTRATO DO SEXTO TERMO ADITIVO",
    ],
    "extrato_de_convenio": ["EXTRATO DE CONVÊNIO Nº 5/2008", "EXTRATO DO CONVÊNIO", "EXTRATO DE C0NVENIO Nº 5/2008"],
    "extrato_de_empenho": ["EXTRATO DE EMPENHO", "EXTRATO DE NOTA DE EMPENHO Nº 12/2010", "EXTRATO DE EMPENH0 Nº 12/2010"],
    "termo_aditivo": ["TERMO ADITIVO", "2º TERMO ADITIVO AO CONTRATO Nº 9/2018", "TERMO AD1TIVO Nº 9/2018"],
    "termo_de_convenio": ["TERMO DE CONVÊNIO Nº 58/96", "TERMO DE CONVENIO N? 058/96"],
    "termo_de_fomento": ["TERMO DE FOMENTO Nº 3/2017"],
    "despacho": ["DESPACHO Nº 98/2003", "DESPACHO DO SECRETÁRIO", "DESPACH0 Nº 98/2003"],
    "parecer": ["PARECER Nº 311/1998", "PARECER CEE Nº 311/1998", "PARECER N° 311/1998"],
    "nota_tecnica": ["NOTA TÉCNICA Nº 4/2021", "Nota Técnica nº 4/2021", "N0TA TECNICA Nº 4/2021"],
    "retificacao": ["RETIFICAÇÃO", "RETIFICAÇÃO Nº 2/2010", "RET1FICAÇÃO Nº 2/2010"],
    "errata": ["ERRATA", "ERRATA Nº 2/2010", "ERRATA N° 2/2010"],
    "termo_de_cooperacao": ["TERMO DE COOPERAÇÃO TÉCNICA Nº 4/2011"],
    "ato": ["ATO Nº 1.532/2005", "ATO DO SECRETÁRIO", "AT0 Nº 1.532/2005"],
    "comunicado": ["COMUNICADO Nº 5/2001", "COMUNICADO", "C0MUNICADO Nº 5/2001"],
    "convocacao": ["CONVOCAÇÃO", "CONVOCAÇÃO Nº 3/2012", "C0NVOCAGAO Nº 3/2012"],
    "homologacao": ["HOMOLOGAÇÃO", "HOMOLOGAÇÃO Nº 3/2012", "H0MOLOGAÇÃO Nº 3/2012"],
    "ratificacao": ["RATIFICAÇÃO", "RATIFICAÇÃO Nº 3/2012", "RATIFlCAÇÃO Nº 3/2012"],
    "dispensa": ["DISPENSA Nº 8/2015", "Dispensa nº 8/2015", "D1SPENSA Nº 8/2015"],
    "dispensa_de_licitacao": ["DISPENSA DE LICITAÇÃO Nº 8/2015", "DISPENSA DE LICITAÇÃO", "DISPENSA DE LICITAGÃO Nº 8/2015"],
    "inexigibilidade": ["INEXIGIBILIDADE Nº 2/2015", "INEXIGIBILIDADE", "INEXIG1BILIDADE Nº 2/2015"],
    "resultado": ["RESULTADO DE JULGAMENTO", "RESULTADO DE LICITAÇÃO", "RESULTAD0 Nº 2/2015"],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LISTED.items() for line in lines])
def test_a_type_is_read_as_it_is_printed_and_damaged(kind: str, line: str) -> None:
    assert (told(line) or ("",))[0] == kind


@pytest.mark.parametrize(
    "line",
    [
        "Portaria nº 5/2011, que dispõe sobre o uso dos auditórios",
        "Resolução nº 12/98 do Conselho Estadual de Saúde",
        "Decreto nº 5, de 3 de maio de 2001, e suas alterações",
        "Res. nº 12/98, do Conselho",
        "PORTEIRO Nº 12/98",
        "LEITO Nº 12",
        "DECANO Nº 12/98",
        "ORDEM DO DIA Nº 3",
        "“PORTARIA Nº 3/2011",
        "PORTARIA",
        "RESOLUÇÃO",
        "LEI",
        "ATAS Nº 12/98",
        "REQUERIMENTO Nº 12/2010 - Solicita informações",
        "INDICAÇÃO Nº 12/2010 - Sugere a poda",
    ],
)
def test_a_mention_at_the_beginning_of_a_line_is_no_heading(line: str) -> None:
    assert heading(line) is None


def test_an_appointment_under_a_name_is_no_heading() -> None:
    assert heading("PORT. Nº 004/21 DE 04/01/21", under="ANA LIMA SOUZA\n") is None
    assert heading("PORT. Nº 004/21 DE 04/01/21", under="Fim.\n\n") is not None


@pytest.mark.parametrize(
    ("line", "number", "suffix", "year", "letters"),
    [
        ("RESOLUÇÃO Nº 05-A/96", "5", "A", 1996, None),
        ("PORTARIA Nº 0121/2022-SMS/GS", "121", None, 2022, "SMS/GS"),
        ("PORTARIA Nº 012/GVS/2022", "12", None, 2022, "GVS"),
        ("LEI Nº 1.289", "1289", None, None, None),
        ("PORTARIA n. º 06", "6", None, None, None),
        ("PORTARIA Nº 2402022", "2402022", None, None, None),
        ("PORTARIA S/N", None, None, None, None),
        ("PORTARIA S/Nº, DE 3 DE MAIO DE 2001", None, None, None, None),
        ("PORTARIA SEM NÚMERO", None, None, None, None),
        ("DECRETO Nº 42.850-63", "42850", None, 1963, None),
        ("MEDIDA PROVISÓRIA Nº 2.200-2", "2200", "2", None, None),
        ("MEDIDA PROVISÓRIA Nº 1.549-35", "1549", "35", None, None),
        ("EDITAL DE TOMADA DE PREÇOS Nº 3/2009", "3", None, 2009, None),
        ("EDITAL SEDUC Nº 3/2009", "3", None, 2009, "SEDUC"),
        *((f"RESOLUÇÃO NÚMERO {to_words(number).upper()}", str(number), None, None, None) for number in (1, 22, 105, 1996)),
    ],
)
def test_the_forms_of_numbers(line: str, number: str | None, suffix: str | None, year: int | None, letters: str | None) -> None:
    assert (told(line) or ("",))[1:] == (number, suffix, year, letters)
