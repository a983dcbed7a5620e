"""Which found act, item or row is which of gold's: one to one, the surest pairs first, in order where it matters."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.evaluate.same import act_type, empty, number, readings, same_cell, whole, words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from corpus.records import Json, JsonObject

Item = TypeVar("Item")
Row = list["Json"]

SHARED: Final = 3
"""Two rows may be one where at least a third of the cells are the same."""


def pair_acts(
    gold: Sequence[JsonObject], found: Sequence[JsonObject]
) -> tuple[list[tuple[JsonObject, JsonObject | None]], list[JsonObject]]:
    """Pair the acts of one source; return gold's with their fellows, in gold's order, and the found ones left over."""
    worth = sorted(
        ((likeness(a, b), -i, -k) for i, a in enumerate(gold) for k, b in enumerate(found)),
        reverse=True,
    )
    fellow: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, k in worth:
        if value > 0 and -i not in fellow and -k not in taken:
            fellow[-i] = -k
            taken.add(-k)
    pairs = [(act, found[fellow[i]] if i in fellow else None) for i, act in enumerate(gold)]
    return pairs, [act for k, act in enumerate(found) if k not in taken]


def likeness(gold: JsonObject, found: JsonObject) -> float:
    """Return how far two acts of one source may be the same: by head, else by their lines, else by place and type; 0 for not."""
    score = 2.0 * same_head(gold, found) + _common_lines(gold, found)
    if score or _placed(gold, found):
        same_number = not empty(gold.get("number")) and whole(gold.get("number")) == whole(found.get("number"))
        return score + 0.5 * (same_number and score > 0)
    return 0.5 * (gold.get("ordinal") == found.get("ordinal") and act_type(gold.get("type")) == act_type(found.get("type")))


def same_head(gold: JsonObject, found: JsonObject) -> bool:
    """Whether type, number and suffix are right; other accepted readings count."""
    return (
        act_type(found.get("type")) in map(act_type, readings(gold, "type"))
        and whole(found.get("number")) in map(whole, readings(gold, "number"))
        and words(gold.get("number_suffix")) == words(found.get("number_suffix"))
        and (empty(gold.get("year")) or gold.get("year") == found.get("year") or found.get("year") in readings(gold, "year"))
    )


def _placed(*acts: JsonObject) -> bool:
    return all(isinstance(act.get(key), int) for act in acts for key in ("line_start", "line_end"))


def _common_lines(gold: JsonObject, found: JsonObject) -> float:
    """Return the share of the longer act's lines that both hold; 0 below a half or where lines are not known."""
    if not _placed(gold, found):
        return 0.0
    (a, b), (c, d) = _lines(gold), _lines(found)
    share = (min(b, d) - max(a, c) + 1) / (max(b - a, d - c) + 1)
    return share if share > 1 / 2 else 0.0


def _lines(act: JsonObject) -> tuple[int, int]:
    start, end = act["line_start"], act["line_end"]
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError(act)
    return start, end


def pair_by_key(
    gold: Iterable[Item], found: Iterable[Item], key: Callable[[Item], Hashable]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Give gold's items with the next found one of the same key, or None; then the found ones left over, with None."""
    pool: dict[Hashable, list[Item]] = defaultdict(list)
    for item in found:
        pool[key(item)].append(item)
    for item in gold:
        same = pool[key(item)]
        yield item, same.pop(0) if same else None
    for rest in pool.values():
        yield from ((None, item) for item in rest)


def pair_by_likeness(
    gold: Iterable[Item], found: Iterable[Item], like: Callable[[Item, Item], bool]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Give gold's items with the first found one still free that is like it, or None; then those left over."""
    left = list(found)
    for item in gold:
        at = next((k for k, other in enumerate(left) if like(item, other)), None)
        yield item, None if at is None else left.pop(at)
    yield from ((None, item) for item in left)


def pair_rows(gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the pairs of rows, in order: the same ones, and between them those that make the most cells right."""
    left, right = [_row_key(row) for row in gold], [_row_key(row) for row in found]
    pairs: list[tuple[int, int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(range(i, j), range(k, m), strict=True)
        elif tag == "replace":
            pairs += ((i + a, k + b) for a, b in _best(gold[i:j], found[k:m]))
    return pairs


def _row_key(row: Row) -> tuple[str, ...]:
    return tuple(words(cell) if number(cell) is None else str(number(cell)) for cell in row)


def _best(gold: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Align rows in order so that the sum of right cells is greatest (Needleman and Wunsch 1970, without gap cost)."""
    worth = [[_worth(a, b) for b in found] for a in gold]
    gain = [[0] * (len(found) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for k in reversed(range(len(found))):
            both = worth[i][k] + gain[i + 1][k + 1] if worth[i][k] else 0
            gain[i][k] = max(gain[i + 1][k], gain[i][k + 1], both)
    i = k = 0
    while i < len(gold) and k < len(found):
        if worth[i][k] and gain[i][k] == worth[i][k] + gain[i + 1][k + 1]:
            yield i, k
            i, k = i + 1, k + 1
        elif gain[i][k] == gain[i + 1][k]:
            i += 1
        else:
            k += 1


def _worth(gold: Row, found: Row) -> int:
    right = sum(map(same_cell, gold, found))
    return right if right >= max(1, len(gold) // SHARED) else 0
