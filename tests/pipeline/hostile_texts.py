"""Texts that every pattern likes too much: one thing again and again, in each place of an act where it may stand."""

from __future__ import annotations

from typing import Final

TITLE: Final = "PORTARIA Nº 12, DE 3 DE MAIO DE 2010"
OPENING: Final = f"{TITLE}\n\nO Secretário de Estado, no uso de suas atribuições, RESOLVE:\n\n"
SIGNED: Final = f"{OPENING}Art. 1º Aprovar o plano.\n\nCuiabá, 3 de maio de 2010.\n\nMaria de Souza\nSecretária\n\n"

PLACES: Final = {
    "alone": "",
    "heading": f"{TITLE} ",
    "preamble": f"{TITLE}\n\nO Secretário de Estado, ",
    "body": OPENING,
    "quotation": f"{OPENING}Art. 1º A Lei nº 5 passa a vigorar: “",
    "closing": f"{OPENING}Art. 1º Aprovar o plano.\n\nCuiabá, 3 de maio de 2010.\n\n",
    "annex": f"{SIGNED}ANEXO I\n\n",
    "letter": "Ofício nº 12/2010\n\nSenhor Secretário,\n\n",
    "extract": "EXTRATO DO CONTRATO Nº 12/2010\n\nPARTES: ",
    "errata": "RETIFICAÇÃO\n\nNa Portaria nº 5, onde se lê: ",
    "edital": "EDITAL Nº 12/2010\n\n1. Objeto\n2. Prazo\n3. Valor\n",
}
"""What stands before the repetition."""

UNITS: Final = (
    # one sign
    *" \t\n\f\u00a0\u200b", *"10.,;:-–—_/|\\()[]{}<>“”\"'‘’«»*#@$%&+=~º°ª§®¢", *"IVXAalemOo",
    # brackets and quotation marks in one another, never closed
    "[]", "((a", "“a ‘", "“a” ", "(mil reais ", "(Original assinado) ",
    # words, names, capitals
    "casa ", "Maria ", "ABC ", "XVI ", "e ", "de ", " e a ", "mil ", "um e ", "primeiro ", "a.", "n/", "a_", "d'",
    "abc-", "casa-\n",
    "anticonstitucionalissimamente", "ã", "a\u0301", "Ã§", "l1", "b|", "1a", "cdo ",
    # figures
    "1.", "1,", "1 ", "1/2/", "1.000.", "12-", "5% ", "R$ 1.000,00 ", "R$ ", "mil reais ", "1:000$000 ", "01/02/2010 ",
    "3 de maio de 2010, ", "3 de ",
    "000.000.000-00 ", "a@b.",
    # labels
    "Art. ", "Art. 1º ", "§ ", "§ 1º ", "I - ", "; II - ", "a) ", "; b) ", "1) ", "Parágrafo único. ", "I - a;\n",
    "Art. 1º a.\n", "TÍTULO I\n",
    # acts named and done to
    "Lei ", "Lei nº 1, ", "Leis nºs 1 e 2, ", "nº ", "SMS/", "SMS-GAB ", "revoga ", "Ficam revogadas: ",
    "que altera a ", "I - Lei nº 1;\n",
    "Considerando ", "considerando que\n", "publicado no ", "D.O. ", "onde se lê: ",
    # lines
    "DECRETO Nº 5\n", "PORTARIA\n", "ANEXO I\n", "Fulano de Tal\nSecretário\n", "Cuiabá, 3 de maio de 2010.\n",
    "12  DIÁRIO OFICIAL  12\n",
    "Nome: a\n", "| a ", "a | b\n", "a ..... 1\n", "a    b    1\n", "Maria da Silva 10 20,00\n", "Maria\n10\n20,00\n",
    "TOTAL 1\n", "1. Maria da Silva\n",
)  # fmt: skip
"""What is repeated."""


def hostile(place: str, unit: str, size: int) -> str:
    """Return a text of `size` characters of `unit` again and again, after the opening of `place`."""
    return f"{PLACES[place]}{(unit * (size // len(unit) + 1))[:size]}\n"
