"""What follows from the rows of all acts, kept true source by source: names, the same acts, what references lead to.

`Ties` goes round one change of the database: it notes before and after which references are
touched, and resolves those alone. `everything` works all of it out anew, as an upgrade needs; a
test holds both to the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db import references, same
from db.entities import Entities, Head, city_names, identify
from db.nearby import put_words
from db.places import municipality_rows
from db.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.driver import Driver

_DERIVED: Final = ("reference_targets", "act_links", "act_municipalities", "act_identities")
_SHARED: Final = ("issues", "gazettes", "persons", "roles", "bodies")
_HEADS: Final = """
SELECT a.id, a.urn, a.issuer, a.issuer_acronym, a.place, a.date, a.text, s.sha256, a.ordinal
FROM acts AS a JOIN sources AS s ON s.id = a.source_id WHERE a.source_id = ? ORDER BY a.ordinal"""
_COLUMNS: Final = "SELECT table_position, position, name, type FROM table_columns WHERE act_id = ? AND type = 'municipality'"
_CELLS: Final = "SELECT table_position, row_position, position, value FROM table_cells WHERE act_id = ?"
_PUBLISHED: Final = (
    "SELECT p.gazette, p.edition, p.date, p.act_id FROM publications AS p JOIN acts AS a ON a.id = p.act_id WHERE a.source_id = ?"
)
_SIGNED: Final = """
SELECT g.name, g.act_id, g.position FROM signatories AS g JOIN acts AS a ON a.id = g.act_id WHERE a.source_id = ?
ORDER BY a.ordinal, g.position"""
_ROLES: Final = """
SELECT r.role, r.act_id, r.signatory, r.position FROM signatory_roles AS r JOIN acts AS a ON a.id = r.act_id
WHERE a.source_id = ? ORDER BY a.ordinal, r.signatory, r.position"""


class Ties:
    """The references that one change of the database touches."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._touched: set[tuple[int, int]] = set()

    def before(self, source_id: int) -> None:
        """Note what could be meant by acts of a source whose rows are about to go."""
        self._touched |= references.meant(self._driver, source_id)

    def loaded(self, source_id: int, *, fresh: bool) -> None:
        """Tie a source whose rows were just written; `fresh` where it had none before."""
        put_words(self._driver, source_id)
        same.link(self._driver, source_id)
        self._touched |= references.meant(self._driver, source_id)
        references.resolve_source(self._driver, source_id, fresh=fresh)

    def settle(self, changed: Iterable[int] = ()) -> None:
        """Resolve what was touched, and what sources that changed their status touch."""
        for source_id in sorted(changed):
            self._touched |= references.meant(self._driver, source_id)
            references.resolve_source(self._driver, source_id)
        if self._touched:
            references.resolve(self._driver, self._touched)


def put_municipalities(driver: Driver) -> None:
    """Write the municipalities as our table of knowledge has them."""
    if not driver.all("SELECT 1 FROM municipalities LIMIT 1"):
        driver.insert(METADATA.tables["municipalities"], municipality_rows())
        return
    driver.many(
        "INSERT INTO municipalities (ibge, name, name_folded, state) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (ibge) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, state = excluded.state",
        municipality_rows(),
    )


def everything(driver: Driver) -> None:
    """Work out all that follows from the rows of acts, in place of what stands there."""
    put_municipalities(driver)
    for table in _DERIVED:
        driver.run(f"DELETE FROM {table}")  # noqa: S608  # our names
    driver.run("UPDATE publications SET issue = NULL")
    driver.run("UPDATE signatories SET person = NULL")
    driver.run("UPDATE signatory_roles SET role_key = NULL")
    for table in _SHARED:
        driver.run(f"DELETE FROM {table}")  # noqa: S608  # our names
    sources = [int(str(row[0])) for row in driver.all("SELECT id FROM sources WHERE reader IS NOT NULL ORDER BY id")]
    for source_id in sources:
        _name(driver, source_id)
        put_words(driver, source_id)
    for source_id in sources:
        same.link(driver, source_id)
        references.resolve_source(driver, source_id, fresh=True)


def _name(driver: Driver, source_id: int) -> None:
    """Write the names of what a source's acts speak of, and their own."""
    made = Entities()
    identities = []
    for act_id, urn, issuer, acronym, place, date, text, sha256, ordinal in driver.all(_HEADS, source_id):
        anchor = f"{sha256}#{ordinal}"
        head = Head(_text(urn), _text(issuer), _text(acronym), _text(place), _text(date), str(text), anchor)
        columns = driver.all(_COLUMNS, act_id)
        cities = city_names(columns, driver.all(_CELLS, act_id)) if columns else ()
        identities.append(made.identity(int(str(act_id)), head, cities))
    issues = [(made.issue(*map(_text, row[:3])), row[3]) for row in driver.all(_PUBLISHED, source_id)]
    persons = [(made.person(str(row[0])), *row[1:]) for row in driver.all(_SIGNED, source_id)]
    roles = [(made.role(str(row[0])), *row[1:]) for row in driver.all(_ROLES, source_id)]
    made.put(driver)
    if identities:
        identify(driver, identities)
    driver.many("UPDATE publications SET issue = ? WHERE act_id = ?", issues)
    driver.many("UPDATE signatories SET person = ? WHERE act_id = ? AND position = ?", persons)
    driver.many("UPDATE signatory_roles SET role_key = ? WHERE act_id = ? AND signatory = ? AND position = ?", roles)


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


TABLES: Final = tuple(METADATA.tables[name] for name in (*_SHARED, *_DERIVED))
"""What is worked out, less the columns that name it."""
