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
    if heard.words[at] not in _ARTICLES:
        return ("crase-demonstrative", 0.93) if heard.marks[at] is None and _compared(heard, at) else _NONE
    if _hour(heard, at):
        return "crase-hour", 0.93
    head = _head(heard, at)
    return _NONE if head is None else _before_noun(heard, at, head)


def _before_noun(heard: Heard, at: int, head: int) -> tuple[str, float]:
    """Answer for an `a` or `as` whose feminine noun stands at `head`."""
    noun = heard.words[head]
    if noun in _PHRASES and (noun not in _SHORT_OF or _phrase(heard, at, head)):
        return (_PHRASES[noun][1], 0.95) if _phrase(heard, at, head) else _NONE
    if is_a(noun, "adverbial"):
        return ("crase-adverbial", 0.93) if heard.right(head) in (_RATE if noun == "razão" else _OF) else _NONE
    if is_a(noun, "without-article") and is_a(heard.left(at), "liable") and heard.right(head) not in _WHOSE:
        return _NONE
    return _with_noun(heard, at, head)


def _phrase(heard: Heard, at: int, head: int) -> bool:
    """Whether the noun stands in its set phrase."""
    noun = heard.words[head]
    return is_a(heard.left(at), _PHRASES[noun][0]) and (noun not in _SHORT_OF or heard.right(head) in _OF)


def _with_noun(heard: Heard, at: int, head: int) -> tuple[str, float]:
    """Answer by what governs the preposition before the noun at `head`."""
    noun = heard.words[head]
    if _governed(heard, at) or _with_clitic(heard, at) or (is_a(noun, "weighed") and _verb_before(heard, at, "submitting")):
        return "crase-governor", 0.95
    if heard.words[at] == "as" and is_a(noun, "attended") and is_a(heard.left(at), "attending"):
        return "crase-governor", 0.87
    if is_a(noun, "penalty") and _verb_before(heard, at - 1, "subjecting"):
        return "crase-governor", 0.9
    if is_a(_singular(noun), "body-f") and not _subject(heard, head):
        return _received(heard, at)
    return _paired(heard, at, noun)


def _singular(noun: str) -> str:
    return noun.removesuffix("ões") + "ão" if noun.endswith("ões") else noun.removesuffix("s")


def _compared(heard: Heard, at: int) -> bool:
    """Whether a word that always governs `a` stands right before aquele, aquela or aquilo."""
    return at > 0 and heard.words[at - 1] in _BEFORE_THAT


def _hour(heard: Heard, at: int) -> bool:
    """Whether an hour in words follows, and nothing before tells that it is an object or the end of a stretch."""
    if heard.words[at] != "as" or is_a(heard.left(at), "before-hours") or "entre" in heard.words[max(0, at - 4) : at]:
        return False
    here = at + 1
    while here < len(heard.words) and heard.marks[here] is None and is_a(heard.words[here], "number-words"):
        here += 1
    hours = at + 1 < here < len(heard.words) and heard.marks[here] is None and heard.words[here] == "horas"
    return hours and heard.right(here) not in _AFTER_WORK


_AFTER_WORK: Final = frozenset({"de", "seguintes", "semanais", "extras", "diárias", "mensais", "aula", "trabalhadas"})
"""What comes after hours that are a length of time."""


def _verb_before(heard: Heard, at: int, name: str) -> bool:
    """Whether a verb of the class stands before `at`, with nothing between but its direct object."""
    if heard.words[at - 1] in {"e", "ou"}:
        return False
    for here in range(at - 1, max(-1, at - _REACH), -1):
        if heard.marks[here + 1] in {"<s>", "<,>"}:
            return False
        if is_a(heard.words[here], name):
            return True
    return False


def _received(heard: Heard, at: int) -> tuple[str, float]:
    """Answer for a body or a person that receives what a verb of two objects gives."""
    if _asked_by(heard, at):
        return _NONE
    if is_a(heard.left(at), "recipient") or _passive(heard, at):
        return "crase-recipient", 0.95
    return ("crase-indirect", 0.87) if _indirect(heard, at) else _paired(heard, at, heard.words[at + 1])


def _asked_by(heard: Heard, at: int) -> bool:
    """Whether the body may be who asked, after a relative: ao que requereu a Secretaria."""
    verb = heard.words[at - 1]
    return at > 1 and heard.words[at - 2] == "que" and heard.marks[at - 1] is None and verb.endswith(("eu", "ou", "iu", "pôs"))


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
    "frente": ("before-frente", "crase-adverbial"),
    "época": ("before-epoca", "crase-adverbial"),
} | dict.fromkeys(_STREETS, ("before-street", "crase-street"))
"""Nouns of set phrases (à disposição, à conta, situado à rua), by what goes before them."""
_SHORT_OF: Final = frozenset({"frente", "época"})
"""Those of them that are phrases before `de` only; elsewhere they are nouns like others."""
_RATE: Final = frozenset({"de"})
"""After à razão, the rate; a razão da medida is the reason for it."""
_WHOSE: Final = frozenset({"do", "da", "dos", "das", "que"})
_ARTICLES: Final = frozenset({"a", "as"})
_BEFORE_THAT: Final = frozenset(
    """superior superiores inferior inferiores anterior anteriores posterior posteriores igual iguais idêntico idêntica idênticos
    idênticas semelhante semelhantes equivalente equivalentes relativo relativa relativos relativas referente referentes
    correspondente correspondentes pertencente pertencentes contrário contrária quanto junto frente relação respeito
    subsequente subseqüente vinculado vinculada subordinado subordinada sujeito sujeita devido""".split()
)
"""Words that govern `a` whatever follows; where one stands right before aquele, the two are one."""
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
    if heard.marks[at] is not None or heard.words[at - 1] in {"e", "ou"}:
        return False
    verb = _with_pronoun(heard, at)
    if verb is not None:
        return is_a(heard.words[verb], "governor-se")
    here = at - 1
    if here >= 1 and heard.marks[here] is None and heard.words[here] in _ADVERBS:
        here -= 1
    if here >= 1 and heard.words[here] == "relação" and heard.words[here - 1] in {"em", "com"}:
        return True
    if is_a(heard.words[here], "governor"):
        return here < 1 or heard.words[here - 1] != "sem"
    return _before_adjectives(heard, here)


def _before_adjectives(heard: Heard, last: int) -> bool:
    """Whether a noun that governs `a` stands before the adjectives that end at `last`."""
    here = last
    for _ in range(4):
        word = heard.words[here]
        if here < 1 or heard.marks[here] is not None or not (is_a(word, "adjective") or word == "e"):
            break
        here -= 1
    return here < last and is_a(heard.words[here], "governor") and heard.words[here] in _NOUNS


def _with_pronoun(heard: Heard, at: int) -> int | None:
    """Return where the verb stands whose pronoun ends right before `at` (destina-se, sujeitar-se-á); None where none does."""
    if _mesoclisis(heard, at):
        return at - _WITH_MESOCLISIS
    return at - 2 if at >= 2 and heard.words[at - 1] in _PRONOUNS and heard.marks[at - 1] == "<->" else None  # noqa: PLR2004  verb and pronoun


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
_PRONOUNS: Final = frozenset({"se", "nos", "me"})
_NOUNS: Final = frozenset(
    """acesso assistência atendimento apoio direito direitos incentivo incentivos resposta respostas combate atenção prevenção
    proteção adesão obediência prejuízo prejuízos dano danos ofensa infração infrações violação visita visitas estímulo fomento
    auxílio socorro amparo ajuda adaptação incorporação integração vinculação subordinação referência""".split()
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
    if (
        heard.marks[at] not in {None, "<#>"}
        or is_a(before, "preposition")
        or is_a(before, "infinitive")
        or is_a(before, "participle")
    ):
        return False
    if is_a(before, "determiner") or before in {"e", "ou", "que", "se"}:
        return False
    for here in range(at - 1, max(-1, at - _REACH), -1):
        word = heard.words[here]
        if here < at - 1 and _gives(word):
            return True
        if word in {"que", "à", "às", "ao", "aos", "a", "as", "para"} or heard.marks[here] == "<s>":
            return False
    return False


def _gives(word: str) -> bool:
    """Whether a word is a verb of two objects, or its future."""
    future = "á" if word.endswith("rá") else "ão" if word.endswith("rão") else ""
    return is_a(word, "recipient") or (future != "" and is_a(word.removesuffix(future), "recipient"))


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
        Rule("crase-hour", "crase.py", "a grave accent given back before an hour in words"),
        Rule(
            "crase-demonstrative",
            "crase.py",
            "a grave accent given back in àquele, àquela after a word that governs the preposition a",
        ),
        Rule("crase-parallel", "crase.py", "a grave accent given back in the second of two objects with one"),
    )
