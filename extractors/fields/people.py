"""Who and what stands in a stretch that no shape tells apart: the door to spaCy.

`spacy.blank("pt")` with our own tokens and a ruler made of our tables (titles of office, bodies, given
names, the shape of a name); no model is needed. Tokenising costs some eleven passes of patterns, so a
caller asks :func:`may_tell` first, and only about lines of signatures, preambles and lists of members.
spaCy itself is loaded when the first such line is met.

Where a run's settings name an installed model (:func:`using`), its named entities decide what the
rulers leave open: whether capitals are a person or a body, whether "e" joins two people or two surnames.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import SettingsError
from corpus.knowledge import rows, strings
from corpus.spans import Span
from corpus.text import either, fold
from extractors.fields.bodies import HEADS, is_body, proper
from extractors.fields.names import NEVER, PARTICLES, given_names, honorific_end, is_name
from extractors.fields.roles import role_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Token

RULER: Final = "people"
PERSON: Final = "person"
ROLE: Final = "role"
MARKS: Final = frozenset(",;:()[]/–—-")
PROXIES: Final = frozenset({"p/", "p./", "pelo", "pela"})
JOINTS: Final = frozenset({"e", "o", "a", "os", "as"})
SMALL: Final = frozenset("a o as os ao aos em no na nos nas por pelo pela com que ou se sob sem seu sua um uma para como".split())
JOINED: Final = regex.compile(r"\p{Lu}\p{L}+ [eE] (?=(?:\p{L}+[.ªº]* )*\p{Lu}\p{L}+ \p{Lu})")
OPENS: Final = regex.compile(r"\W*(?:\p{L}{1,6}[.ªº]+\s?)*\p{Lu}[\p{L}'’-]+\s+(?:(?:\p{Ll}{1,3}|D[AEO]S?|E)\s+)?\p{Lu}")
NAMES_WITHIN: Final = frozenset("hospital escola colegio fundacao instituto maternidade creche centro grupo santa sao".split())
"""Words after which a person's name is part of a body's."""
SUFFIX: Final = r"(?:-(?:chefe|geral|gerais|executiv[oa]s?|adjunt[oa]s?|presidentes?))?"
PLURAL: Final = r"(?:e?s)?"
LONGEST: Final = 8000
_MODEL: ContextVar[str | None] = ContextVar("spacy-model", default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text: `kind` is person, role, body, mark (a stop or dash) or other."""

    kind: str
    span: Span


@contextmanager
def using(model: str | None) -> Iterator[None]:
    """Let the named model, if any, decide what the rulers leave open, within a `with`."""
    token = _MODEL.set(model)
    try:
        yield
    finally:
        _MODEL.reset(token)


def model_mark(model: str) -> str:
    """Return what tells a model from others and from its other versions ("pt_core_news_sm-3.8.0-1f0c9a2b").

    Raises `SettingsError` where it is not installed, cannot be loaded, or finds no names.
    """
    loaded = _loaded(model)
    if not {"ner", "entity_ruler"} & set(loaded.pipe_names):
        raise SettingsError(f"--spacy-model: {model} finds no names of people: it has no step ner or entity_ruler")
    digest = sha256()
    for path in sorted(loaded.path.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(loaded.path)}\0{path.stat().st_size}\0".encode())
    return f"{loaded.meta['lang']}_{loaded.meta['name']}-{loaded.meta['version']}-{digest.hexdigest()[:8]}"


@lru_cache(maxsize=2)
def _loaded(model: str) -> Language:
    """Return an installed model, by the name of its package or of its folder."""
    import spacy  # noqa: PLC0415  # a second and more, spent only where a line asks for it

    try:
        return spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        message = f"--spacy-model: no model {model!r} is installed here; install its package, or leave the option out"
        raise SettingsError(message) from error


def may_tell(text: str) -> bool:
    """Whether a line may hold a person beside something else: told by a few patterns, without spaCy.

    >>> may_tell("ANA LIMA PAZ PREFEITA MUNICIPAL"), may_tell("Art. 1º Designar Ana Lima Paz para o cargo.")
    (True, False)
    """
    if role_at(text) is not None:
        return any(word in given_names() for word in fold(text).split()[1:])
    return OPENS.match(text) is not None and bool(JOINED.search(text) or _title_inside().search(fold(text)))


@lru_cache(maxsize=1)
def _title_inside() -> regex.Pattern[str]:
    return regex.compile(rf"(?<=\p{{L}}[\s,])(?:p/\s?)?(?:{either(_titles())}){PLURAL}{SUFFIX}\b")


def _titles() -> tuple[str, ...]:
    return tuple(fold(title) for row in rows("role_titles") if row.get("body") != "" for title in strings(row, "printed"))


@lru_cache(maxsize=1)
def _blank() -> Language:
    """Return the blank pipeline with our tokens and our ruler."""
    import spacy  # noqa: PLC0415  # a second and more, spent only where a line asks for it
    from spacy import attrs, tokenizer  # noqa: PLC0415

    nlp = spacy.blank("pt")
    nlp.vocab.lex_attr_getters[attrs.NORM] = fold  # type: ignore[attr-defined]  # the stub leaves it out
    nlp.tokenizer = tokenizer.Tokenizer(
        nlp.vocab,
        prefix_search=regex.compile(r"[(\"“\[•*–—-]").match,
        suffix_search=regex.compile(r"[)\]\"”,;:]$").search,
        infix_finditer=regex.compile(r"[,;:()–—]|/(?!(?<=\b\p{Lu}{2,8}/)\p{Lu}{2,6}\b)").finditer,
        token_match=regex.compile(r"(?i)p\.?/").fullmatch,
    )
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": RULER})
    ruler.add_patterns(_patterns())  # type: ignore[attr-defined]  # the factory's type is known to spaCy alone
    return nlp


def _patterns() -> list[dict[str, object]]:
    """Return the ruler's patterns: titles of office, and the shape of a name, in which neither title nor body stands."""
    found: list[dict[str, object]] = []
    no_name = {*HEADS, *NEVER, *SMALL}
    for title in _titles():
        *before, last = title.split()
        tail = {"NORM": {"REGEX": f"^{regex.escape(last)}{PLURAL}{SUFFIX}[.]?$"}}
        found.append({"label": ROLE, "pattern": [*({"NORM": word} for word in before), tail]})
        no_name |= {title.split()[0], f"{title.split()[0]}s"}
    word = {"SHAPE": {"REGEX": r"^X[Xx'’´.-]*$"}, "NORM": {"NOT_IN": sorted({*no_name, *PARTICLES})}}
    within = {
        "SHAPE": {"REGEX": r"^(?:[Xx]'?X[Xx'’´.-]*|X[Xx'’´.-]*|x{1,3})$"},
        "NORM": {"NOT_IN": sorted(no_name)},
        "OP": "{0,9}",
    }
    return [*found, {"label": PERSON, "pattern": [word, within, word]}]


@lru_cache(maxsize=512)
def _told(text: str, model: str | None) -> tuple[Part, ...]:
    doc = _blank()(text)
    ruled = doc.spans[RULER]
    titles = {span.start for span in ruled if span.label_ == ROLE and _is_title(doc, span.start)}
    names: dict[int, int] = {}
    for span in ruled:
        if span.label_ == PERSON:
            names[span.start] = max(span.end, names.get(span.start, 0))
    parts: list[Part] = []
    start = 0
    for token in (*doc, None):
        if token is None or token.is_space or token.text in MARKS:
            end = len(doc) if token is None else token.i
            if end > start:
                parts += _segment(doc, start, end, titles, names)
            if token is not None:
                parts += [] if token.is_space else [_part("mark", doc, token.i, token.i + 1)]
                start = token.i + 1
    return tuple(each for part in parts for each in _one_by_one(text, part, model))


def parts_of(text: str) -> tuple[Part, ...]:
    """Return what stands in `text`, in order; blanks are outside. Offsets are of `text`.

    Of a text longer than a page nothing is told: it is no line of signatures and no list of members.

    >>> line = "ANA LIMA PAZ PREFEITA MUNICIPAL"
    >>> [(part.kind, part.span.of(line)) for part in parts_of(line)]
    [('person', 'ANA LIMA PAZ'), ('role', 'PREFEITA MUNICIPAL')]
    """
    return _told(text, _MODEL.get()) if len(text) <= LONGEST else ()


def _is_title(doc: Doc, at: int) -> bool:
    """Whether a title of office begins at a token: "Secretaria" is one only right after a person's name."""
    stretch = doc.text[doc[at].idx :]
    if role_at(stretch) is not None or fold(doc[at].text).endswith("s"):
        return True
    return at > 0 and doc[at - 1].shape_[:1] == "X" and fold(stretch).startswith(("secretaria", "subsecretaria"))


def _segment(doc: Doc, start: int, end: int, titles: set[int], names: dict[int, int]) -> list[Part]:
    """Return the parts of a stretch without marks, from token to token."""
    cuts = [(start, "other")]
    for at in range(start, end):
        (begun, kind), linked = cuts[-1], at > start and _links(doc[at - 1])
        if at in titles and (kind != ROLE or _another(doc, begun, at)):
            cuts.append((at - (at > start and doc[at - 1].norm_ in PROXIES), ROLE))
        elif (kind == ROLE and not linked and _begins_name(doc, begun, at, names)) or (
            kind == "other" and at in names and titles.isdisjoint(range(start, at))
        ):
            cuts.append((at, PERSON))
        elif kind == PERSON and at >= names.get(cuts[-1][0], end):
            cuts.append((at, "other"))
    bounds = [*(at for at, _ in cuts[1:]), end]
    return [_named(_part(kind, doc, a, b), doc.text) for (a, kind), b in zip(cuts, bounds, strict=True) if b > a]


def _links(token: Token) -> bool:
    return token.norm_ in PARTICLES or token.norm_ in SMALL


def _another(doc: Doc, begun: int, at: int) -> bool:
    """Whether a title within a role begins another: "O Secretário da Fazenda e o Diretor do Tesouro"."""
    return at - begun > len("eo") and doc[at - 2].norm_ == "e" and doc[at - 1].norm_ in {"o", "a", "os", "as"}


def _begins_name(doc: Doc, begun: int, at: int, names: dict[int, int]) -> bool:
    """Whether a person's name begins at a token within a role: a known given name, that no body is named for."""
    if doc[at].norm_ not in given_names() or any(token.norm_ in NAMES_WITHIN for token in doc[begun:at]):
        return False
    return any(first <= at < last - 1 for first, last in names.items())


def _part(kind: str, doc: Doc, start: int, end: int) -> Part:
    """Return the tokens as a part, without a stop at the end and without "e o" that leads to the next."""
    while end - start > 1 and doc[end - 1].norm_ in JOINTS:
        end -= 1
    last = doc[end - 1].text.rstrip(".") if kind != "mark" else doc[end - 1].text
    return Part(kind, Span(doc[start].idx, doc[end - 1].idx + max(1, len(last))))


def _named(part: Part, text: str) -> Part:
    """Return a part with its kind made sure: a person is shaped as one, a body begins as one."""
    printed = part.span.of(text)
    if part.kind == PERSON:
        begin = honorific_end(printed)
        if not is_name(printed[begin:]):
            return Part("other", part.span)
        return Part(PERSON, Span(part.span.start + begin, part.span.end))
    if part.kind == "other" and is_body(printed):
        return Part("body", part.span)
    return part


def _one_by_one(text: str, part: Part, model: str | None) -> list[Part]:
    """Return a part, or two where it is two people joined by "e", or a body where the model says that it is no person."""
    if part.kind != PERSON:
        return [part]
    printed = part.span.of(text)
    if _no_person(printed, model):
        return [Part("body", part.span)]
    for match in JOINED.finditer(printed):
        before = match.end() - len(" e ")
        left, right = printed[:before], printed[match.end() :]
        begin = honorific_end(right)
        if is_name(left) and is_name(right[begin:]) and _are_two(left, match[0], right[begin:], model):
            at = part.span.start
            rest = Part(PERSON, Span(at + match.end() + begin, part.span.end))
            return [Part(PERSON, Span(at, at + before)), *_one_by_one(text, rest, model)]
    return [part]


def no_person(name: str) -> bool:
    """Whether the model, if the settings name one, says that what is shaped as a name is a body's or a place's.

    A known given name at its head is believed before any model; without a model the shape decides.
    """
    return _no_person(name, _MODEL.get())


def _no_person(name: str, model: str | None) -> bool:
    known = model is None or fold(name).split(maxsplit=1)[0] in given_names()
    return not known and _entities(model, name)[:1] in {("ORG",), ("LOC",)}


def _are_two(left: str, joint: str, right: str, model: str | None) -> bool:
    """Whether "e" joins two people: a given name follows, or a small "e" stands among capitals; else the model is asked."""
    if fold(right.split(maxsplit=1)[0]) in given_names():
        return True
    if left.isupper() and right.isupper():
        return " e " in joint
    return model is not None and _entities(model, f"{left} e {right}") == ("PER", "PER")


@lru_cache(maxsize=4096)
def _entities(model: str, text: str) -> tuple[str, ...]:
    """Return the labels of the entities that a model finds; capitals are read as a proper name."""
    return tuple(entity.label_ for entity in _loaded(model)(proper(text)).ents)
