"""Bodies that issue acts: their names as printed, their letters, and whether the two belong together."""

from __future__ import annotations

from typing import Final

import regex

from corpus.text import fold

BODY: Final = regex.compile(
    r"""(?:a\s|o\s)?(?:(?:sub)?secretarias?\s(?!ad\shoc)|gabinete|conselho\b|comissao|comite|fundacao|instituto|departamento|superintendencia
        |diretoria|coordenadoria|coordenacao|procuradoria|defensoria|universidade|agencia|companhia|empresa|junta\s|inspetoria|delegacia
        |escola\s|hospital\s|fundo\s|casa\scivil|corregedoria|controladoria|consorcio|policia\s|corpo\sde\sbombeiros|servico\s|camara
        |prefeitura|governo|municipio|ministerio|assembleia|tribunal|estado\sd|republica|autarquia|caixa\s|banco\s|associacao|sindicato
        |federacao|mesa\sd(?:iretora|a\s)|reitoria|pro-reitoria|comando\s(?:d[aeo]\s|geral|militar)
        |\d{1,3}\s?[ªaº]\s(?:coordenadoria|delegacia|regional|gerencia|superintendencia|promotoria))""",
    regex.VERBOSE,
)
HEADS: Final = frozenset(
    """secretaria subsecretaria gabinete conselho comissao comite fundacao instituto departamento superintendencia
    diretoria coordenadoria coordenacao procuradoria defensoria universidade agencia companhia empresa junta
    inspetoria delegacia escola hospital fundo corregedoria controladoria consorcio policia corpo servico camara
    prefeitura governo municipio ministerio assembleia tribunal republica autarquia caixa banco associacao
    sindicato federacao mesa reitoria pro-reitoria""".split()
)
"""Words with which the name of a body begins, and in no person's name stand."""
LETTERS: Final = regex.compile(r"\b[A-ZÀ-Ú]{2,}(?:/[A-Z]{2,})*\b")
VOWEL: Final = regex.compile(r"[AEIOUÁÉÍÓÚÂÊÔÃÕÀ]")
SMALL: Final = frozenset("a o as os de da do das dos e em no na nos nas ao à para com".split())


def is_body(text: str) -> bool:
    """Whether a line begins with the name of a body."""
    return BODY.match(fold(text)) is not None and not text.endswith((".", ";", ":")) and "secretária" not in text.lower()[:12]


def proper(name: str) -> str:
    """Return a name printed in capitals as a proper name: particles small, the rest with a capital.

    >>> proper("6ª COORDENADORIA REGIONAL")
    '6ª Coordenadoria Regional'
    >>> proper("CONSELHO ESTADUAL DE SAÚDE DO ESTADO DE GOIÁS"), proper("Fundo de Saúde"), proper("SECRETARIA DE SAÚDE - SES/GO")
    ('Conselho Estadual de Saúde do Estado de Goiás', 'Fundo de Saúde', 'Secretaria de Saúde - SES/GO')
    """
    if not name.replace("ª", "").replace("º", "").isupper():
        return name
    words = []
    for index, word in enumerate(name.split(" ")):
        letters = "/" in word or "(" in word or not VOWEL.search(word) or (index and name.split(" ")[index - 1] in {"-", "–"})
        small = index and word.lower() in SMALL
        words.append(word.lower() if small else word if letters else "-".join(p.capitalize() for p in word.split("-")))
    return " ".join(words)


def initials_fit(letters: str, name: str) -> bool:
    """Whether a body's letters are made of the initials of its name, in order ("CES/MT", "Conselho Estadual de Saúde").

    >>> initials_fit("CES/MT", "Conselho Estadual de Saúde"), initials_fit("COSEMS/MT", "Conselho Estadual de Saúde")
    (True, False)
    """
    head = fold(letters.split("/", maxsplit=1)[0])
    words = [fold(word) for word in name.split() if word.lower() not in SMALL]
    return _spells(head, words)


def _spells(letters: str, words: list[str]) -> bool:
    """Whether the letters are the words' beginnings one after another, each word giving at least one."""
    if not letters:
        return True
    if not words:
        return False
    most = 3
    return any(
        letters.startswith(words[0][:size]) and _spells(letters[size:], words[1:])
        for size in range(1, min(most, len(words[0])) + 1)
    )
