"""Words of a damaged text: letters and the glyphs OCR puts for letters, across hyphens at line ends."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.spans import Edit, Span
from normalizers.addresses import addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.channel import Step

_WORD: Final = regex.compile(
    r"""
    (?<![\p{L}\d])
    ( (?: \p{L}
      | (?=[[|\d¢&])
        (?: \[ (?=[a-z]) (?![^\s\]]{0,30}\]) )?+      # a bracket read for a capital I, never closed
        (?: \| (?=\p{Ll}) | [\d¢&]++ (?=\p{L}|&) )?+      # |ndio, 6rgão, ¢ão; a rule before a capital is no letter
        \p{L} )
    [\p{L}\p{M}\d¢&£€]*+ (?: \| (?![\p{Lu}\d|\n]|\Z) [\p{L}\p{M}\d¢&£€]*+ )*+     # before these a rule parts cells
    (?: -\n[ \t]*+                                           # and its rest on the next line
      (?= [\p{Ll}¢|I\d&] | G(?:[aé&\d]|[aé]d|ad|d)o(?!\p{L})
        | (?<=\p{Lu}\p{Lu}-\n[ \t]*)\p{Lu}\p{Lu} )
      [\d¢&|]?+ [\p{L}¢&|] [\p{L}\p{M}\d¢&|£€]*+ )?+ )
    """,
    regex.VERBOSE,
)
_CODE: Final = regex.compile(r"^\d++[ºª°]?[A-Z]?$|^\p{Lu}++\d++$|^\p{Lu}&\p{Lu}$|\d{3}|^\d++[a-z]{1,2}$")
"""What is a number, a code or an initial pair, and no word read badly."""
_UNITS: Final = regex.compile(r"\(ha\)|/ha[^\p{L}]?")


class Token(NamedTuple):
    """A word as read: `text` without hyphen and line break, where it begins and ends, and the cut between its two pieces.

    `cut` is the stretch of hyphen, line break and blanks; None in a word that stands on one line.
    """

    text: str
    start: int
    end: int
    cut: Span | None = None

    @property
    def pieces(self) -> tuple[Span, ...]:
        """Where its one or two pieces stand."""
        if self.cut is None:
            return (Span(self.start, self.end),)
        return Span(self.start, self.cut.start), Span(self.cut.end, self.end)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text` in order; codes, numbers and addresses of the net are left out."""
    parts = _WORD.split(text)
    ends = list(accumulate(map(len, parts)))
    read = map(Token, parts[1::2], ends[0::2], ends[1::2])
    whole = (token if token.text.isalpha() else _whole(token) for token in read)
    found = [token for token in whole if token is not None and (token.text != "ha" or not _is_unit(text, token))]
    starts = [token.start for token in found]
    for span in reversed(tuple(addresses(text))):
        del found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    return tuple(found)


def _is_unit(text: str, token: Token) -> bool:
    """Whether a word that lost its accent is the sign of hectares: "(ha)", "kg/ha"."""
    return bool(_UNITS.fullmatch(text, max(0, token.start - 1), token.end + 1))


def _whole(token: Token) -> Token | None:
    """Return a token whose text still has its hyphen and line break without them; None where it is a code."""
    read, start, end, cut = token
    border = read.find("-\n")
    if border >= 0:
        rest = read[border + len("-\n") :].lstrip(" \t")
        read, cut = read[:border] + rest, Span(start + border, end - len(rest))
    return Token(read, start, end, cut) if read.isalpha() or _CODE.search(read) is None else None


def halves(token: Token) -> tuple[Token, Token]:
    """Return the two pieces of a token cut at a line end as words of their own."""
    first, second = token.pieces
    return Token(token.text[: first.length], *first), Token(token.text[first.length :], *second)


def word_edits(token: Token, target: str, steps: Sequence[Step], *, rule: str, belief: tuple[float, float]) -> tuple[Edit, ...]:
    """Return the edits that write `target` over the pieces of `token`; the line break stays.

    `steps` tell which glyphs of the token stand for what, and so where the target is cut; `belief`
    is the confidence and the channel cost.
    """
    if token.cut is None:
        if token.text == target:
            return ()
        return (Edit(Span(token.start, token.end), target, rule, *belief),)
    border = token.pieces[0].length
    cut = _image(border, steps, len(token.text), len(target))
    edits = []
    for piece, was, new in (
        (token.pieces[0], token.text[:border], target[:cut]),
        (token.pieces[1], token.text[border:], target[cut:]),
    ):
        if was != new:
            edits.append(Edit(piece, new, rule, *belief))
    return tuple(edits)


def _image(border: int, steps: Sequence[Step], before: int, after: int) -> int:
    """Return where offset `border` of the read word falls in the printed one; never at an end."""
    moved = 0
    for step in steps:
        if step.end <= border:
            moved += len(step.printed) - (step.end - step.start)
        elif step.start < border:
            moved += step.start - border
    return max(1, min(after - 1, border + moved)) if before > 1 and after > 1 else 0
