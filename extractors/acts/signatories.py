"""Who signed, from the marks of a block of signatures: names with the roles that stand with them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.acts import Found, Signatory
from corpus.municipalities import by_key, key_of
from corpus.spans import Span
from corpus.text import fold
from extractors.acts.signature_marks import Mark
from extractors.fields.names import divided, given_names
from extractors.fields.roles import divided_roles, is_plural

if TYPE_CHECKING:
    from collections.abc import Sequence


def signatories(marks: Sequence[Mark]) -> tuple[Signatory, ...]:
    """Return who signed: each name once, with the roles that stand with it."""
    named = _apart([m for m in _without_places(_feminine(_whole(marks))) if m.kind in {"name", "role"}])
    above = bool(named) and named[0].kind == "role" and named[-1].kind == "name"
    found: dict[str, tuple[Found[str], list[Found[str]]]] = {}
    waiting: list[Found[str]] = []
    for key, mark in _with_owner(named, above=above):
        told = Found(mark.text, mark.span, "signature" if mark.kind == "name" else "signature-role")
        if mark.kind == "name":
            found.setdefault(key, (told, []))[1].extend(waiting)
            waiting = []
        elif key:
            roles = found[key][1]
            if fold(mark.text) not in {fold(role.value) for role in roles}:
                roles.append(told)
        else:
            waiting.append(told)
    return tuple(Signatory(name, tuple(roles)) for name, roles in found.values())


def _without_places(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out a municipality that stands over the next act, as gazettes of several municipalities print it.

    It has no role, no given name begins it, and somebody has signed before it.
    """
    return [mark for index, mark in enumerate(marks) if not (index and mark.kind == "name" and _is_place(marks, index))]


def _is_place(marks: Sequence[Mark], index: int) -> bool:
    name = marks[index].text
    followed = index + 1 < len(marks) and marks[index + 1].kind == "role"
    signed = any(mark.kind == "name" for mark in marks[:index])
    known = fold(name).split(maxsplit=1)[0] in given_names()
    return signed and not followed and not known and key_of(name) in by_key()


def _whole(marks: Sequence[Mark]) -> list[Mark]:
    """Join to each role the lines that go on with it."""
    whole: list[Mark] = []
    for mark in marks:
        before = whole[-1] if whole else None
        if mark.kind == "tail" and before is not None and before.kind == "role":
            whole[-1] = Mark("role", Span(before.span.start, mark.span.end), f"{before.text} {mark.text}")
        else:
            whole.append(mark)
    return whole


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Cut a line of two names right over a line of two roles, where the blanks between were lost."""
    apart = list(marks)
    for index, (name, role) in enumerate(pairwise(marks)):
        if (name.kind, role.kind) == ("name", "role"):
            roles = divided_roles(role.text, 2)
            names = divided(name.text, 2) if roles else ()
            if names:
                at = apart.index(name, index)
                apart[at : at + 2] = [*_cut(name, names), *_cut(role, roles)]
    return apart


def _cut(mark: Mark, spans: Sequence[Span]) -> list[Mark]:
    """Return the stretches of a mark as marks; its text is the printed one but for blanks."""
    last = mark.span.end - len(mark.text)
    return [
        Mark(mark.kind, Span(span.start + (last if number else mark.span.start), span.end + last), span.of(mark.text))
        for number, span in enumerate(spans)
    ]


def _feminine(marks: Sequence[Mark]) -> list[Mark]:
    """Take "Secretaria de ..." right under a name for the role of a secretária whose accent was lost."""
    return [Mark("role", mark.span, mark.text) if _is_office(marks, index) else mark for index, mark in enumerate(marks)]


def _is_office(marks: Sequence[Mark], index: int) -> bool:
    mark = marks[index]
    under = index > 0 and marks[index - 1].kind == "name"
    return mark.kind == "body" and under and fold(mark.text).startswith(("secretaria", "subsecretaria"))


def _with_owner(marks: Sequence[Mark], *, above: bool) -> list[tuple[str, Mark]]:
    """Pair each mark with the folded name it belongs to ("" for a role whose name is still to come).

    Two names in one line and two roles in the next stand side by side: first with first.
    """
    owners: list[tuple[str, Mark]] = []
    index = 0
    while index < len(marks):
        names = _run(marks, index, "name")
        if len(names) > 1 and not above and _distinct(names):
            roles = _run(marks, index + len(names), "role")
            owners += [(fold(m.text), m) for m in names]
            if len(roles) == len(names):
                owners += [(fold(n.text), r) for n, r in zip(names, roles, strict=True)]
                index += len(names) + len(roles)
                continue
            shared = len(roles) == 1 and is_plural(roles[0].text)
            owners += [(fold(name.text), role) for role in roles for name in (names if shared else names[-1:])]
            index += len(names) + len(roles)
            continue
        mark = marks[index]
        owner = (
            fold(mark.text)
            if mark.kind == "name"
            else ""
            if above
            else next((k for k, m in reversed(owners) if m.kind == "name"), "")
        )
        owners.append((owner, mark))
        index += 1
    return owners


def _run(marks: Sequence[Mark], index: int, kind: str) -> list[Mark]:
    run = []
    while index < len(marks) and marks[index].kind == kind:
        run.append(marks[index])
        index += 1
    return run


def _distinct(names: Sequence[Mark]) -> bool:
    return len({fold(name.text) for name in names}) == len(names)
