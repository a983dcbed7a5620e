"""Records of every shape that RECORD.md allows, made up by hypothesis."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from db.tables.content import KINDS, RELATIONS
from tests.db.making import bare

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FILLED = TEXT.filter(bool)
YEAR = st.integers(1000, 9999)
DAY = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
SHARE = st.floats(0, 1)
SPAN: st.SearchStrategy[Json] = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: [*sorted(pair)])
MONEY = st.decimals(min_value=-(10**20), max_value=10**20, places=2).map(lambda value: f"{value:.2f}")


def maybe(values: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.none() | values


def listed(values: st.SearchStrategy[Json], size: int = 3) -> st.SearchStrategy[list[Json]]:
    return st.lists(values, max_size=size)


def thing(**fields: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Return objects whose keys are in the order given (hypothesis shuffles them)."""
    return st.fixed_dictionaries(fields).map(lambda drawn: {key: drawn[key] for key in fields})


def nodes(depth: int) -> st.SearchStrategy[list[Json]]:
    if depth == 0:
        return st.just([])
    number = maybe(st.sampled_from(["1", "1-A", "unico", "I", "II", "IV", "a", "b", "2.1", "~2", "x/y"]) | FILLED)
    return listed(
        thing(
            kind=st.sampled_from(KINDS), number=number, label_raw=maybe(TEXT), text=TEXT, quoted=maybe(TEXT),
            group=listed(TEXT), children=nodes(depth - 1),
        )
    )  # fmt: skip


EQUATION = thing(
    kind=FILLED, text=TEXT, columns=listed(st.integers(0, 9)), holds=st.integers(0, 99), fails=st.integers(0, 99),
    failing=listed(st.tuples(st.integers(0, 99), st.integers(0, 9)).map(list)),
)  # fmt: skip


def located(rows: int) -> st.SearchStrategy[Json]:
    """Return cells that name municipalities, in a table of so many rows."""
    return thing(row=st.integers(0, rows - 1), column=st.integers(0, 9), ibge=st.from_regex(r"[0-9]{7}", fullmatch=True))


@st.composite
def tables(draw: st.DrawFn) -> Json:
    rows = draw(st.lists(st.lists(maybe(TEXT), max_size=4), max_size=4))
    columns = draw(listed(TEXT))
    types = draw(st.sampled_from([[], ["money"] * len(columns)]))
    totals = draw(st.sets(st.sampled_from(range(len(rows))))) if rows else set()
    return {
        "annex": draw(maybe(TEXT)), "caption": draw(maybe(TEXT)), "columns": columns,
        "rows": [[*row] for row in rows], "total_row_indices": [*sorted(totals)],
        "column_types": [*types], "equations": draw(listed(EQUATION)),
        "municipalities": draw(listed(located(len(rows)))) if rows else [],
    }  # fmt: skip


def notes() -> st.SearchStrategy[Json]:
    box = maybe(st.tuples(st.floats(0, 9), st.floats(0, 9), st.floats(9, 99), st.floats(9, 99)).map(list))
    told: dict[str, st.SearchStrategy[Json]] = {
        "span": SPAN, "raw": TEXT, "page": st.integers(1, 9), "box": box, "rules": st.lists(FILLED, min_size=1, max_size=3),
        "confidence": SHARE,
    }  # fmt: skip
    return thing(**told) | thing(**told, derived=TEXT)


REPAIR = thing(
    rule=FILLED, span=SPAN, raw=TEXT, before=TEXT, value=TEXT, where=maybe(TEXT), confidence=SHARE, cost=st.floats(0, 50),
    layer=FILLED, witnesses=listed(TEXT),
)  # fmt: skip
REFERENCE = thing(
    type=FILLED, number=maybe(FILLED), suffix=maybe(FILLED), year=maybe(YEAR), date=maybe(DAY), issuer=maybe(TEXT),
    relation=st.sampled_from(RELATIONS), raw=TEXT, provisions=listed(FILLED),
)  # fmt: skip
HEADER: dict[str, st.SearchStrategy[Json]] = {
    "type": st.sampled_from(["portaria", "lei_complementar", "oficio"]),
    "number": maybe(FILLED),
    "number_suffix": maybe(FILLED),
    "number_raw": maybe(TEXT),
    "year": maybe(YEAR),
    "issuer": maybe(FILLED),
    "issuer_level": st.sampled_from([None, "federal", "estadual", "municipal", "distrital"]),
    "issuer_state": st.sampled_from([None, "MT", "DF"]),
    "issuer_municipality": st.sampled_from([None, "5103403"]),
    "date": maybe(DAY),
    "publication": maybe(thing(gazette=maybe(TEXT), edition=maybe(TEXT), date=maybe(DAY))),
    "recipient": maybe(thing(name=maybe(TEXT), role=maybe(TEXT), organization=maybe(TEXT))),
    "protocol": maybe(thing(number=maybe(TEXT), year=maybe(YEAR), date=maybe(DAY), time=maybe(st.just("15:12")))),
    "text": TEXT,
    "confidence": SHARE,
    **{
        name: maybe(TEXT)
        for name in (
            "issuer_acronym", "section", "organ", "place", "summary", "subject", "preamble", "enacting_formula", "process",
            "term",
        )
    },
}  # fmt: skip
LISTS: dict[str, st.SearchStrategy[Json]] = {
    "recitals": listed(TEXT),
    "body": listed(TEXT),
    "provisions": nodes(3),
    "labelled": listed(thing(label=TEXT, value=TEXT)),
    "parties": listed(thing(name=TEXT, part=maybe(TEXT), cnpj=maybe(TEXT), cpf=maybe(TEXT))),
    "signatories": listed(thing(name=TEXT, roles=listed(TEXT))),
    "annexes": listed(thing(label=maybe(TEXT), title=maybe(TEXT), text=maybe(TEXT), provisions=nodes(2))),
    "tables": listed(tables()),
    "references": listed(REFERENCE),
    "amounts": listed(thing(value=MONEY, currency=FILLED, in_words=maybe(TEXT), raw=TEXT)),
    "repairs": listed(REPAIR),
    "problems": listed(thing(code=FILLED, where=TEXT, span=maybe(SPAN), detail=TEXT)),
    "provenance": st.dictionaries(TEXT, notes(), max_size=4),
}


def records(ordinal: int = 1) -> st.SearchStrategy[JsonObject]:
    return st.fixed_dictionaries({**HEADER, **LISTS}).map(lambda fields: bare(ordinal=ordinal, **fields))
