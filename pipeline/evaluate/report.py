"""How an evaluation is told: rows for a terminal or a program, a page of Markdown or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING, Final

from pipeline.evaluate.measures import ORDER
from pipeline.evaluate.outcomes import Figure, Outcome, Verdict, figures
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.records import JsonObject
    from pipeline.evaluate.comparing import Change

FIGURE_COLUMNS: Final = ("measure", "right", "gold", "found", "precision", "recall", "f1", "before")
MISS_COLUMNS: Final = ("measure", "verdict", "source", "act", "key", "gold", "found")
CHANGE_COLUMNS: Final = ("turn", "measure", "source", "act", "key", "gold", "before", "after")
LONGEST: Final = 160
"""Characters of a value in a report."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run held against gold, and against an earlier run where one was given."""

    outcomes: tuple[Outcome, ...]
    title: str
    before: tuple[Outcome, ...] | None = None
    changes: tuple[Change, ...] = ()

    def figures(self) -> Iterator[JsonObject]:
        """Give a row for each measure; `before` is the earlier run's F1."""
        old = {each.measure: each for each in figures(self.before or ())}
        for each in sorted(figures(self.outcomes), key=lambda figure: ORDER.index(figure.measure)):
            row = _figure(each)
            yield {**row, "before": round(old[each.measure].f1, 4)} if each.measure in old else row

    def misses(self) -> Iterator[JsonObject]:
        """Give a row for each value that is not right, whole rows of tables aside, whose cells tell it."""
        for each in self.outcomes:
            if each.verdict != Verdict.RIGHT and each.measure != "tables.rows":
                yield {
                    "measure": each.measure,
                    "verdict": each.verdict.value,
                    "source": each.source,
                    "act": each.act,
                    "key": each.key,
                    "gold": each.gold,
                    "found": each.found,
                }

    def turns(self) -> Iterator[JsonObject]:
        """Give a row for each value that was gained, lost or changed since the earlier run."""
        for change in self.changes:
            told = change.any
            yield {
                "turn": change.turn.value,
                "measure": told.measure,
                "source": told.source,
                "act": told.act,
                "key": told.key,
                "gold": told.gold,
                "before": change.before.found if change.before else None,
                "after": change.after.found if change.after else None,
            }


def _figure(figure: Figure) -> JsonObject:
    return {
        "measure": figure.measure,
        "right": figure.right,
        "gold": figure.gold,
        "found": figure.found,
        "precision": round(figure.precision, 4),
        "recall": round(figure.recall, 4),
        "f1": round(figure.f1, 4),
    }


def markdown(evaluation: Evaluation) -> Iterator[str]:
    """Give the report as Markdown, in pieces."""
    yield f"# {_markdown_cell(evaluation.title)}\n"
    for heading, columns, rows in _sections(evaluation):
        yield f"\n## {heading}\n\n"
        yield from _markdown_table(columns, rows)


def _markdown_table(columns: Sequence[str], rows: Sequence[JsonObject]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |\n| {' | '.join('---' for _ in columns)} |\n"
    for row in rows:
        yield f"| {' | '.join(_markdown_cell(_cell(row, column)) for column in columns)} |\n"


def _markdown_cell(text: str) -> str:
    r"""Return text that Markdown shows as it is, in one cell.

    >>> _markdown_cell("a|b *c* <i>")
    'a\\|b \\*c\\* &lt;i&gt;'
    """
    shown = escape(visible(text), quote=False)
    return "".join(f"\\{char}" if char in "\\`*_[]|#" else char for char in shown)


def html(evaluation: Evaluation) -> Iterator[str]:
    """Give the report as one page of HTML that needs nothing else, in pieces."""
    template = Template(files("pipeline.evaluate").joinpath("report.html").read_text("utf-8"))
    head, _, foot = template.substitute(title=escape(visible(evaluation.title)), body="\f").partition("\f")
    yield head
    for heading, columns, rows in _sections(evaluation):
        yield f"<section>\n<h2>{escape(heading)}</h2>\n<table>\n<thead><tr>"
        yield "".join(f"<th>{escape(column)}</th>" for column in columns)
        yield "</tr></thead>\n<tbody>\n"
        yield from (_html_row(columns, row) for row in rows)
        yield "</tbody>\n</table>\n</section>\n"
    yield foot


def _html_row(columns: Sequence[str], row: JsonObject) -> str:
    mark = escape(str(row.get("verdict") or row.get("turn") or ""))
    cells = "".join(f'<td class="{column}">{escape(visible(_cell(row, column)))}</td>' for column in columns)
    return f'<tr class="{mark}">{cells}</tr>\n'


def _cell(row: JsonObject, column: str) -> str:
    value = row.get(column)
    if value is None:
        return ""
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _sections(evaluation: Evaluation) -> Iterator[tuple[str, Sequence[str], list[JsonObject]]]:
    """Give heading, columns and rows of each part that has any."""
    measured = list(evaluation.figures())
    compared = evaluation.before is not None
    yield "Measures", FIGURE_COLUMNS if compared else FIGURE_COLUMNS[:-1], measured
    turned = list(evaluation.turns())
    if turned:
        yield "Since the earlier run", CHANGE_COLUMNS, turned
    for source, rows in _by_source(evaluation.misses()):
        yield f"Not right in {source}", tuple(name for name in MISS_COLUMNS if name != "source"), rows


def _by_source(rows: Iterable[JsonObject]) -> Iterator[tuple[str, list[JsonObject]]]:
    for source, group in groupby(rows, key=lambda row: str(row["source"])):
        yield source, list(group)
