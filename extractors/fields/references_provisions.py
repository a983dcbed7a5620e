"""The provisions of another act that a text cites beside it, as paths: "art5/par1/inc3".

Shapes read, before the act's name or behind it:

- downwards: "art. 5º, § 1º, inciso III, alínea 'b', da Lei nº 1"; "arts. 3º e 4º do Decreto nº 2"; "art. 24, II, da Lei nº 3"
- upwards: "o inciso II do § 1º do art. 7º da Lei nº 4"; "alíneas a e b do inciso I, e § 2º, do art. 9º da Lei nº 5"
- behind: "Lei nº 6/1990, art. 5º, I"; "CF/88, em seu art. 37"; "Lei nº 7 (arts. 1º a 3º)"

A phrase of which one label cannot be read is not told at all. A caput alone is its article.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import regex

from corpus.paths import segment
from corpus.spans import Span
from corpus.text import folded as folded_text
from corpus.values.number_words import parse_ordinal
from corpus.values.roman import parse_roman

REACH: Final = 240
"""Code points before or behind an act's name within which its provisions stand."""
_MOST_OF_RANGE: Final = 40

_QUOTE: Final = r"[\"“”'‘’´`]"
_NUMBER: Final = r"\d{1,4}(?:\.\d{3})?\s?[º°ªo]?(?:\s?[-–]\s?[a-z](?![\w.]))?(?![\w/])"
_AND: Final = r"(?:\s?[,;]\s?(?:e\s)?|\s(?:e|ou|a|ao|ate)\s(?:o\s)?)"
_NUMBERS: Final = rf"{_NUMBER}(?:{_AND}{_NUMBER})*+"
_ROMAN: Final = r"[ivxlc1|]{1,8}(?:\s?-\s?[a-z](?!\w))?(?![\w.º°])"
_ROMANS: Final = rf"{_ROMAN}(?:{_AND}{_ROMAN})*+"
_LETTER: Final = rf"{_QUOTE}?[a-z]{{1,2}}{_QUOTE}?(?![\w.])"
_LABEL: Final = regex.compile(
    rf"""
    (?<![\w-])
    (?: art(?:igo)?s?(?!\w)\s?[.,]?\s?(?P<artigo>unico|{_NUMBERS}|[a-z]{{4,}}[oa](?!\w))
      | (?:§\s?§?|paragrafos?\s|par\.\s?)\s?(?P<paragrafo>unico|{_NUMBERS}|[a-z]{{4,}}[oa](?!\w))
      | (?:incisos?|incs?\.)\s(?P<inciso>{_ROMANS})
      | (?:alineas?|als?\.|letras?)\s(?P<alinea>{_LETTER}(?:{_AND}{_LETTER})*+)
      | (?:itens|item)\s(?P<item>\d{{1,3}}(?:\.\d{{1,3}})*+(?:{_AND}\d{{1,3}}(?:\.\d{{1,3}})*+)*+)
      | {_QUOTE}?(?P<caput>caput){_QUOTE}?
      | (?<=[,e]\s)(?P<roman>{_ROMANS})
      | (?<=,\s){_QUOTE}(?P<letter>[a-z]{{1,2}}){_QUOTE}
    )
    """,
    regex.VERBOSE,
)
_LINK: Final = regex.compile(
    r"\s?[,;]?\s?(?:(?:e|ou|bem\scomo|assim\scomo|c/c|combinado\scom|tod[oa]s|amb[oa]s),?\s)?(?:(?P<up>d[aeo]s?)\s|(?:n?[oa]s?|ao?s?)\s)?"
)
_TAIL: Final = regex.compile(
    r"\s?,?\s?(?:(?:tod[oa]s|amb[oa]s|tudo),?\s)?(?:d[aeo]s?|n[ao]s?)\s(?:(?:referid|citad|mesm|mencionad)[ao]s?\s)?"
)
_BEHIND: Final = regex.compile(r"(?:,?[ ](?:em|no|nos)[ ](?:seus?[ ])?(?:[oa]s?[ ])?|[ ]?[,(–-][ ]?)(?=art|artigo)")
_OF_ANOTHER: Final = regex.compile(r"\s?,?\s?(?:tod[oa]s\s)?(?:d[aeo]s?|dest[ae]s?|dess[ae]s?|daquel[ae]s?)(?!\w)")
_PARTED: Final = regex.compile(r"\s?[,;]\s?(?:e\s)?|\s(?:e|ou)\s")
_RANGE: Final = regex.compile(r"(\d+)\s?[º°ªo]?\s(?:a|ao|ate)\s(?:o\s)?(\d+)\s?[º°ªo]?")
_NO_ORDINAL: Final = regex.compile(r"(?<=\d)\s?[º°ªo](?![a-z])")
_FIRST: Final = ("art", "item", "itens")
"""What is cited begins with an article or an item: where none of these stands, nothing is cited."""
_DEPTH: Final = {"artigo": 0, "caput": 1, "paragrafo": 1, "inciso": 2, "alinea": 3, "item": 4}


_SEVERAL: Final = regex.compile(r"§\s?§|paragrafos")


class Cited(NamedTuple):
    """Provisions cited together: their paths in order, and where they are named."""

    paths: tuple[str, ...]
    span: Span


class _Group(NamedTuple):
    """Labels of one kind named together ("incisos I e II"); `steps` are their names in a path, none for a caput."""

    kind: str
    steps: tuple[str, ...]
    span: Span


def cited_before(text: str, start: int) -> Cited | None:
    """Return the provisions that lead up to an act's name at `start`: "art. 5º, I, da"."""
    floor = max(0, start - REACH)
    folded = folded_text(text)
    if not any(folded.find(each, floor, start) >= 0 for each in _FIRST):
        return None
    labels = list(_LABEL.finditer(folded, floor, start, timeout=10))
    chain: list[regex.Match[str]] = []
    for label in reversed(labels):
        link = _LINK if chain else _TAIL
        if not link.fullmatch(folded, label.end(), chain[-1].start() if chain else start):
            break
        chain.append(label)
    return _cited(text, chain[::-1])


def cited_after(text: str, end: int, limit: int) -> Cited | None:
    """Return the provisions right behind an act's name that ends at `end`, before `limit`: ", art. 5º, I"."""
    folded = folded_text(text)
    lead = _BEHIND.match(folded, end)
    if lead is None:
        return None
    chain: list[regex.Match[str]] = []
    for label in _LABEL.finditer(folded, lead.end(), min(limit, end + REACH), timeout=10):
        link = _LINK.fullmatch(folded, chain[-1].end(), label.start()) if chain else None
        if (link is None or link["up"]) if chain else label.start() != lead.end():
            break
        chain.append(label)
    if not chain or _OF_ANOTHER.match(folded, chain[-1].end()):
        return None
    return _cited(text, chain)


def _cited(text: str, labels: list[regex.Match[str]]) -> Cited | None:
    """Return the paths of a chain of labels; None where one cannot be read or there is no article to begin with."""
    groups = [_group(text, label) for label in labels]
    if not groups or any(group is None for group in groups):
        return None
    read = [group for group in groups if group is not None]
    ups = [
        (link := _LINK.fullmatch(one.string, one.end(), other.start())) is not None and link["up"] is not None
        for one, other in pairwise(labels)
    ]
    paths = tuple(dict.fromkeys(_paths(_downwards(read, ups))))
    return Cited(paths, Span(labels[0].start(), labels[-1].end())) if paths else None


def _downwards(groups: list[_Group], ups: list[bool]) -> list[_Group]:
    """Return the groups from the article down: those parted by "do" stand under what follows ("inciso I do art. 5º")."""
    chunks: list[list[_Group]] = [[groups[0]]]
    for group, up in zip(groups[1:], ups, strict=True):
        if up:
            chunks.append([group])
        else:
            chunks[-1].append(group)
    told, at = _turned(chunks.pop()), 0
    while chunks:
        under = _turned(chunks.pop())
        beside = [each for each in under if _DEPTH[each.kind] <= _DEPTH[told[at].kind]]
        below = [each for each in under if _DEPTH[each.kind] > _DEPTH[told[at].kind]]
        told = [*told[:at], *beside, told[at], *below, *told[at + 1 :]]
        at += len(beside) + bool(below)
    return told


def _turned(groups: list[_Group]) -> list[_Group]:
    """Return groups named from the deepest up by commas alone ("inciso III, § 3º, art. 142") from the article down."""
    depths = [_DEPTH[each.kind] for each in groups]
    upwards = depths[-1] == 0 and all(one > other for one, other in pairwise(depths))
    return groups[::-1] if upwards else groups


def _paths(groups: list[_Group]) -> list[str]:
    """Return the paths of groups in order: each under the nearest before it that is higher; the deepest are told."""
    found: list[str] = []
    over: dict[int, tuple[str, ...]] = {}
    for index, group in enumerate(groups):
        depth = _DEPTH[group.kind]
        over = {level: paths for level, paths in over.items() if level < depth}
        parents = over[max(over)] if over else ("",)
        if parents == ("",) and depth and group.kind != "item":
            return []
        paths = tuple(f"{parent}/{name}".lstrip("/") for parent in parents for name in group.steps) if group.steps else parents
        over[depth] = paths
        deeper = index + 1 < len(groups) and _DEPTH[groups[index + 1].kind] > depth
        found += () if deeper else paths
    return found


def _group(text: str, label: regex.Match[str]) -> _Group | None:
    """Return the labels of a match; None where one cannot be read."""
    span = Span(*label.span())
    if label["caput"]:
        return _Group("caput", (), span)
    if label["roman"] or label["inciso"]:
        name = "roman" if label["roman"] else "inciso"
        printed = text[slice(*label.span(name))]
        numerals = [_numeral(each, bare=name == "roman") for each in _PARTED.split(printed)]
        return _made("inciso", numerals, span)
    if label["alinea"] or label["letter"]:
        letters = _PARTED.split(label["alinea"] or label["letter"])
        return _made("alinea", [each.strip(" \"“”'‘’´`") or None for each in letters], span)
    kind = next(each for each in ("artigo", "paragrafo", "item") if label[each])
    if kind == "paragrafo" and _PARTED.search(label[kind]) and not _SEVERAL.match(label[0]):
        return None  # "arts. 5º, § 1º, e 7º": an article, or a sloppy plural
    return _made(kind, [number for each in _PARTED.split(label[kind]) for number in _numbers(each)], span)


def _made(kind: str, numbers: list[str | None], span: Span) -> _Group | None:
    read = [each for each in numbers if each is not None]
    return _Group(kind, tuple(segment(kind, each) for each in read), span) if read and len(read) == len(numbers) else None


def _numbers(printed: str) -> list[str | None]:
    """Return the number of a label, those of a range, or None for what is none."""
    ranged = _RANGE.fullmatch(printed)
    if ranged:
        first, last = int(ranged[1]), int(ranged[2])
        return [str(each) for each in range(first, last + 1)] if first < last <= first + _MOST_OF_RANGE else [None]
    bare = _NO_ORDINAL.sub("", printed).replace(".", "") if "." not in printed or printed[-4:-3] == "." else printed
    if bare == "unico":
        return ["unico"]
    parts = [part.strip() for part in bare.replace("–", "-").split("-")]
    if parts[0].isdigit():
        return ["-".join([str(int(parts[0])), *(part.upper() for part in parts[1:])])]
    if regex.fullmatch(r"\d+(?:\.\d+)+", bare):
        return [bare]
    ordinal = parse_ordinal(bare)
    return [str(ordinal) if ordinal else None]


def _numeral(printed: str, *, bare: bool) -> str | None:
    """Return an inciso's numeral; I read as l, 1 or a stroke among capitals is I, a `bare` one must be in capitals."""
    head, _, suffix = printed.replace("–", "-").strip().partition("-")
    mended = head.strip().translate(_ONES) if not head.strip().islower() or head.strip() in {"l", "ll", "lll"} else head.strip()
    if bare and not mended.isupper():
        return None
    value = parse_roman(mended.upper())
    return None if value is None else mended.upper() + (f"-{suffix.strip().upper()}" if suffix else "")


_ONES: Final = str.maketrans("l1|", "III")
