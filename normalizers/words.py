"""Words read badly, mended by a noisy channel: letters, commonness, and the words beside them.

A word is changed where a lexicon word explains the glyphs through the channel so much better than
the word as read that the odds are past `_SURE`. What no confusion explains stays as printed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from normalizers import NORMALIZERS
from normalizers.channel import Step
from normalizers.choices import Choice, choices
from normalizers.context_words import Neighbours, mark
from normalizers.crase import Heard, crase
from normalizers.damage import clean_stretches, count
from normalizers.lexicon import lexicon
from normalizers.names import unified
from normalizers.orthography import is_old, lost_in_old
from normalizers.places import placed
from normalizers.profile import fit
from normalizers.tokens import Token, halves, tokens, word_edits
from normalizers.verdicts import Verdict, at_first, bare, certain, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.context import Context
    from corpus.spans import Edit
    from normalizers.profile import Profile

_SURE: Final = 0.85
"""Least share of belief at which a word of the lexicon is changed."""
_SURE_STRANGER: Final = 0.75
"""The same for what is no word."""
_OPEN: Final = 0.995
"""Share of belief below which the neighbours of a word are asked."""
_SIGHTED: Final = 0.95
"""Share of belief past which a word serves to fit the source's own channel."""
_KEPT_ACCENTS: Final = 0.12
"""Share of lost accents under which a bare word is the author's."""
_SHORT: Final = 3
"""Letters up to which a word is too common by chance to serve so."""


def _sightings(asked: Mapping[str, tuple[Choice, ...]], times: Mapping[str, int]) -> list[tuple[str, tuple[Step, ...], int]]:
    """Return the words that are sure by the shipped channel, to fit the source's own."""
    found = []
    for read, options in asked.items():
        verdict = at_first(options) if len(options) > 1 else certain(options[0])
        if verdict.confidence > _SIGHTED and len(verdict.choice.word) > _SHORT:
            found.append((verdict.choice.word, verdict.choice.steps, times[read]))
    return found


def cased(word: str, read: str) -> str:
    """Return `word` in the case of the glyphs `read`."""
    letters = [char for char in read if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return word.upper()
    if read[0] == "[" or (letters and letters[0].isupper() and read.index(letters[0]) == 0):
        return word[0].upper() + word[1:]
    return word


@NORMALIZERS.register("words")
def words(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of badly read words; none on clean text."""
    if context.clean:
        return ()
    found = _parted(tokens(text))
    times = Counter(token.text for token in found)
    asked = {read: choices(read) for read in times}
    whole = count(text)
    if whole.lost < _KEPT_ACCENTS:
        asked = {read: tuple(option for option in options if not bare(option)) for read, options in asked.items()}
    old = is_old((read.lower() for read in times), context)
    if old:
        asked = {read: _old_choices(read, options) for read, options in asked.items()}
    profile = fit(_sightings(asked, times))
    first = {read: weigh(options, profile) if len(options) > 1 else certain(options[0]) for read, options in asked.items()}
    verdicts = _in_context(text, found, asked, first, profile, context.state)
    edits: list[Edit] = []
    sound = clean_stretches(text, whole)
    for token, verdict in zip(found, verdicts, strict=True):
        if (
            _sure(token, verdict)
            and verdict.rule not in context.disabled
            and not any(s.start <= token.start < s.end for s in sound)
        ):
            edits += _edits(token, verdict)
    return tuple(edits)


def _old_choices(read: str, options: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Leave out the accents that a text before 1943 did not print."""
    lower = read.lower()
    return tuple(option for option in options if len(option.word) != len(lower) or lost_in_old(lower, option.word))


def _sure(token: Token, verdict: Verdict) -> bool:
    """Whether the verdict changes the token and is believed enough."""
    if not verdict.choice.steps:
        return False
    return verdict.confidence >= (_SURE if token.text.lower() in lexicon().costs else _SURE_STRANGER)


def _parted(found: Iterable[Token]) -> tuple[Token, ...]:
    """Return the tokens, those cut at a line end taken as two words where that explains them better."""
    parted: list[Token] = []
    for token in found:
        parted += halves(token) if len(token.pieces) > 1 and _two_words(token) else (token,)
    return tuple(parted)


def _two_words(token: Token) -> bool:
    """Whether the two pieces are words of their own, and the whole is none."""
    costs = lexicon().costs
    if token.text.lower() in costs or len(choices(token.text)) > 1:
        return False
    return all(half.text.lower() in costs or len(choices(half.text)) > 1 for half in halves(token))


def _in_context(
    text: str,
    found: Sequence[Token],
    asked: Mapping[str, tuple[Choice, ...]],
    first: Mapping[str, Verdict],
    profile: Profile,
    state: str | None,
) -> list[Verdict]:
    """Return the verdict of each token, its neighbours asked where it is open, and the crases."""
    heard_words = [first[token.text].choice.word for token in found]
    marks = [mark(text[a.end : b.start]) if a is not None else "<s>" for a, b in zip((None, *found), found, strict=False)]
    heard = Heard(heard_words, marks)
    graves = _graves_lost(found)
    names = {**unified(found, marks, profile), **placed(text, found, heard_words, state=state)}
    verdicts = []
    for at, token in enumerate(found):
        verdict = names.get(at, first[token.text])
        options = () if at in names else asked[token.text]
        if graves and token.text in {"a", "as"}:
            verdict = _with_crase(heard, at, verdict)
        elif len(options) > 1 and verdict.confidence < _OPEN:
            verdict = weigh(options, profile, Neighbours(heard.left(at), heard.right(at)))
        heard_words[at] = verdict.choice.word if _sure(token, verdict) else token.text.lower()
        verdicts.append(verdict)
    return verdicts


def _graves_lost(found: Sequence[Token]) -> bool:
    """Whether the source shows no à where it must have had some."""
    kept = sum(token.text in {"à", "às", "À", "Às"} for token in found)
    bare = sum(token.text in {"a", "as"} for token in found)
    return kept * 20 < bare


def _with_crase(heard: Heard, at: int, verdict: Verdict) -> Verdict:
    rule, confidence = crase(heard, at)
    if not confidence:
        return verdict
    word = heard.words[at]
    grave = "à" + word[1:]
    return Verdict(Choice(grave, (Step(0, 1, "à", "a"),), 0.0), confidence, 0.0, rule)


def _edits(token: Token, verdict: Verdict) -> tuple[Edit, ...]:
    target = cased(verdict.choice.word, token.text)
    if verdict.choice.steps[0].printed == "I":
        target = "I" + target[1:]
    return word_edits(
        token, target, verdict.choice.steps, rule=verdict.rule, belief=(round(verdict.confidence, 4), round(verdict.cost, 3))
    )
