"""One act as a page to read: what it says, and for each value of its header where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.line_index import LineIndex
from pipeline.streams import console
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.table import Table
    from rich.tree import Tree

    from corpus.records import Json, JsonObject

HEADER: Final = (
    "/type",
    "/number",
    "/number_suffix",
    "/number_raw",
    "/year",
    "/issuer",
    "/issuer_acronym",
    "/section",
    "/organ",
    "/place",
    "/date",
    "/publication/gazette",
    "/publication/edition",
    "/publication/date",
    "/recipient/name",
    "/recipient/role",
    "/recipient/organization",
    "/protocol/number",
    "/protocol/year",
    "/protocol/date",
    "/protocol/time",
    "/process",
    "/term",
    "/enacting_formula",
)
PROSE: Final = (("Ementa", "summary"), ("Assunto", "subject"), ("Preamble", "preamble"))
LONGEST: Final = 60
"""Characters of a printed form in the table of the header."""


def show(record: JsonObject, *, raw: str) -> None:
    """Print one record; `raw` is its source's raw text, by which the header tells lines."""
    page = console()
    page.print(_title(record), style="bold")
    page.print(_header(record, LineIndex(raw)))
    for title, name in PROSE:
        _prose(page, title, record.get(name))
    _listed(page, "Considerandos", (plain(each) for each in _items(record.get("recitals"))))
    if provisions := objects(record.get("provisions")):
        page.print()
        page.print(_provisions("Provisions", provisions))
    _listed(page, "Body", (plain(each) for each in _items(record.get("body"))))
    _listed(
        page, "Labelled", (f"{plain(each.get('label'))}: {plain(each.get('value'))}" for each in objects(record.get("labelled")))
    )
    _listed(page, "Parties", (_party(each) for each in objects(record.get("parties"))))
    _listed(page, "Signatories", (signatory(each) for each in objects(record.get("signatories"))))
    for annex in objects(record.get("annexes")):
        _annex(page, annex)
    _listed(page, "Tables", (_table(each) for each in objects(record.get("tables"))))
    _listed(page, "References", (_reference(each) for each in objects(record.get("references"))))
    _listed(page, "Amounts", (_amount(each) for each in objects(record.get("amounts"))))
    _listed(page, "Problems", (_problem(each) for each in objects(record.get("problems"))))
    _listed(page, "Corrected", _corrections(record))
    _foot(page, record)


def at(record: JsonObject, pointer: str) -> Json:
    """Return the value at a JSON Pointer, None where there is none.

    >>> at({"publication": {"date": "2022-08-24"}}, "/publication/date")
    '2022-08-24'
    """
    value: Json = record
    for key in pointer.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def plain(value: Json) -> str:
    r"""Return a value on one line, its blanks as one; nothing for None.

    >>> plain("a \n b"), plain(None)
    ('a b', '')
    """
    return "" if value is None else visible(" ".join(str(value).split()))


def objects(value: Json) -> list[JsonObject]:
    """Return the objects of a JSON list (none where it is something else)."""
    return [each for each in _items(value) if isinstance(each, dict)]


def signatory(each: JsonObject) -> str:
    """Return a signatory on one line.

    >>> signatory({"name": "Ana Lima", "roles": ["Secretária", "Presidente"]})
    'Ana Lima (Secretária, Presidente)'
    """
    told = ", ".join(map(plain, _items(each.get("roles"))))
    return f"{plain(each.get('name'))} ({told})" if told else plain(each.get("name"))


def _title(record: JsonObject) -> str:
    number = plain(record.get("number")) + plain(record.get("number_suffix"))
    year = plain(record.get("year"))
    name = " ".join(filter(None, (plain(record.get("type")), number and f"{number}/{year}" if year else number)))
    lines = f", lines {record['line_start']} to {record['line_end']}" if record.get("line_start") else ""
    return f"{name} — act {plain(record.get('ordinal'))} of {plain(record.get('source'))}{lines}"


def _header(record: JsonObject, lines: LineIndex) -> Table:
    from rich.table import Table  # noqa: PLC0415  # only where a page is shown
    from rich.text import Text  # noqa: PLC0415

    table = Table(header_style="bold")
    for column in ("field", "value", "printed", "where", "rules", "sure"):
        table.add_column(column, overflow="fold", no_wrap=column in {"field", "where", "sure"})
    for pointer in HEADER:
        value = at(record, pointer)
        if value is not None:
            told = (pointer[1:], plain(value), *_origin(record, pointer, lines))
            table.add_row(*(Text(each) for each in told))
    return table


def _origin(record: JsonObject, pointer: str, lines: LineIndex) -> tuple[str, str, str, str]:
    """Return the printed form, where it stands, the rules that made the value of it, how sure they are."""
    notes = record.get("provenance")
    note = notes.get(pointer) if isinstance(notes, dict) else None
    if not isinstance(note, dict):
        return ("", "", "", "")
    printed = plain(note.get("raw"))
    if note.get("derived"):
        printed = f"(derived from) {printed}"
    rules = ", ".join(map(str, _items(note.get("rules"))))
    return (
        _cut(printed),
        _place(note, lines),
        rules,
        f"{number:.2f}" if isinstance(number := note.get("confidence"), (int, float)) else "",
    )


def _place(note: JsonObject, lines: LineIndex) -> str:
    """Return page, line (of the source, from 1) and span (code points of the raw text)."""
    span = [each for each in _items(note.get("span")) if isinstance(each, int)]
    told = [f"p. {note.get('page')}"]
    if len(span) == 2:  # noqa: PLR2004  # a span has two ends
        told += (f"line {lines.at(span[0])}", f"{span[0]}-{span[1]}")
    return ", ".join(told)


def _prose(page: Console, title: str, value: Json) -> None:
    if value:
        page.print()
        page.print(title, style="bold")
        page.print(plain(value))


def _listed(page: Console, title: str, lines: Iterator[str]) -> None:
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    told = list(lines)
    if not told:
        return
    page.print()
    page.print(f"{title} ({len(told)})", style="bold")
    for line in told:
        page.print(Padding(Text(f"- {line}"), (0, 0, 0, 2), expand=False))


def _provisions(title: str, provisions: list[JsonObject]) -> Tree:
    from rich.text import Text  # noqa: PLC0415
    from rich.tree import Tree  # noqa: PLC0415

    tree = Tree(Text(f"{title} ({len(provisions)})", style="bold"), guide_style="dim")
    group: Json = None
    for provision in provisions:
        if provision.get("group") != group:
            group = provision.get("group")
            if told := " / ".join(map(str, _items(group))):
                tree.add(Text(told, style="italic"))
        _grow(tree, provision)
    return tree


def _grow(tree: Tree, provision: JsonObject) -> None:
    from rich.text import Text  # noqa: PLC0415

    label = " ".join(filter(None, (plain(provision.get("kind")), plain(provision.get("number")))))
    branch = tree.add(Text.assemble((f"{label}: ", "bold"), plain(provision.get("text"))))
    if provision.get("quoted"):
        branch.add(Text(f"“{plain(provision.get('quoted'))}”", style="italic"))
    for child in objects(provision.get("children")):
        _grow(branch, child)


def _annex(page: Console, annex: JsonObject) -> None:
    name = " – ".join(filter(None, (plain(annex.get("label")), plain(annex.get("title")))))
    if provisions := objects(annex.get("provisions")):
        page.print()
        page.print(_provisions(f"Annex {name}", provisions))
    else:
        _prose(page, f"Annex {name}", annex.get("text") or "(no text)")


def _table(table: JsonObject) -> str:
    columns = [plain(each) for each in _items(table.get("columns"))]
    rows, totals = len(_items(table.get("rows"))), len(_items(table.get("total_row_indices")))
    name = " – ".join(filter(None, (plain(table.get("annex")), plain(table.get("caption"))))) or "(no caption)"
    return f"{name}: {rows} rows ({totals} of totals) of {len(columns)} columns: {', '.join(columns)}"


def _party(party: JsonObject) -> str:
    known = ((name, plain(party.get(name))) for name in ("part", "cnpj", "cpf"))
    return ", ".join((plain(party.get("name")), *(f"{name} {value}" for name, value in known if value)))


def _reference(reference: JsonObject) -> str:
    number = plain(reference.get("number")) + plain(reference.get("suffix"))
    identity = "/".join(filter(None, (number, plain(reference.get("year")))))
    issuer = plain(reference.get("issuer"))
    told = " ".join(filter(None, (plain(reference.get("relation")), plain(reference.get("type")), identity, issuer)))
    return f"{told}  [{_cut(plain(reference.get('raw')))}]"


def _amount(amount: JsonObject) -> str:
    return f"{plain(amount.get('currency'))} {plain(amount.get('value'))}  [{_cut(plain(amount.get('raw')))}]"


def _problem(problem: JsonObject) -> str:
    where = plain(problem.get("where"))
    span = _items(problem.get("span"))
    place = f" at {span[0]}-{span[1]}" if span else ""
    return f"{plain(problem.get('code'))}{f' {where}' if where else ''}{place}: {plain(problem.get('detail'))}"


def _corrections(record: JsonObject) -> Iterator[str]:
    """Give what people corrected, with what was read, who says so and why."""
    notes = record.get("provenance")
    for pointer, note in notes.items() if isinstance(notes, dict) else ():
        told = note.get("corrected") if isinstance(note, dict) else None
        if isinstance(told, dict):
            value, old = (_cut(plain(each)) or "nothing" for each in (at(record, pointer), told.get("old")))
            what = f"{pointer}: {value} (read: {old})" if not isinstance(told.get("old"), list) else f"{pointer}: {old} taken out"
            yield f"{what}, by {plain(told.get('by'))}, {plain(told.get('when'))}: {plain(told.get('why'))}"


def _foot(page: Console, record: JsonObject) -> None:
    repairs = len(_items(record.get("repairs")))
    page.print()
    page.print(
        f"{repairs} repairs; confidence {plain(record.get('confidence'))}; release {plain(record.get('release'))}\n"
        f"sha256 {plain(record.get('sha256'))}",
        style="dim",
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
