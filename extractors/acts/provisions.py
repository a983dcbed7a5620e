"""The tree of what an act orders: artigos, parágrafos, incisos, alíneas, items, clausulas; a contract's numbered clauses.

Numbering is checked against its place in the sequence: what OCR or the author's slip made of a
label is stored as printed (`label_raw`), the number is what was meant, and a problem tells of the
slip. Wording that an article gives to another norm is kept as `quoted` of the provision that
carries it. Sources: LC 95/1998, arts. 10 and 12; Decreto 12.002/2024, arts. 9 to 14.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Printed, Provision
from corpus.decisions import LABEL_SEQUENCE
from corpus.problems import Problem
from corpus.spans import Span
from corpus.text import capitals, sign_before
from corpus.values.roman import to_roman
from extractors.acts.labels import Label, group_at, label_at
from extractors.acts.paragraphs import Paragraph, found, trim
from extractors.acts.pieces import Piece, pieces
from extractors.acts.quotations import CLOSES as QUOTE_CLOSES
from extractors.acts.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Sequence

DEPTH: Final = {"artigo": 0, "clausula": 0, "paragrafo": 1, "inciso": 2, "alinea": 3, "item": 4}
WORDED: Final = frozenset({"artigo", "clausula", "paragrafo"})
"""Kinds whose number may be printed as a word ("Artigo Primeiro")."""
WHOLE: Final = frozenset({"artigo", "clausula"})
"""Kinds that hold all the others: the articles of an act, the numbered clauses of a contract."""
CLAUSE: Final = regex.compile(
    r"""(?:(?:o|a|os|as)?\s?(?:est[ae]|o\spresente|a\spresente|presente)\s(?:\S+\s){1,3}?(?:entra|vigora|passa\sa\svigorar|produz)
        |revog\w+(?:-se)?\s(?:\S+\s){0,4}?disposic\w+
        |(?:registr|publi[cq]|cumpr|intim|comuni[cq]|arquiv|afix|de|d)\w*-se\b|registrad[ao],|publique|cumpra|dado\se\spassado|dada\se\spassada|mando\b.{0,30}autoridades|(?:\S+\s){0,20}?assim\so\stenham?\sentendido)""",
    regex.VERBOSE,
)
"""Operative sentences that stand without a label even in an act of articles (folded)."""


@dataclass(eq=False)
class _Node:
    """A node while the tree grows; `depth` orders kinds from artigo (0) to item (4)."""

    label: Label | None
    kind: str
    number: str | None
    number_rule: str
    label_span: Span | None
    text: list[Span]
    group: tuple[Found[str], ...] = ()
    quoted: list[Span] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    order: int = 0


@dataclass(frozen=True, slots=True)
class Tree:
    """The provisions of an act and the doubts about their labels."""

    provisions: tuple[Provision, ...]
    problems: tuple[Problem, ...]


def tree(text: str, parts: Sequence[Paragraph], *, skip: Sequence[Span] = ()) -> Tree:
    """Return the provisions that the operative paragraphs `parts` of `text` make.

    `skip` are stretches that are tables: they belong to no provision.
    """
    builder = _Builder(text)
    own = [p for p in parts if not any(span.meets(p.span) for span in skip)]
    quoted = quotations(own)
    builder.articles = any(
        (label := label_at(p.text)) is not None and label.kind in WHOLE for i, p in enumerate(own) if i not in quoted
    )
    index = 0
    while index < len(own):
        if index in quoted and builder.last is not None:
            builder.quote([p.span for p in own[index : quoted[index]]])
            index = quoted[index]
            continue
        index = builder.take(own, index)
    return builder.done()


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[_Node] = []
        self.open: list[_Node] = []
        self.groups: dict[int, Found[str]] = {}
        self.problems: list[Problem] = []
        self.last: _Node | None = None
        self.articles = False
        self.second = False
        """Whether the next paragraph bears the roman II: then a 1 here is the I of the same series."""

    def take(self, parts: Sequence[Paragraph], index: int) -> int:
        """Take paragraph `index` into the tree; return the index of the next one to take."""
        part = parts[index]
        group = group_at(part.text)
        if group is not None:
            self._group(part, group.level, group.end)
            titled = group.titled or index + 1 >= len(parts) or not _is_title(parts, index + 1)
            return index + (1 if titled else 2)
        following = label_at(parts[index + 1].text) if index + 1 < len(parts) else None
        self.second = following is not None and following.kind == "inciso" and 2 in following.may_be and 1 not in following.may_be  # noqa: PLR2004
        for piece in pieces(part):
            self._piece(piece)
        return index + 1

    def _group(self, part: Paragraph, level: int, end: int) -> None:
        self.groups = {k: v for k, v in self.groups.items() if k < level}
        self.groups[level] = found(self.text, part.part(0, end), "group-heading")
        self.open.clear()

    def _piece(self, piece: Piece) -> None:
        label = piece.label
        if (
            label is not None
            and label.kind == "item"
            and label.strokes
            and (self._continues_roman(label) or (self.second and label.number == "1"))
        ):
            label = Label("inciso", label.number, min(label.strokes), label.strokes, label.start, label.end)
        if label is None or not self._fits(label):
            self._unlabelled(piece)
            return
        parent = self._parent(label)
        siblings = parent.children if parent else self.roots
        number, order, rule = self._number(label, siblings, piece)
        own, quoted = _inline_quotation(self.text, piece.text_span)
        node = _Node(label, label.kind, number, rule, piece.label_span, [own], quoted=quoted, order=order)
        if label.kind == "artigo":
            node.group = tuple(self.groups[level] for level in sorted(self.groups))
        siblings.append(node)
        self.open = [*self._path_to(parent), node]
        self.last = node

    def _fits(self, label: Label) -> bool:
        """Whether a label can open a node here: an alínea begins at a, an item at 1, or goes on."""
        if label.kind in WHOLE or label.kind == "paragrafo":
            return label.kind in WHOLE or self.articles or bool(self.open)
        if any(self._expects(node, label) for node in self.open) or self._expects_root(label):
            return True
        if label.kind == "item" and any(_dotted(node, label) for node in self.open):
            return True
        return 1 in label.may_be or label.kind == "inciso" or self._skips_one(label)

    def _skips_one(self, label: Label) -> bool:
        """Whether an alínea leaves out just one letter of an open series ("c)" after "a)")."""
        lasts = (_last_of(node, label.kind) for node in self.open) if label.kind == "alinea" else ()
        return any(last is not None and label.value == last.order + 2 for last in lasts)

    def _expects_root(self, label: Label) -> bool:
        last = next((n for n in reversed(self.roots) if n.kind == label.kind), None)
        return last is not None and last.order + 1 in label.may_be

    def _continues_roman(self, label: Label) -> bool:
        incisos = [n for n in (*self.open, *(c for n in self.open for c in n.children[-1:])) if n.kind == "inciso"]
        return any(n.order + 1 in label.strokes for n in incisos)

    def _expects(self, node: _Node, label: Label) -> bool:
        """Whether `label` goes on with the series of its kind under `node`."""
        last = _last_of(node, label.kind)
        put_in = last is not None and label.suffix is not None and label.value == last.order
        return last is not None and (put_in or last.order + 1 in label.may_be)

    def _parent(self, label: Label) -> _Node | None:
        """Return the node that a labelled piece stands under, None for a root."""
        if label.kind in WHOLE or label.kind == "paragrafo":
            return next((n for n in self.open if n.kind in WHOLE), None) if label.kind == "paragrafo" else None
        holders = [n for n in self.open if self._holds(n, label)]
        if label.kind == "item" and "." in label.number:
            return next((n for n in reversed(holders) if _dotted(n, label)), holders[-1] if holders else None)
        going_on = [n for n in holders if self._expects(n, label)]
        if going_on and (label.value != 1 or 1 not in label.may_be):
            return going_on[-1]
        if self._expects_root(label) and label.value != 1:
            return None
        if 1 in label.may_be and holders:
            return holders[-1]
        begun = [n for n in holders if _last_of(n, label.kind)]
        nearest = begun or holders
        return nearest[-1] if nearest else None

    def _holds(self, node: _Node, label: Label) -> bool:
        """Whether a node can hold a label: one of a lower order; a numbered operative paragraph holds all."""
        if node.label is None:
            return False
        if node.kind == "item" and self.open[0].kind == "item":
            return label.kind != "item" or "." in label.number
        if label.kind == "item" and "." in label.number and node.kind == "item":
            return True
        return DEPTH[node.kind] < DEPTH[label.kind]

    def _path_to(self, parent: _Node | None) -> list[_Node]:
        return [] if parent is None else self.open[: self.open.index(parent) + 1]

    def _number(self, label: Label, siblings: list[_Node], piece: Piece) -> tuple[str, int, str]:
        """Return the number meant, its place in the series and the rule that decided."""
        if label.number == "unico":
            return "unico", 1, "label"
        last = next((n for n in reversed(siblings) if n.kind == label.kind), None)
        expected = (last.order if last else 0) + 1
        if label.suffix and last and label.value == last.order:
            return _spell(label, last.order), last.order, "label"
        if label.kind == "item" and "." in label.number:
            return label.number, label.value, "label"
        if expected in label.may_be:
            spelt = _spell(label, expected)
            plain = label.value == expected and (label.kind != "inciso" or spelt == label.glyphs)
            if not plain and label.additive:
                self._problem("label_slip", piece, f"printed {piece.label_raw!r} for {spelt}")
            return spelt, expected, "label" if plain else LABEL_SEQUENCE
        if last is not None and _slipped(label, expected):
            self._problem("label_slip", piece, f"printed {piece.label_raw!r} where {_spell(label, expected)} is due")
            return _spell(label, expected), expected, LABEL_SEQUENCE
        if last is not None or label.value != 1:
            self._problem("number_gap", piece, f"printed {piece.label_raw!r} after {last.number if last else 'none'}")
        return _spell(label, label.value), label.value, "label"

    def _problem(self, code: str, piece: Piece, detail: str) -> None:
        self.problems.append(Problem(code, "/provisions", piece.label_span, detail))

    def _unlabelled(self, piece: Piece) -> None:
        """Take a piece without label: a clausula, or more text of the provision before it."""
        clause = self.open and self.open[0].kind == "clausula"
        goes_on = self.last is not None and self.last.label is not None and (clause or not CLAUSE.match(piece.folded))
        if goes_on and self.last is not None and (self.articles or self._unfinished()):
            self.last.text.append(piece.span)
            return
        node = _Node(None, "clausula", None, "clausula", None, [piece.span])
        self.roots.append(node)
        self.open = []
        self.last = node

    def _unfinished(self) -> bool:
        """Whether the text before breaks off without an end."""
        return self.last is not None and sign_before(self.text, self.last.text[-1].end) not in {".", ";", ":"}

    def quote(self, spans: list[Span]) -> None:
        """Take quoted paragraphs as wording that the provision before them gives."""
        if self.last is not None:
            self.last.quoted += spans

    def done(self) -> Tree:
        """Freeze the tree."""
        return Tree(tuple(self._freeze(node) for node in self.roots), tuple(self.problems))

    def _freeze(self, node: _Node) -> Provision:
        derived = node.number_rule == LABEL_SEQUENCE
        number = None
        if node.number is not None and node.label_span is not None:
            witnesses = ("sequence",) if derived else ()
            sure = 0.9 if derived else None
            printed = _spell(node.label, node.label.value) if derived and node.label is not None else None
            spelt = node.kind in WORDED and not any(map(str.isdigit, node.label_span.of(self.text)))
            number = Found(
                node.number,
                node.label_span,
                node.number_rule,
                sure,
                derived=derived or spelt,
                witnesses=witnesses,
                otherwise=printed,
            )
        return Provision(
            node.kind,
            number,
            Printed(node.label_span) if node.label_span else None,
            self._join(node.text, "provision-text"),
            self._join(node.quoted, "quoted") if node.quoted else None,
            node.group,
            tuple(self._freeze(child) for child in node.children),
        )

    def _join(self, spans: list[Span], rule: str) -> Found[str]:
        trimmed = [trim(self.text, span) for span in spans if span.length or len(spans) == 1]
        return Found("\n".join(span.of(self.text) for span in trimmed), Span(trimmed[0].start, trimmed[-1].end), rule)


# "... com a seguinte redação: “Art. 3º ...” (NR)" in one paragraph
INLINE_QUOTE: Final = regex.compile(r":\s*(?=[“\"«](?:Art|ART|§|Par[áa]grafo|[IVX]{1,6}\s?[-–—]|[a-z]\)|\d+[.)]))")


def _inline_quotation(text: str, span: Span) -> tuple[Span, list[Span]]:
    """Return a provision's own words, and the quoted wording that ends the same paragraph."""
    match = INLINE_QUOTE.search(text, span.start, span.end)
    if match is None or not QUOTE_CLOSES.search(text, match.end(), span.end):
        return span, []
    return Span(span.start, match.start() + 1), [Span(match.end(), span.end)]


def _dotted(node: _Node, label: Label) -> bool:
    """Whether an item's number begins with that of another: 2.1 stands under 2."""
    return node.kind == "item" and node.number is not None and label.number.startswith(f"{node.number}.")


def _last_of(node: _Node, kind: str) -> _Node | None:
    return next((child for child in reversed(node.children) if child.kind == kind), None)


def _spell(label: Label, value: int) -> str:
    """Return a number as the record has it: arabic, roman or a letter, with its suffix."""
    if label.kind == "inciso":
        plain = to_roman(value) if 0 < value < 4000 else label.number  # noqa: PLR2004 - the last roman numeral
    elif label.kind == "alinea":
        plain = label.number if value == label.value else chr(ord("a") + value - 1)
    elif label.kind == "item" and "." in label.number:
        plain = label.number
    else:
        plain = str(value)
    return f"{plain}-{label.suffix}" if label.suffix else plain


def _slipped(label: Label, expected: int) -> bool:
    """Whether a printed number is the expected one with a slip of the pen or of the reader.

    A digit too many ("45" where 5 is due after 4), the same number twice, or a stroke too few.
    """
    printed, due = label.number, str(expected)
    if label.kind == "inciso":
        return label.value == expected - 1
    if label.kind == "alinea":
        return False
    if label.value == expected - 1:
        return True
    return len(printed) == len(due) + 1 and any(printed[:i] + printed[i + 1 :] == due for i in range(len(printed)))


def _is_title(parts: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph is the title under the heading of a capítulo: short, no label, no stop."""
    part = parts[index]
    if label_at(part.text) is not None or group_at(part.text) is not None or part.text.endswith((";", ":")):
        return False
    return len(part.text) <= 160 and (capitals(part.text) or not part.text.endswith("."))  # noqa: PLR2004
