"""An act's paragraphs told apart: ementa, preamble, recitals, formula, what it orders, its end, annexes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import capitals
from extractors.acts.closing import Closing, closing
from extractors.acts.labels import group_at, label_at
from extractors.acts.paragraphs import Paragraph, paragraph
from extractors.acts.provisions import WHOLE
from extractors.fields.names import is_name
from extractors.fields.roles import role_at

if TYPE_CHECKING:
    from collections.abc import Sequence

# "RESOLVE:", "R E S O L V E M :", "DECRETA:", "RESOLVE baixar a seguinte ...:", "faz saber que ... sanciona a seguinte Lei:"
WORDS: Final = (
    r"(?:resolvem?|decretam?|decreto|determinam?|deliberam?|recomendam?|estabelecem?|promulgam?|resolveu|aprovam?"
    r"|ordenam?|baixam?|instituem?|homologam?|designam?|decidem?|declaram?|tornam?\spublic[oa]s?)"
)
SPACED: Final = (
    r"(?:r\s?e\s?s\s?o\s?l\s?v\s?e(?:\s?m)?|d\s?e\s?c\s?r\s?e\s?t\s?a|d\s?e\s?t\s?e\s?r\s?m\s?i\s?n\s?a"
    r"|d\s?e\s?l\s?i\s?b\s?e\s?r\s?a)"
)
FORMULA: Final = regex.compile(
    rf"""(?:^|(?<=[,;:.\s]))
        (?:{SPACED}
          |{WORDS}(?:\s(?:a|o|baixar|editar|expedir|aprovar|publicar)?\s?(?:o|a)?\s?seguinte[^.;]{{0,60}})?
          |(?:(?:faco|faz|fazem|fazemos)\ssaber|decretou|decreta|aprovou|sanciono|promulgo)\s[^.;]{{0,160}}?(?:lei|decreto|resolucao|emenda)[^.;:]{{0,60}})
        \s*[,]?\s*(?:que|o\sseguinte|ad\sreferendum[^:]{{0,40}})?\s*[:]\s*$""",
    regex.VERBOSE,
)
CLAUSES_FOLLOW: Final = regex.compile(r"\bclausulas\b.{0,60}\W*$")
"""The parties' own opening of a contract ("resolvem celebrar o presente, mediante as cláusulas seguintes:") orders nothing."""
# "RESOLVE" alone on its line, with or without a stop; or "RESOLVE designar Fulano ..." in a one-sentence portaria
FORMULA_ALONE: Final = regex.compile(
    rf"^(?:{SPACED}|resolvem?|decretam?|determinam?|deliberam?|decidem?|aprovam?|recomendam?|tornam?\spublico)\s*[:.,;]*$"
)
FORMULA_RUNS_ON: Final = regex.compile(
    r"(?:^|[,;]\s+|\be\s)(?P<formula>RESOLVEM?|DECRETAM?|DETERMINAM?|DELIBERAM?|Resolvem?|(?:resolvem?|determina)(?=\s\p{Ll}+r\b))"
    r"\b[,:]?\s+(?P<order>\p{L})"
)
PREAMBLE: Final = regex.compile(
    r"""(?:[oa]s?\s|eu,?\s|faco\s|por\s|nos\s|no\suso|usando|tendo\sem|considerando|em\scumprimento|de\sordem|sua\sexcelencia|[“"]?no\sexercicio)"""
)
POWERS: Final = regex.compile(
    r"""\b(?:no\suso|usando|uso\sd[ae]s?|no\sexercicio|atribuic|competenci|conferid|confere|tendo\sem\svista|nos\stermos|de\sacordo\scom|em\scumprimento
        |considerando|resolve|decreta|faz\ssaber|faco\ssaber|na\squalidade|em\sreuniao|na\sconformidade|determina|torna\spublico|por\sseu|sanciono|promulgo|decretou|aprovou|com\s(?:fundamento|base|fulcro)|em\ssua\s\d+|cidadao|delegad[ao]s?)\b""",
    regex.VERBOSE,
)
RECITAL: Final = regex.compile(r"^[\W\dº°ª]{0,5}(?:[ivx]{1,6}\s?[-–—.)]\s?)?considerando\b[\s,:]*(?:ainda\s*[,:]?\s*$)?")
RECITALS_OPEN: Final = regex.compile(r"\bconsiderando\s*[:;,]?\s*$")
WITHIN: Final = regex.compile(r"(?:,|\be|;)\s*(?P<word>considerando)\s+(?!o\sdisposto\s+n[oa]\s*$)")
ANOTHER: Final = regex.compile(r"[;,.]\s+(?:e\s+)?(?P<word>considerando)\b[\s,:]+")
LINKED: Final = regex.compile(r"[;,]\s*e\s*[;,:]*$|;\s*$")
ENDED: Final = regex.compile(r"[;.](?:\s*e)?\s*,?$|,\s*e$")
BULLETS: Final = "-–—•·"
LONGEST_NAME: Final = 160
LONGEST_PERSON: Final = 60
EMENTA: Final = regex.compile(r"(?:ementa|sumula|assunto)\s?[:.–-]+\s*")
PROPOSED: Final = regex.compile(
    r"\(?(?:autoria|autora?s?|iniciativa|origem|projeto\sde\s\w+(?:\s\w+)?|processo|publicacao|proc)\b[\s.]*(?:n[\Wºª°o]{0,4}\s?\d|:).{0,120}$"
    r"|\d{1,4}\s?[ªa.]+\s(?:reuniao|sessao)\s(?:plenaria\s)?(?:extra)?ordinaria\b.{0,60}$"
)
"""Lines at the head of an act on who proposed it, in which process, at which meeting: no ementa."""
ANNEX: Final = regex.compile(
    r"^anexos?\b\s*(?P<label>(?:unico|[ivxlc]{1,6}|\d{1,2}|[a-h](?!\s(?:que|resoluc|portaria|lei\b|instruc|delibera|ordem)))(?![\w]))?[ºª]?(?P<rest>.*)$"
)


@dataclass(frozen=True, slots=True)
class Zones:
    """An act's paragraphs by the part they play; spans where a part is a stretch of a paragraph."""

    summary: tuple[Paragraph, ...]
    preamble: Span | None
    recitals: tuple[Span, ...]
    formula: Span | None
    orders: tuple[Paragraph, ...]
    closing: Closing
    annexes: tuple[tuple[Paragraph, ...], ...]


def zones(text: str, parts: Sequence[Paragraph]) -> Zones:
    """Tell the paragraphs after an act's heading apart."""
    main, annexes = _without_annexes(parts)
    formula_at, formula = _formula(main)
    first_order = _first_order(main, formula_at)
    head = list(main[:first_order])
    begin = _preamble_at(head)
    opening = _opening(head, begin, formula_at, formula)
    orders = list(main[first_order:])
    rest = _after_formula(main, formula_at, formula)
    if rest is not None:
        orders.insert(0, rest)
    end = closing(orders)
    tail = (end.after, *annexes) if end.after else annexes
    return Zones(
        _ementa(text, head[:begin]),
        _preamble_span(opening),
        _recitals(text, opening),
        formula,
        tuple(orders[: end.first]),
        end,
        tuple(each for each in tail if each),
    )


def _without_annexes(parts: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], tuple[tuple[Paragraph, ...], ...]]:
    """Cut off the annexes: each begins at a line that is the heading of one."""
    starts = [i for i in range(len(parts)) if i and _is_annex(parts, i)]
    bounds = [*starts, len(parts)]
    return parts[: bounds[0]], tuple(tuple(parts[a:b]) for a, b in itertools.pairwise(bounds))


def _is_annex(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph is the heading of an annex: `ANEXO I`, `ANEXO ÚNICO DA PORTARIA Nº 3`."""
    part = parts[index]
    match = ANNEX.match(part.folded)
    if match is None or len(part.text) > 200 or part.text[0] != "A":  # noqa: PLR2004 - no heading is that long
        return False
    rest = match["rest"].strip(" -–—:.")
    if match["label"] is None and rest.startswith("a que se ref"):
        return capitals(part.text[:5])
    if match["label"] is None and rest and not capitals(part.text):
        return False
    return not rest or capitals(part.text[:5]) or match["rest"].lstrip()[:1] in "-–—:"


def _formula(parts: Sequence[Paragraph]) -> tuple[int | None, Span | None]:
    """Return the paragraph of the enacting formula and the formula's span, without its colon."""
    for index, part in enumerate(parts):
        label = label_at(part.text) if index else None
        if label is not None and label.kind in WHOLE:
            break
        if CLAUSES_FOLLOW.search(part.folded):
            continue
        alone = FORMULA_ALONE.match(part.folded)
        if alone:
            return index, part.part(0, len(part.text.rstrip(" :.,;")))
        ends = (
            FORMULA.search(part.folded)
            if PREAMBLE.match(part.folded) or RECITAL.match(part.folded) or POWERS.search(part.folded)
            else None
        )
        if ends:
            start, end = ends.span()
            return index, part.part(start, len(part.text[:end].rstrip(" :.,;")))
        runs_on = FORMULA_RUNS_ON.search(part.text) if POWERS.search(part.folded) or part.text.startswith("RESOLVE") else None
        if runs_on:
            return index, part.part(*runs_on.span("formula"))
    return None, None


def _first_order(parts: Sequence[Paragraph], formula_at: int | None) -> int:
    """Return the index of the first paragraph after the formula, or of the first article."""
    if formula_at is not None:
        return formula_at + 1
    for index, part in enumerate(parts):
        label = label_at(part.text)
        if (label is not None and label.kind in WHOLE and 1 in label.may_be) or group_at(part.text) is not None:
            return index
    begin = _preamble_at(parts)
    past = next((i for i in range(begin + 1, len(parts)) if not RECITAL.match(parts[i].folded)), len(parts))
    return past if begin < len(parts) else 0


def _after_formula(parts: Sequence[Paragraph], formula_at: int | None, formula: Span | None) -> Paragraph | None:
    """Return what a paragraph orders after a formula in its midst ("RESOLVE designar ...")."""
    if formula_at is None or formula is None:
        return None
    part = parts[formula_at]
    at = formula.end - part.span.start
    rest = part.text[at:].lstrip(" :.,;")
    if (
        not rest
        or part.text[at:].strip(" :.,;") == ""
        or part.folded[at:].strip(" ,").rstrip(":").strip() in {"que", "o seguinte"}
    ):
        return None
    start = len(part.text) - len(rest)
    return Paragraph(part.part(start), rest, part.folded[start:], 1)


def _preamble_at(head: Sequence[Paragraph]) -> int:
    """Return the index of the paragraph in which the preamble begins: who acts, by what power."""
    for index, part in enumerate(head):
        if FORMULA_ALONE.match(part.folded) or RECITAL.match(part.folded):
            return index
        opens = PREAMBLE.match(part.folded) or _person_acts(part)
        if opens and POWERS.search(part.folded) and not part.text.startswith("“"):
            return index - 1 if index and _names_who(head[index - 1]) else index
    return len(head)


def _person_acts(part: Paragraph) -> bool:
    """Whether a paragraph begins with a person and their office: "RUI SÁ DANTAS, Prefeito Municipal de Ilhéus, ..."."""
    name, comma, rest = part.text.partition(",")
    return bool(comma) and len(name) < LONGEST_PERSON and is_name(name) and role_at(rest.strip()) is not None


def _ementa(text: str, parts: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the ementa, without its label and without lines on who proposed the act."""
    kept = [part for part in parts if not PROPOSED.match(part.folded)]
    label = EMENTA.match(kept[0].folded) if kept else None
    if label and label.end() < len(kept[0].text):
        kept[0] = paragraph(text, kept[0].part(label.end()))
    return tuple(kept)


def _names_who(part: Paragraph) -> bool:
    """Whether a paragraph is the first half of a preamble: "O PREFEITO MUNICIPAL DE ILHÉUS:"."""
    return PREAMBLE.match(part.folded) is not None and part.text.endswith((":", ",")) and len(part.text) <= LONGEST_NAME


def _opening(head: list[Paragraph], begin: int, formula_at: int | None, formula: Span | None) -> list[Paragraph]:
    """Return the paragraphs from preamble to formula, the formula cut off."""
    opening = head[begin:]
    if formula is None or formula_at is None or not opening:
        return opening
    last = opening[-1]
    end = formula.start - last.span.start
    if end <= 0:
        return opening[:-1]
    kept = last.text[:end].rstrip()
    return [*opening[:-1], Paragraph(last.part(0, len(kept)), kept, last.folded[: len(kept)], last.gap)]


def _recital_starts(opening: Sequence[Paragraph]) -> list[Span]:
    """Return where each recital begins: from its word "considerando", or its label, to where its own words begin."""
    listed = next((i for i, p in enumerate(opening) if RECITALS_OPEN.search(p.folded)), None)
    starts: list[Span] = []
    for index, part in enumerate(opening):
        match = RECITAL.match(part.folded)
        if match and match.end() < len(part.text):
            starts.append(part.part(0, match.end()))
        elif listed is not None and index > listed:
            starts += _listed_recital(part, first=not starts or _ended(opening, listed, index))
        elif match is None and not starts:
            within = WITHIN.search(part.folded)
            starts += [part.part(within.start("word"), within.end())] if within else []
        if starts:
            starts += [part.part(m.start("word"), m.end()) for m in ANOTHER.finditer(part.folded) if _after(part, m, starts)]
    return starts


def _after(part: Paragraph, match: regex.Match[str], starts: Sequence[Span]) -> bool:
    return part.span.start + match.start("word") >= starts[-1].end


def _ended(opening: Sequence[Paragraph], listed: int, index: int) -> bool:
    """Whether, in a list after "considerando:" that bears no labels, the recital before paragraph `index` has ended."""
    plain = label_at(opening[listed + 1].text) is None and opening[listed + 1].text[0] not in BULLETS
    return plain and ENDED.search(opening[index - 1].folded) is not None


def _listed_recital(part: Paragraph, *, first: bool) -> list[Span]:
    """Return where a recital of a list after "considerando:" begins, if this paragraph begins one."""
    label = label_at(part.text)
    if label is not None and label.kind in {"inciso", "alinea", "item"}:
        return [part.part(0, label.end)]
    if first or part.text[0] in BULLETS:
        return [part.part(0, len(part.text) - len(part.text.lstrip(BULLETS + " ")))]
    return []


def _preamble_span(opening: Sequence[Paragraph]) -> Span | None:
    """Return the stretch from who acts to before the first recital."""
    if not opening:
        return None
    starts = _recital_starts(opening)
    begin, end = opening[0].span.start, starts[0].start if starts else opening[-1].span.end
    for part in opening:
        if part.span.start < end:
            stop = min(part.span.end, end)
    return Span(begin, stop) if end - begin > len("e o") else None


def _recitals(text: str, opening: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Return each recital, without the word, its numeral and its last ';' or ','."""
    starts = _recital_starts(opening)
    ends = [*(span.start for span in starts), opening[-1].span.end][1:] if starts else []
    spans = []
    for begun, end in zip(starts, ends, strict=True):
        stretch = text[begun.end : end].rstrip()
        linked = LINKED.search(stretch)
        stretch = stretch[: linked.start()] if linked else stretch.rstrip(" ;,")
        spans.append(Span(begun.end, begun.end + len(stretch)))
    return tuple(span for span in spans if span.length)
