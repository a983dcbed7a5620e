"""The rules that decide single values after the text is final, with the document's own witnesses.

Each may be switched off as a rule of repair may: the value is then told as it stands without it.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Decision(NamedTuple):
    """A rule: its id, the module that decides, what it decides, an example."""

    id: str
    origin: str
    meaning: str
    example: str


NUMBER_LOST_SLASH: Final = "number-lost-slash"
DATE_REPAIRED: Final = "date-repaired"
LABEL_SEQUENCE: Final = "label-sequence"
TABLE_ARITHMETIC: Final = "table-arithmetic"
AMOUNT_BY_WORDS: Final = "amount-by-words"
TABLE_CODE: Final = "table-code"
TABLE_TOTAL: Final = "table-total-label"
TABLE_MUNICIPALITY: Final = "table-municipality"
TABLE_REGION: Final = "table-region"

DECISIONS: Final = (
    Decision(NUMBER_LOST_SLASH, "head.py", "a number run together with its year parted, by the act's own date", "3172019 => 317"),
    Decision(
        DATE_REPAIRED, "dates.py", "a date with figures or a month read badly, by the calendar", "O2 de margo => 2 de março"
    ),
    Decision(LABEL_SEQUENCE, "provisions.py", "a label by its place in the sequence", "Il after II => III"),
    Decision(TABLE_ARITHMETIC, "tables.py", "a cell by the sums it stands in", "1.2O0 => 1200"),
    Decision(AMOUNT_BY_WORDS, "money.py", "an amount by the words beside its figure", "R$ 1.0OO,00 (mil reais) => 1000.00"),
    Decision(TABLE_CODE, "codes.py", "letters of a code read as digits, by its check digits", "51O3403 => 5103403"),
    Decision(TABLE_TOTAL, "total_labels.py", "the label of a row of totals", "T0TAL => TOTAL"),
    Decision(TABLE_MUNICIPALITY, "places.py", "a municipality's name by the list of the state", "[tadba => Itaúba"),
    Decision(TABLE_REGION, "regions.py", "a region's name by those the source names", "Vale Seréno => Vale Sereno"),
)
"""All of them; a value with witnesses bears one of their ids."""
