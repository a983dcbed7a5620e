"""Numbers in Portuguese words, there and back: cardinals to 999 trillion, ordinals to 199.

Case and accents do not matter, nor do commas and the place of "e"; what matters is that each word
may follow the one before ("vinte e cem" is no number).

>>> parse_words("três milhões, quatrocentos mil, duzentos e sete")
3400207
>>> to_words(1996), parse_ordinal("décimo primeiro")
('mil novecentos e noventa e seis', 11)
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string, strings
from corpus.text import fold

_TOKENS: Final = regex.compile(r"[^\W\d_]++|[^\s,]")
_SCALES: Final = (
    (10**12, "trilhão", "trilhões"),
    (10**9, "bilhão", "bilhões"),
    (10**6, "milhão", "milhões"),
    (1000, "mil", "mil"),
)
LIMIT: Final = 10**15


@lru_cache(maxsize=3)
def words(kind: str) -> dict[str, int]:
    """Return folded word → value for the rows of a kind: `cardinal`, `scale` or `ordinal`."""
    found: dict[str, int] = {}
    for row in rows("number_words"):
        value = row.get("value")
        if not isinstance(value, int):
            raise KnowledgeError(f"number_words.toml, row {row['id']}: value must be an integer")
        if string(row, "kind") == kind:
            found |= dict.fromkeys((fold(word) for word in strings(row, "words")), value)
    return found


@lru_cache(maxsize=1)
def _spoken() -> dict[int, str]:
    """Return value → the word that is written back."""
    return {words("cardinal")[fold(first)]: first for row in rows("number_words") if row["kind"] == "cardinal"
            for first in strings(row, "words")[:1]}  # fmt: skip


def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`; other marks than commas and blanks are words of their own."""
    return tuple(_TOKENS.findall(fold(text)))


def parse_words(text: str) -> int | None:
    """Return the cardinal that `text` spells, whole; None where it spells none.

    >>> parse_words("hum mil"), parse_words("vinte dez"), parse_words("três reais")
    (1000, None, None)
    """
    return parse_tokens(tokens(text))


def parse_tokens(given: tuple[str, ...]) -> int | None:
    """Return the cardinal that folded words spell; see `parse_words`."""
    spoken = [word for word in given if word != "e"]
    if not spoken or given[0] == "e" or given[-1] == "e":
        return None
    total, group, ceiling, last_scale = 0, 0, 1000, LIMIT
    for word in spoken:
        scale = words("scale").get(word)
        if scale is None:
            value = words("cardinal").get(word)
            if value is None or not _may_follow(value, group, ceiling):
                return None
            group, ceiling = group + value, _ceiling(value)
        elif scale >= last_scale or (group == 0 and (scale != 1000 or ceiling == 0)):  # noqa: PLR2004 - mil
            return None
        else:
            total, group, ceiling, last_scale = total + (group or 1) * scale, 0, 1000, scale
    if ceiling == 0 and group == 0 and len(spoken) > 1:
        return None
    return total + group


def _may_follow(value: int, group: int, ceiling: int) -> bool:
    """Whether a cardinal may stand after what the group already holds."""
    return value < ceiling and (value > 0 or (group == 0 and ceiling == 1000))  # noqa: PLR2004 - a group begun anew


def _ceiling(value: int) -> int:
    """Return the bound under which the next word of the group must stay: units after tens, tens after hundreds."""
    if value >= 100:  # noqa: PLR2004
        return 100
    return 10 if value >= 20 else 0  # noqa: PLR2004


def to_words(number: int) -> str:
    """Return the cardinal in words as acts write it; raises `ValueError` outside 0 to 999 trillion.

    >>> to_words(3400207)
    'três milhões quatrocentos mil duzentos e sete'
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"no words for {number}")
    if number < 1000:  # noqa: PLR2004
        return _group(number)
    parts: list[str] = []
    for scale, one, many in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append("mil" if scale == 1000 and count == 1 else f"{_group(count)} {one if count == 1 else many}")  # noqa: PLR2004
    if number:
        parts.append(f"e {_group(number)}" if number < 100 or number % 100 == 0 else _group(number))  # noqa: PLR2004
    return " ".join(parts)


def _group(number: int) -> str:
    """Return 0 to 999 in words."""
    if number == 100:  # noqa: PLR2004
        return "cem"
    spoken = _spoken()
    hundreds, rest = number // 100 * 100, number % 100
    low = (rest,) if rest in spoken else (rest // 10 * 10, rest % 10)
    parts = [spoken[each] for each in (hundreds, *low) if each]
    return " e ".join(parts) or spoken[0]


def parse_ordinal(text: str) -> int | None:
    """Return the ordinal that `text` spells ("vigésimo segundo" is 22), None where it spells none."""
    total, ceiling = 0, 1000
    given = tokens(text)
    for word in given:
        value = words("ordinal").get(word)
        if value is None or value >= ceiling:
            return None
        total, ceiling = total + value, 100 if value >= 100 else 10 if value in range(10, 100, 10) else 0  # noqa: PLR2004
    return total or None


@lru_cache(maxsize=4096)
def nearest(word: str) -> str:
    """Return the number word that a folded word misses by one letter, where there is just one; else the word itself.

    Only words of five letters and more are mended ("oitcnta", "milhdes"): shorter ones are too near one another.

    >>> nearest("milhdes"), nearest("oitenta"), nearest("sete"), nearest("reais")
    ('milhoes', 'oitenta', 'sete', 'reais')
    """
    known = words("cardinal").keys() | words("scale").keys()
    if word in known or len(word) < 5 or word in _OTHER:  # noqa: PLR2004
        return word
    close = [each for each in known if len(each) >= 5 and _one_off(word, each)]  # noqa: PLR2004
    values = {words("cardinal").get(each, words("scale").get(each)) for each in close}
    return close[0] if len(values) == 1 else word


_OTHER: Final = frozenset({"reais", "contos", "centavos", "centavo", "conto", "sextos", "quartos", "quarta", "quarto", "quatros"})


def _one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return max(len(one), len(other)) - head - tail <= 1
