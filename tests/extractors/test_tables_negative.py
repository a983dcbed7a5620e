"""Prose, lists of provisions, signatures, letterheads: none of it is a table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spans import Span
from extractors.tables import find_tables
from tests.extractors.tables_found import found_in

NO_TABLES: dict[str, list[str]] = {
    "signature block web": [
        "Art. 3º Esta Lei entra em vigor na data de sua publicação.",
        "Palmas, 3 de maio de 2011.",
        "JOSÉ ANTUNES PRADO",
        "Governador do Estado",
        "MARIA DE LOURDES SÁ",
        "Secretária de Estado da Fazenda",
        "PEDRO NUNES",
        "Secretário de Estado da Casa Civil",
    ],
    "signatures name-role one line": [
        "Palmas, 3 de maio de 2011.",
        "José Antunes Prado - Presidente",
        "Maria de Lourdes Sá - Secretária",
        "Pedro Nunes Lima - Membro",
        "Ana Souza - Membro",
    ],
    "sig stamp": [
        "(Original assinado)",
        "José Antunes Prado - Presidente",
        "Maria de Lourdes Sá - Secretária",
        "Pedro Nunes Lima - Membro",
    ],
    "articles": [
        "Art. 1º Fica criado o Fundo Estadual, com recursos de R$ 10.000,00.",
        "Art. 2º O Fundo terá:",
        "I - conselho;",
        "II - secretaria;",
        "III - 12 membros.",
        "Art. 3º Esta Lei entra em vigor.",
    ],
    "recitals": [
        "CONSIDERANDO a Lei nº 8.080, de 1990;",
        "CONSIDERANDO a Lei nº 8.142, de 1990;",
        "CONSIDERANDO o Decreto nº 7.508, de 2011;",
        "RESOLVE:",
    ],
    "items": [
        "1.",
        "Encaminhar o processo ao setor competente.",
        "2.",
        "Emitir parecer conclusivo.",
        "3.",
        "Publicar o resultado no Diário Oficial.",
    ],
    "headings": ["TÍTULO I", "DAS DISPOSIÇÕES GERAIS", "CAPÍTULO I", "DO OBJETO", "Seção I", "Dos prazos"],
    "letterhead": [
        "ESTADO DE GOIÁS",
        "SECRETARIA DA SAÚDE",
        "Rua SC 1, nº 299",
        "CEP 74860-270",
        "Fone (62) 3201-3700",
        "GOIÂNIA - GO",
        "CNPJ 02.529.964/0001-57",
    ],
    "numbers of pages": ["12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25"],
    "dates prose": [
        "Reuniões realizadas em",
        "15/04/1992",
        "15/05/1992",
        "20/07/1992",
        "07/08/1992",
        "nas dependências da Câmara",
        "Compareceram dez conselheiros",
    ],
    "extract labels": [
        "Contrato nº 12/2019",
        "Objeto: aquisição de materiais",
        "Valor: R$ 5.000,00",
        "Vigência: 12 meses",
        "Dotação: 3390.30",
        "Data: 12/03/2019",
        "Contratada: Maria da Silva Souza",
    ],
    "extracts stacked": [
        "EXTRATO DE CONTRATO",
        "Contrato: 12/2019",
        "Valor: R$ 5.000,00",
        "EXTRATO DE CONTRATO",
        "Contrato: 13/2019",
        "Valor: R$ 7.000,00",
        "EXTRATO DE CONTRATO",
        "Contrato: 14/2019",
        "Valor: R$ 1.000,00",
    ],
    "bullets": ["· Solicitar o recurso via ofício;", "· Emitir declaração;", "· Enviar os documentos;"],
    "semicolons": [
        "São atribuições do conselho: aprovar o plano; fiscalizar; emitir parecer;",
        "São deveres: zelar; guardar; cumprir;",
        "São direitos: votar; opinar; recorrer;",
    ],
    "address list": ["Rua das Flores, 120", "Avenida Brasil, 3400", "Rua Sete de Setembro, 55", "Travessa Nova, 10"],
    "places": ["São Paulo - SP", "Belo Horizonte - MG", "Porto Alegre - RS", "Rio Branco - AC"],
    "closing": ["REGISTRE-SE,", "PUBLIQUE-SE,", "CUMPRA-SE."],
    "incisos of people": [
        "I - José Antunes Prado, representante da Fazenda;",
        "II - Maria de Lourdes Sá, representante da Saúde;",
        "III - Pedro Nunes Lima, representante da Educação.",
    ],
    "alineas of people": [
        "a) José Antunes Prado - Presidente;",
        "b) Maria de Lourdes Sá - Secretária;",
        "c) Pedro Nunes Lima - Membro;",
    ],
    "prose lines": [
        "O Secretário de Estado de Saúde, no uso de suas atribuições,",
        "resolve designar os servidores abaixo",
        "para compor a comissão de que trata",
        "a Portaria nº 123, de 2019.",
    ],
    "ementa and numbers": [
        "PORTARIA Nº 123",
        "DE 2019",
        "Dispõe sobre o expediente",
        "O SECRETÁRIO",
        "no uso de suas atribuições",
    ],
    "pub header": ["DIÁRIO OFICIAL", "Nº 12.345", "ANO XII", "PÁGINA 3", "PODER EXECUTIVO", "Nº 12.346", "ANO XIII", "PÁGINA 4"],
    "toc": ["Secretaria de Fazenda", "3", "Secretaria de Saúde", "5", "Secretaria de Educação", "9"],
    "processes": [
        "Processo nº 123/2019",
        "Interessado: João da Silva Souza",
        "Assunto: Licença",
        "Despacho: Defiro",
        "Processo nº 124/2019",
        "Interessado: Maria das Dores",
        "Assunto: Licença",
        "Despacho: Indefiro",
    ],
    "lists of names": ["José Antunes Prado", "Maria de Lourdes Sá", "Pedro Nunes Lima", "Ana Souza Reis", "Carlos Prado"],
    "legal cites lines": [
        "Lei Federal 8.080 - Lei Orgânica",
        "Lei Federal 8.142 - Participação Social",
        "Decreto Federal 7.508 - Regulamento",
    ],
    "name comma": [
        "José Antunes, Maria Sá, Pedro Nunes",
        "Ana Reis, Carlos Prado, João Lima",
        "Rita Dias, Luís Melo, Davi Pires",
    ],
    "phones": ["Gabinete 65 3613 5310", "Protocolo 65 3613 5311", "Ouvidoria 65 3613 5312"],
    "ocr prose with figures": [
        "no exercício de 1994 1995 1996",
        "conforme autos 12 13 14",
        "do processo 2 3 4 de que trata",
        "a lei de 1990",
    ],
    "times": ["Abertura", "08:00", "Encerramento", "17:00", "Intervalo", "12:00"],
}


@pytest.mark.parametrize("name", NO_TABLES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_it_is_no_table(name: str, gap: str) -> None:
    finding = found_in(NO_TABLES[name], gap=gap)
    assert finding.tables == ()
    assert finding.spans == ()
    assert finding.problems == ()


@pytest.mark.parametrize("text", ["", "\n\n\n", "   ", "-", "TOTAL", "Município"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert find_tables(text, Span(0, len(text))).tables == ()


WORDS = st.sampled_from(
    [
        "TOTAL",
        "Total geral",
        "Município",
        "1.",
        "7 Municípios",
        "-",
        "33,00",
        "R$ 1,00",
        "Região Sul",
        "Aurora",
        "|",
        "a;b;c",
        "12",
        "Aurora   12   33,00",
        "        Norte   -",
        "NOME   CARGO   NOTA",
        "Aurora ........ 33,00",
        "Titular: Elza Mota Rios",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from(["\n", "\n\n", " "]))
def test_whatever_is_found_holds_together(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    finding = find_tables(text, Span(0, len(text)))
    assert len(finding.tables) == len(finding.spans)
    for before, after in zip(finding.spans, finding.spans[1:], strict=False):
        assert before.end <= after.start
    for table, span in zip(finding.tables, finding.spans, strict=True):
        assert 0 <= span.start < span.end <= len(text)
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(0 <= at < len(table.rows) for at in table.total_row_indices)
        for cell in (cell for row in table.rows for cell in row if cell is not None):
            assert span.covers(cell.span)
            assert cell.value


def test_a_label_of_figures_is_no_cell_of_a_table_of_words() -> None:
    lines = ["Lote", "Descrição", "Qtd", "Lance", "1", "Sucata de ferro", "10 kg", "R$ 35,00", "2", "Arado", "um", "R$ 60,00"]
    assert all(len(table.columns) == 4 for table in found_in(lines).tables)
