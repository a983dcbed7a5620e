"""Names found by listing a folder: a case registers where it is defined, by one decorator."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.errors import KnowledgeError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class Registry(Generic[T]):
    """The cases of one room: name → item, filled by importing the room's own modules in sorted order.

    A name used twice raises `KnowledgeError`; an unknown one `SettingsError`, listing those known.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._items: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[T], T]:
        """Return the decorator that files an item under `name`."""

        def file(item: T) -> T:
            if name in self._items and self._items[name] is not item:
                message = f"two {self.kind}s are called {name!r}: rename one"
                raise KnowledgeError(message)
            self._items[name] = item
            return item

        return file

    def _load(self) -> None:
        if self._loaded:
            return
        package = import_module(self._package)
        for module in sorted(m.name for m in iter_modules(package.__path__)):
            import_module(f"{self._package}.{module}")
        self._loaded = True

    def get(self, name: str) -> T:
        """Return the item called `name`."""
        self._load()
        if name not in self._items:
            message = f"no {self.kind} is called {name!r}; there are: {', '.join(sorted(self._items))}"
            raise SettingsError(message)
        return self._items[name]

    def names(self) -> tuple[str, ...]:
        """Return all names, sorted."""
        self._load()
        return tuple(sorted(self._items))

    def __iter__(self) -> Iterator[tuple[str, T]]:
        self._load()
        return iter(sorted(self._items.items()))
