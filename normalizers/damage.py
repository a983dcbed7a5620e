"""How much of a text is damaged: cheap, from patterns, without the lexicon."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.context import CLEAN, Context
from corpus.knowledge import rows, strings
from corpus.spans import Span
from normalizers.addresses import is_address
from normalizers.lexicon import FOLD
from normalizers.orthography import is_old
from normalizers.strokes import stroke_damage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARGINS: Final = ".,;:!?()[]{}<>\"'“”‘’—–-_=+*#%@ºª°§/\\"
_STOPS: Final = ".,;:"
"""Marks after a word: with nothing else, it is no address."""
_PARTS: Final = regex.compile(r"[-/.,()'’\[\]]+")
_MARKS: Final = regex.compile(
    r"""
      [a-zé](?:[¢&£€]|\|[a-z]) | ¢[a-z&]                        # glyphs that stand inside no word
    | [a-zé][60][a-zé] | ^6[a-z]{2}                   # digits inside words
    | [aeiounp][cg¢]{1,2}(?:d|é|éd|cd|B|f|b|O|6|A)(?:o|es)$   # -ção, -ções
    | (?<!^p|^dr)[aeiou]g(?:ao|oes)$                          # the same where only the til was lost: attribuigao
    | ^[A-Z]?[a-z]++[AEIOUBG][a-zé]++$               # IndUstria, cAmaras
    | ^(?:[nN]|[sS])[dé]o$ | [aeio](?:nc|t|r)[é]?(?:éri[oa]|dri[oa])s?$
    """,
    regex.VERBOSE,
)
_SLIPS: Final = 0.06
"""Share of accented words that authors of clean texts leave bare."""
_NEARLY_ALL: Final = 0.75
"""Share of lost accents up to which an author may have left them out,"""
_BEYOND_E: Final = 2
"""and words with other accents than é beside them, which tell that the reader, if one there was, knew them."""
_FEW: Final = 3
"""Bare words under which one such word tells it."""
_OTHERS: Final = frozenset("áàâãíóôõúüçÁÀÂÃÍÓÔÕÚÜÇñÑ")
"""Letters that a reader without Portuguese data does not know."""
_BEARING: Final = 0.25
"""Share of the words of running Portuguese that bear an accent or a cedilla, about."""


class Count(NamedTuple):
    """Words of a stretch of text: `marked` bear glyphs no word has, `bare` lost an accent, `whole` kept one.

    `beyond` bear an accent beyond é, in whatever language.
    """

    words: int
    marked: int
    bare: int
    whole: int
    beyond: int = 0

    def __add__(self, other: object) -> Count:
        """Return the counts of two stretches together."""
        if not isinstance(other, Count):
            return NotImplemented
        return Count(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def seen(self) -> int:
        """Words that tell whether the reader kept accents."""
        return self.bare + self.whole + self.marked

    @property
    def _by_author(self) -> bool:
        """Whether accents that no other damage goes with were left out by an author: a few, or beside others that are there."""
        return self.beyond >= (1 if self.bare < _FEW else _BEYOND_E) and (self.bare < _FEW or self.lost < _NEARLY_ALL)

    @property
    def lost(self) -> float:
        """The share of those that lost theirs, 0 to 1."""
        return (self.bare + self.marked) / self.seen if self.seen else 0.0

    @property
    def damage(self) -> float:
        """The share of damaged words, 0 to 1."""
        if self.words == 0 or (not self.marked and self._by_author):
            return 0.0
        allowed = max(0.0, self.lost - _SLIPS) / (1 - _SLIPS)
        marks = max(0, self.marked - 1) / self.words
        return min(1.0, max(marks, allowed * min(_BEARING, self.seen / self.words * 2)))


@lru_cache(maxsize=2)
def _bare(*, old: bool) -> frozenset[str]:
    """Return common words without the accents they nearly always carry; before 1943 only those with a til or a cedilla."""
    words = frozenset(word for row in rows("bare_words") for word in " ".join(strings(row, "words")).split())
    return frozenset(word for word in words if word.endswith(("ao", "aos", "oes"))) if old else words


def count(text: str, *, year: int | None = None) -> Count:
    """Count the words of `text` by the marks of damage they bear; capitals without accents do not count.

    `year` is the year the text is of, where it is known: it tells which accents were printed then.
    """
    bare = _bare(old=is_old(() if year else words_of(text), Context(year=year)))
    words = marked = lost = whole = 0
    for token, times in Counter(_printed(text)).items():
        told = _told(token, bare)
        if told is _PLAIN:
            words += times
            continue
        words += told.words * times
        marked += told.marked * times
        lost += told.bare * times
        whole += told.whole * times
    return Count(words, marked, lost, whole)


def _printed(text: str) -> list[str]:
    """Return what stands between blanks in `text`, words cut at line ends made whole."""
    return text.replace("-\r\n", "").replace("-\n", "").split()


@lru_cache(maxsize=1)
def words_of(text: str) -> Counter[str]:
    """Count the words of a text, those cut at line ends made whole; kept for whoever asks the same text next."""
    found: Counter[str] = Counter()
    for token, times in Counter(_printed(text)).items():
        if token.isalpha():
            found[token] += times
            continue
        if token[-1] in _STOPS and token[:-1].isalpha():
            found[token[:-1]] += times
            continue
        if is_address(token):
            continue
        for part in _parts(token):
            found[part] += times
    return found


@lru_cache(maxsize=60_000)
def _parts(token: str) -> tuple[str, ...]:
    """Return the words in what stands between two blanks."""
    word = token.strip(_MARGINS)
    return tuple(part for part in (_PARTS.split(word) if _PARTS.search(word) else (word,)) if part)


_PLAIN: Final = Count(1, 0, 0, 0)


def _counted(found: Counter[str], year: int | None) -> Count:
    """Count the words of a text that are counted already."""
    bare = _bare(old=is_old(found, Context(year=year)))
    kinds = {"": 0, "marked": 0, "bare": 0, "whole": 0}
    for word, times in found.items():
        kinds[_kind(word, bare)] += times
    return Count(found.total(), kinds["marked"], kinds["bare"], kinds["whole"], _beyond(found))


def _beyond(found: Counter[str]) -> int:
    """Count the words that bear letters which a reader without Portuguese data does not know."""
    return sum(times for word, times in found.items() if not (word.isascii() or _OTHERS.isdisjoint(word)))


@lru_cache(maxsize=60_000)
def _told(token: str, bare: frozenset[str]) -> Count:
    """Count the words in what stands between two blanks."""
    kinds = [_kind(word, bare) for word in ((token,) if token.isalpha() else _parts(token))]
    return _PLAIN if kinds == [""] else Count(len(kinds), *map(kinds.count, ("marked", "bare", "whole")))


@lru_cache(maxsize=60_000)
def _kind(word: str, bare: frozenset[str]) -> str:
    """Return which count of `Count` a word belongs to, "" where to none; `bare` are the words that lost an accent."""
    if word.isascii() and word.islower() and word.isalpha() and word not in bare and not word.endswith(_DOUBTED):
        return ""
    if word.isupper() or word.isdigit():
        return ""
    if word.lower() in bare:
        return "bare"
    if _is_marked(word):
        return "marked"
    return "whole" if word.endswith(_WHOLE) or (not word.isascii() and word.lower().translate(FOLD) in bare) else ""


@lru_cache(maxsize=20_000)
def _is_marked(word: str) -> bool:
    """Whether a word bears glyphs that no word has."""
    return _MARKS.search(word) is not None


_WHOLE: Final = ("ção", "ções", "ão", "ões")
_DOUBTED: Final = ("do", "des", "go", "ges", "cao", "coes", "gao", "goes")


def estimate(text: str, *, year: int | None = None) -> float:
    """Return the share of damaged words of `text`, 0 to 1; below `corpus.context.CLEAN` it counts as clean.

    `year` is the year the text is of, where it is known.

    >>> estimate("O Conselho não deliberou sobre a programação.")
    0.0
    >>> estimate("O Conselho ndo deliberou sobre a programacdo e a situagéo.") > 0.01
    True
    """
    return judge(text, year=year).damage


_STRETCH: Final = 4000
"""Code points of a stretch that is judged apart: about a page."""
_MIXED_SOURCE: Final = 0.75
"""Share of lost accents from which on the whole source is damaged alike."""
_WORN: Final = 0.3
"""Share of lost accents from which on a page of a clean source is damaged."""
_WORN_WORDS: Final = 6
_GLYPHS: Final = 2
"""Damaged words it must have at the least, and those among them with glyphs that no author writes."""
_DRAWN: Final = 4.0
"""How many words the judgement of the whole source is worth in that of a stretch."""


def graves(text: str) -> int:
    """Return how often à and às stand in `text`."""
    found = words_of(text)
    return sum(found[word] for word in GRAVES)


GRAVES: Final = ("à", "às", "À", "Às")


class Extent(NamedTuple):
    """How much of a text is damaged (`damage`, 0 to 1), where, and how much of that (`worst`).

    `stretches` are sorted and apart: the whole text as one where it is damaged alike, none where it is clean.
    """

    damage: float
    stretches: tuple[Span, ...]
    worst: float


def judge(text: str, *, year: int | None = None) -> Extent:
    """Return how much of `text` is damaged and which of its pages (form feeds part them, else some 4,000 characters).

    A page is judged beside the whole: in a damaged source it must be sound to count as clean, in a clean
    one plainly damaged to count as that. `year` is the year the text is of, where it is known.
    """
    found = words_of(text)
    whole = _counted(found, year)
    damage = whole.damage if whole.damage >= CLEAN else max(whole.damage, stroke_damage(found))
    alike = Extent(damage, (Span(0, len(text)),), damage)
    if whole.damage < CLEAN <= damage or whole.lost > _MIXED_SOURCE:
        return alike
    if whole.damage < CLEAN and not _may_be_worn(whole):
        return Extent(damage, (), 0.0)
    pages = tuple(_stretches(text))
    if whole.damage < CLEAN:
        glyphs = _glyph_words(found)
        suspect = [span for span in pages if sum(text.count(word, *span) for word in glyphs) >= _GLYPHS]
        worn = [(span, part) for span in suspect if _is_worn(part := count(span.of(text), year=year), whole)]
    else:
        worn = [(span, part) for span in pages if not _is_clean(part := count(span.of(text), year=year), whole)]
    if len(worn) == len(pages):
        return alike
    return Extent(
        damage, _merged(span for span, _ in worn), max(damage, *(part.damage for _, part in worn), CLEAN) if worn else 0.0
    )


def _glyph_words(found: Iterable[str]) -> tuple[str, ...]:
    """Return the words that bear glyphs no word has: a page without some of them need not be counted."""
    plain = (word for word in found if not (word.isascii() and word.islower() and word.isalpha() and not word.endswith(_DOUBTED)))
    return tuple(word for word in plain if not (word.isupper() or word.isdigit()) and _is_marked(word))


def _is_clean(part: Count, whole: Count) -> bool:
    return _lost(part, whole) < 2 * _SLIPS


def _is_worn(part: Count, whole: Count) -> bool:
    """Whether a page of a clean source is damaged beyond doubt: a reader's glyphs, and accents lost by the dozen."""
    return _may_be_worn(part) and _lost(part, whole) > _WORN


def _may_be_worn(part: Count) -> bool:
    return part.marked >= _GLYPHS and part.bare + part.marked >= _WORN_WORDS


def _lost(part: Count, whole: Count) -> float:
    """Return the share of lost accents of a page, drawn towards that of the whole."""
    return (part.lost * part.seen + whole.lost * _DRAWN) / (part.seen + _DRAWN)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans, those that adjoin made one."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def _stretches(text: str) -> Iterator[Span]:
    """Give stretches of about a page that end at line ends."""
    start = 0
    while start < len(text):
        end = text.find("\n", min(len(text), start + _STRETCH))
        page = text.find("\f", start + 1, start + _STRETCH)
        end = page if page > 0 else len(text) if end < 0 else end + 1
        yield Span(start, end)
        start = end
