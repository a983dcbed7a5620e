"""What an act does to another that it names: the relation, decided by the act's own operative word.

A word of relations.toml counts where it opens a sentence or a provision (or goes on after "e"), and
not where it is told of another act ("que altera a ..."), nor in a recital. What stands between word
and mention must be of one breath: no full stop, no "que", no "nos termos de".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import rows, string, strings
from corpus.text import either, fold

if TYPE_CHECKING:
    from corpus.spans import Span

_ITEM_END: Final = regex.compile(r"[;\n]+")
_BY: Final = regex.compile(r"\spel[oa]s?\b")
_BY_AT_END: Final = regex.compile(r"\bpel[oa]s?\s*$")

CITES: Final = "cites"
ORDER: Final = ("revokes", "amends", "rectifies", "republishes", "regulates", "answers", CITES)
"""Strongest first: what is kept where one act is named several times."""
_BEFORE, _AFTER, _LETTER, _LIST_REACH = 260, 220, 70, 1500
"""Code points searched on either side of a mention; a reply names its letter at once."""


@dataclass(frozen=True, slots=True)
class Governing:
    """The word that governs a mention: its relation, and whether only a part of the other act is meant."""

    relation: str
    partly: bool

    def told(self) -> str:
        """Return the relation as the record has it: to revoke a part is to amend."""
        return "amends" if self.relation == "revokes" and self.partly else self.relation


@lru_cache(maxsize=1)
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, str]]:
    """Return the patterns of the words before and after a mention, and form → relation."""
    relation: dict[str, str] = {}
    forms: dict[str, list[str]] = {"before": [], "after": []}
    for row in rows("relations"):
        relation |= {fold(form): string(row, "relation") for form in strings(row, "forms")}
        forms[string(row, "place")] += (fold(form) for form in strings(row, "forms"))
    before, after = (either(forms[place]) for place in ("before", "after"))
    return regex.compile(rf"(?<![\w-])(?:{before})(?![\w-])"), regex.compile(rf"(?<![\w-])(?:{after})(?![\w-])"), relation


# The start of a paragraph, with its label or none; what may stand before the act's own verb.
_LABEL: Final = r"""
    ^[\s"“”'*_-]*+
    (?: (?:art(?:igo)?\s?\.?\s?\d+\s?[.º°o]{0,2}\s?[-–—.:]*+
      | (?:§|paragrafo)\s?\w+\s?[.º°]{0,2}\s?[-–—.:]*+
      | [ivxl|1]{1,6}\s?[-–—)]\s?
      | [a-z]\)\s?
      | \d+(?:\.\d+)*+\s?[º°.)–-]{1,3}\s?
      | (?:ementa|assunto|ref(?:erencia)?)\s?[.:]\s?
      | (?:resolve|decreta|delibera|determina|resolvem)\s?:?\s*+ )\s*+ ){0,2}+
    ["“”'\s]*+
    """
_LABELLED: Final = regex.compile(_LABEL, regex.VERBOSE)
_OPENING: Final = regex.compile(_LABEL + "$", regex.VERBOSE)
_SENTENCE_END: Final = regex.compile(r"[;:\n]|(?<!\b(?:art|arts|inc|n|no|nos|nº|nºs|sr|dr|res|port|dec|al|par))[.](?=\s|$)")
_TOLD_OF_OTHERS: Final = regex.compile(r"\b(?:que|qual|quais|quem|cuj[oa]s?)(?:\s(?:se|tambem|ja|por\ssua\svez))?\s*$|\bnao\s*$")
_BREAK: Final = regex.compile(
    r"\b(?:que|conforme|consoante|considerando|mediante|nos\stermos|na\sforma|de\sacordo|com\s(?:base|fundamento|fulcro)|em\sconformidade|segundo|"
    r"(?:previst|dispost|estabelecid|constante|regulamentad|amparad|fundamentad|referid)\w*\s(?:n[ao]s?|pel[ao]s?|em)|por\sforca|em\scumprimento|"
    r"para\scumprir|a\sluz|em\sface|tendo\sem\svista)\b"
)
_PART: Final = regex.compile(
    r"(?<!\btod[oa]s\s[oa]s\s)\b(?:arts?|artigos?|incisos?|paragrafos?|alineas?|itens|item|anexos?|dispositivos?|capitulos?|titulos?|redacao|ementa|caput|tabelas?|quadros?|designacao|nomeacao|parte|trecho|inclusao)\b|§"
)
_CONNECTOR: Final = regex.compile(
    r"\s*+,?\s*+(?:publicad[oa]s?\s[^,;:\n]{0,70}?(?:,\s(?:de\s\d|sec(?:ao|\.)\s|pag(?:ina|s|\.)?\s?|p\.?\s?\d|n[º°.]\s)[^,;:\n]{0,40}?){0,4},?\s*+)?(?:,|e|,\s?e|bem\scomo|,\s?bem\scomo|assim\scomo|,\s?assim\scomo|e\stambem)\s+(?P<part>(?:[^.;:\n]|(?<=\bart|\barts|\binc|\bal)\.|\.(?=[º°ª])){0,60}?)"
)
_PASSIVE: Final = regex.compile(r"fica|revogad|revoga(?:ndo|m)?-se|revogando")
# Esta Portaria, a presente Lei nº 5/2020: the act itself as the one that does it
_THIS: Final = regex.compile(r"\b(?:est[ae]|presente)\s+[a-z]+(?:\s+n\S*\s*\S+)?\s*$")
_AND: Final = regex.compile(r"(?:\be|,)\s*$")
_AND_COMMA: Final = regex.compile(r",\s?e\s*$")
_THAT: Final = regex.compile(r"\b(?:que|qual|quais)\b")
# "nos termos da Resolução nº 3/2005, que fica alterada": what the relative clause orders is said of the mention
_THAT_IS: Final = regex.compile(r"\s*,\s+(?:que|[oa]\squal)\s+")
# The verb of an ementa or an order, in the third person or the infinitive: "Institui ...", "Aprovar ...".
_ORDERS: Final = regex.compile(
    r"(?:institui|dispoe|prorroga|altera|cria|aprova|estabelece|regulamenta|define|fixa|autoriza|acrescenta|modifica|da\snova|revoga|declara|concede|"
    r"homologa|designa|nomeia|constitui|reorganiza|disciplina|[a-z]{2,}[aei]r)\b"
)
_UPTO: Final = regex.compile(r"(?:(?:[oa]s?|d[oa]s?|n[oa]s?|aos?)\s+)?(?:(?:referid|citad|mesm)[oa]s?\s)?")


def governing(
    folded: str, span: Span, *, previous: tuple[Span, Governing] | None, others: tuple[Span, ...], letter: bool
) -> Governing | None:
    """Return the word that governs the mention at `span` of a folded text; None where it is only cited.

    `previous` is the mention before it with what governs that one: "altera a Lei nº 1 e a Lei nº 2"
    governs both. `others` are all mentions, so that a verb is not taken over another's head. `letter`
    tells that the act named can be answered.
    """
    start = max(folded.rfind("\n", 0, span.start) + 1, span.start - 600)
    if folded[start : span.start].lstrip(" \"“'-").startswith("considerando"):
        return None
    floor = max((other.end for other in others if other.end <= span.start), default=0)
    found = _verb_before(folded, start, span, floor, letter=letter)
    return found or _listed(folded, span) or _inherited(folded, span, previous) or _verb_after(folded, span, others)


# "Ficam revogados: I - a Resolução nº 1; II - ...": the words that open a list, its items, the item's own words.
_LIST: Final = regex.compile(r"[^.;:\n]{0,90}:\s*+(?P<items>.*)", regex.DOTALL)
_ITEM: Final = regex.compile(
    r"[\s\"“]*+(?:[ivxl|1]{1,6}\s?[-–—.)]|[a-z]\)|\d+(?:\.\d+)*+\s?[.)–-])\s*+(?P<own>[^;\n]*)", regex.VERBOSE | regex.DOTALL
)


def _listed(folded: str, span: Span) -> Governing | None:
    """Return the word that opens the list of which the mention's item is one."""
    floor = max(0, span.start - _LIST_REACH)
    last = max(folded.rfind(";", floor, span.start), folded.rfind("\n", floor, span.start))
    if folded.find(":", max(last, floor), span.start) < 0 and (last < floor or not _ITEM.match(folded, last + 1, span.start)):
        return None
    pattern, _, relations = _patterns()
    for match in reversed(list(pattern.finditer(folded, floor, span.start, timeout=10))):
        told = _LIST.match(folded, match.end(), span.start)
        if told is None or relations[match[0]] == "answers":
            continue
        items = _ITEM_END.split(told["items"])
        own = _ITEM.fullmatch(items[-1])
        line = folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()]
        if own is None or _BREAK.search(own["own"]) or not all(_ITEM.match(item) or not item.strip(" e") for item in items):
            return None
        if any(item.rstrip().endswith(".") for item in items[:-1]):
            return None
        if not _OPENING.match(line) and not match[0].startswith(("fica", "revog")):
            return None
        return Governing(relations[match[0]], partly=bool(_PART.search(own["own"])))
    return None


def _verb_before(folded: str, start: int, span: Span, floor: int, *, letter: bool) -> Governing | None:
    """Return the nearest word before the mention that is the act's own and reaches it over no other mention (`floor`)."""
    pattern, _, relations = _patterns()
    for match in reversed(list(pattern.finditer(folded, max(start, span.start - _BEFORE), span.start, timeout=10))):
        relation, gap, at = relations[match[0]], folded[match.end() : span.start], match.start()
        if relation == "answers":
            if letter and len(gap) <= _LETTER and at >= floor and not _SENTENCE_END.search(gap.lstrip(": .")):
                return Governing(relation, partly=False)
            continue
        if at < floor or _SENTENCE_END.search(gap) or _BREAK.search(gap) or _BY.match(gap):
            return None
        if not _own_word(folded[start:at], match[0]):
            return None
        return Governing(relation, partly=_of_part(gap))
    return None


# "o art. 98 da mesma Resolução e a ...": what follows "e a" is another object, named whole
_OTHER_WHOLE: Final = regex.compile(r"(?:\be|,)\s+(?:ainda\s|tambem\s)?[oa]s?\s*$")


def _of_part(gap: str) -> bool:
    """Whether between verb and mention only a part of the act named is told."""
    return _PART.search(gap) is not None and _OTHER_WHOLE.search(gap) is None


def _own_word(lead: str, form: str) -> bool:
    """Whether what leads up to a verb makes it the act's own: an opening, "this act", a passive, or "e" that goes on."""
    if _TOLD_OF_OTHERS.search(lead):
        return False
    ends = [match.end() for match in _SENTENCE_END.finditer(lead)]
    last = lead[ends[-1] :] if ends else lead
    if _OPENING.match(last) or _OPENING.match(lead) or _THIS.search(last):
        return True
    if _PASSIVE.match(form):
        return last.rstrip().endswith(",") or not _BREAK.search(last) or _goes_on(last)
    return _goes_on(last)


def _goes_on(last: str) -> bool:
    """Whether a sentence so far is one to which "e" or a comma adds another verb of the act's own."""
    if not _AND.search(last):
        return False
    if not _BREAK.search(last):
        return True
    ordered = _ORDERS.match(_LABELLED.sub("", last)) is not None
    return ordered and (_AND_COMMA.search(last) is not None or not _THAT.search(last))


def _inherited(folded: str, span: Span, previous: tuple[Span, Governing] | None) -> Governing | None:
    """Return what governs the mention before, where "e a ..." goes on from it."""
    if previous is None or previous[0].end > span.start:
        return None
    joint = _CONNECTOR.fullmatch(folded[previous[0].end : span.start])
    if joint is None or _BREAK.search(joint["part"]) or _agent(folded, span):
        return None
    partly = bool(_PART.search(joint["part"]))
    return Governing(previous[1].relation, partly=partly) if partly or _UPTO.fullmatch(joint["part"]) else None


def _verb_after(folded: str, span: Span, others: tuple[Span, ...]) -> Governing | None:
    """Return the word after the mention whose subject the mention is ("O art. 5º da Lei nº 1 passa a vigorar")."""
    _, pattern, relations = _patterns()
    line = folded.find("\n", span.end)
    ceiling = min(span.end + _AFTER, line if line >= 0 else len(folded))
    match = pattern.search(folded, span.end, ceiling)
    if match is None or any(span.end <= other.start < match.start() and not _agent(folded, other) for other in others):
        return None
    if _agent(folded, span):
        return None
    gap = folded[span.end : match.start()]
    floor = max((other.end for other in others if other.end <= span.start), default=0)
    head = folded[max(folded.rfind("\n", 0, span.start) + 1, span.start - _BEFORE, floor) : span.start]
    ends = [each.end() for each in _SENTENCE_END.finditer(head)]
    head = head[ends[-1] :] if ends else head
    said_of_it = _THAT_IS.fullmatch(gap) is not None and match[0].startswith("fica")
    if not said_of_it and (_SENTENCE_END.search(gap) or _BREAK.search(head) or not _subject(gap)):
        return None
    return Governing(relations[match[0]], partly=bool(_PART.search(_LABELLED.sub("", head))))


def _agent(folded: str, span: Span) -> bool:
    """Whether a mention is told as the doer ("alterado pelo Decreto nº 2")."""
    return _BY_AT_END.search(folded[max(0, span.start - 8) : span.start]) is not None


def _subject(gap: str) -> bool:
    """Whether between mention and verb there is nothing, or an insertion between commas."""
    bare = gap.strip()
    return bare in {"", ","} or (bare.startswith((",", "(")) and bare.endswith((",", ")")))
