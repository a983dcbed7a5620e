"""A graph as DOT, JSON or mermaid: names of acts are strangers' text, and are nothing but text in each."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import regex

from pipeline.formats import GraphFormat
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.records import Json, JsonObject
    from db.citations import Citation
    from db.graph import Edge, Graph, Node

LONGEST: Final = 120
"""Characters of a label in a drawing; JSON has all of them."""

_PLAIN: Final = regex.compile(r"[^\p{L}\p{M}\p{Nd}ºª /,()]")
"""What has, or may come to have, a meaning in mermaid: all but letters, figures and a few marks."""


def drawn(graph: Graph, form: GraphFormat) -> str:
    """Return a graph as a whole document of the given form, ending in a line end."""
    forms: dict[GraphFormat, Callable[[Graph], Iterator[str]]] = {
        GraphFormat.DOT: _dot,
        GraphFormat.JSON: _json,
        GraphFormat.MERMAID: _mermaid,
    }
    return "\n".join((*forms[form](graph), ""))


def _dot(graph: Graph) -> Iterator[str]:
    yield "digraph acts {"
    yield "  rankdir=LR;"
    yield '  node [shape=box, fontname="sans-serif"];'
    for note in graph.notes:
        yield f"  // {note}"
    if graph.notes:
        yield f"  label={dot_text('; '.join(graph.notes))};"
    for node in graph.nodes:
        style = "" if node.printings else ", style=dashed"
        weight = ", penwidth=2" if node.id == "n0" else ""
        yield f"  {node.id} [label={dot_text(*label(node))}{style}{weight}];"
    for edge in graph.edges:
        style = "" if _held(graph, edge) else ", style=dashed"
        ends = ", dir=none" if edge.relation == "same_as" else ""
        yield f"  {edge.source} -> {edge.target} [label={dot_text(edge.relation)}{style}{ends}];"
    yield "}"


def _mermaid(graph: Graph) -> Iterator[str]:
    yield "flowchart LR"
    for note in graph.notes:
        yield f"  %% {note}"
    for node in graph.nodes:
        kind = "" if node.printings else ":::absent"
        yield f'  {node.id}["{"<br/>".join(map(mermaid_text, label(node)))}"]{kind}'
    for edge in graph.edges:
        arrow = "---" if edge.relation == "same_as" else "-->" if _held(graph, edge) else "-.->"
        yield f'  {edge.source} {arrow}|"{mermaid_text(edge.relation)}"| {edge.target}'
    yield "  classDef absent stroke-dasharray: 5 4"


def _json(graph: Graph) -> Iterator[str]:
    nodes: list[Json] = [_told(node) for node in graph.nodes]
    edges: list[Json] = [_tie(edge) for edge in graph.edges]
    told: JsonObject = {"act": graph.nodes[0].id, "nodes": nodes, "edges": edges, "notes": list(graph.notes)}
    yield json.dumps(told, ensure_ascii=False, indent=2)


def _told(node: Node) -> JsonObject:
    head: JsonObject = {name: getattr(node, name) for name in ("type", "number", "suffix", "year", "date", "issuer")}
    acts: list[Json] = [
        {"id": each.id, "key": each.key, "source": each.source, "ordinal": each.ordinal} for each in node.printings
    ]
    held: JsonObject = {"held": bool(node.printings), "acts": acts, "candidates": node.candidates}
    return {"id": node.id, "name": node.name, "depth": node.depth, **head, **held}


def _tie(edge: Edge) -> JsonObject:
    ends: JsonObject = {"source": edge.source, "target": edge.target, "relation": edge.relation}
    if edge.relation == "same_as":
        return {**ends, "evidence": edge.evidence, "likeness": edge.likeness}
    return {**ends, "references": [citation_told(each) for each in edge.citations]}


def citation_told(citation: Citation) -> JsonObject:
    """Return a reference as JSON: the act that makes it, its pointer there, what is printed, how it was resolved."""
    told: JsonObject = asdict(citation)
    kept = ("raw", "target_id", "candidates", "evidence", "confidence")
    return {"act_id": citation.act_id, "pointer": citation.pointer, **{name: told[name] for name in kept}}


def _held(graph: Graph, edge: Edge) -> bool:
    """Whether both ends are acts of the database; n12 is the thirteenth of the nodes."""
    return all(graph.nodes[int(end[1:])].printings for end in (edge.source, edge.target))


def label(node: Node) -> tuple[str, ...]:
    """Return the lines of a node: its name, then its date and where it is printed, or that it is not held."""
    if node.printings:
        where = node.printings[0].printed
        more = len(node.printings) - 1
        told = f"{where} and {more} more" if more else where
    else:
        told = "not in the database" if node.candidates == 0 else f"ambiguous: {node.candidates} could be meant"
    dated = (node.date,) if node.date else ()
    return tuple(_short(line) for line in (node.name, *dated, told))


def _short(line: str) -> str:
    seen = visible(line)
    return seen if len(seen) <= LONGEST else f"{seen[: LONGEST - 1]}…"


def dot_text(*lines: str) -> str:
    r"""Return lines as a quoted string of DOT, whose backslashes and entities are characters and no more.

    >>> print(dot_text('a "b" \\N', "<i>&lt;"))
    "a \"b\" \\N\n<i>&amp;lt;"
    """
    told = (visible(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(told) + '"'


def mermaid_text(line: str) -> str:
    """Return a line for the inside of a quoted label of mermaid, its marks as numbered entities.

    >>> mermaid_text('Lei nº 5/1990 "x"; <b>')
    'Lei nº 5/1990 #34;x#34;#59; #60;b#62;'
    """
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", visible(line))
