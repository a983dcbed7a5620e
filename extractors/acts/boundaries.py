"""One source cut into its acts: where each begins (letterhead or heading) and ends.

What stands between two acts is told apart: a letterhead belongs to the act under it; headings of
the gazette (a section, a body) stand over the acts under them until the next such heading.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import records
from corpus.text import capitals, fold
from extractors.acts.headings import Heading, headings
from extractors.fields.bodies import SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.acts.paragraphs import Paragraph

LETTERHEAD: Final = regex.compile(
    r"""(?:republica\sfederativa|(?:governo\sdo\s)?estado\s(?:de|da|do)\b|governo\s(?:de|da|do|federal|municipal)|prefeitura|municipio\sd|camara\smunicipal
        |ministerio\s|servico\spublico\sfederal|assembleia\slegislativa|tribunal\s|poder\s(?:judiciario|legislativo))""",
    regex.VERBOSE,
)
BODY: Final = regex.compile(
    r"""(?:republica|(?:governo\sdo\s)?estado\s|governo\s|prefeitura|municipio\s|camara\s|ministerio|servico\spublico|assembleia|tribunal
        |secretaria|subsecretaria|gabinete|conselho|comissao|fundacao|instituto|departamento|superintendencia|diretoria|coordenadoria
        |coordenacao|procuradoria|defensoria|universidade|agencia|autarquia|companhia|empresa|junta|inspetoria|delegacia|escola|hospital
        |fundo\s|casa\scivil|corregedoria|controladoria|auditoria|policia|corpo\sde\sbombeiros|consorcio|poder\s|comando\s(?:d[aeo]\s|geral|militar)
        |\d{1,3}\s?[ªaº]\s(?:coordenadoria|delegacia|regional|gerencia|superintendencia|regiao|promotoria|companhia|batalhao)|batalhao|reitoria)""",
    regex.VERBOSE,
)
SECTION: Final = regex.compile(
    r"""(?:poder\s(?:executivo|legislativo|judiciario)|atos?\sd[aeo]s?\s(?:govern|prefeit|poder|secret|president)|secretarias?\sde\sestado$
        |administracao\s(?:direta|indireta|municipal|estadual)|licitacoes|contratos(?:\se\sconvenios)?|editais|leis$|decretos$|portarias$
        |resolucoes$|publicacoes|ineditoriais|avisos$|extratos$|(?:primeira|segunda|terceira|\d[ªa])\s(?:secao|parte)|secao\s[ivx]+)""",
    regex.VERBOSE,
)
CABINET: Final = regex.compile(r"gabinete\b")
"""A cabinet's line over a letter names no body: what the letterhead before it names still holds."""
STATE_LINE: Final = regex.compile(r"(?:Governo d[oe] )?Estado d[aeo] \p{Lu}[\p{L} ]+$")
MUNICIPAL: Final = frozenset(
    {"prefeitura", "prefeitura municipal", "camara municipal", "camara de vereadores", "fundo municipal de saude"}
)
WIDEST: Final = 110
MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """An act's paragraphs by index: `start` (letterhead or heading) to `end`, past the last.

    `section` and `organ` are indexes of the gazette's headings that stand over it; `letterhead` is
    the range of the last letterhead on or over it, which acts without one of their own go under.
    """

    start: int
    end: int
    heading: Heading
    section: int | None = None
    organ: int | None = None
    letterhead: tuple[int, int] = (0, 0)


def stretches(parts: Sequence[Paragraph], heads: Sequence[Heading] | None = None) -> tuple[Stretch, ...]:
    """Return the acts of a text in order, under the headings given, else under those that it has."""
    heads = headings(parts) if heads is None else heads
    found: list[Stretch] = []
    section: int | None = None
    organ: int | None = None
    letterhead = (0, 0)
    for number, head in enumerate(heads):
        floor = heads[number - 1].last if number else 0
        over = _over(parts, head.first, floor) if head.start is None else ()
        start = head.first if head.start is None else head.start
        alone = len(heads) == 1 and bool(over) and over[0] == 0
        letter = head.kind.family == "letter"
        if head.start is not None and head.start < head.first:
            letterhead = (head.start, head.first)
        if over and (alone or letter or LETTERHEAD.match(parts[over[0]].folded)) and not _gazette(parts, over):
            start = over[0]
            cabinet = all(CABINET.match(parts[i].folded) for i in over)
            letterhead = letterhead if cabinet else (start, head.first)
            over = ()
        elif over:
            section = next((i for i in over if SECTION.match(parts[i].folded)), section)
            organ = next((i for i in reversed(over) if not SECTION.match(parts[i].folded)), organ)
        if found:
            found[-1] = _cut(found[-1], over[0] if over else start)
        found.append(Stretch(start, len(parts), head, section, organ, letterhead))
    return tuple(found)


def _cut(stretch: Stretch, end: int) -> Stretch:
    return replace(stretch, end=end)


def _over(parts: Sequence[Paragraph], head: int, floor: int) -> tuple[int, ...]:
    """Return the indexes of the lines right over a heading that name a body or a section."""
    index = head
    while index > floor and _names_body(parts, index - 1, head):
        index -= 1
    while index < head and not (_of_diary(parts, index) or BODY.match(parts[index].folded) or SECTION.match(parts[index].folded)):
        index += 1
    return tuple(range(index, head))


def _names_body(parts: Sequence[Paragraph], index: int, head: int) -> bool:
    part = parts[index]
    if (
        len(part.text) > WIDEST
        or not (capitals(part.text) or STATE_LINE.match(part.text) or _proper_body(part))
        or part.text.endswith((".", ";", ":", ","))
    ):
        return False
    if BODY.match(part.folded) or SECTION.match(part.folded):
        return not _is_role_of_signature(parts, index)
    return (
        index + 1 < head and capitals(part.text) and parts[index + 1].gap == 1 and BODY.match(parts[index + 1].folded) is not None
    )


def _proper_body(part: Paragraph) -> bool:
    """Whether a line in small letters is the proper name of a body: every word but the particles with a capital."""
    words = [word for word in part.text.split() if word.lower() not in SMALL]
    return BODY.match(part.folded) is not None and len(words) <= MOST_WORDS and all(word[0].isupper() for word in words)


def _of_diary(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether a line is a heading of a diary of municipalities: one's name, or "Prefeitura", between blank lines."""
    part = parts[index]
    alone = part.gap != 1 and (index + 1 >= len(parts) or parts[index + 1].gap != 1)
    return alone and (part.folded in MUNICIPAL or (part.folded in municipalities() and part.text[0].isupper()))


@cache
def municipalities() -> frozenset[str]:
    """Return the names of Brazil's municipalities, folded."""
    return frozenset(fold(row["name"]) for row in records("municipalities"))


def _is_role_of_signature(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether the line stands right under a name, as a role or the body a signatory speaks for."""
    return (
        index > 0
        and parts[index].gap == 1
        and not BODY.match(parts[index - 1].folded)
        and not SECTION.match(parts[index - 1].folded)
    )


def _gazette(parts: Sequence[Paragraph], over: tuple[int, ...]) -> bool:
    """Whether lines over a heading are headings of a gazette and not an act's letterhead."""
    return any(SECTION.match(parts[i].folded) for i in over)
