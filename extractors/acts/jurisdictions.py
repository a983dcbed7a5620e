"""For whom an issuer speaks: its proper name where letters are printed, its level of government, state and municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.acts import Found
from corpus.issuers import letters_of_bodies, level_of, located, speaker, state_letters, state_of_name
from corpus.municipalities import named
from extractors.fields.bodies import initials_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.spans import Span

# Secretaria de Estado de Saúde (SES/MT), Secretaria de Estado de Saúde - SES/MT
_NAMED: Final = regex.compile(
    r"(?P<name>\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?:\s(?:(?:d[aeo]s?|e|em|para|à)\s)?\p{Lu}\p{Ll}+){1,12}+)"
    r"\s?(?:\(|[-–]\s?)(?P<letters>[A-Z]{2,}(?:[/-][A-Z]{2,})*)(?!\w)"
)


class Jurisdiction(NamedTuple):
    """What is known of an issuer's place in the state; all of it is derived."""

    level: Found[str] | None = None
    state: Found[str] | None = None
    municipality: Found[str] | None = None


def of_letters(text: str, within: Sequence[Span], letters: Found[str] | None) -> Found[str] | None:
    """Return the proper name of the body whose letters are printed: as the text gives it, else as the table has it.

    The text's own name must be made of the letters' initials; where it gives two, none is told.
    """
    if letters is None:
        return None
    printed = {
        " ".join(match["name"].split())
        for span in within
        for match in _NAMED.finditer(text, span.start, span.end, timeout=10)
        if match["letters"] == letters.value and initials_fit(match["letters"], match["name"])
    }
    if len(printed) == 1:
        return Found(printed.pop(), letters.span, "issuer-letters-in-text", 0.85, derived=True)
    known = None if printed else letters_of_bodies().get(letters.value)
    return Found(known.name, letters.span, "body-letters", 0.85, derived=True) if known else None


def jurisdiction(issuer: Found[str] | None, acronym: Found[str] | None, place: Found[str] | None) -> Jurisdiction:
    """Return for whom an issuer speaks; what its words, letters and place of signing do not tell is left open."""
    if issuer is None:
        return Jurisdiction()
    letters = acronym.value if acronym else ""
    level = level_of(issuer.value, letters)
    told = speaker(issuer.value, letters, place.value if place else "")
    if level is None:
        return Jurisdiction()
    sure = issuer.confidence
    found = Found(told.level if told else level, issuer.span, "issuer-level", sure, derived=True)
    if told is None or told.letters is None:
        return Jurisdiction(found)
    own = told.level != "municipal" and state_of_name(issuer.value) == told.letters
    rests = issuer if own else place if place and state_letters(located(place.value)[1]) == told.letters else acronym
    state = Found(told.letters, (rests or issuer).span, "issuer-state", sure, derived=True)
    cities = named(told.city, told.letters) if told.city else ()
    if len(cities) != 1 or place is None:
        return Jurisdiction(found, state)
    return Jurisdiction(found, state, Found(cities[0].ibge, place.span, "issuer-municipality", sure, derived=True))
