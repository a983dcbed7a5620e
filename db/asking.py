"""What a person types to search, and the same in the languages of the two engines.

    cofinanciamento reabilitação     both words, in any order, accents and case aside
    "fundo estadual de saúde"        words in this order, side by side
    reabilita*                       words that begin so
    -hospital -"em caráter"          acts that lack it
    portaria OR decreto              either (`|` says the same); binds closer than a blank
    240/2022                         what marks part is a phrase of its parts

Anything can be typed: marks that mean nothing here part words, and a quotation mark that is never
closed runs to the end. What reaches an engine is letters and figures alone, between our own marks.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import SettingsError
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*+")
"""A word, as FTS5's unicode61 cuts them."""

_PIECE: Final = regex.compile(r'(?<![^\s|])(-++)?+(?:"([^"]*+)(?:"|$)(\*)?+|([^\s"]++))|"([^"]*+)(?:"|$)(\*)?+|([^\s"]++)')
_QUOTES: Final = str.maketrans("“”„«»", '"""""')
_EITHER: Final = frozenset({"OR", "|", "||"})

MOST_WORDS: Final = 64
LONGEST: Final = 2_000
LONGEST_WORD: Final = 200


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side in this order, mostly one; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def single(self) -> str | None:
        """The word, where the term is one whole word."""
        return self.words[0] if len(self.words) == 1 and not self.prefix else None


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for: of each group one term at least, of `without` none."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """All terms that are looked for."""
        return tuple(term for group in self.groups for term in group)

    def also(self, near: Mapping[str, Sequence[str]]) -> Words:
        """Return the same with the words of `near` beside those they are near to."""
        return Words(tuple(tuple(_widened(group, near)) for group in self.groups), self.without)


def _widened(group: Sequence[Term], near: Mapping[str, Sequence[str]]) -> Iterator[Term]:
    for term in group:
        yield term
        yield from (Term((word,)) for word in near.get(term.single or "", ()))


def asked(typed: str) -> Words:
    """Return what was typed, understood; raises `SettingsError` where there is nothing to look for, or too much.

    >>> asked('fundo "da saúde" -hospital lei OR decr*').groups[2]
    (Term(words=('lei',), prefix=False), Term(words=('decr',), prefix=True))
    """
    if len(typed) > LONGEST:
        raise SettingsError(f"{len(typed):,} characters are too many to search for: give at most {LONGEST:,}")
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = False
    for out, term in _pieces(unicodedata.normalize("NFC", typed).translate(_QUOTES)):
        if term is None:
            either = bool(groups)
        elif out:
            without.append(term)
            either = False
        elif either:
            groups[-1] = (*groups[-1], term)
            either = False
        else:
            groups.append((term,))
    _check(groups, without)
    return Words(tuple(groups), tuple(without))


def _pieces(text: str) -> Iterator[tuple[bool, Term | None]]:
    """Yield the terms, each with whether it is to be lacking; None for a mark that joins by or."""
    for found in _PIECE.finditer(text):
        dash, first, first_star, plain, second, second_star, more = found.groups()
        bare = plain if plain is not None else more
        if bare in _EITHER and not dash:
            yield False, None
            continue
        told = bare if bare is not None else first if first is not None else second or ""
        words = tuple(WORD.findall(told))
        if words:
            yield bool(dash), Term(words, prefix=bool(first_star or second_star) or (bare or "").endswith("*"))


def _check(groups: Sequence[Sequence[Term]], without: Sequence[Term]) -> None:
    words = [word for term in (*(term for group in groups for term in group), *without) for word in term.words]
    if not groups:
        what = "only what is to be lacking" if without else "no word"
        raise SettingsError(f"there is {what} in what was asked: give a word to look for")
    if len(words) > MOST_WORDS:
        raise SettingsError(f"{len(words)} words are too many to search for: give at most {MOST_WORDS}")
    if any(len(word) > LONGEST_WORD for word in words):
        raise SettingsError(f"no word has more than {LONGEST_WORD} letters: part what was asked by blanks")


def fts5(words: Words) -> str:
    """Return the expression of SQLite's FTS5.

    >>> fts5(asked('fundo a/b* -lei'))
    '("fundo" AND "a b"*) NOT ("lei")'
    """

    def one(term: Term) -> str:
        return f'"{" ".join(term.words)}"{"*" * term.prefix}'

    groups = (" OR ".join(map(one, group)) for group in words.groups)
    wanted = " AND ".join(f"({group})" if " OR " in group else group for group in groups)
    return f"({wanted}) NOT ({' OR '.join(map(one, words.without))})" if words.without else wanted


def tsquery(words: Words, stems: Mapping[str, str]) -> str:
    """Return the `tsquery` of PostgreSQL; `stems` are those of words as they were typed, lower case.

    >>> tsquery(asked('Fundações -lei'), {"fundações": "fundaçõ"})
    "('fundacoes':ABC | 'fundaçõ':D) & !('lei':ABC)"
    """

    def either(term: Term) -> str:
        stem = stems.get(term.single.lower()) if term.single is not None else None
        return f"{one(term)} | '{stem}':D" if stem else one(term)

    def one(term: Term) -> str:
        lexemes = [f"'{lexeme(word)}':ABC" for word in term.words]
        lexemes[-1] = lexemes[-1].replace(":", ":*") if term.prefix else lexemes[-1]
        return lexemes[0] if len(lexemes) == 1 else f"({' <-> '.join(lexemes)})"

    wanted = " & ".join(f"({' | '.join(map(either, group))})" for group in words.groups)
    return wanted + "".join(f" & !({one(term)})" for term in words.without)


def lexeme(word: str) -> str:
    """Return a word as the function `lavra_folded` of PostgreSQL folds it.

    >>> lexeme("SAÚDE")
    'saude'
    """
    apart = unicodedata.normalize("NFD", word)
    return "".join(char for char in apart if not "\u0300" <= char <= "\u036f").lower() or fold(word)
