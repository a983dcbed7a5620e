"""Names of people by their shape: capitalised words and particles, titles before them left outside.

What no shape tells (a name and a role on one line without a mark, two people joined by "e") is for
:mod:`extractors.fields.people`.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

import regex

from corpus.knowledge import rows, string, strings
from corpus.spans import Span
from corpus.text import either, fold
from extractors.fields.bodies import is_body
from extractors.fields.roles import role_at

PARTICLES: Final = frozenset("de da do das dos e del della di du van von der den la le y".split())
FOR: Final = regex.compile(
    r"^(?:p/|p\.\s?/?|aa?\s?/|\(?\s?aa?\s?\.?\s?\)\.?\s*|\(?ass?\.?\)|pel[oa]\s|ass\.?:?\s|\(?assign?ad[oa]s?\)?(?:\spor)?:?\s)\s*",
    regex.IGNORECASE,
)
WORD: Final = regex.compile(r"(?:\p{Lu}[\p{L}'’´]*\.?|\p{Lu}['’]\p{Lu}\p{L}+)(?:-\p{Lu}\p{L}+)*")
MARK: Final = "[.ªº°?*®]"
STRAY: Final = "*_ .,:;|~`'\""
"""Specks and rules that stand before a name and are no part of it."""
NEVER: Final = frozenset(
    """anexo artigo art paragrafo resolucao portaria decreto lei edital municipio municipios total valor data
    registre publique cumpra considerando resolve ministerio governo estado federal nacional estadual municipal
    ltda epp eireli cia cnpj s/a empresa
    diario oficial pagina centro servico sistema programa unidade hospital tabela quadro sim nao
    termo objeto contratacao referencia justificativa cronograma planilha relatorio minuta formulario requerimento
    declaracao aviso errata retificacao homologacao pregao licitacao concorrencia contrato convenio assunto
    interessado dotacao vigencia publica publico ordem execucao orcamento
    designar nomear exonerar dispensar constituir instituir indicar reconduzir convocar autorizar lotar remover conceder
    substituir incluir excluir cessar tornar demitir aposentar admitir contratar compor delegar""".split()
)
"""Words that stand in no name: those of headings and forms, and verbs with which an order begins right before a name."""
FEWEST, MOST = 2, 9


@lru_cache(maxsize=1)
def _honorifics() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return the patterns, over folded text, of titles before a name and of a rank that stands alone."""
    free: set[str] = set()
    marked: set[str] = set()
    corps: set[str] = set()
    for row in rows("honorifics"):
        needy = set(strings(row, "needs_mark"))
        marked |= needy
        free |= set(strings(row, "printed")) - needy
        corps |= set(strings(row, "after"))
    title = rf"(?:(?:{either(free)})(?:{MARK}+|\b)|(?:{either(marked)}){MARK}+)(?:\(a\))?"
    after = rf"(?:{either(corps)})\b\.?"
    ranks = either(each for row in rows("honorifics") if string(row, "id") == "ranks" for each in strings(row, "printed"))
    return (
        regex.compile(rf"(?:{title}\s*(?:{after}\s+)?(?<=\s))+"),
        regex.compile(rf"(?:{ranks}){MARK}*(?:\s*{after})*"),
    )


def honorific_end(text: str, start: int = 0) -> int:
    """Return where the titles that stand at `start` of a text end; `start` where there are none.

    >>> honorific_end("Cel. PM Rui Sá"), honorific_end("Vera Lúcia Sá")
    (8, 0)
    """
    match = _honorifics()[0].match(fold(text), start)
    return match.end() if match else start


def is_rank(text: str) -> bool:
    """Whether a text is a rank and nothing else, as may stand after a name.

    >>> is_rank("CEL QOPM"), is_rank("Capital")
    (True, False)
    """
    return _honorifics()[1].fullmatch(fold(text.strip(" .,()"))) is not None


def person_in(text: str) -> tuple[int, int] | None:
    """Return where a person's name stands in a line that is only that name, None for any other line.

    Titles before it ("Dr.") and a sign of proxy ("p/") are outside. Offsets are of `text`.
    """
    start = len(text) - len(text.lstrip(STRAY))
    proxy = FOR.match(text[start:])
    start += proxy.end() if proxy else 0
    start = honorific_end(text, start)
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


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return the given names that are known, folded."""
    return frozenset(word for row in rows("given_names") for text in strings(row, "words") for word in text.split())


def divided(text: str, count: int) -> tuple[Span, ...]:
    """Return the stretches of a line of names that run on without a mark, where it can be cut into `count` of them.

    Each after the first must begin with a known given name, and there must be one way only; else there are none.

    >>> line = "ADEMAR FLEURY BORBA LÍDIA PRUDENTE"
    >>> [span.of(line) for span in divided(line, 2)]
    ['ADEMAR FLEURY BORBA', 'LÍDIA PRUDENTE']
    """
    words = list(regex.finditer(r"\S+", text))
    given = [at for at, word in enumerate(words) if at and fold(word[0]) in given_names()]
    ways = []
    for chosen in combinations(given, count - 1):
        bounds = [0, *chosen, len(words)]
        spans = tuple(Span(words[a].start(), words[b - 1].end()) for a, b in pairwise(bounds))
        if all(is_name(span.of(text)) for span in spans):
            ways.append(spans)
    return ways[0] if len(ways) == 1 else ()
