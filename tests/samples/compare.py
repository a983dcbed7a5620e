"""Gold record and found record, field by field: each comparison tells every difference, in words.

Texts are compared after what RECORD allows on clean text: white space, quotes, dashes, ° for º, NFC. On damaged samples a text
may differ by 1.5 % of its characters, never in a digit; names are compared without accents, which the page no longer shows.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

import regex

from corpus.records import Json, JsonObject
from corpus.text import fold, squeeze

LEAST: Final = 0.985
"""How like a repaired text must be to the true one."""

CLOSING: Final = regex.compile(r"\W*(?:registr\w+|publi\w+|cumpr\w+|d[eê]-se)\b", regex.IGNORECASE)
"""A closing formula, which as last clausula is tolerated."""

MARKS: Final = str.maketrans(
    {**dict.fromkeys("“”„\"'’‘´`«»", "'"), **dict.fromkeys("–—−‑", "-"), "°": "º", "\N{NO-BREAK SPACE}": " "}
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold act and the act found for it ({} where none was); `printed` is the source's text."""

    gold: JsonObject
    found: JsonObject
    damaged: bool
    printed: str


Differences: TypeAlias = Iterator[str]
Comparison: TypeAlias = Callable[[Pair], Differences]


def plain(value: Json) -> str:
    """Return a text with its white space, quotes, dashes and degree signs made alike."""
    return squeeze(unicodedata.normalize("NFC", "" if value is None else str(value)).translate(MARKS))


def same(gold: Json, found: Json, *, damaged: bool) -> bool:
    """Whether two texts are the same, or alike where the source was damaged: never with other digits."""
    if (gold is None) != (found is None):
        return False
    left, right = plain(gold), plain(found)
    if left == right:
        return True
    if not damaged or regex.findall(r"\d", left) != regex.findall(r"\d", right):
        return False
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio() >= LEAST


def same_name(gold: Json, found: Json, *, damaged: bool) -> bool:
    """Whether two names are the same; of a damaged source without accents."""
    if damaged and gold is not None and found is not None:
        return fold(plain(gold)) == fold(plain(found))
    return same(gold, found, damaged=False)


def objects(item: JsonObject, name: str) -> list[JsonObject]:
    """Return a list of objects; [] where there is none."""
    value = item.get(name) or []
    assert isinstance(value, list)
    return [each for each in value if isinstance(each, dict)]


def values(item: JsonObject, name: str) -> list[Json]:
    """Return a list of plain values; [] where there is none."""
    value = item.get(name) or []
    assert isinstance(value, list)
    return list(value)


def readings(gold: JsonObject, name: str) -> list[Json]:
    """Return the gold value and the other right readings of a field."""
    accept = gold.get("accept") or {}
    assert isinstance(accept, dict)
    return [gold.get(name), *values(accept, name)]


def header(name: str, pair: Pair) -> Differences:
    """Compare one field of the head."""
    found = pair.found.get(name)
    if not any(same(each, found, damaged=pair.damaged) for each in readings(pair.gold, name)):
        yield f"{name}: gold {pair.gold.get(name)!r}, found {found!r}"


def named(name: str, pair: Pair) -> Differences:
    """Compare a field with fields of its own: publication, recipient, protocol."""
    gold, found = pair.gold.get(name) or {}, pair.found.get(name) or {}
    assert isinstance(gold, dict)
    assert isinstance(found, dict)
    for key in {**gold, **found}:
        if not same(gold.get(key), found.get(key), damaged=pair.damaged):
            yield f"{name}.{key}: gold {gold.get(key)!r}, found {found.get(key)!r}"


def cut(value: Json) -> Json:
    """Return a text without the mark that hands over to what follows."""
    return value.rstrip(" ,:;") if isinstance(value, str) else value


def opening(name: str, pair: Pair) -> Differences:
    """Compare preamble or enacting formula; the comma or colon that hands over to the next part does not count."""
    found = pair.found.get(name)
    if not any(same(cut(each), cut(found), damaged=pair.damaged) for each in readings(pair.gold, name)):
        yield f"{name}: gold {pair.gold.get(name)!r}, found {found!r}"


def texts(name: str, pair: Pair) -> Differences:
    """Compare a list of paragraphs, in order."""
    gold, found = values(pair.gold, name), values(pair.found, name)
    if len(gold) != len(found):
        yield f"{name}: gold has {len(gold)}, found {len(found)}: {found!r}"
    for index, (left, right) in enumerate(zip(gold, found, strict=False)):
        if not same(left, right, damaged=pair.damaged):
            yield f"{name}/{index}: gold {left!r}, found {right!r}"


Node: TypeAlias = tuple[str, JsonObject]


def nodes(provisions: list[JsonObject], path: str = "") -> Iterator[Node]:
    """Return the nodes of a tree with their path (`artigo:1/inciso:II`), closing formulas left out."""
    for node in provisions:
        if node.get("kind") == "clausula" and CLOSING.match(str(node.get("text"))):
            continue
        here = f"{path}/{node.get('kind')}:{node.get('number') or ''}"
        yield here, node
        yield from nodes(objects(node, "children"), here)


def pairs_of_nodes(gold: list[JsonObject], found: list[JsonObject]) -> Iterator[tuple[str, JsonObject, JsonObject]]:
    """Pair nodes of equal path, in order; a node without fellow is told by `tree`."""
    left = list(nodes(found))
    for path, node in nodes(gold):
        at = next((index for index, (other, _) in enumerate(left) if other == path), None)
        if at is not None:
            yield path, node, left.pop(at)[1]


def tree(pair: Pair) -> Differences:
    """Compare kinds and numbers, in order."""
    yield from tree_of(objects(pair.gold, "provisions"), objects(pair.found, "provisions"))


def tree_of(gold: list[JsonObject], found: list[JsonObject]) -> Differences:
    """Tell the paths that only one of two trees has."""
    left, right = [path for path, _ in nodes(gold)], [path for path, _ in nodes(found)]
    for line in difflib.ndiff(left, right):
        if line[:2] in {"- ", "+ "}:
            yield f"{'missing' if line[0] == '-' else 'extra'} {line[2:]}"


def node_texts(pair: Pair) -> Differences:
    """Compare the text of each node."""
    for path, gold, found in pairs_of_nodes(objects(pair.gold, "provisions"), objects(pair.found, "provisions")):
        if not same(gold["text"], found.get("text"), damaged=pair.damaged):
            yield f"{path}: gold {gold['text']!r}, found {found.get('text')!r}"


def labels(pair: Pair) -> Differences:
    """Compare printed labels: the very glyphs."""
    for path, gold, found in pairs_of_nodes(objects(pair.gold, "provisions"), objects(pair.found, "provisions")):
        if gold["label_raw"] != found.get("label_raw"):
            yield f"{path}: gold {gold['label_raw']!r}, found {found.get('label_raw')!r}"


def unquoted(value: Json) -> Json:
    """Return quoted wording without its outer quotes and (NR)."""
    if not isinstance(value, str):
        return value
    bare = regex.sub(r"\s*\(NR\)\s*\.?\s*$", "", plain(value))
    return bare.strip(" '")


def quoted(pair: Pair) -> Differences:
    """Compare the wording given to other norms."""
    for path, gold, found in pairs_of_nodes(objects(pair.gold, "provisions"), objects(pair.found, "provisions")):
        if not same(unquoted(gold.get("quoted")), unquoted(found.get("quoted")), damaged=pair.damaged):
            yield f"{path}: gold {gold.get('quoted')!r}, found {found.get('quoted')!r}"


def groups(pair: Pair) -> Differences:
    """Compare the headings that each article stands under."""
    for path, gold, found in pairs_of_nodes(objects(pair.gold, "provisions"), objects(pair.found, "provisions")):
        if gold["kind"] == "artigo" and values(gold, "group") != values(found, "group"):
            yield f"{path}: gold {values(gold, 'group')!r}, found {values(found, 'group')!r}"


def signatories(pair: Pair) -> Differences:
    """Compare names, in any order."""
    extra = {fold(plain(each.get("name"))) for each in objects(pair.gold, "signatories") if each.get("optional")}
    gold = [each["name"] for each in objects(pair.gold, "signatories") if not each.get("optional")]
    found = [each.get("name") for each in objects(pair.found, "signatories") if fold(plain(each.get("name"))) not in extra]
    other = readings(pair.gold, "signatories")[1:]
    for name in gold:
        hits = (each for each in found for right in (name, *other) if same_name(right, each, damaged=pair.damaged))
        hit = next(hits, None)
        if hit is None:
            yield f"missing {name!r}, found {found!r}"
        else:
            found.remove(hit)
    yield from (f"extra {each!r}" for each in found)


def roles(pair: Pair) -> Differences:
    """Compare the roles under each name."""
    found = {fold(plain(each.get("name"))): values(each, "roles") for each in objects(pair.found, "signatories")}
    for gold in objects(pair.gold, "signatories"):
        names = [gold["name"], *readings(pair.gold, "signatories")[1:]]
        told = next((found[fold(plain(name))] for name in names if fold(plain(name)) in found), None)
        if gold.get("optional"):
            continue
        if told is None or [fold(plain(role)) if pair.damaged else plain(role) for role in told] != [
            fold(plain(role)) if pair.damaged else plain(role) for role in values(gold, "roles")
        ]:
            yield f"{gold['name']}: gold {values(gold, 'roles')!r}, found {told!r}"


Key: TypeAlias = tuple[str, str, str, str]


def key(reference: JsonObject) -> Key:
    """Return what names an act: type, number, suffix, year."""
    return (
        str(reference.get("type")),
        str(reference.get("number") or ""),
        str(reference.get("suffix") or ""),
        str(reference.get("year") or ""),
    )


def references(pair: Pair) -> Differences:
    """Compare which acts are named, in order of first mention."""
    free = {key(each) for each in objects(pair.gold, "references") if each.get("optional")}
    gold = [key(each) for each in objects(pair.gold, "references") if not each.get("optional")]
    found = [each for each in map(key, objects(pair.found, "references")) if each not in free]
    yield from (f"missing {each}" for each in (Counter(gold) - Counter(found)).elements())
    yield from (f"extra {each}" for each in (Counter(found) - Counter(gold)).elements())
    if sorted(gold) == sorted(found) and gold != found:
        yield f"order: gold {gold}, found {found}"


def relations(pair: Pair) -> Differences:
    """Compare what the act does to each act it names."""
    found = {key(each): each.get("relation") for each in objects(pair.found, "references")}
    for gold in objects(pair.gold, "references"):
        right = [gold["relation"], *values(gold, "accept_relation")]
        if not gold.get("optional") and found.get(key(gold)) not in right:
            yield f"{key(gold)}: gold {right!r}, found {found.get(key(gold))!r}"


def details(pair: Pair) -> Differences:
    """Compare date, issuer and print of each act named."""
    found = {key(each): each for each in objects(pair.found, "references")}
    for gold in objects(pair.gold, "references"):
        other = found.get(key(gold), {})
        for name in ("date", "issuer"):
            if not gold.get("optional") and other.get(name) not in [gold.get(name), *values(gold, f"accept_{name}")]:
                yield f"{key(gold)}.{name}: gold {gold.get(name)!r}, found {other.get(name)!r}"


def amounts(pair: Pair) -> Differences:
    """Compare values, currencies and words, in order."""
    free = [(each["value"], each["currency"]) for each in objects(pair.gold, "amounts") if each.get("optional")]
    gold = [each for each in objects(pair.gold, "amounts") if not each.get("optional")]
    found = [each for each in objects(pair.found, "amounts") if (each.get("value"), each.get("currency")) not in free]
    if len(gold) != len(found):
        yield f"gold has {len(gold)}, found {len(found)}: {[each.get('raw') for each in found]}"
    for left, right in zip(gold, found, strict=False):
        for name in ("value", "currency", "in_words"):
            if not same(left.get(name), right.get(name), damaged=pair.damaged):
                yield f"{left['raw']}.{name}: gold {left.get(name)!r}, found {right.get(name)!r}"


def annexes(pair: Pair) -> Differences:
    """Compare labels, titles, prose and articles of the annexes."""
    gold, found = [each for each in objects(pair.gold, "annexes") if not each.get("optional")], objects(pair.found, "annexes")
    if len(found) not in {len(gold), len(objects(pair.gold, "annexes"))}:
        yield f"gold has {len(gold)}, found {len(found)}"
    for left, right in zip(gold, found, strict=False):
        if fold(plain(left.get("label"))) != fold(plain(right.get("label"))):
            yield f"label: gold {left.get('label')!r}, found {right.get('label')!r}"
        for name in ("title", "text"):
            if not same(left.get(name), right.get(name), damaged=pair.damaged):
                yield f"{name}: gold {left.get(name)!r}, found {right.get(name)!r}"
        yield from tree_of(objects(left, "provisions"), objects(right, "provisions"))


def rows_of(table: JsonObject) -> list[list[Json]]:
    """Return the rows of a table."""
    return [row for row in values(table, "rows") if isinstance(row, list)]


def tables(pair: Pair) -> Differences:
    """Compare tables cell by cell, and the columns that the source prints."""
    gold, found = objects(pair.gold, "tables"), objects(pair.found, "tables")
    if len(gold) != len(found):
        yield f"gold has {len(gold)}, found {len(found)}"
    for number, (left, right) in enumerate(zip(gold, found, strict=False), start=1):
        where = f"table {number}"
        if len(values(left, "columns")) != len(values(right, "columns")):
            yield f"{where} columns: gold {values(left, 'columns')}, found {values(right, 'columns')}"
        yield from (f"{where} {told}" for told in rows_differ(rows_of(left), rows_of(right), damaged=pair.damaged))


def rows_differ(gold: list[list[Json]], found: list[list[Json]], *, damaged: bool) -> Differences:
    """Tell each row that is not the same."""
    if len(gold) != len(found):
        yield f"has {len(found)} rows, gold {len(gold)}"
    for left, right in zip(gold, found, strict=False):
        if len(left) != len(right) or not all(same_name(a, b, damaged=damaged) for a, b in zip(left, right, strict=True)):
            yield f"gold {left}, found {right}"


def frames(pair: Pair) -> Differences:
    """Compare what stands round the cells: annex, caption, total rows, printed column names."""
    for left, right in zip(objects(pair.gold, "tables"), objects(pair.found, "tables"), strict=False):
        if fold(plain(left["annex"])) != fold(plain(right.get("annex"))):
            yield f"annex: gold {left['annex']!r}, found {right.get('annex')!r}"
        if not same(left["caption"], right.get("caption"), damaged=pair.damaged):
            yield f"caption: gold {left['caption']!r}, found {right.get('caption')!r}"
        if left["total_row_indices"] != right.get("total_row_indices"):
            yield f"totals: gold {left['total_row_indices']}, found {right.get('total_row_indices')}"
        for name, other in zip(values(left, "columns"), values(right, "columns"), strict=False):
            if plain(name) in pair.printed and not same_name(name, other, damaged=pair.damaged):
                yield f"column: gold {name!r}, found {other!r}"


def labelled(pair: Pair) -> Differences:
    """Compare labelled values, in order; the stop at the end of a value does not count."""
    left = [(fold(plain(each["label"])), plain(each["value"]).rstrip(" .;")) for each in objects(pair.gold, "labelled")]
    right = [(fold(plain(each.get("label"))), plain(each.get("value")).rstrip(" .;")) for each in objects(pair.found, "labelled")]
    yield from (f"missing {each}" for each in left if each not in right)
    yield from (f"extra {each}" for each in right if each not in left)


def party(item: JsonObject) -> tuple[str, ...]:
    """Return what is told of a party."""
    return tuple(fold(plain(item.get(name))).rstrip(".") for name in ("name", "part", "cnpj", "cpf"))


def parties(pair: Pair) -> Differences:
    """Compare the parties of a contract."""
    left, right = (
        [party(each) for each in objects(pair.gold, "parties")],
        [party(each) for each in objects(pair.found, "parties")],
    )
    yield from (f"missing {each}" for each in left if each not in right)
    yield from (f"extra {each}" for each in right if each not in left)


def bounds(pair: Pair) -> Differences:
    """Compare first and last line: exactly."""
    for name in ("line_start", "line_end"):
        if pair.found.get(name) not in readings(pair.gold, name):
            yield f"{name}: gold {readings(pair.gold, name)}, found {pair.found.get(name)}"


HEADER: Final = (
    *("type", "number", "number_suffix", "year", "number_raw", "issuer", "issuer_acronym", "section", "organ"),
    *("place", "date", "summary", "subject", "process", "term"),
)
FIELDS: Final[dict[str, Comparison]] = {
    "bounds": bounds,
    **{name: partial(header, name) for name in HEADER},
    **{name: partial(named, name) for name in ("publication", "recipient", "protocol")},
    **{name: partial(opening, name) for name in ("preamble", "enacting_formula")},
    **{name: partial(texts, name) for name in ("recitals", "body")},
    "provisions": tree,
    "provisions.text": node_texts,
    "provisions.label": labels,
    "provisions.quoted": quoted,
    "provisions.group": groups,
    "signatories": signatories,
    "roles": roles,
    "references": references,
    "relations": relations,
    "references.detail": details,
    "amounts": amounts,
    "annexes": annexes,
    "tables": tables,
    "tables.frame": frames,
    "labelled": labelled,
    "parties": parties,
}
