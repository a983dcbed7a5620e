"""Whom and what acts have in common, as rows: worked out of an act's head, the same at loading and at an upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.issuers import located, speaker, state_letters
from corpus.text import fold
from db.keys import content_key, name_key, shortened
from db.places import municipality
from db.tables.entities import Body, Gazette, Issue, Person, Role
from db.tables.links import ActIdentity, ActMunicipality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.driver import Driver
    from db.plain import Row
    from db.tables.base import Base

_PUT: Final = {
    Person: "INSERT INTO persons (key, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
    Role: "INSERT INTO roles (key, title) VALUES (?, ?) ON CONFLICT DO NOTHING",
    Gazette: "INSERT INTO gazettes (key, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
    Issue: "INSERT INTO issues (key, gazette, edition, date) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    Body: """
INSERT INTO bodies (key, name, acronym, level, state, municipality, seen_from, seen_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
  acronym = coalesce(bodies.acronym, excluded.acronym),
  seen_from = CASE WHEN bodies.seen_from <= excluded.seen_from OR excluded.seen_from IS NULL THEN bodies.seen_from
    ELSE excluded.seen_from END,
  seen_to = CASE WHEN bodies.seen_to >= excluded.seen_to OR excluded.seen_to IS NULL THEN bodies.seen_to
    ELSE excluded.seen_to END""",
}
"""How a row is put among those of other sources; what stands first there stays, dates of bodies grow."""

_USES: Final = {
    "persons": "signatories.person",
    "roles": "signatory_roles.role_key",
    "bodies": "act_identities.body",
    "issues": "publications.issue",
    "gazettes": "issues.gazette",
}
"""Which column names the rows of a shared table."""

_DATES: Final = """
SELECT min(a.date), max(a.date), i.body FROM acts AS a JOIN act_identities AS i ON i.act_id = a.id
WHERE a.source_id = ? AND i.body IS NOT NULL AND a.date IS NOT NULL GROUP BY i.body"""
_SEEN: Final = """
UPDATE bodies SET
  seen_from = (SELECT min(a.date) FROM act_identities AS i JOIN acts AS a ON a.id = i.act_id WHERE i.body = bodies.key),
  seen_to = (SELECT max(a.date) FROM act_identities AS i JOIN acts AS a ON a.id = i.act_id WHERE i.body = bodies.key)
WHERE (seen_from = ? OR seen_to = ?) AND key = ?"""


class Head(NamedTuple):
    """What of an act tells who speaks and what it is called; `anchor` is its source's hash and its ordinal."""

    urn: str | None
    issuer: str | None
    acronym: str | None
    place: str | None
    date: str | None
    text: str
    anchor: str


class Entities:
    """The shared rows that the acts of one source name, each once; the first spelling of a name stays."""

    def __init__(self) -> None:
        self.of: dict[type[Base], dict[str, Row]] = {}

    def person(self, name: str) -> str | None:
        """Return the key of somebody's name."""
        return self._named(Person, name)

    def role(self, title: str) -> str | None:
        """Return the key of a title."""
        return self._named(Role, title)

    def issue(self, gazette: str | None, edition: str | None, date: str | None) -> str | None:
        """Return the key of an issue of a gazette; None where the gazette, or both edition and date, are not told."""
        key = self._named(Gazette, gazette) if gazette else None
        if key is None or not (edition or date):
            return None
        own = shortened(f"{key}|{edition or ''}|{date or ''}")
        self.of.setdefault(Issue, {}).setdefault(own, (own, key, edition, date))
        return own

    def identity(self, act_id: int, head: Head, cities: Iterable[str] = ()) -> tuple[Row, list[Row]]:
        """Return the rows of `act_identities` and `act_municipalities` for an act.

        `cities` are the folded names in its tables' columns of municipalities.
        """
        content = content_key(head.text, anchor=head.anchor)
        told = speaker(head.issuer, head.acronym or "", head.place or "") if head.issuer else None
        city, state_name = located(head.place) if head.place else (None, None)
        letters = told.letters if told is not None and told.letters else state_letters(state_name)
        places = {("place", municipality(city, letters))} if city and letters else set()
        places |= {("cell", municipality(each, letters)) for each in cities if letters}
        body = None
        if told is not None and head.issuer is not None:
            ibge = municipality(told.city, told.letters) if told.city and told.letters else None
            places |= {("issuer", ibge)}
            scope = ";".join(str(each) for each in ("br", told.letters and told.letters.lower(), ibge or told.city) if each)
            body = shortened(f"{scope}:{name_key(told.body)}")
            self._body((body, head.issuer, head.acronym or None, told.level, told.letters, ibge, head.date, head.date))
        found: list[Row] = sorted((act_id, ibge, via) for via, ibge in places if ibge is not None)
        return (act_id, head.urn or content, content, body), found

    def put(self, driver: Driver) -> None:
        """Write the shared rows, parents first; in order of keys, so that two writers never wait for each other."""
        for model in (Body, Person, Role, Gazette, Issue):
            rows = self.of.get(model)
            if rows:
                driver.many(_PUT[model], [rows[key] for key in sorted(rows)])

    def _named(self, model: type[Base], name: str) -> str | None:
        key = name_key(name)
        if key is not None:
            self.of.setdefault(model, {}).setdefault(key, (key, name))
        return key

    def _body(self, row: Row) -> None:
        bodies = self.of.setdefault(Body, {})
        key, *names, first, last = row
        known = bodies.get(str(key))
        if known is not None:
            first = min((str(each) for each in (first, known[-2]) if each), default=None)
            last = max((str(each) for each in (last, known[-1]) if each), default=None)
            names = list(known[1:-2])
        bodies[str(key)] = (key, *names, first, last)


def identify(driver: Driver, rows: list[tuple[Row, list[Row]]]) -> None:
    """Write the rows that `Entities.identity` made; the shared rows stand already."""
    driver.insert(ActIdentity.__table__, [identity for identity, _ in rows])  # type: ignore[arg-type]  # it is a Table
    places = [place for _, found in rows for place in found]
    if places:
        driver.insert(ActMunicipality.__table__, places)  # type: ignore[arg-type]  # it is a Table


def city_names(columns: Iterable[Row], cells: Iterable[Row]) -> list[str]:
    """Return the folded names in columns of municipalities, by rows of `table_columns` and `table_cells` less their act."""
    wanted = {(row[0], row[1]) for row in columns if row[3] == "municipality"}
    return [fold(str(cell[3])) for cell in cells if cell[3] is not None and (cell[0], cell[2]) in wanted]


class Earlier(NamedTuple):
    """What the acts of an earlier reading named: keys by table, and by body the first and last date."""

    keys: dict[str, set[str]]
    dates: list[Row]


def named_by(driver: Driver, source_id: int) -> Earlier:
    """Return what the acts of a source name."""
    within = "IN (SELECT id FROM acts WHERE source_id = ?)"
    found: dict[str, set[str]] = {}
    for shared in ("persons", "roles", "bodies", "issues"):
        table, _, column = _USES[shared].partition(".")
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL AND act_id {within}"  # noqa: S608  # our names
        found[shared] = {str(row[0]) for row in driver.all(query, source_id)}
    query = f"SELECT DISTINCT gazette FROM issues WHERE key IN (SELECT issue FROM publications WHERE act_id {within})"  # noqa: S608
    found["gazettes"] = {str(row[0]) for row in driver.all(query, source_id)}
    return Earlier(found, driver.all(_DATES, source_id))


def tidy(driver: Driver, earlier: Earlier) -> None:
    """Take out the shared rows that no act names any more, and ask again when bodies were seen.

    Only where the acts that went were a body's first or last: a body may have many.
    """
    for shared, keys in earlier.keys.items():
        table, _, column = _USES[shared].partition(".")
        unused = f"DELETE FROM {shared} WHERE key = ? AND NOT EXISTS (SELECT 1 FROM {table} WHERE {column} = {shared}.key)"  # noqa: S608
        driver.many(unused, [(key,) for key in sorted(keys)])
    driver.many(_SEEN, earlier.dates)
