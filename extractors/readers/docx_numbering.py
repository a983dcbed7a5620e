"""The numbers that Word counts and shows before paragraphs: they stand in no text of the file (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

from extractors.readers.markup import children, first, local
from extractors.readers.numbering import shown

if TYPE_CHECKING:
    from extractors.readers.markup import Element

FORMS: Final = {"upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a"}
WITHOUT: Final = frozenset({"bullet", "none"})
LEVELS: Final = 9
CHAIN: Final = 20
"""Styles based on one another."""

_PLACE: Final = regex.compile(r"%([1-9])")
_WHOLE: Final = regex.compile(r"[0-9]{1,6}")


def value(element: Element | None) -> str | None:
    """Return the `val` of an element, None where there is none."""
    return None if element is None else local(element, "val")


def whole(told: str | None, *, default: int) -> int:
    """Return an attribute as a number of at most six digits."""
    return int(told) if told is not None and _WHOLE.fullmatch(told) else default


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    instances: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, str | None, str | None]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def read_lists(self, root: Element) -> None:
        """Take up the part `numbering.xml`."""
        for each in children(root, "abstractNum"):
            levels = {whole(local(level, "ilvl"), default=0): _level(level) for level in children(each, "lvl")}
            self.lists[local(each, "abstractNumId") or ""] = levels
        for each in children(root, "num"):
            name = local(each, "numId") or ""
            self.instances[name] = value(first(each, "abstractNumId")) or ""
            for override in children(each, "lvlOverride"):
                start = value(first(override, "startOverride"))
                if start is not None:
                    self.starts[name, whole(local(override, "ilvl"), default=0)] = whole(start, default=1)

    def read_styles(self, root: Element) -> None:
        """Take up the part `styles.xml`."""
        for style in children(root, "style"):
            number, level = _asked(first(style, "pPr"))
            self.styles[local(style, "styleId") or ""] = (number, level, value(first(style, "basedOn")))

    def label(self, properties: Element | None) -> str:
        """Count a paragraph of these properties, and return what is shown before it ("" for nothing)."""
        number, told = _asked(properties)
        if number is None:
            number, from_style = self._of_style(None if properties is None else value(first(properties, "pStyle")))
            told = told or from_style
        level = min(whole(told, default=0), LEVELS - 1)
        name = self.instances.get(number or "")
        if number in (None, "0") or name is None or level not in self.lists.get(name, {}):
            return ""
        self._count(number or "", name, level)
        return self._shown(name, level)

    def _of_style(self, style: str | None) -> tuple[str | None, str | None]:
        for _ in range(CHAIN):
            if style is None or style not in self.styles:
                break
            number, level, style = self.styles[style]
            if number is not None:
                return number, level
        return None, None

    def _count(self, number: str, name: str, level: int) -> None:
        counts = self.counts.setdefault(name, {})
        if (number, level) in self.starts and (number, level) not in self.begun:
            counts[level] = self.starts[number, level]
        else:
            counts[level] = counts.get(level, self.lists[name][level].start - 1) + 1
        self.begun.add((number, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]

    def _shown(self, name: str, level: int) -> str:
        levels, counts = self.lists[name], self.counts[name]
        if levels[level].form in WITHOUT:
            return ""

        def place(match: regex.Match[str]) -> str:
            at = int(match[1]) - 1
            here = levels.get(at, _Level())
            form = "decimal" if levels[level].legal else here.form
            return _number(counts.get(at, here.start), form)

        return _PLACE.sub(place, levels[level].text)


def _number(number: int, form: str) -> str:
    if form == "ordinal":
        return f"{number}º"
    if form == "decimalZero":
        return f"{number:02d}"
    return shown(number, FORMS.get(form, "1"))


def _level(element: Element) -> _Level:
    return _Level(
        start=whole(value(first(element, "start")), default=1),
        form=value(first(element, "numFmt")) or "decimal",
        text=value(first(element, "lvlText")) or "",
        legal=first(element, "isLgl") is not None,
    )


def _asked(properties: Element | None) -> tuple[str | None, str | None]:
    """Return the list and the level that properties of a paragraph ask for."""
    asked = None if properties is None else first(properties, "numPr")
    return (None, None) if asked is None else (value(first(asked, "numId")), value(first(asked, "ilvl")))
