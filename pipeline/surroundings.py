"""Where and when a text is from, guessed from the text alone; None where it does not say.

Both guesses only steer repairs (which names and eras are likely). No record takes its state or
year from here.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import regex

from corpus.text import fold

STATES: Final = {
    "AC": ("acre", "rio branco"),
    "AL": ("alagoas", "maceio"),
    "AM": ("amazonas", "manaus"),
    "AP": ("amapa", "macapa"),
    "BA": ("bahia", "salvador"),
    "CE": ("ceara", "fortaleza"),
    "DF": ("distrito federal", "brasilia"),
    "ES": ("espirito santo", "vitoria"),
    "GO": ("goias", "goiania"),
    "MA": ("maranhao", "sao luis"),
    "MG": ("minas gerais", "belo horizonte"),
    "MS": ("mato grosso do sul", "campo grande"),
    "MT": ("mato grosso", "cuiaba"),
    "PA": ("para", "belem"),
    "PB": ("paraiba", "joao pessoa"),
    "PE": ("pernambuco", "recife"),
    "PI": ("piaui", "teresina"),
    "PR": ("parana", "curitiba"),
    "RJ": ("rio de janeiro", "rio de janeiro"),
    "RN": ("rio grande do norte", "natal"),
    "RO": ("rondonia", "porto velho"),
    "RR": ("roraima", "boa vista"),
    "RS": ("rio grande do sul", "porto alegre"),
    "SC": ("santa catarina", "florianopolis"),
    "SE": ("sergipe", "aracaju"),
    "SP": ("sao paulo", "sao paulo"),
    "TO": ("tocantins", "palmas"),
}
"""Letters of each state (IBGE), its name and its capital, folded."""

_LONGEST_FIRST: Final = sorted(STATES, key=lambda letters: -len(STATES[letters][0]))

# Cuiabá/MT   Cuiabá - MT   SES/MT   (Recife-PE)
LETTERS: Final = regex.compile(rf"(?<=\p{{L}}\s?[/–—-]\s?)(?:{'|'.join(STATES)})(?![\p{{L}}\d])")

# (over folded text)   estado de mato grosso do sul   governo do estado do para
NAMED: Final = regex.compile(
    rf"\bestado\s+d[aeo]s?\s+(?:(?P<name>{'|'.join(STATES[letters][0] for letters in _LONGEST_FIRST)})\b)".replace(" ", r"\s+")
)

# (over folded text)   cuiaba, 12 de maio    brasilia (df), 3 de
CAPITAL: Final = regex.compile(
    rf"\b(?P<name>{'|'.join(capital for _, capital in STATES.values())})\s*,\s*(?:em\s+)?\d{{1,2}}\S?\s+de\b".replace(" ", r"\s+")
)

YEAR: Final = regex.compile(r"(?<![\d.,])(?:18[0-9]|19[0-9]|20[0-9])[0-9](?![\d]|[.,]\d)")
EARLIEST: Final = 1808
"""The first official press of Brazil (Impressão Régia)."""

BY_NAME: Final = {name: letters for letters, (name, _) in STATES.items()}
BY_CAPITAL: Final = {capital: letters for letters, (_, capital) in STATES.items()}


def guess_state(text: str) -> str | None:
    r"""Return the letters of the state that more than half of all mentions name, None without one.

    Mentions are letters after a name ("Recife/PE"), "Estado de ..." and a capital before a date.

    >>> guess_state("GOVERNO DO ESTADO DO PARÁ\nBelém, 3 de maio. Lei federal (Brasília-DF)")
    'PA'
    >>> guess_state("Salvador assinou; Vitória também.") is None
    True
    """
    folded = fold(text)
    mentions = Counter(match[0] for match in LETTERS.finditer(text))
    mentions.update(BY_NAME[" ".join(match["name"].split())] for match in NAMED.finditer(folded))
    mentions.update(BY_CAPITAL[" ".join(match["name"].split())] for match in CAPITAL.finditer(folded))
    if not mentions:
        return None
    (state, count), *_ = mentions.most_common(1)
    return state if 2 * count > mentions.total() else None


def guess_year(text: str) -> int | None:
    """Return the year printed most often, 1808 to 2099; the later of two that are equally common.

    >>> guess_year("Lei 8.080/1990. Em 3 de maio de 2021; de 4 de maio de 2021; CEP 78050-200")
    2021
    >>> guess_year("sem ano") is None
    True
    """
    years = Counter(year for match in YEAR.finditer(text) if (year := int(match[0])) >= EARLIEST)
    return max(years, key=lambda year: (years[year], year)) if years else None
