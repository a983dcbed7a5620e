"""When an act begins to be in force, as its own clause says.

The simple clauses are read: on publication, on signing, so many days after it, on a day that is named. Where the
day of publication is not known, the day of signing stands for it and says so. A clause that is not
understood gives no day; an act without a clause begins when it is published, a law 45 days after
(Decreto-Lei 4.657/1942, LINDB, art. 1º). Periods of days are counted with the day of publication
and the last one, the law being in force on the day after (Lei Complementar 95/1998, art. 8º, § 1º).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold
from corpus.values.dates import month_names, real_date
from corpus.values.number_words import parse_words
from db.heads import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.driver import Driver
    from db.heads import ActHead

VACANCY: Final = 45
"""Days after its publication at which a law begins that does not say when (LINDB, art. 1º)."""

LONGEST: Final = 3650
"""Days beyond which a period is taken for a misreading."""

_CLAUSE: Final = regex.compile(
    r"""
    (?:\best[ea]\b[^.;:]{0,80}?\s|^\W{0,5})      # "Esta Portaria ", "Este Decreto ", or at the very beginning
    (?:entra|entrara|entram|entrarao)\s em\s vigor\b
    (?P<when>[^.;]{0,240})
    """,
    regex.VERBOSE,
)
"""Over folded text whose blanks are single."""

_PUBLISHED: Final = regex.compile(
    r"[\s,]*(?:a partir d[ae]|n[ao]|em)?\s?(?:data|dia)\sd[ea]\s(?:sua\s|respectiva\s)?publicacao\b"
)
_SIGNED: Final = regex.compile(r"[\s,]*(?:a partir d[ae]|n[ao]|em)?\s?(?:data|dia)\sd[ea]\s(?:sua\s|respectiva\s)?assinatura\b")
_DAYS: Final = regex.compile(
    r"""
    [\s,]*(?:no\sprazo\sde\s|apos\s(?:decorridos\s)?|decorridos\s|em\s)?
    (?P<figure>\d{1,4})?\s?[(]?(?P<words>[a-z\s]{3,40}?)?[)]?\s?dias\b[\s,]*
    (?:apos|depois\sd[ae]|contados\s(?:a\spartir\s)?d[ae]|a\scontar\sd[ae]|a\spartir\sd[ae]|d[ae])\s
    (?:a\s|da\s)?(?:data\sd[ea]\s)?(?:sua\s)?publicacao(?:\soficial)?\b
    """,
    regex.VERBOSE,
)
_DAY: Final = regex.compile(
    r"""
    [\s,]*(?:a\spartir\sd[eo]|em|no|n[ao]\sdata\sde)\s(?:dia\s)?
    (?P<day>\d{1,2})\s?[ºo°]?\s?
    (?:de\s(?P<name>[a-z]{3,10})\sde\s(?P<year>\d{4})|/(?P<month>\d{1,2})/(?P<full>\d{4}))\b
    """,
    regex.VERBOSE,
)
_PART: Final = regex.compile(r"\b(?:exceto|salvo|ressalvad[oa]s?|quanto a|produz(?:indo)?|efeitos?|retroa\w+)\b")
"""What makes the rest of a clause say more than that all of the act begins then."""
_CLAUSES: Final = """
SELECT v.act_id, v.pointer, v.text FROM provisions AS v
WHERE v.annex IS NULL AND v.act_id IN ({}) AND lower(v.text) LIKE '%em vigor%' ORDER BY v.act_id, v.position"""


@dataclass(frozen=True, slots=True)
class Entry:
    """When an act begins to be in force.

    `begins` is the first day on which it may be, `surely` the first on which it surely is as far as
    the clause tells; null where that is not known. `basis` is `publication`, `signing`, `days`,
    `stated`, `unread` (a clause that is not understood), `none` (no clause). `from_signing` tells that the day
    of signing stands for that of publication. `clause` is the provision's text, `pointer` its place.
    """

    begins: date | None
    surely: date | None
    basis: str
    from_signing: bool = False
    partial: bool = False
    clause: str | None = None
    pointer: str | None = None
    act_id: int | None = None


def entry(driver: Driver, found: Sequence[ActHead], head: ActHead) -> Entry:
    """Return when an act begins, by the clauses of its printings (`head` first); none says the same as all that say something."""
    ids = [each.id for each in found]
    rows = driver.all(_CLAUSES.format(marks(ids)), *ids)
    published, signed = _day(_agreed(found, "published", head)), _day(_agreed(found, "date", head))
    base = published or signed
    for act, pointer, text in sorted(rows, key=lambda row: row[0] != head.id):
        squeezed = regex.sub(r"\s+", " ", str(text))
        clause = _CLAUSE.search(fold(squeezed))
        if clause is None:
            continue
        basis, begins = _read(clause["when"], base, signed)
        from_signing = basis in ("publication", "days") and published is None
        partial = _PART.search(clause["when"]) is not None
        return Entry(begins, begins, basis, from_signing, partial, squeezed, str(pointer), int(str(act)))
    if base is not None and head.type.startswith("lei"):
        return Entry(base, base + timedelta(days=VACANCY), "none", published is None)
    return Entry(base, base, "none", published is None)


def _read(when: str, base: date | None, signed: date | None) -> tuple[str, date | None]:
    """Return what a clause rests on, and the day that it gives."""
    if _PUBLISHED.match(when):
        return "publication", base
    if _SIGNED.match(when):
        return "signing", signed
    days = _DAYS.match(when)
    if days is not None:
        count = _count(days["figure"], days["words"])
        if count is not None:
            return "days", base + timedelta(days=count) if base is not None else None
    day = _DAY.match(when)
    if day is not None:
        named = month_names().get(day["name"] or "", (0, 0.0))
        month = int(day["month"]) if day["month"] else named[0] if named[1] == 1 else 0
        stated = real_date(int(day["year"] or day["full"]), month, int(day["day"]))
        if stated is not None:
            return "stated", stated
    return "unread", None


def _count(figure: str | None, words: str | None) -> int | None:
    """Return a number of days; None where figure and words differ, or make no number."""
    spelt = parse_words(words) if words and words.strip() else None
    if words and words.strip() and spelt is None:
        return None
    count = int(figure) if figure else spelt
    if count is None or count > LONGEST or (figure and spelt is not None and spelt != count):
        return None
    return count


def _agreed(found: Sequence[ActHead], field: str, head: ActHead) -> str | None:
    """Return what the act's own reading says of a date, else what all its other printings that say it say alike."""
    own: str | None = getattr(head, field)
    others = {getattr(each, field) for each in found} - {None}
    return own or (others.pop() if len(others) == 1 else None)


def _day(told: str | None) -> date | None:
    """Return a date of the database; None for one that the calendar does not have."""
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        return None
