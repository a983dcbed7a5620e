"""Words read badly, mended by a noisy channel: letters, commonness, and the words beside them.

A word is changed where a lexicon word explains the glyphs through the channel so much better than
the word as read that the odds are past `_SURE`. What no confusion explains stays as printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule
from normalizers.accented_names import restored
from normalizers.blanks import joined, parted
from normalizers.channel import Step
from normalizers.choices import Choice
from normalizers.context_words import Neighbours, mark
from normalizers.crase import Heard, crase
from normalizers.damage import clean_stretches, count
from normalizers.lexicon import lexicon
from normalizers.names import unified
from normalizers.places import placed
from normalizers.source_words import KEPT_ACCENTS, ask
from normalizers.strange_words import nearest, strange_words
from normalizers.tokens import word_edits
from normalizers.verdicts import Verdict, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.context import Context
    from normalizers.source_words import Asked
    from normalizers.tokens import Token

_SURE: Final = 0.85
"""Least share of belief at which a word of the lexicon is changed."""
_SURE_STRANGER: Final = 0.75
"""The same for what is no word."""
_FIGURES: Final = 3
"""Length up to which a token with a digit is a figure and no word ("l5" is a day, "6" no ó)."""
_OPEN: Final = 0.995
"""Share of belief below which the neighbours of a word are asked."""
_GRAVES: Final = 20
"""Words a and as to each à and às from which on a source is taken to have lost them."""
_ALL_LOST: Final = 0.75
"""Share of lost accents from which on a source is taken to have lost its à whatever stands there."""


@NORMALIZERS.register("words")
def words(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of badly read words; on clean text none, but of what is no word where a reader of scans was at work."""
    if context.clean:
        return strange_words(text, context) if context.scanned else ()
    whole = count(text, year=context.year)
    asked = ask(text, context, whole)
    heard = _heard(text, asked)
    known = {**restored(asked.found, lost=whole.lost), **unified(asked.found, heard.marks, asked.profile)}
    if whole.lost >= KEPT_ACCENTS:
        known |= placed(text, asked.found, heard.words, state=context.state)
    edits = _mended(asked.found, heard.marks, _in_context(asked, heard, known, lost=whole.lost))
    sound = clean_stretches(text, whole, year=context.year)
    return tuple(
        edit
        for edit in edits
        if edit.rule not in context.disabled and not any(span.start <= edit.span.start < span.end for span in sound)
    )


def _heard(text: str, asked: Asked) -> Heard:
    """Return the words as first decided, and what stands between them."""
    words_heard = [asked.first[token.text].choice.word for token in asked.found]
    ends = (0, *(token.end for token in asked.found))
    marks = [mark(text[end : token.start]) for end, token in zip(ends, asked.found, strict=False)]
    return Heard(words_heard, ["<s>", *marks[1:]] if marks else [])


def _in_context(asked: Asked, heard: Heard, known: Mapping[int, Verdict], *, lost: float) -> list[Verdict]:
    """Return the verdict of each token, its neighbours asked where it is open; `heard` takes what is decided.

    `known` are verdicts that stand already, by index of the token; `lost` is the share of accents the source lost.
    """
    graves = _graves_lost(asked.found, lost=lost)
    verdicts = []
    for at, token in enumerate(asked.found):
        verdict = known.get(at, asked.first[token.text])
        options = () if at in known else asked.options[token.text]
        if graves and token.text in {"a", "as"}:
            verdict = _with_crase(heard, at, verdict)
        elif len(options) > 1 and verdict.confidence < _OPEN:
            verdict = weigh(options, asked.profile, Neighbours(heard.left(at), heard.right(at)))
        heard.words[at] = verdict.choice.word if _sure(token, verdict) else token.text.lower()
        verdicts.append(verdict)
    return verdicts


def _graves_lost(found: Sequence[Token], *, lost: float) -> bool:
    """Whether the source shows no à where it must have had some, but for those that earlier steps gave back."""
    if lost > _ALL_LOST:
        return True
    kept = sum(token.text in {"à", "às", "À", "Às"} for token in found)
    bare = sum(token.text in {"a", "as"} for token in found)
    return kept * _GRAVES < bare


def _with_crase(heard: Heard, at: int, verdict: Verdict) -> Verdict:
    rule, confidence = crase(heard, at)
    if not confidence:
        return verdict
    word = heard.words[at]
    grave = "à" + word[1:]
    return Verdict(Choice(grave, (Step(0, 1, "à", "a"),), 0.0), confidence, 0.0, rule)


def _sure(token: Token, verdict: Verdict) -> bool:
    """Whether the verdict changes the token and is believed enough."""
    if not verdict.choice.steps or (len(token.text) <= _FIGURES and any(map(str.isdigit, token.text))):
        return False
    if token.text.lower() in lexicon().costs:
        return verdict.confidence >= _SURE
    return verdict.confidence >= _SURE_STRANGER and verdict.apart >= _SURE


def _mended(found: Sequence[Token], marks: Sequence[str | None], verdicts: Sequence[Verdict]) -> Iterator[Edit]:
    """Give the edits of all tokens, those cut by a blank joined and those run together parted."""
    heard = [verdict.choice.word for verdict in verdicts]
    after = -1
    for at, (token, verdict) in enumerate(zip(found, verdicts, strict=True)):
        if at == after:
            continue
        if _sure(token, verdict):
            yield from _edits(token, verdict)
        elif token.text.isalpha():
            whole = joined(found, marks, heard, at)
            halves_of = parted(token.text)
            if whole is not None:
                after = at + 1
                yield Edit(Span(token.start, found[after].end), cased(whole, token.text), "words-cut", 0.9)
            elif halves_of is not None and len(token.pieces) == 1:
                yield Edit(token.pieces[0], " ".join(halves_of), "words-glued", 0.85)
            elif (
                not verdict.choice.steps and token.text not in lexicon().costs and (found_near := nearest(token.text)) is not None
            ):
                yield from _edits(token, found_near)


def _edits(token: Token, verdict: Verdict) -> tuple[Edit, ...]:
    target = cased(verdict.choice.word, token.text)
    if verdict.choice.steps[0].printed == "I":
        target = "I" + target[1:]
    return word_edits(
        token, target, verdict.choice.steps, rule=verdict.rule, belief=(round(verdict.confidence, 4), round(verdict.cost, 3))
    )


def cased(word: str, read: str) -> str:
    """Return `word` in the case of the glyphs `read`."""
    letters = [char for char in read if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return word.upper()
    if read[0] == "[" or (letters and letters[0].isupper() and read.index(letters[0]) == 0):
        return word[0].upper() + word[1:]
    return word


@RULES.register("words")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("words-cut", "words.py", "a blank inside a word taken out"),
        Rule("words-glued", "words.py", "a blank given back between two words run together"),
    )
