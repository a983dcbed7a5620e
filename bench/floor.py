"""The floor: one pass of thirty patterns, of the kind a gazette reader needs, over a text.

Every speed of the text path is told as a multiple of it, measured in the same run on the same text,
so that figures of two machines, or of two days, can be laid side by side.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import Final

import regex

FLOOR: Final = tuple(
    regex.compile(pattern, regex.MULTILINE)
    for pattern in (
        r"\bArtigos?\s+\d+|\bArts?\.\s*\d+",
        r"§{1,2}\s?\d+[ºo°]?",
        r"\bPARÁGRAFO\s+ÚNICO\b|\bParágrafo\s+único\b",
        r"^[ \t]*[IVX]+\s*[-–.)]",
        r"^[ \t]*[a-j]\)\s",
        r"^[ \t]*\d{1,3}[.)]\s",
        r"\b[nN]\s?[º°o.]\s*\d[\d.]*(?:[/-]\d{2,4})?",
        r"\b\d\d?[º°]? de \p{L}+ de \d{4}\b",
        r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b",
        r"\b(?:R|Cr|Cz|NCr|NCz)\$\s?\d[\d.]*(?:,\d{2})?",
        r"\b\d+(?:,\d+)?\s?%",
        r"\bLEI\b|\bLei(?:\s+Complementar)?\s+(?:Federal\s+|Estadual\s+)?n",
        r"\bDecretos?(?:-Lei)?\s+n",
        r"\bPortarias?\s+(?:\p{Lu}+(?:/\p{Lu}+)*\s+)?n",
        r"\bResoluç(?:ão|ões)\s+(?:\p{Lu}+\s+)?n",
        r"\b(?:Instrução\s+Normativa|Deliberação|Nota\s+Técnica|Parecer)\b",
        r"\bOf(?:ício|\.)\s*(?:Circular\s+)?n",
        r"\bConstituição\s+(?:Federal|Estadual|da\s+República)\b",
        r"\b(?:RESOLVE|DECRETA|DETERMINA|DELIBERA)\b",
        r"\bCONSIDERANDO\b|\bConsiderando\b",
        r"\bANEXO\s+(?:ÚNICO|[IVX]+)\b",
        r"\bSecretári[oa]s?\s+(?:de|da|do)\b|\bPrefeit[oa]s?\b|\bGovernador[a]?\b",
        r"\b\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}\b",
        r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b",
        r"\b[Pp]rocessos?\s+(?:[aA]dministrativos?\s+)?n",
        r"\b(?:incisos?|alíneas?|caput|parágrafos?)\b",
        r"(?<=\p{Ll})-\n(?=\p{Ll})",
        r"^[\p{Lu} .,'-]{12,}$",
        r"\([^()\n]{4,120}\b(?:reais|cruzeiros|centavos)\)",
        r"\b\w[\w.-]*+@[\w-]+(?:\.[\w-]+)+",
    )
)


def floor_seconds(text: str, *, passes: int = 5) -> float:
    """Return the median seconds of one pass of all patterns over `text`."""
    return median(_pass(text) for _ in range(passes))


def _pass(text: str) -> float:
    start = perf_counter()
    for pattern in FLOOR:
        for _match in pattern.finditer(text):
            pass
    return perf_counter() - start
