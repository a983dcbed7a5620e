"""Words read badly, mended by a noisy channel: letters, commonness, and the words beside them.

A word is changed where a lexicon word explains the glyphs through the channel so much better than
the word as read that the odds are past `_SURE`. What no confusion explains stays as printed.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.problems import Problem
from corpus.spans import Edit, Span
from normalizers import DOUBTS, NORMALIZERS, RULES, Rule
from normalizers.accented_names import restored
from normalizers.blanks import joined, parted, seams
from normalizers.channel import Step, plain
from normalizers.choices import Choice
from normalizers.closed_words import closed_edits
from normalizers.context_words import Neighbours, mark
from normalizers.crase import Heard, crase
from normalizers.damage import GRAVES, count
from normalizers.lexicon import lexicon
from normalizers.listed_places import LISTED, listed
from normalizers.names import unified
from normalizers.pattern_rows import apart
from normalizers.places import placed
from normalizers.signing_places import signed_places
from normalizers.signing_women import signing
from normalizers.source_words import KEPT_ACCENTS, ask
from normalizers.strange_words import nearest, strange_words
from normalizers.tokens import word_edits
from normalizers.verdicts import Verdict, certain, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.context import Context
    from normalizers.source_words import Asked
    from normalizers.tokens import Token

_SURE: Final = 0.85
"""Least share of belief at which a word of the lexicon is changed."""
_SURE_STRANGER: Final = 0.75
"""The same for what is no word."""
_FIGURES: Final = 3
"""Length up to which a token with a digit is a figure and no word ("l5" is a day, "6" no ó)."""
_RARE: Final = 7.0
"""Cost in nats of a word that is not among the few that make every sentence."""
_SELDOM: Final = 8.6
"""The same, for words of an accented vowel (dá, há, mês): they are few."""
_NEVER: Final = 99.0
_SURE_FIGURE: Final = 0.9
"""Least share of belief at which a short word with a figure is taken for one of them."""
_VOWELS: Final = frozenset("áâãéêíóôõú")
_OPEN: Final = 0.995
"""Share of belief below which the neighbours of a word are asked."""
_GRAVES: Final = 20
"""Words a and as to each à and às from which on a source is taken to have lost them."""
_ALL_LOST: Final = 0.75
"""Share of lost accents from which on a source is taken to have lost its à whatever stands there."""


@NORMALIZERS.register("words")
def words(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of badly read words; on clean text none, but of what is no word where a reader of scans was at work."""
    if context.untouched:
        return ()
    decided = strange_words(text, context) if context.clean else _judged(text, context).edits
    return apart((*decided, *closed_edits(text, context)))


@DOUBTS.register("words")
def doubts(text: str, context: Context) -> tuple[Problem, ...]:
    """Return the recurring names whose readings differ and that no one form explains; none on clean text."""
    return () if context.clean else _judged(text, context).doubts


class _Judged(NamedTuple):
    """What came of the words of a text."""

    edits: tuple[Edit, ...]
    doubts: tuple[Problem, ...]


@lru_cache(maxsize=1)
def _judged(text: str, context: Context) -> _Judged:
    """Decide all words of a damaged text; kept for whoever asks next for the doubts of the same."""
    whole = count(text, year=context.year)
    asked = ask(text, context, whole)
    heard = _heard(text, asked)
    names = unified(asked.found, heard.marks, asked.profile)
    known = {**restored(asked.found, lost=whole.lost), **names.verdicts, **signing(text, asked.found, lost=whole.lost)}
    if whole.lost >= KEPT_ACCENTS:
        known |= {**listed(text, asked.found, heard.words), **placed(text, asked.found, heard.words, state=context.state)}
        known |= signed_places(text, asked.found, heard.words, state=context.state)
    bare = _BARE if _graves_lost(asked.times, context.graves, lost=whole.lost) else frozenset[str]()
    verdicts = _in_context(asked, heard, known, bare)
    open_places = [places for places in names.unexplained if len({heard.words[at] for at in places}) > 1]
    for at in chain.from_iterable(open_places):
        verdicts[at] = certain(Choice(asked.found[at].text.lower(), (), 0.0))
    edits = _mended(asked.found, heard.marks, verdicts)
    return _Judged(
        tuple(edit for edit in edits if edit.rule not in context.disabled), tuple(_unresolved(text, asked.found, open_places))
    )


def _unresolved(text: str, found: Sequence[Token], open_places: Iterable[Mapping[int, tuple[int, int]]]) -> Iterator[Problem]:
    """Give a doubt for each place of a name whose readings are still several after all words are decided."""
    for places in open_places:
        spans = [_on_its_line(text, found[at], Span(found[first].start, found[last].end)) for at, (first, last) in places.items()]
        told = ", ".join(sorted({" ".join(span.of(text).split()) for span in spans}))
        for span in sorted(spans):
            yield Problem("unresolved_name", "", span, f"no one name explains all its readings: {told}")


def _on_its_line(text: str, word: Token, name: Span) -> Span:
    """Return the part of a name that stands on the line of its doubtful word: what is under it may be an office."""
    start = text.rfind("\n", name.start, word.start) + 1
    end = text.find("\n", word.end, name.end)
    return Span(start or name.start, name.end if end < 0 else end)


def _heard(text: str, asked: Asked) -> Heard:
    """Return the words as first decided, and what stands between them."""
    first_words = {read: verdict.choice.word for read, verdict in asked.first.items()}
    words_heard = [first_words[token.text] for token in asked.found]
    gaps = [text[before.end : token.start] for before, token in pairwise(asked.found)]
    marks = [None if gap == " " else mark(gap) for gap in gaps]
    return Heard(words_heard, ["<s>", *marks] if words_heard else [])


def _in_context(asked: Asked, heard: Heard, known: Mapping[int, Verdict], graves: frozenset[str]) -> list[Verdict]:
    """Return the verdict of each token, its neighbours asked where it is open; `heard` takes what is decided.

    `known` are verdicts that stand already, by index of the token; `graves` the words that may have lost a grave accent.
    """
    moving = graves | {read for read, verdict in asked.first.items() if _moves(read, verdict)}
    verdicts = [asked.first[token.text] for token in asked.found]
    weighed: dict[tuple[str, Neighbours], Verdict] = {}
    for at in sorted({*known, *(at for at, token in enumerate(asked.found) if token.text in moving)}):
        read = asked.found[at].text
        verdict = known.get(at, verdicts[at])
        if read in graves:
            verdict = _with_crase(heard, at, verdict)
        elif at not in known and verdict.confidence < _OPEN and len(asked.options[read]) > 1:
            place = read, Neighbours(heard.left(at), heard.right(at))
            verdict = weighed.get(place) or weighed.setdefault(place, weigh(asked.options[read], asked.profile, place[1]))
        heard.words[at] = verdict.choice.word if _sure(read, verdict) else read.lower()
        verdicts[at] = verdict
    return verdicts


def _moves(read: str, first: Verdict) -> bool:
    """Whether the first verdict on a word may change beside its neighbours, or is not sure enough to be heard."""
    return first.confidence < _OPEN or not (_sure(read, first) or first.choice.word == read.lower())


_BARE: Final = frozenset({"a", "as", "aquele", "aquela", "aqueles", "aquelas"})


def _graves_lost(times: Mapping[str, int], graves: int | None, *, lost: float) -> bool:
    """Whether the source shows no à where it must have had some, but for those that earlier steps gave back.

    `graves` is how many it bore before them, None where nobody counted; `lost` the share of accents it lost.
    """
    if lost > _ALL_LOST:
        return True
    kept = sum(times.get(read, 0) for read in GRAVES)
    kept = kept if graves is None else min(kept, graves)
    return kept * _GRAVES < sum(times.get(read, 0) for read in _BARE)


def _with_crase(heard: Heard, at: int, verdict: Verdict) -> Verdict:
    rule, confidence = crase(heard, at)
    if not confidence:
        return verdict
    word = heard.words[at]
    grave = "à" + word[1:]
    return Verdict(Choice(grave, (Step(0, 1, "à", "a"),), 0.0), confidence, 0.0, rule)


def _is_figure(read: str) -> bool:
    """Whether a short token with a digit is a figure or a code, and no word read badly."""
    return len(read) <= _FIGURES + read.isupper() and any(map(str.isdigit, read))


def _sure(read: str, verdict: Verdict) -> bool:
    """Whether the verdict changes the word as read and is believed enough."""
    if not verdict.choice.steps or (verdict.rule != LISTED and _is_figure(read) and not _round(read, verdict)):
        return False
    if read.lower() in lexicon().costs:
        return verdict.confidence >= _SURE
    return verdict.confidence >= _SURE_STRANGER and verdict.apart >= _SURE


def _round(read: str, verdict: Verdict) -> bool:
    """Whether a short word with a figure is a common word of small letters.

    Its o was read as a nought (c0m, p0r), or its accented vowel as a figure (d4, h4, s6).
    """
    cost = lexicon().costs.get(verdict.choice.word, _NEVER)
    if not (read.islower() and read[0].isalpha()):
        return False
    if all(step[2:] == ("o", "0") for step in verdict.choice.steps):
        return cost < _RARE
    return cost < _SELDOM and verdict.confidence >= _SURE_FIGURE and all(_is_vowel(step) for step in verdict.choice.steps)


def _is_vowel(step: Step) -> bool:
    """Whether a step reads an accented vowel as a figure."""
    return step.read.isdigit() and len(step.printed) == 1 and step.printed != plain(step.printed) and step.printed in _VOWELS


def _mended(found: Sequence[Token], marks: Sequence[str | None], verdicts: Sequence[Verdict]) -> Iterator[Edit]:
    """Give the edits of all tokens, those cut by a blank joined and those run together parted."""
    heard = [verdict.choice.word for verdict in verdicts]
    reads = {token.text for token in found}
    glued = {read: halves for read in reads if (halves := parted(read)) is not None}
    kept = {token.text for token, verdict in zip(found, verdicts, strict=True) if not verdict.choice.steps}
    near = {read: meant for read in kept if read.isalpha() and (meant := nearest(read)) is not None}
    loose = seams(found)
    after = -1
    for at, (token, verdict) in enumerate(zip(found, verdicts, strict=True)):
        read = token.text
        if at == after or not (verdict.choice.steps or at in loose or read in glued or read in near):
            continue
        if verdict.choice.steps and _sure(read, verdict):
            yield from _edits(token, verdict)
            continue
        whole = joined(found, marks, heard, at) if at in loose and read.isalpha() else None
        if whole is not None:
            after = at + 1
            yield Edit(Span(token.start, found[after].end), cased(whole, read), "words-cut", 0.9)
        elif read in glued and token.cut is None:
            yield Edit(Span(token.start, token.end), " ".join(glued[read]), "words-glued", 0.85)
        elif read in near and not verdict.choice.steps:
            yield from _edits(token, near[read])


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
