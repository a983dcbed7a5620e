"""Which parts of a page are not its text: menus, bars to share it, notices about cookies."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string, strings
from extractors.readers.markup import text_of

if TYPE_CHECKING:
    from extractors.readers.markup import Element

BUDGET: Final = 20_000_000
"""Characters looked at in all to judge parts; once they are spent no more parts are taken for furniture."""

MOSTLY_LINKS: Final = 0.4
"""Share of a named part's text in links from which it is furniture however long it is."""
SHORT: Final = 400
"""Characters up to which a named part is furniture without links."""
MOST: Final = 0.5
"""Share of the page's text that furniture may have: a page whose body is called `header` is still a page."""
FEWEST_LINKS: Final = 3
LONGEST_LINK: Final = 60

ALWAYS: Final = frozenset({"nav"})
LIKELY: Final = frozenset({"header", "footer", "aside"})
ROLES: Final = frozenset("navigation menu menubar toolbar tablist search banner contentinfo complementary".split())
LISTS: Final = frozenset("ul ol menu table tr td p".split())

_WORD: Final = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
BETWEEN: Final = " |·•»>-–/"
"""Marks that stand between links."""


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the words of classes and ids that name furniture."""
    return frozenset(word for row in rows("html_furniture") if string(row, "kind") == "name" for word in strings(row, "words"))


@lru_cache(maxsize=1)
def _kept() -> tuple[regex.Pattern[str], ...]:
    try:
        return tuple(regex.compile(string(row, "pattern")) for row in rows("html_furniture") if string(row, "kind") == "kept")
    except regex.error as error:
        raise KnowledgeError(f"html_furniture.toml: {error}") from error


def named(words: str) -> bool:
    """Whether a class or an id names furniture.

    >>> named("menu-principal"), named("mainMenu"), named("documento"), named("menuscrito")
    (True, True, False, False)
    """
    return any(word.lower() in _words() for word in _WORD.findall(words[:300]))


def kept(text: str) -> bool:
    """Whether a text is to be kept wherever it stands: it tells where the act came out."""
    return any(pattern.search(text, timeout=5) for pattern in _kept())


class Menus:
    """Judges the parts of one page."""

    def __init__(self, root: Element) -> None:
        self._all = sum(len(part.strip()) for part in root.itertext())
        self._left = BUDGET

    def has(self, element: Element, name: str) -> bool:
        """Whether an element is furniture, with all in it."""
        if name in ("html", "body", "main", "article") or self._left <= 0:
            return False
        role = (element.get("role") or "").lower()
        sure = name in ALWAYS or role in ROLES
        likely = name in LIKELY or named(f"{element.get('class') or ''} {element.get('id') or ''}")
        if sure or likely:
            return self._named(element, sure=sure)
        return name in LISTS and self._only_links(element)

    def _named(self, element: Element, *, sure: bool) -> bool:
        text = self._text(element)
        if len(text) > self._all * MOST or kept(text):
            return False
        return sure or len(text) <= SHORT or self._linked(element) >= MOSTLY_LINKS * len(text)

    def _text(self, element: Element) -> str:
        text = " ".join(text_of(element).split())
        self._left -= len(text) + 1
        return text

    def _linked(self, element: Element) -> int:
        return sum(len(part.strip()) for link in element.iter("a") if link.get("href") for part in link.itertext())

    def _only_links(self, element: Element) -> bool:
        """Whether it is three links or more, short and without a figure, and next to nothing else: no act cites so."""
        links = 0
        for link in element.iter("a"):
            links += link.get("href") is not None
            if links >= FEWEST_LINKS:
                break
        if links < FEWEST_LINKS:
            return False
        text = self._text(element)
        told = [" ".join(text_of(link).split()) for link in element.iter("a") if link.get("href")]
        if any(len(each) > LONGEST_LINK for each in told) or any(character.isdigit() for character in text):
            return False
        linked = sum(character not in BETWEEN for each in told for character in each)
        return linked >= sum(character not in BETWEEN for character in text)
