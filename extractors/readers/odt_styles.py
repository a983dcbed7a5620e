"""What styles of an OpenDocument text say that plain text must know: what is struck or raised, pages, numbers of lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extractors.readers.docx_numbering import whole
from extractors.readers.markup import children, first, local
from extractors.readers.numbering import shown

if TYPE_CHECKING:
    from extractors.readers.markup import Element

CHAIN: Final = 20
"""Styles that are children of one another."""
DEEPEST: Final = 10
"""Levels of a list (OpenDocument 1.2, 19.829)."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list numbers; `form` is "" for a level of bullets."""

    form: str
    start: int
    before: str
    after: str
    levels: int


@dataclass(slots=True)
class Styles:
    """The styles of a document by name."""

    sides: dict[str, frozenset[str]] = field(default_factory=dict)
    parents: dict[str, str | None] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def read(self, root: Element) -> None:
        """Take up the styles of a part."""
        for style in root.iter("{*}style"):
            name = local(style, "name") or ""
            self.sides[name] = frozenset(_sides(style))
            self.parents[name] = local(style, "parent-style-name")
        for style in root.iter("{*}list-style"):
            self.lists[local(style, "name") or ""] = {
                whole(local(level, "level"), default=1): _level(level)
                for level in children(style, "list-level-style-number", "list-level-style-bullet")
            }

    def has(self, name: str | None, side: str) -> bool:
        """Whether a style or one that it comes from has a side: `struck`, `raised`, `page-before`, `page-after`."""
        for _ in range(CHAIN):
            if name is None or name not in self.sides:
                return False
            if side in self.sides[name]:
                return True
            name = self.parents[name]
        return False


def _sides(style: Element) -> list[str]:
    found: list[str] = []
    text, paragraph = first(style, "text-properties"), first(style, "paragraph-properties")
    if text is not None:
        struck = (local(text, "text-line-through-style"), local(text, "text-line-through-type"))
        found += ["struck"] if any(each not in (None, "none") for each in struck) else []
        found += ["raised"] if (local(text, "text-position") or "").startswith("super") else []
    if paragraph is not None:
        found += [f"page-{side}" for side in ("before", "after") if local(paragraph, f"break-{side}") == "page"]
    return found


def _level(element: Element) -> Level:
    return Level(
        form=local(element, "num-format") or "",
        start=whole(local(element, "start-value"), default=1),
        before=local(element, "num-prefix") or "",
        after=local(element, "num-suffix") or "",
        levels=whole(local(element, "display-levels"), default=1),
    )


@dataclass(slots=True)
class Lists:
    """Counts the items of lists within lists."""

    styles: dict[str, dict[int, Level]]
    names: list[str] = field(default_factory=list)
    counts: list[int | None] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)

    def enter(self, element: Element) -> None:
        """Begin a list; it may go on from the last one of its style."""
        name = local(element, "style-name") or (self.names[-1] if self.names else "")
        goes_on = local(element, "continue-numbering") == "true" or local(element, "continue-list") is not None
        self.names.append(name)
        self.counts.append(self.ended.get(name) if goes_on and len(self.counts) == 0 else None)

    def leave(self) -> None:
        """End the list at hand."""
        name, count = self.names.pop(), self.counts.pop()
        if not self.names and count is not None:
            self.ended[name] = count

    def item(self, element: Element) -> str:
        """Count an item of the list at hand, and return what is shown before it ("" for a bullet)."""
        depth = len(self.names)
        level = self.styles.get(self.names[-1], {}).get(depth) if self.names else None
        if level is None:
            return ""
        told = local(element, "start-value")
        before = self.counts[-1]
        self.counts[-1] = whole(told, default=1) if told is not None else level.start if before is None else before + 1
        if not level.form:
            return ""
        return f"{level.before}{'.'.join(self._shown(depth, level))}{level.after}"

    def _shown(self, depth: int, level: Level) -> list[str]:
        """Return the numbers of as many levels as the level shows."""
        shows = range(max(1, depth - min(level.levels, DEEPEST) + 1), depth + 1)
        levels = self.styles[self.names[-1]]
        return [shown(self.counts[at - 1] or 1, levels[at].form) for at in shows if at in levels and levels[at].form]
