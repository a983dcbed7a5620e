"""Where and when a text is from, guessed from the text alone; None where it does not say.

Both guesses only steer repairs (which names and eras are likely). No record takes its state or
year from here.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

import regex

from corpus.states import state_named, states
from corpus.text import fold, squeeze

# Cuiabá/MT   Cuiabá - MT   (Recife-PE)   but not GM/MS, SAS/MS, which is the Ministério da Saúde
LETTERS: Final = regex.compile(rf"(?<=\p{{L}}{{4}}\s?)[/–—-]\s?+({'|'.join(states())})(?![\p{{L}}\d])")

# Estado de Mato Grosso do Sul   GOVERNO DO ESTADO DO PARÁ
NAMED: Final = regex.compile(r"\b(?:Estado|ESTADO)\s++(?i:d[aeo]s?)\s++(\p{L}++(?:\s++\p{L}++){0,3})")

# Cuiabá, 12 de maio    Recife, em 3 de
DATED: Final = regex.compile(r",\s*+(?:em\s++)?\d{1,2}\S?\s++de\b")

YEAR: Final = regex.compile(r"(?<![\d.,])(?:18[0-9]|19[0-9]|20[0-9])[0-9](?![\d]|[.,]\d)")
EARLIEST: Final = 1808
"""The first official press of Brazil (Impressão Régia)."""

LONGEST_NAME: Final = max(len(state.capital) for state in states().values())


def guess_state(text: str) -> str | None:
    r"""Return the letters of the state that more than half of all mentions name, None without one.

    Mentions are letters after a name ("Recife/PE"), "Estado de ..." and a capital before a date.

    >>> guess_state("GOVERNO DO ESTADO DO PARÁ\nBelém, 3 de maio. Lei federal (Brasília-DF)")
    'PA'
    >>> guess_state("Salvador assinou; Vitória também.") is None
    True
    """
    mentions = Counter(match[1] for match in LETTERS.finditer(text))
    mentions.update(filter(None, (_named(match[1]) for match in NAMED.finditer(text))))
    dated = (text[max(0, match.start() - LONGEST_NAME - 1) : match.start()] for match in DATED.finditer(text))
    mentions.update(filter(None, map(_capital, dated)))
    if not mentions:
        return None
    (state, count), *_ = mentions.most_common(1)
    return state if 2 * count > mentions.total() else None


@lru_cache(maxsize=4096)
def _named(words: str) -> str | None:
    """Return the letters of the state whose name `words` begin with."""
    state = state_named(words)
    return state.letters if state else None


@lru_cache(maxsize=4096)
def _capital(before: str) -> str | None:
    """Return the state whose capital stands at the end of `before`."""
    folded = f" {fold(squeeze(before))}"
    return next((state.letters for state in states().values() if folded.endswith(f" {state.capital}")), None)


def guess_year(text: str) -> int | None:
    """Return the year printed most often, 1808 to 2099; the later of two that are equally common.

    >>> guess_year("Lei 8.080/1990. Em 3 de maio de 2021; de 4 de maio de 2021; CEP 78050-200")
    2021
    >>> guess_year("sem ano") is None
    True
    """
    years = Counter(year for match in YEAR.finditer(text) if (year := int(match[0])) >= EARLIEST)
    return max(years, key=lambda year: (years[year], year)) if years else None
