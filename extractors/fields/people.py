"""Names of people, told from roles, bodies and prose by their shape.

spaCy's blank Portuguese tokenizer is not needed for lines of a signature block: a name there is a
line of capitalised words and particles. Sentences are left alone.
"""

from __future__ import annotations

from typing import Final

import regex

from corpus.text import fold
from extractors.fields.bodies import is_body
from extractors.fields.roles import role_at

PARTICLES: Final = frozenset("de da do das dos e del della di du van von der la le y".split())
HONORIFIC: Final = regex.compile(
    r"(?:(?:Dr|Dra|Sr|Sra|Prof|Profa|Profª|Eng|Engº|Des|Cel|Maj|Cap|Ten|Gen|Min|Ver|Vera|Vereador|Vereadora|Deputado|Deputada|Doutor|Doutora|Professor|Professora|Dep|Desemb|Cons|Exm[oa]|Ilm[oa]|Pe|Frei|Dom)\.?ª?º?\s+|(?:DR|DRA|SR|SRA|PROF|PROFA|CEL)\.?\s+)+"
)
FOR: Final = regex.compile(r"^(?:p/|p\.\s?/?|\(?aa?\.?\)\.?\s*|pel[oa]\s|ass\.?:?\s|assinado(?:\spor)?:?\s)\s*", regex.IGNORECASE)
WORD: Final = regex.compile(r"(?:\p{Lu}[\p{L}'’´]*\.?|\p{Lu}['’]\p{Lu}\p{L}+)(?:-\p{Lu}\p{L}+)*")
NEVER: Final = frozenset(
    """anexo artigo art paragrafo resolucao portaria decreto lei edital municipio municipios total valor data
    registre publique cumpra considerando resolve ministerio governo estado federal nacional estadual municipal
    ltda epp eireli cia cnpj s/a empresa
    diario oficial pagina centro servico sistema programa unidade hospital tabela quadro sim nao""".split()
)
FEWEST, MOST = 2, 9


def person_in(text: str) -> tuple[int, int] | None:
    """Return where a person's name stands in a line that is only that name, None for any other line.

    Titles before it ("Dr.") and a sign of proxy ("p/") are outside. Offsets are of `text`.
    """
    start = len(text) - len(text.lstrip("*_ "))
    proxy = FOR.match(text[start:])
    start += proxy.end() if proxy else 0
    honorific = HONORIFIC.match(text, start)
    start = honorific.end() if honorific else start
    end = len(text.rstrip(" .,;:*_"))
    return (start, end) if is_name(text[start:end]) else None


def is_name(text: str) -> bool:
    """Whether a text is shaped like a full name.

    >>> is_name("Ana Lúcia d'Ávila e Souza"), is_name("JOSÉ DA SILVA"), is_name("Secretário de Estado")
    (True, True, False)
    """
    words = text.split()
    if not FEWEST <= len(words) <= MOST or role_at(text) is not None or is_body(text):
        return False
    if any(fold(word).strip(".") in NEVER for word in words):
        return False
    solid = [word for word in words if word.lower() not in PARTICLES]
    if len(solid) < FEWEST or words[-1].lower() in PARTICLES or words[0].lower() in PARTICLES:
        return False
    return all(_is_word(word) for word in solid) and sum(len(word.strip(".")) > 1 for word in solid) >= FEWEST


def _is_word(word: str) -> bool:
    if word.startswith(("d'", "d’", "D'", "D’")):
        return len(word) > 2 and word[2].isupper()  # noqa: PLR2004 - the letter after the apostrophe
    return WORD.fullmatch(word) is not None
