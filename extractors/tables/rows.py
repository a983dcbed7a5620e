"""Tables with a row a line: words, then figures set apart by blanks, as OCR leaves columns.

Lines that end in several figures make the body. How many columns there are, and of what type
(whole numbers, or so many decimals), is voted for by the lines; a line with more figures than
columns has one broken by a blank, and the parts that fit no column alone are put together. Rules
read as characters (| and brackets at a figure's end) are cut off. A figure is put in form only
where its digits already give it by the column's type ("512087" where all others have two
decimals); what is well formed is never changed, what cannot be read is kept as printed and told
as a problem.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import squeeze
from extractors.tables.cells import is_misread
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

_ANY_FIGURE: Final = regex.compile(r"\d[\d.,\s]*\d|\d")
_NO_DIGIT: Final = regex.compile(r"\D")
_GROUPED: Final = regex.compile(r"\d++|\d{1,3}(?:[.,\s]{1,2}\d{3})+")
_MARKS: Final = regex.compile(r"[.,\s]+")

FEWEST_ROWS: Final = 3
FEWEST_OF_ONE: Final = 4
"""Rows where each has one figure only: a name and its amount."""
FEWEST_PLAIN: Final = 5
"""Rows of whole numbers only: three may be telephones."""
LONGEST_WORDS: Final = 80
MOST_BETWEEN: Final = 10
"""Lines of headers, captions and page joins that may part two pages of one table."""
LONGEST_BETWEEN: Final = 200
CLEAR: Final = 0.8
"""Share of a column's votes that decides its type: below it a figure without decimals may be whole."""
BROKEN: Final = 2
"""Blanks that may have broken a row's figures."""

_FIGURE: Final = regex.compile(
    r"[-–—]?\(?(?:R\$)?[.,]?(?:\d|[OoIlSB](?=\d*[.,]\d\d))(?:[\d.,OolIóÓS]|B(?=[\d.,]))*+%?[|)\]}fjl!]{0,2}|[-–—_]{1,3}"
)
_CURRENCY: Final = regex.compile(r"\(?(?:R|Cr|CR|NCz|Cz|US)\$")
_WORD: Final = regex.compile(r"[^\s|]+")
_EDGES: Final = regex.compile(r"^[|\[({]+|[|\])}fjl!]+$|(?<=\d)[.,]+$")
_FORMED: Final = regex.compile(r"-?(?:\d{1,3}(?:\.\d{3})++|\d{1,3})(?:,(?P<part>\d++))?")
_DASH: Final = regex.compile(r"[-–—_]{1,3}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A token at a row's end: `text` without the rules glued to it."""

    text: str
    span: Span

    @property
    def dash(self) -> bool:
        """Whether it stands for an empty cell."""
        return bool(_DASH.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Body:
    """A line as a row: the words' span (None where there are none) and the figures after it."""

    line: Line
    words: Span | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of one table among lines `start` to `end`, and how many figures make a row."""

    start: int
    end: int
    rows: tuple[Body, ...]
    width: int


def body_of(text: str, line: Line) -> Body:
    """Cut a line into words and the figures at its end; one that no table can hold has none."""
    if _ends_in_word(line.text) or line.boundary:
        return Body(line, line.span, ())
    tokens = [Span(*match.span()) for match in _WORD.finditer(text, line.span.start, line.span.end)]
    first = len(tokens)
    while first and (_FIGURE.fullmatch(tokens[first - 1].of(text)) or _CURRENCY.fullmatch(tokens[first - 1].of(text))):
        first -= 1
    figures = tuple(_figure(text, token) for token in tokens[first:] if not _CURRENCY.fullmatch(token.of(text)))
    words = Span(tokens[0].start, tokens[first - 1].end) if first else None
    return Body(line, words, figures)


def _ends_in_word(printed: str) -> bool:
    """Whether a line surely has no figure at its end, nor a rule between cells: so most lines do."""
    return "|" not in printed and printed[printed.rfind(" ") + 1 :].strip(".,;:()").isalpha()


def _figure(text: str, token: Span) -> Figure:
    printed = token.of(text)
    if _DASH.fullmatch(printed):
        return Figure(printed, token)
    bare = _EDGES.sub("", _EDGES.sub("", printed))
    return Figure(bare, token)


def find_runs(text: str, lines: Sequence[Line]) -> Iterator[Run]:
    """Tell the runs of rows among `lines`, pages of one table together."""
    bodies = [body_of(text, line) for line in lines]
    rowlike = [at for at, body in enumerate(bodies) if _is_row(body)]
    for cluster in _clusters(bodies, rowlike):
        width = _width([bodies[at] for at in cluster])
        kept = tuple(bodies[at] for at in cluster if _may_be(bodies[at], width) or _is_sum(text, bodies[at], width))
        same = sum(len(body.figures) == width for body in kept)
        named = sum(body.words is not None for body in kept)
        fewest = FEWEST_ROWS if width > 1 else FEWEST_OF_ONE
        plain = not any(_is_amount(figure.text) for body in kept for figure in body.figures)
        if same >= max(fewest, FEWEST_PLAIN * plain, 0.6 * len(cluster)) and named >= 0.8 * len(kept):
            yield Run(cluster[0], cluster[-1] + 1, kept, width)


def _is_row(body: Body) -> bool:
    figures = [figure for figure in body.figures if not figure.dash]
    if not figures or body.line.boundary or (body.words is not None and body.words.length > LONGEST_WORDS):
        return False
    return len(body.figures) > 1 or _is_amount(figures[0].text) or ("," in figures[0].text and is_misread(figures[0].text))


def _is_amount(text: str) -> bool:
    formed = _FORMED.fullmatch(text)
    return formed is not None and len(formed["part"] or "") == 2  # noqa: PLR2004  # centavos


def _may_be(body: Body, width: int) -> bool:
    return width - 1 <= len(body.figures) <= width + BROKEN


def _is_sum(text: str, body: Body, width: int) -> bool:
    """Whether a line is a total that is printed of some columns only."""
    return body.words is not None and 0 < len(body.figures) < width - 1 and plays("total", squeeze(body.words.of(text)))


def _width(bodies: Sequence[Body]) -> int:
    return _usual(Counter(len(body.figures) for body in bodies))


def _usual(widths: Counter[int]) -> int:
    return max(widths, key=lambda width: (widths[width], width))


def _clusters(bodies: Sequence[Body], rowlike: Sequence[int]) -> Iterator[list[int]]:
    """Tell the rows that belong together: one after another, or parted by what stands at a page's edge."""
    cluster: list[int] = []
    widths: Counter[int] = Counter()
    for at in rowlike:
        if cluster and not _joins(bodies, cluster, widths, at):
            yield cluster
            cluster, widths = [], Counter()
        cluster.append(at)
        widths[len(bodies[at].figures)] += 1
    if cluster:
        yield cluster


def _joins(bodies: Sequence[Body], cluster: Sequence[int], widths: Counter[int], at: int) -> bool:
    """Whether a row goes on with a cluster; `widths` are how many rows of that have so many figures."""
    between = bodies[cluster[-1] + 1 : at]
    if not between:
        return True
    if len(between) > MOST_BETWEEN or any(len(body.line.text) > LONGEST_BETWEEN or body.line.boundary for body in between):
        return False
    width = _usual(widths)
    continued = any(plays("continued", body.line.text) for body in between)
    return continued or abs(len(bodies[at].figures) - width) <= 1


@dataclass(frozen=True, slots=True)
class Type:
    """A column of figures: how many decimals most of its well-formed figures have; None where no vote was clear."""

    decimals: int | None

    def reads(self, text: str) -> tuple[str, bool] | None:
        """Return a figure's value and whether it had to be put in form; None where its digits do not give it.

        >>> Type(2).reads("7.016,45"), Type(2).reads("512087"), Type(0).reads("3,418"), Type(0).reads("1I6")
        (('7016.45', False), ('5120.87', True), ('3418', True), None)
        """
        sign = "-" if text[:1] in ("-", "–", "—") else ""
        text = text.lstrip("-–—(").removeprefix("R$").rstrip("%")
        formed = _FORMED.fullmatch(text)
        if formed and (self.decimals is None or len(formed["part"] or "") == self.decimals):
            return sign + text.replace(".", "").replace(",", "."), False
        if self.decimals is None or not _ANY_FIGURE.fullmatch(text):
            return None
        digits = _NO_DIGIT.sub("", text)
        if self.decimals == 0 and text.isdigit():
            return sign + text, False
        if self.decimals == 0:
            return (sign + digits, True) if _is_grouped(text) else None
        if len(digits) <= self.decimals or not _may_have(text, self.decimals):
            return None
        return f"{sign}{digits[: -self.decimals]}.{digits[-self.decimals :]}", True


def _is_grouped(text: str) -> bool:
    """Whether the digits are in threes from the end, or all together, whatever parts them."""
    return bool(_GROUPED.fullmatch(text))


def _may_have(text: str, decimals: int) -> bool:
    """Whether the separators that are left do not tell against so many decimals."""
    parts = _MARKS.split(text)
    if len(parts) == 1:
        return True
    tail = parts[-1]
    heads = parts[:-1] if len(tail) == decimals else [*parts[:-1], tail[:-decimals]]
    if len(tail) not in (decimals, decimals + 3):
        return False
    return all(len(head) == 3 for head in heads[1:]) or (len(heads) == 1 and len(tail) == decimals)  # noqa: PLR2004  # thousands


def types_of(rows: Sequence[Body], width: int) -> tuple[Type, ...]:
    """Return each column's type, voted for by the well-formed figures of rows with one figure a column."""
    whole = [body.figures for body in rows if len(body.figures) == width]
    return tuple(type_of([figures[at].text for figures in whole]) for at in range(width))


def type_of(texts: Sequence[str]) -> Type:
    """Return the type that the well-formed figures of a column vote for."""
    votes: Counter[int] = Counter()
    for text in texts:
        formed = _FORMED.fullmatch(text.lstrip("-–—").removeprefix("R$").rstrip("%"))
        if formed:
            votes[len(formed["part"] or "")] += 1
    if not votes:
        whole = sum(text.isdigit() for text in texts)
        return Type(0 if whole and whole >= CLEAR * len(texts) else None)
    decimals, count = votes.most_common(1)[0]
    return Type(decimals) if count >= CLEAR * votes.total() else Type(None)
