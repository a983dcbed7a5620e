"""Where a lost grave accent must have stood: à and às by what governs them and what follows.

The rules are the school grammar's: a word that governs the preposition *a*, before a feminine noun
that takes the article. Each answers with a confidence; 0 where nothing speaks for the crase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from normalizers import RULES, Rule
from normalizers.word_classes import is_a

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

_REACH: Final = 9
"""Words back that a verb of two objects may stand from its indirect object."""
_PARALLEL: Final = 14
"""Words back that the first member of a pair of indirect objects may stand."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a text as decided, in lower case; `marks[i]` tells what stands before word i (None: only a blank)."""

    words: MutableSequence[str]
    marks: Sequence[str | None]

    def left(self, at: int) -> str:
        """Return the word before `at`, or the mark that parts them."""
        if at == 0:
            return "<s>"
        return self.marks[at] or self.words[at - 1]

    def right(self, at: int) -> str:
        """Return the word after `at`, or the mark that parts them."""
        if at + 1 >= len(self.words):
            return "<s>"
        found = self.marks[at + 1]
        if found == "<->":
            return f"<-{self.words[at + 1]}>"
        return found or self.words[at + 1]


def crase(heard: Heard, at: int) -> tuple[str, float]:
    """Return the rule and the confidence (0 to 1) that the `a` or `as` at `at` was printed with a crase."""
    head = _head(heard, at)
    if head is None:
        return _NONE
    noun, left = heard.words[head], heard.left(at)
    if noun in _PHRASES:
        return (_PHRASES[noun][1], 0.95) if is_a(left, _PHRASES[noun][0]) else _NONE
    if is_a(noun, "adverbial"):
        return ("crase-adverbial", 0.93) if heard.right(head) in _OF else _NONE
    if _governed(heard, at) or _with_clitic(heard, at):
        return "crase-governor", 0.95
    if is_a(noun.removesuffix("s"), "body-f") and not _subject(heard, head):
        return _received(heard, at)
    return _paired(heard, at, noun)


def _received(heard: Heard, at: int) -> tuple[str, float]:
    """Answer for a body or a person that receives what a verb of two objects gives."""
    if is_a(heard.left(at), "recipient") or _passive(heard, at):
        return "crase-recipient", 0.95
    return ("crase-indirect", 0.87) if _indirect(heard, at) else _paired(heard, at, heard.words[at + 1])


def _paired(heard: Heard, at: int, noun: str) -> tuple[str, float]:
    """Answer for the second of two indirect objects."""
    return ("crase-parallel", 0.88) if heard.left(at) in {"e", "ou"} and _parallel(heard, at, noun) else _NONE


_NONE: Final = ("", 0.0)
_ADVERBS: Final = frozenset(
    {"apenas", "somente", "também", "ainda", "só", "sempre", "inclusive", "diretamente", "exclusivamente"}
)
"""Words that may stand between what governs `a` and its noun."""
_HYPHENED: Final = frozenset({"pró", "vice"})
"""First halves of the names of offices (Pró-Reitoria)."""
_CLITICS: Final = frozenset({"lo", "la", "los", "las", "o", "os"})
"""Pronouns that, after a hyphen, are the direct object."""
_STREETS: Final = ("rua", "avenida", "praça", "travessa", "alameda", "rodovia", "estrada")
_PHRASES: Final = {
    "disposição": ("before-disposicao", "crase-disposition"),
    "conta": ("before-conta", "crase-conta"),
} | dict.fromkeys(_STREETS, ("before-street", "crase-street"))
"""Nouns of set phrases (à disposição, à conta, situado à rua), by what goes before them."""
_OF: Final = frozenset({"de", "do", "da", "dos", "das", "que", "<s>", "<,>"})


def _head(heard: Heard, at: int) -> int | None:
    """Return where the feminine noun after the article at `at` stands, in its number; None without one."""
    plural = heard.words[at] == "as"
    for head in range(at + 1, min(at + 3, len(heard.words))):
        if heard.marks[head] is not None and heard.words[head - 1] not in _HYPHENED:
            return None
        word = heard.words[head]
        if is_a(word, "before-head"):
            continue
        return head if is_a(word, "noun-f-pl" if plural else "noun-f") else None
    return None


def _governed(heard: Heard, at: int) -> bool:
    """Whether the word before, or a noun before its adjectives, governs `a`."""
    if heard.marks[at] is not None:
        return False
    here = at - 1
    if here >= 1 and heard.marks[here] is None and heard.words[here] in _ADVERBS:
        here -= 1
    if here >= 1 and heard.words[here] == "relação" and heard.words[here - 1] in {"em", "com"}:
        return True
    if _mesoclisis(heard, at):
        here = at - _WITH_MESOCLISIS
    if is_a(heard.words[here], "governor"):
        return here < 1 or heard.words[here - 1] != "sem"
    for _ in range(4):
        word = heard.words[here]
        if here < 1 or heard.marks[here] is not None or not (is_a(word, "adjective") or word == "e"):
            break
        here -= 1
    return here < at - 1 and is_a(heard.words[here], "governor") and heard.words[here] in _NOUNS


def _mesoclisis(heard: Heard, at: int) -> bool:
    """Whether a verb stands before with its pronoun inside: sujeitar-se-á."""
    inside = at >= _WITH_MESOCLISIS and heard.marks[at] is None and heard.marks[at - 1] == heard.marks[at - 2] == "<->"
    return inside and heard.words[at - 1] in {"á", "ão"} and heard.words[at - 2] == "se"


_WITH_MESOCLISIS: Final = 3


def _with_clitic(heard: Heard, at: int) -> bool:
    """Whether a verb of two objects stands before with its direct object as a pronoun: encaminhá-lo à."""
    if at < 2 or heard.marks[at] is not None or heard.marks[at - 1] != "<->" or heard.words[at - 1] not in _CLITICS:  # noqa: PLR2004  verb and pronoun
        return False
    verb = heard.words[at - 2].translate(_INFINITIVE)
    return is_a(heard.words[at - 2], "recipient") or is_a(f"{verb}r", "recipient")


def _passive(heard: Heard, at: int) -> bool:
    """Whether a verb of two objects stands before with the `se` of the passive: concede-se à."""
    if at < 2 or heard.marks[at] is not None or heard.marks[at - 1] != "<->" or heard.words[at - 1] != "se":  # noqa: PLR2004  verb and pronoun
        return False
    return is_a(heard.words[at - 2], "recipient")


_INFINITIVE: Final = str.maketrans("áêô", "aeo")
_NOUNS: Final = frozenset(
    {"acesso", "assistência", "atendimento", "apoio", "direito", "direitos", "incentivo", "resposta", "combate"}
)


def _subject(heard: Heard, head: int) -> bool:
    """Whether a future verb soon after makes the noun its subject."""
    for here in range(head + 1, min(head + 5, len(heard.words))):
        if heard.marks[here] is not None:
            return False
        if heard.words[here].endswith(("ará", "erá", "irá", "arão", "erão", "irão")):
            return True
    return False


def _indirect(heard: Heard, at: int) -> bool:
    """Whether a verb of two objects stands before, with its direct object between."""
    before = heard.words[at - 1]
    if heard.marks[at] is not None or is_a(before, "preposition") or is_a(before, "infinitive") or is_a(before, "participle"):
        return False
    if is_a(before, "determiner") or before in {"e", "ou", "que", "se"}:
        return False
    for here in range(at - 1, max(-1, at - _REACH), -1):
        word = heard.words[here]
        if here < at - 1 and is_a(word, "recipient"):
            return True
        if word in {"que", "à", "às", "ao", "aos", "a", "as", "para"} or heard.marks[here] == "<s>":
            return False
    return False


def _parallel(heard: Heard, at: int, noun: str) -> bool:
    """Whether a first à, às, ao or aos stands before, with no verb between, and the two nouns are of a kind."""
    for here in range(at - 2, max(-1, at - _PARALLEL), -1):
        word = heard.words[here]
        if word in {"à", "às", "ao", "aos"}:
            first = heard.words[here + 1]
            return is_a(first, "body-f") == is_a(noun, "body-f")
        if heard.marks[here + 1] in {"<s>", "<,>"} or is_a(word, "infinitive") or word in {"que", "se", "a", "o", "as", "os"}:
            return False
        if word.endswith(("ará", "erá", "irá", "ando", "endo", "indo")):
            return False
    return False


@RULES.register("crase")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("crase-governor", "crase.py", "a grave accent given back after a word that governs the preposition a"),
        Rule("crase-adverbial", "crase.py", "a grave accent given back in a fixed phrase (a medida que)"),
        Rule("crase-disposition", "crase.py", "a grave accent given back in: estar a disposição"),
        Rule("crase-street", "crase.py", "a grave accent given back before the street where something lies"),
        Rule("crase-recipient", "crase.py", "a grave accent given back after a verb that has a recipient, before a body"),
        Rule("crase-indirect", "crase.py", "a grave accent given back before the indirect object of a verb of two"),
        Rule("crase-parallel", "crase.py", "a grave accent given back in the second of two objects with one"),
    )
