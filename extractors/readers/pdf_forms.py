"""Forms within forms: a PDF whose forms draw themselves, or each other without measure, is refused before pdfium sees it.

pdfium draws a form as often as it is called, and one that calls itself twice takes all memory there
is. A form is a stream, so its dictionary stands in the clear, whatever else is packed.
"""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_DRAWN: Final = 100_000
"""Forms that one form may draw, those within those counted; a plan of a city has some hundreds."""

MOST_FORMS: Final = 50_000
LONGEST_HEAD: Final = 8 * 1024
"""Bytes of a dictionary that are looked at."""

LONGEST_STREAM: Final = 1024 * 1024
"""Bytes of a form's drawing that are looked at, unpacked."""

_FORM: Final = regex.compile(rb"/Subtype\s*+/Form\b")
_NUMBER: Final = regex.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\b")
_REFERENCE: Final = regex.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s{1,9}(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")
_DRAWN: Final = regex.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s{1,9}Do\b")
_STREAM: Final = regex.compile(rb"stream(?:\r\n|\n|\r)")


def check_forms(content: bytes) -> None:
    """Raise `UnreadableDocumentError` for a PDF whose forms draw themselves or more forms than any page needs."""
    heads = _heads(content)
    if not heads:
        return
    objects: dict[int, int] | None = None
    draws: dict[int, Counter[int]] = {}
    for number, (start, end) in heads.items():
        named = dict(_named(content[start:end]))
        if indirect := [named[name] for name in (b"Resources", b"XObject") if name in named]:
            objects = _objects(content) if objects is None else objects
            for each in indirect:
                named |= _resolved(content, objects, each)
        targets = {name: target for name, target in named.items() if target in heads}
        if targets:
            called = Counter(targets[name] for name in _DRAWN.findall(_drawing(content, start, end)) if name in targets)
            draws[number] = called
    _check_measure(draws)


def _heads(content: bytes) -> dict[int, tuple[int, int]]:
    """Return for the number of each form where its dictionary begins and ends."""
    found: dict[int, tuple[int, int]] = {}
    for match in _FORM.finditer(content):
        earliest = max(0, match.start() - LONGEST_HEAD)
        at = content.rfind(b"obj", earliest, match.start())
        named = _NUMBER.search(content, max(0, at - 24), at + 3) if at >= 0 else None
        end = content.find(b"stream", match.start(), match.start() + LONGEST_HEAD)
        if named is not None and end >= 0:
            found[int(named[1])] = (at + 3, end)
        if len(found) > MOST_FORMS:
            raise UnreadableDocumentError(f"the PDF has more than {MOST_FORMS} forms: print it to a new PDF and hand in that")
    return found


def _named(head: bytes) -> list[tuple[bytes, int]]:
    return [(name, int(number)) for name, number in _REFERENCE.findall(head)]


def _objects(content: bytes) -> dict[int, int]:
    """Return where the objects that stand in the clear begin."""
    return {int(match[1]): match.end() for match in _NUMBER.finditer(content)}


def _resolved(content: bytes, objects: Mapping[int, int], number: int) -> dict[bytes, int]:
    """Return the names in a dictionary that a form refers to, and in the dictionary of forms that that refers to."""
    found: dict[bytes, int] = {}
    for _ in range(2):
        start = objects.get(number)
        if start is None:
            break
        end = content.find(b"endobj", start, start + LONGEST_HEAD)
        found |= _named(content[start : end if end >= 0 else start + LONGEST_HEAD])
        number = found.get(b"XObject", -1)
    return found


def _drawing(content: bytes, start: int, end: int) -> bytes:
    """Return the beginning of a form's drawing, unpacked; b"" where it is packed in another way than usual."""
    opened = _STREAM.match(content, end)
    if opened is None:
        return b""
    closed = content.find(b"endstream", opened.end())
    packed = content[opened.end() : closed if closed >= 0 else opened.end() + LONGEST_STREAM]
    if b"/Filter" not in content[start:end]:
        return packed[:LONGEST_STREAM]
    try:
        return zlib.decompressobj().decompress(packed, LONGEST_STREAM)
    except zlib.error:
        return b""


def _check_measure(draws: Mapping[int, Counter[int]]) -> None:
    """Raise where a form draws itself, through others or not, or too much."""
    told = "print it to a new PDF and hand in that"
    weight: dict[int, int] = {}
    for root in draws:
        stack, open_forms = [root], set[int]()
        while stack:
            form = stack[-1]
            waiting = [each for each in draws.get(form, ()) if each not in weight]
            if form in weight or not waiting:
                stack.pop()
                open_forms.discard(form)
                weight[form] = 1 + sum(count * weight[each] for each, count in draws.get(form, Counter()).items())
                if weight[form] > MOST_DRAWN:
                    raise UnreadableDocumentError(f"the PDF's forms draw each other more than {MOST_DRAWN} times: {told}")
                continue
            open_forms.add(form)
            if any(each in open_forms for each in waiting):
                raise UnreadableDocumentError(f"a form of the PDF draws itself without end: {told}")
            stack += waiting
