"""The repaired text as one page of HTML that needs nothing else: `lavra clean --html`."""

from __future__ import annotations

from collections import Counter
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from corpus.pages import PAGE_BREAK
from pipeline.side_by_side import summary
from pipeline.stretches import lines
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.pages import Document
    from corpus.spans import Correction, NormalizedText
    from normalizers import Rule
    from pipeline.stretches import Line, Stretch

PAGE: Final = '<span class="page"></span>'
"""What stands between the pages of a source."""

SHADES: Final = ((0.95, "sure"), (0.85, "likely"), (0.0, "doubtful"))
"""From which confidence on a mark has which shade; the page's key says the same."""


def repaired_page(document: Document, text: NormalizedText, *, damage: float, release: str) -> Iterator[str]:
    """Give the page in pieces: each repair is marked, and tells its rule, confidence and cost when pointed at."""
    from normalizers.rules import known  # noqa: PLC0415  # loads every normalizer

    told = list(lines(text))
    template = Template(files("pipeline").joinpath("repaired.html").read_text("utf-8"))
    head, _, foot = template.substitute(
        name=_shown(document.name),
        summary=escape(summary(told)),
        damage=f"{damage:.1%}",
        sha256=escape(document.sha256),
        release=escape(release),
        rules="".join(_rules(told, known())),
        lines="\f",
    ).partition("\f")
    yield head
    yield from map(_line, told)
    yield foot


def _rules(told: Iterable[Line], known: Mapping[str, Rule]) -> Iterator[str]:
    """Give a row for each rule, the busiest first."""
    counts = Counter(each.rule for line in told for stretch in line.stretches for each in stretch.corrections)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        meaning = known[rule].meaning if rule in known else ""
        yield f"<tr><td>{_shown(rule)}</td><td>{count}</td><td>{_shown(meaning)}</td></tr>\n"


def _line(line: Line) -> str:
    number = line.number
    content = "".join(map(_stretch, line.stretches))
    return f'<div class="line" id="L{number}"><a href="#L{number}">{number}</a><span>{content}</span></div>\n'


def _stretch(stretch: Stretch) -> str:
    if not stretch.corrections:
        return PAGE.join(map(_shown, stretch.value.split(PAGE_BREAK)))
    shade = _shade(stretch.corrections)
    told = "&#10;&#10;".join(map(_told, stretch.corrections))
    return f'<mark class="{shade}" data-raw="{_shown(stretch.raw)}" title="{told}">{_shown(stretch.value)}</mark>'


def _shade(corrections: Sequence[Correction]) -> str:
    least = min(each.confidence for each in corrections)
    return next(shade for bound, shade in SHADES if least >= bound)


def _told(each: Correction) -> str:
    """Tell one edit on two lines."""
    after = _shown(each.after) or "(taken out)"
    return f"{_shown(each.before)} → {after}&#10;{_shown(each.rule)} · confidence {each.confidence:.2f} · cost {each.cost:.2f}"


def _shown(text: str) -> str:
    """Return text as HTML shows it, in an element or an attribute: escaped, and nothing hidden in it."""
    return escape(visible(text.expandtabs(4)))
