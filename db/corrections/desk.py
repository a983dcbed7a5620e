"""What people do with corrections: make, take back, list, review, carry over from other databases."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.errors import SettingsError
from db import queries
from db.corrections import ledger
from db.corrections.anchors import anchor, find, reaches, target_kind, value_at
from db.corrections.applying import Standing, acts_of, refresh
from db.corrections.fields import Leaf, Listing, spec_at, valued
from db.corrections.overlay import Correction, overlay
from db.deriving import Ties
from db.driver import Driver
from db.engine import reads, writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine

    from corpus.records import Json, JsonObject

APPEND: Final = "-"
"""The place behind the last item of a list, as JSON Pointers write it."""


class Wish(NamedTuple):
    """What somebody wants of a field: set, null, insert, delete or accept; `value` goes with set and insert."""

    operation: str
    value: Json = None


class Signed(NamedTuple):
    """Who says so, why, and when (an ISO instant in UTC)."""

    by: str
    why: str
    when: str

    def check(self) -> None:
        """Raise `SettingsError` where nobody says so, or nobody says why."""
        for name, value in (("--by", self.by), ("--why", self.why)):
            if not value.strip() or "\0" in value:
                raise SettingsError(f"{name} is empty: a correction tells who says so and why")


class Desk:
    """Corrections of one database. Each call is one transaction; raises as `db.Store` does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def correct(self, key: str, field: str, wish: Wish, signed: Signed) -> JsonObject:
        """Correct a field of the act that `key` names; return the correction as it is listed.

        `field` is a name, a JSON Pointer into the record as it is shown, or the path of a provision
        (`art5/par1u`, its text is meant, or `art5/par1u/quoted`). Raises `SettingsError` where there
        is no such field, the value is none for it, or nothing would change.
        """
        signed.check()
        with writes(self._engine) as connection, Driver(connection) as driver:
            table = _Table(connection, driver, key)
            path = table.path(field, inserting=wish.operation == "insert")
            return ledger.listed(table.make(path, wish, signed), source=str(table.act.reading["source"]))

    def accept(self, key: str, field: str, signed: Signed) -> JsonObject:
        """Note that somebody looked at a value, or at the act's doubts (an empty field), and found it right."""
        return self.correct(key, field, Wish("accept"), signed)

    def undo(self, key: str, field: str, signed: Signed) -> JsonObject:
        """Take back the newest correction of a field, or the one with that number; what it replaced holds again."""
        signed.check()
        with writes(self._engine) as connection, Driver(connection) as driver:
            table = _Table(connection, driver, key)
            return ledger.listed(table.undo(field, signed), source=str(table.act.reading["source"]))

    def listing(self, *, state: str | None = None, by: str | None = None, act: str | None = None) -> list[JsonObject]:
        """Return the corrections that fit all that is given, in the order in which they were made."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            names = {str(sha256): str(name) for sha256, name in driver.all("SELECT sha256, name FROM sources")}
            home = _home(driver, queries.find(connection, act).id) if act is not None else None
            return [
                ledger.listed(each, source=names.get(str(each.sha256)))
                for each in ledger.all_of(driver)
                if (state is None or each.state == state)
                and (by is None or each.author == by)
                and (home is None or (each.sha256, each.ordinal) == home)
            ]

    def take(self, row: JsonObject, wish: Wish, signed: Signed, *, force: bool = False) -> str:
        """Take over a correction made elsewhere, a row as `listing` tells it.

        Returns `added`, `known` (it stands already, or did), `conflict` (somebody here says
        otherwise; with `force` theirs replaces ours), or `orphaned` where its act or value is not here.
        """
        signed.check()
        with writes(self._engine) as connection, Driver(connection) as driver:
            table = _table_of(connection, driver, row)
            if table is None:
                return "orphaned"
            kept = row.get("anchor")
            field = str(row["field"])
            path: str | None = field
            if isinstance(kept, dict) and kept and field:
                path = find(kept, field, table.act.reading, same_bytes=row.get("sha256") == table.sha256)
            elif field:
                path = table.path(field, inserting=wish.operation == "insert")
            if path is None:
                return "orphaned"
            return _take(table, path, wish, signed, force=force)

    def queue(self, *, below: float, limit: int | None = None) -> Iterator[JsonObject]:
        """Yield what is doubtful in current acts and nobody has looked at: open problems first, then the least sure values.

        Each with its act, field, value, confidence, span and raw text. Raises `SettingsError` where
        `below` is no confidence. What is corrected meanwhile does not change it.
        """
        if not 0 <= below <= 1:
            raise SettingsError(f"--below must be from 0 to 1, not {below:g}")
        with reads(self._engine) as connection, Driver(connection) as driver:
            from db.corrections.queue import doubts  # noqa: PLC0415  # only a review needs it

            yield from doubts(connection, driver, below=below, limit=limit)


def _take(table: _Table, path: str, wish: Wish, signed: Signed, *, force: bool) -> str:
    """Take over a correction at a path of the reading that is here."""
    new = None if wish.operation == "delete" else ledger.dumped(table.meant(path, wish))
    there = [each for each in table.made() if each.new == new and (each.author, each.made_at) == (signed.by, signed.when)]
    if any(each.path == path or (each.inserts and wish.operation == "insert") for each in there):
        return "known"
    standing = next((each for each in table.made() if each.path == path and each.state == "active"), None)
    if standing is not None and wish.operation != "insert":
        if standing.new == new:
            return "known"
        if not force:
            return "conflict"
    if wish.operation in {"set", "null"} and standing is None and ledger.dumped(value_at(table.act.reading, path)) == new:
        wish = Wish("accept")
    table.make(path if wish.operation != "insert" else table.free(path), wish, signed)
    return "added"


class _Table:
    """One act under somebody's hands, within a transaction that writes."""

    def __init__(self, connection: Connection, driver: Driver, key: str | int) -> None:
        self._driver = driver
        act_id = queries.find(connection, str(key)).id
        source_id, sha256 = driver.all(
            "SELECT s.id, s.sha256 FROM sources AS s JOIN acts AS a ON a.source_id = s.id WHERE a.id = ?", act_id
        )[0]
        self.source_id, self.sha256 = int(str(source_id)), str(sha256)
        self.act: Standing = next(each for each in acts_of(connection, driver, self.source_id) if each.act_id == act_id)
        active = [each for each in self.made() if each.state == "active"]
        self.laid = overlay(self.act.reading, active)

    def made(self) -> list[Correction]:
        """Return all corrections of this act, those of the past too."""
        every = ledger.of_source(self._driver, self.sha256, states=(*ledger.LIVE, "replaced", "withdrawn"))
        return [each for each in every if each.ordinal == self.act.ordinal]

    def path(self, field: str, *, inserting: bool = False) -> str:
        """Return the path in the reading of a field as people name it in the record as it is shown."""
        if field == "":
            return ""
        shown = self._shown(field)
        above, _, token = shown.rpartition("/")
        if not inserting:
            spec_at(shown)
            found = self.laid.places.get(shown) or self._beneath(shown)
            if found is None:
                raise SettingsError(f"the act has no {field!r}: {self._there(above)}")
            return found
        return self._opening(shown, above, token)

    def _shown(self, field: str) -> str:
        """Return a field as a JSON Pointer; the path of a provision, with or without a field of it, is one too."""
        if field.startswith("/"):
            return field
        rows = self._driver.all("SELECT path, pointer FROM provisions WHERE act_id = ?", self.act.act_id)
        pointers = {str(path): str(pointer) for path, pointer in rows}
        if field in pointers:
            return f"{pointers[field]}/text"
        above, _, name = field.rpartition("/")
        return f"{pointers[above]}/{name}" if above in pointers else f"/{field}"

    def _beneath(self, shown: str) -> str | None:
        """Return the path of a value of an object that is null so far."""
        above, _, name = shown.rpartition("/")
        own = self.laid.places.get(above)
        return f"{own}/{name}" if own is not None and value_at(self.laid.record, above) is None else None

    def _there(self, above: str) -> str:
        """Return what there is, for one who named a place that is not there."""
        while above:
            value = value_at(self.laid.record, above)
            if isinstance(value, list):
                return f"{above} has {len(value)} items, counted from 0"
            above = above.rpartition("/")[0]
        return "look at it by `lavra show`"

    def _opening(self, shown: str, above: str, token: str) -> str:
        """Return the path of a new item that is to stand before an item, or behind the last."""
        items = value_at(self.laid.record, above)
        own = self.laid.places.get(above)
        spec = spec_at(above)
        if not isinstance(spec, Listing) or not isinstance(items, list) or own is None:
            raise SettingsError(f"{shown} is no place in a list: give e.g. /signatories/0, or /signatories/- for behind the last")
        if not spec.open:
            raise SettingsError(f"nothing can be put into {above}: it keeps its length")
        place = len(items) if token == APPEND else int(token) if token.isdecimal() else -1
        if not 0 <= place <= len(items):
            raise SettingsError(f"{above} has {len(items)} items: give a place from 0 to {len(items)}, or - for behind the last")
        read = value_at(self.act.reading, own)
        before = len(read) if isinstance(read, list) else 0
        if place < len(items):
            before = int(self.laid.places[f"{above}/{place}"].rpartition("/")[2].split("+")[0])
        return self.free(f"{own}/{before}+1")

    def free(self, path: str) -> str:
        """Return the path of a new item with a number that no other there ever had."""
        place = path.partition("+")[0] if "+" in path.rpartition("/")[2] else path
        taken = [each.path.rpartition("+")[2] for each in self.made() if each.inserts and each.path.rpartition("+")[0] == place]
        return f"{place}+{max(map(int, taken), default=0) + 1}"

    def meant(self, path: str, wish: Wish) -> Json:
        """Return the value that a wish gives to a path; raises `SettingsError` where it is none for it."""
        if wish.operation == "accept":
            return value_at(self.act.reading, path) if path else True
        if wish.operation == "null":
            return valued(path, None)
        typed = wish.value
        if isinstance(typed, str) and not isinstance(spec_at(path), Leaf):
            try:
                typed = json.loads(typed)
            except ValueError as error:
                raise SettingsError(f"{path} is no single value: give it as JSON") from error
        value = valued(path, typed)
        self._as_wide(path, value)
        return value

    def _as_wide(self, path: str, value: Json) -> None:
        """Raise `SettingsError` where a row that is put into a table has other cells than the table has columns."""
        tokens = path.split("/")
        if tokens[1] == "tables" and "+" in tokens[-1] and isinstance(value, list):
            columns = value_at(self.act.reading, f"/tables/{tokens[2]}/columns")
            if isinstance(columns, list) and len(columns) != len(value):
                raise SettingsError(f"a row of this table has {len(columns)} cells, not {len(value)}; null is an empty one")

    def make(self, path: str, wish: Wish, signed: Signed) -> Correction:
        """Write a correction and bring it into the act's rows; an item that was put in and is not wanted is taken back."""
        outer = self._outer(path)
        if outer is not None and path == outer.path and wish.operation == "delete":
            return self._withdraw(outer, signed)
        if outer is not None and path != outer.path:
            path, wish = self._inside(outer, path, wish)
        standing = next((each for each in self.made() if each.path == path and each.state == "active"), None)
        self._fits(path, wish)
        old = self._old(path, standing)
        new = None if wish.operation == "delete" else ledger.dumped(self.meant(path, wish))
        if wish.operation == "accept":
            old = None
        elif old == new:
            raise SettingsError(f"{path} says that already; nothing was changed")
        kept = {"content_key": self.act.content_key}
        known = self._driver.all("SELECT key FROM act_identities WHERE act_id = ?", self.act.act_id)[0][0]
        change = Correction(
            0, target_kind(path), str(known), self.sha256, self.act.ordinal, path, old, new,
            anchor(self.act.reading, path, content_key=self.act.content_key) if path else {**kept},
            signed.why, signed.by, signed.when, "confirmed" if wish.operation == "accept" else "active",
            None if standing is None or wish.operation == "accept" else standing.id,
        )  # fmt: skip
        if change.replaces is not None and standing is not None:
            ledger.stands(self._driver, replace(standing, state="replaced"))
        made = ledger.put(self._driver, change)
        if made.state == "active":
            self._bring()
        return made

    def _old(self, path: str, standing: Correction | None) -> str | None:
        """Return what a correction of `path` replaces, as JSON; None where nothing stands there."""
        if standing is not None:
            return standing.new
        if path == "" or "+" in path.rpartition("/")[2]:
            return None
        return ledger.dumped(value_at(self.act.reading, path))

    def _fits(self, path: str, wish: Wish) -> None:
        """Raise `SettingsError` where a wish cannot be had of a path."""
        above = path.rpartition("/")[0]
        if path and "+" not in path and wish.operation in {"set", "null"} and isinstance(spec_at(path), Listing):
            raise SettingsError(
                f"{path} is a list: correct its items, as {path}/0, put in a new one by --insert, or --delete one"
            )
        if wish.operation == "delete":
            spec = spec_at(above)
            if not isinstance(spec, Listing) or not spec.open:
                raise SettingsError(f"{path} cannot be taken out: it is no item of a list that may change; give --null for none")
        if path and "+" not in path and not reaches(self.act.reading, path):
            raise SettingsError(f"the act has no {path!r}; look at it by `lavra show`")

    def _outer(self, path: str) -> Correction | None:
        """Return the correction that put in the item in which `path` lies."""
        inserted = (each for each in self.made() if each.inserts and each.state == "active")
        return next((each for each in inserted if path == each.path or path.startswith(f"{each.path}/")), None)

    def _inside(self, outer: Correction, path: str, wish: Wish) -> tuple[str, Wish]:
        """Return the wish for the whole item that was put in, of which only a part is wanted otherwise."""
        if wish.operation not in {"set", "null"}:
            raise SettingsError(f"{path} is of an item that was put in: correct the item as a whole, or undo it")
        item: Json = outer.value
        inner: Json = item
        tokens = path[len(outer.path) + 1 :].split("/")
        for token in tokens[:-1]:
            inner = inner[token] if isinstance(inner, dict) else inner[int(token)] if isinstance(inner, list) else None
        value = self.meant(path, wish)
        if isinstance(inner, dict):
            inner[tokens[-1]] = value
        elif isinstance(inner, list):
            inner[int(tokens[-1])] = value
        return outer.path, Wish("set", item)

    def undo(self, field: str, signed: Signed) -> Correction:
        """Take back a correction; what it replaced holds again."""
        change = self._meant(field)
        earlier = None if change.replaces is None else ledger.by_id(self._driver, change.replaces)
        return self._withdraw(change, signed, earlier=earlier)

    def _withdraw(self, change: Correction, signed: Signed, *, earlier: Correction | None = None) -> Correction:
        """Mark a correction as taken back, with who did it; `earlier` holds again."""
        gone = replace(change, state="withdrawn", anchor={**change.anchor, "withdrawn": ledger.word(signed)})
        ledger.stands(self._driver, gone)
        if earlier is not None and earlier.state == "replaced":
            ledger.stands(self._driver, replace(earlier, state="active", path=change.path, anchor=change.anchor))
        self._bring()
        return gone

    def _meant(self, field: str) -> Correction:
        """Return the correction that is to be taken back: by its number, by its own path, or by the value that is shown."""
        live = [each for each in self.made() if each.state in ledger.LIVE]
        found = [each for each in live if field in {f"#{each.id}", each.path} and field]
        if not found:
            shown = self._shown(field) if field else ""
            own = self.laid.places.get(shown, shown)
            found = [each for each in live if each.path == own]
        found.sort(key=lambda each: (each.state == "active", each.id))
        if not found:
            numbers = ", ".join(f"#{each.id} of {each.path}" for each in live) or "none"
            raise SettingsError(f"no correction of {field!r} stands; of this act there are: {numbers}")
        return found[-1]

    def _bring(self) -> None:
        """Bring all corrections into the rows, and tie the act anew to those of other sources."""
        ties = Ties(self._driver)
        ties.before(self.source_id)
        refresh(self._driver, self.source_id, self.act, self.sha256)
        ties.loaded(self.source_id, fresh=False)
        ties.settle()


def _home(driver: Driver, act_id: int) -> tuple[object, ...]:
    return driver.all("SELECT s.sha256, a.ordinal FROM acts AS a JOIN sources AS s ON s.id = a.source_id WHERE a.id = ?", act_id)[
        0
    ]


def _table_of(connection: Connection, driver: Driver, row: JsonObject) -> _Table | None:
    """Return the act of a correction made elsewhere: by source and place, else by its lasting name; None where it is not here."""
    sha256, ordinal, key = row.get("sha256"), row.get("ordinal"), str(row["act"])
    found: Sequence[object] = ()
    if isinstance(sha256, str) and isinstance(ordinal, int):
        found = driver.all(
            "SELECT a.id FROM acts AS a JOIN sources AS s ON s.id = a.source_id WHERE s.sha256 = ? AND a.ordinal = ?",
            sha256,
            ordinal,
        )
    if found:
        return _Table(connection, driver, str(found[0][0]))  # type: ignore[index]  # a row
    try:
        return _Table(connection, driver, key)
    except SettingsError:
        return None
