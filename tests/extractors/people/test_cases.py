"""Signatures, preambles and members as gazettes print them, through repair and extraction."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from extractors.acts import find_acts
from pipeline.repair import repair
from tests.extractors.texts import value

if TYPE_CHECKING:
    from corpus.acts import Act, Table

WHO: Final = "O DIRETOR-GERAL, no uso de suas atribuições legais,"
ORDERS: Final = (
    "Art. 1º O uso dos auditórios depende de reserva.",
    "Art. 2º Esta Portaria entra em vigor na data de sua publicação.",
)
SIGNED: Final = "Palmas, 4 de maio de 2011.\n\nLAURA BEZERRA PINTO\nDiretora-Geral"


def act_of(preamble: str = WHO, orders: tuple[str, ...] = ORDERS, block: str = SIGNED) -> Act:
    head = "PORTARIA Nº 18, DE 4 DE MAIO DE 2011.\n\nDispõe sobre o uso dos auditórios públicos."
    raw = "\n\n".join((head, preamble, "RESOLVE:", *orders, block)) + "\n"
    (act,) = find_acts(repair(raw)[0]).acts
    return act


def cases(table: str) -> list[Any]:
    content = tomllib.loads((Path(__file__).parent / f"{table}.toml").read_text("utf-8"))
    return [pytest.param(case, id=case["label"], marks=known(case)) for case in content["case"]]


def known(case: dict[str, str]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["known"], strict=True)] if "known" in case else []


def plain(table: Table) -> list[str]:
    return [" | ".join(cell.value if cell is not None else "-" for cell in row) for row in table.rows]


@pytest.mark.parametrize("case", cases("signatures"))
def test_who_signed(case: dict[str, Any]) -> None:
    signed = act_of(block=case["block"]).signatories
    assert [" | ".join([each.name.value, *(role.value for role in each.roles)]) for each in signed] == case["signed"]


@pytest.mark.parametrize("case", cases("preambles"))
def test_who_issues(case: dict[str, Any]) -> None:
    assert value(act_of(preamble=case["preamble"]).issuer) == case["issuer"]


@pytest.mark.parametrize("case", cases("members"))
def test_members_are_a_table(case: dict[str, Any]) -> None:
    act = act_of(orders=tuple(case["orders"]))
    assert [[column.value for column in table.columns] for table in act.tables] == ([case["columns"]] if case["columns"] else [])
    assert [row for table in act.tables for row in plain(table)] == case["rows"]
    assert len(act.provisions) == case.get("articles", len([order for order in case["orders"] if order.startswith("Art. ")]))
