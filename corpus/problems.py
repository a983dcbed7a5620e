"""Doubt about content, as a value that is stored: never an exception, never only a log line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from corpus.spans import Span

CODES: Final = {
    "sum_mismatch": "a sum the document states does not hold",
    "words_mismatch": "an amount in figures and its words disagree",
    "number_gap": "a numbering skips or repeats",
    "label_slip": "a printed label contradicts its place in the sequence",
    "date_conflict": "two dates of the document contradict each other",
    "year_conflict": "the year of the number and the year of the date differ",
    "number_repaired": "the act's number was read against its own date",
    "no_signature": "no signatory was found",
    "no_number": "no number was found",
    "no_date": "no date of signing was found",
    "no_type": "the act's type is not in the table",
    "unresolved_name": "a name is read in several ways and none explains the others",
    "damaged": "the text is damaged beyond what could be repaired",
    "encoding": "some bytes are not valid in the encoding that was detected",
    "no_acts": "no act was found in the source",
    "code_mismatch": "a code's check digits fail, or it is not that of the name beside it",
    "table_shape": "a table's rows do not fit its columns",
    "quote_open": "a quotation is opened and never closed",
    "check_digit": "the check digits of a personal number do not hold",
    "manifest_conflict": "the manifest tells something else than the text",
    "manifest_value": "a value of the manifest cannot be read",
    "text_layer": "the text layer of some pages is less than sound, or is missing",
    "reading_order": "the order in which the columns of a page are read is doubtful",
    "table_unread": "a ruled table could not be told, and is read as lines",
    "incomplete": "the file is damaged or cut short, and parts may be lost",
    "currency_unknown": "the date does not decide the currency",
}

OF_THE_TEXT: Final = frozenset({"unresolved_name", "damaged", "encoding"})
"""Codes of what the repair of a text leaves open; the others are doubts about what was read in it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One doubt: `code` from `CODES`, `where` a JSON Pointer into the record, `span` of the text.

    `span` is in offsets of the normalized text; the record tells it in raw offsets.
    """

    code: str
    where: str
    span: Span | None
    detail: str
    rule: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            message = f"unknown problem code {self.code!r}; known: {', '.join(sorted(CODES))}"
            raise ValueError(message)
