"""One evaluation, from what was named on the command line to what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import SettingsError
from pipeline.atomic import check_writable, writing
from pipeline.evaluate.comparing import Change, Turn, changes
from pipeline.evaluate.load import found_records, gold_records
from pipeline.evaluate.outcomes import Outcome, Verdict
from pipeline.evaluate.report import Evaluation, html, markdown
from pipeline.evaluate.scoring import score
from pipeline.target import redacted

if TYPE_CHECKING:
    from collections.abc import Sequence

REPORTS = {".md": markdown, ".html": html}
"""What a report is written as, by the end of its name."""

_TURNS = {Verdict.EXTRA: Turn.GAINED, Verdict.MISSING: Turn.LOST, Verdict.WRONG: Turn.CHANGED}


def evaluate(gold: Sequence[str], found: str, *, against: str | None = None) -> Evaluation:
    """Hold `found`, a database or an export, against gold; and both against an earlier run.

    Without gold the earlier run takes its place: what the later one has more, lacks or has otherwise is told.
    Raises `SettingsError` where neither is given, or a file cannot be read.
    """
    title = f"Evaluation of {redacted(found)}"
    if gold:
        return _by_gold(gold, found, against, title)
    if against is None:
        raise SettingsError("name gold records, or an earlier run by --against")
    outcomes = tuple(score(found_records(against), found_records(found)))
    return Evaluation(outcomes, f"{title}, against {redacted(against)}", None, tuple(_differences(outcomes)))


def _by_gold(gold: Sequence[str], found: str, against: str | None, title: str) -> Evaluation:
    wanted = gold_records(gold)
    sources = frozenset(str(record["source"]) for record in wanted)
    outcomes = tuple(score(wanted, found_records(found, sources=sources)))
    if against is None:
        return Evaluation(outcomes, title)
    before = tuple(score(wanted, found_records(against, sources=sources)))
    return Evaluation(outcomes, f"{title}, against {redacted(against)}", before, tuple(changes(before, outcomes)))


def _differences(outcomes: Sequence[Outcome]) -> list[Change]:
    """Return what differs between two runs, of which the earlier stood for gold."""
    return [
        Change(_TURNS[each.verdict], _as_found(each), each)
        for each in outcomes
        if each.verdict in _TURNS and each.measure != "tables.rows"
    ]


def _as_found(outcome: Outcome) -> Outcome:
    """Return what the earlier run had, as that run's own finding."""
    return Outcome(outcome.measure, outcome.source, outcome.act, outcome.key, Verdict.RIGHT, outcome.gold, outcome.gold)


def check_report(file: str) -> None:
    """Raise `SettingsError` now where a report could not be written under this name."""
    if not file.endswith(tuple(REPORTS)):
        raise SettingsError(f"a report ends in {' or '.join(REPORTS)}, not as {file}")
    check_writable(file)


def write_report(evaluation: Evaluation, file: str) -> None:
    """Write the report whole or not at all, as its name says."""
    form = next(form for suffix, form in REPORTS.items() if file.endswith(suffix))
    with writing(file) as stream:
        stream.writelines(form(evaluation))
