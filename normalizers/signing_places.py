"""The place before the date of signing, read badly: the one municipality of its state that explains the glyphs.

`Cratets-CE, aos vinte e nove dias`, `Itaberaf (GO), 11/12/2015`, `em Belern, 3 de maio de 1951`. The state is the one
printed behind the name, else that of the source; where neither is known, or several municipalities explain the name
or none does, it stays as printed.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import regex

from normalizers import RULES, Rule
from normalizers.listed_places import Member, accented, explained, folded, known, of_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizers.tokens import Token
    from normalizers.verdicts import Verdict

_LONGEST: Final = 5
"""Words of a name."""
_SIGNED: Final = regex.compile(
    r"""
    (?:^[ \t]*|\b[Ee]m[ ])
    (?P<name>\p{Lu}[^\s,;:()/-]++(?:[ ](?:d[aeo]s?[ ])?\p{Lu}[^\s,;:()/-]*+){0,4})
    (?:[ ]?[-–/(][ ]?(?P<state>[A-Z]{2})\)?)?
    ,[ ](?:em[ ]|aos?[ ]|a[ ])?
    (?:[0-3]?\d[º°ª*]?[ ](?:\([^()\n]{1,20}\)[ ])?(?:de|dias)[ ]
      | \p{L}+(?:[ ]e[ ]\p{L}+)?[ ]dias[ ]do[ ] | \d\d/\d\d/(?:19|20)\d\d)
    """,
    regex.VERBOSE | regex.MULTILINE,
)


def signed_places(text: str, found: Sequence[Token], heard: Sequence[str], *, state: str | None) -> Mapping[int, Verdict]:
    """Return, by index of the token, the words of places of signing that were read badly.

    `heard` are the words as decided so far, in lower case; `state` is the two-letter code of the source, None where unknown.
    """
    starts = [token.start for token in found]
    verdicts: dict[int, Verdict] = {}
    for match in _SIGNED.finditer(text):
        code = match["state"] or state
        first = bisect_left(starts, match.start("name"))
        after = bisect_left(starts, match.end("name"))
        if code is None or not 0 < after - first <= _LONGEST:
            continue
        tokens = found[first:after]
        if tokens[0].start != match.start("name") or tokens[-1].end != match.end("name"):
            continue
        member = Member(first, after, tuple(heard[first:after]))
        printed = folded(tuple(token.text.lower() for token in tokens))
        if code in known().get(printed, ()):
            verdicts.update(accented(member, found, of_state(code)))
        elif printed not in known():
            verdicts.update(
                {at: each._replace(rule="municipality-signed") for at, each in explained(member, found, of_state(code)).items()}
            )
    return verdicts


@RULES.register("signing_places")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this module."""
    return (
        Rule(
            "municipality-signed",
            "signing_places.py",
            "the place before the date of signing, where one municipality of the state explains the glyphs read",
            "Cratets-CE, 5 de maio de 1998",
        ),
    )
