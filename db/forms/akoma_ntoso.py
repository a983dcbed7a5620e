"""An act as Akoma Ntoso 3.0 (OASIS LegalDocML, 2018), valid against its schema.

What orders (articles, numbered paragraphs) becomes an `act`, letters and notices a `doc`. The
elements for the units of Brazilian drafting (Lei Complementar 95/1998, art. 10) are told by `UNITS`,
those for its groups by `GROUPS`. Identifiers follow the Akoma Ntoso Naming Convention 1.0: `eId` of
the unit and those above it. The URN of LexML, where the head is whole, is an alias of the work.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

import regex
from lxml import etree
from lxml.builder import ElementMaker

from corpus.text import fold
from db.forms.reading import objects, rows_of, slug, text, texts
from db.urns import urn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.records import JsonObject

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
GENERATOR: Final = "#lavra"
UNDATED: Final = "0001-01-01"
"""What the schema, which wants a date, is given where the act has none; its name says so."""

UNITS: Final = {
    "artigo": ("article", "art"),
    "paragrafo": ("paragraph", "para"),
    "inciso": ("point", "point"),
    "alinea": ("alinea", "al"),
    "item": ("indent", "indent"),
    "clausula": ("clause", "cl"),
}
"""Element and eId prefix of each kind of provision."""

GROUPS: Final = {
    "livro": ("book", "book"),
    "parte": ("part", "part"),
    "titulo": ("title", "title"),
    "capitulo": ("chapter", "chp"),
    "secao": ("section", "sec"),
    "subsecao": ("subsection", "subsec"),
}
"""Element and eId prefix of each kind of group, by its first word, folded."""

NOT_XML: Final = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML 1.0 cannot hold (section 2.2)."""


class _Elements:
    """Makes elements by their names: of children, texts and attributes, less what XML cannot hold."""

    _maker = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})

    def __call__(self, name: str, /, *children: etree._Element | str, **attributes: str) -> etree._Element:
        held = (_xml(child) if isinstance(child, str) else child for child in children)
        made: etree._Element = self._maker(name, *held, **{key: _xml(value) for key, value in attributes.items()})
        return made

    def __getattr__(self, name: str) -> Callable[..., etree._Element]:
        return partial(self, name)


E: Final = _Elements()


def akoma_ntoso(record: JsonObject) -> bytes:
    """Return the whole document, in UTF-8 with its declaration."""
    tree = E.akomaNtoso(_Writer(record).document())
    etree.indent(tree)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


class _Writer:
    """Writes one record; holds the identifiers given so far, so that none is given twice."""

    def __init__(self, record: JsonObject) -> None:
        self._record = record
        self._given: Counter[str] = Counter()
        self._normative = bool(record.get("provisions"))

    def document(self) -> etree._Element:
        name = slug(text(self._record, "type")) or "ato"
        if self._normative:
            parts = [self._meta(), *self._preface(), *self._preamble(), self._body()]
            return E.act(*parts, *self._conclusions(), *self._attachments(), name=name, contains="originalVersion")
        parts = [self._meta(), *self._preface(), *self._preamble(), self._main_body()]
        return E.doc(*parts, *self._conclusions(), *self._attachments(), name=name, contains="originalVersion")

    def _id(self, wanted: str) -> str:
        """Return an eId that no other element has: a repeated label gets its count."""
        self._given[wanted] += 1
        count = self._given[wanted]
        return wanted if count == 1 else self._id(f"{wanted}_dup{count}")

    # --- what it is

    def _work(self) -> str:
        kind = "act" if self._normative else "doc"
        moment = text(self._record, "date") or text(self._record, "year") or "nd"
        number = "-".join(filter(None, (text(self._record, "number"), text(self._record, "number_suffix"))))
        label = slug(number) or f"sn-{text(self._record, 'sha256')[:12] or 'x'}-{text(self._record, 'ordinal')}"
        return f"/akn/br/{kind}/{slug(text(self._record, 'type')) or 'ato'}/{moment}/{label}"

    def _meta(self, component: str = "main") -> etree._Element:
        work = self._work()
        expression, manifestation = f"{work}/por@", f"{work}/por@.xml"
        signed, author = self._moment(), E.FRBRauthor(href="#issuer")
        alias = urn(self._record)
        aliases = [E.FRBRalias(value=alias, name="urn:lex")] if alias and component == "main" else []
        number = text(self._record, "number")
        numbers = [E.FRBRnumber(value=number)] if number else []
        identification = E.identification(
            E.FRBRWork(
                E.FRBRthis(value=f"{work}/!{component}"),
                E.FRBRuri(value=work),
                *aliases,
                signed,
                author,
                E.FRBRcountry(value="br"),
                *numbers,
            ),
            E.FRBRExpression(
                E.FRBRthis(value=f"{expression}/!{component}"),
                E.FRBRuri(value=expression),
                self._moment(),
                E.FRBRauthor(href=GENERATOR),
                E.FRBRlanguage(language="por"),
            ),
            E.FRBRManifestation(
                E.FRBRthis(value=f"{manifestation}/!{component}"),
                E.FRBRuri(value=manifestation),
                self._moment(),
                E.FRBRauthor(href=GENERATOR),
            ),
            source=GENERATOR,
        )
        rest = [*self._publication(), *self._analysis(), self._references()] if component == "main" else []
        return E.meta(identification, *rest)

    def _moment(self) -> etree._Element:
        date = text(self._record, "date")
        return E.FRBRdate(date=date or UNDATED, name="signature" if date else "unknown")

    def _publication(self) -> Iterator[etree._Element]:
        told = self._record.get("publication")
        if isinstance(told, dict) and told.get("date"):
            gazette = text(told, "gazette") or "Diário Oficial"
            edition = text(told, "edition")
            numbered = {"number": edition} if edition else {}
            yield E.publication(date=text(told, "date"), name=slug(gazette), showAs=gazette, **numbered)

    def _analysis(self) -> Iterator[etree._Element]:
        """Tell which acts are revoked as a whole: of the other relations the kind of change is not known."""
        revoked = [item for item in objects(self._record, "references") if item.get("relation") == "revokes"]
        if revoked:
            repeals = [
                E.textualMod(E.source(href=self._work()), E.destination(href=_target(item)), type="repeal", eId=self._id("pmod"))
                for item in revoked
            ]
            yield E.analysis(E.activeModifications(*repeals), source=GENERATOR)

    def _references(self) -> etree._Element:
        issuer = text(self._record, "issuer") or "unknown"
        acts = {_target(item): _shown(item) for item in objects(self._record, "references")}
        signed = objects(self._record, "signatories")
        people = {slug(text(item, "name")): text(item, "name") for item in signed}
        roles = {slug(role): role for item in signed for role in texts(item, "roles")}
        place = text(self._record, "place")
        return E.references(
            *(E.activeRef(href=href, showAs=name) for href, name in acts.items()),
            E.TLCOrganization(eId="lavra", href="/akn/ontology/organization/lavra", showAs="lavra"),
            E.TLCOrganization(eId="issuer", href=f"/akn/ontology/organization/br/{slug(issuer)}", showAs=issuer),
            *_concepts(E.TLCPerson, "person", people),
            *_concepts(E.TLCRole, "role", roles),
            *([E.TLCLocation(eId="place", href=f"/akn/ontology/place/br/{slug(place)}", showAs=place)] if place else []),
            source=GENERATOR,
        )

    # --- what it says

    def _preface(self) -> Iterator[etree._Element]:
        kind, date = text(self._record, "type").replace("_", " "), text(self._record, "date")
        head: list[etree._Element | str] = [E.docType(kind or "ato")]
        number = text(self._record, "number_raw") or text(self._record, "number")
        if number:
            head += [" nº ", E.docNumber(number)]
        if date:
            head += [", ", E.docDate(date, date=date)]
        summary = text(self._record, "summary") or text(self._record, "subject")
        title = [E.longTitle(E.p(summary))] if summary else []
        yield E.preface(E.p(*head), *title)

    def _preamble(self) -> Iterator[etree._Element]:
        opening, formula = text(self._record, "preamble"), text(self._record, "enacting_formula")
        recitals = texts(self._record, "recitals")
        parts = [E.p(opening)] if opening else []
        if recitals:
            parts.append(
                E.recitals(
                    *(E.recital(E.p(recital), eId=f"recs__rec_{at}") for at, recital in enumerate(recitals, 1)), eId="recs"
                )
            )
        if formula:
            parts.append(E.formula(E.p(formula), name="enactingFormula"))
        if parts:
            yield E.preamble(*parts)

    def _body(self) -> etree._Element:
        return E.body(*self._grouped(objects(self._record, "provisions"), 0, ""))

    def _grouped(self, nodes: Iterable[JsonObject], depth: int, above: str) -> Iterator[etree._Element]:
        """Give nodes under the groups that they name from `depth` on."""
        for name, held in groupby(nodes, key=lambda node: _at(texts(node, "group"), depth)):
            if name is None:
                yield from (self._unit(node, above) for node in held)
                continue
            element, prefix = GROUPS.get((fold(name).split() or [""])[0], ("hcontainer", "grp"))
            own = self._id(f"{above}{prefix}_{slug(' '.join(name.split()[1:2])) or 1}")
            more = {"name": "grupo"} if element == "hcontainer" else {}
            yield E(element, E.num(name), *self._grouped([*held], depth + 1, f"{own}__"), eId=own, **more)

    def _unit(self, node: JsonObject, above: str) -> etree._Element:
        element, prefix = UNITS.get(text(node, "kind"), ("hcontainer", "unit"))
        own = self._id(f"{above}{prefix}_{slug(text(node, 'number')) or len(self._given)}")
        label = text(node, "label_raw") or text(node, "number")
        number = [E.num(label)] if label else []
        more = {"name": "disposicao"} if element == "hcontainer" else {}
        children = [self._unit(child, f"{own}__") for child in objects(node, "children")]
        paragraph = self._worded(node, own)
        if not children:
            return E(element, *number, E.content(paragraph), eId=own, **more)
        return E(element, *number, E.intro(paragraph), *children, eId=own, **more)

    def _worded(self, node: JsonObject, own: str) -> etree._Element:
        wording, quoted = text(node, "text"), text(node, "quoted")
        if not quoted:
            return E.p(wording)
        held = E.quotedStructure(*_paragraphs(quoted), eId=f"{own}__mod_1__qstr_1")
        return E.p(f"{wording} ", E.mod(held, eId=f"{own}__mod_1"))

    def _main_body(self) -> etree._Element:
        body = texts(self._record, "body")
        labelled = [f"{text(item, 'label')}: {text(item, 'value')}" for item in objects(self._record, "labelled")]
        told = [*body, *(line for line in labelled if not any(line in paragraph for paragraph in body))]
        return E.mainBody(*_paragraphs("\n".join(told) or text(self._record, "text") or " "))

    def _conclusions(self) -> Iterator[etree._Element]:
        place, date = text(self._record, "place"), text(self._record, "date")
        signed: list[etree._Element | str] = [E.location(place, refersTo="#place")] if place else []
        if date:
            signed += [", " if place else "", E.date(date, date=date)]
        lines = [E.p(*signed)] if signed else []
        lines += map(_signature, objects(self._record, "signatories"))
        if lines:
            yield E.conclusions(*lines)

    # --- what goes with it

    def _attachments(self) -> Iterator[etree._Element]:
        tables = objects(self._record, "tables")
        annexes = objects(self._record, "annexes")
        labels = {fold(text(annex, "label")) for annex in annexes}
        alone = [table for table in tables if fold(text(table, "annex")) not in labels]
        made = [
            self._attachment(at, annex, [table for table in tables if fold(text(table, "annex")) == fold(text(annex, "label"))])
            for at, annex in enumerate(annexes, 1)
        ]
        made += [
            self._attachment(len(annexes) + at, {"title": table.get("caption")}, [table]) for at, table in enumerate(alone, 1)
        ]
        if made:
            yield E.attachments(*made)

    def _attachment(self, at: int, annex: JsonObject, tables: list[JsonObject]) -> etree._Element:
        label, title = (text(annex, key) for key in ("label", "title"))
        heading = [E.preface(E.p(" – ".join(filter(None, (label, title)))))] if label or title else []
        held: list[etree._Element] = [*(_paragraphs(text(annex, "text")) if annex.get("text") else ())]
        if annex.get("provisions"):
            units = self._grouped(objects(annex, "provisions"), 0, f"att_{at}__")
            held.append(E.hcontainer(*units, name="anexo", eId=self._id(f"att_{at}__hcontainer_1")))
        held += [_table(table) for table in tables]
        document = E.doc(self._meta(f"att_{at}"), *heading, E.mainBody(*(held or [E.p()])), name="anexo")
        return E.attachment(document, eId=self._id(f"att_{at}"))


def _concepts(element: Callable[..., etree._Element], kind: str, names: dict[str, str]) -> Iterator[etree._Element]:
    """Give what the text refers to, by its name as identifier."""
    for key, name in names.items():
        if key:
            yield element(eId=f"{kind}.{key}", href=f"/akn/ontology/{kind}/br/{key}", showAs=name)


def _signature(item: JsonObject) -> etree._Element:
    name, roles = text(item, "name"), texts(item, "roles")
    key = slug(name)
    parts: list[etree._Element | str] = [E.person(name, refersTo=f"#person.{key}")]
    for role in roles:
        parts += [", ", E.role(role, refersTo=f"#role.{slug(role)}")]
    return E.p(E.signature(*parts))


def _table(table: JsonObject) -> etree._Element:
    columns = texts(table, "columns")
    head = [E.tr(*(E.th(E.p(name)) for name in columns))] if any(columns) else []
    body = [E.tr(*(E.td(E.p("" if cell is None else str(cell))) for cell in row)) for row in rows_of(table) if row]
    caption = text(table, "caption")
    return E.table(*([E.caption(caption)] if caption else []), *head, *(body or ([] if head else [E.tr(E.td(E.p()))])))


def _paragraphs(prose: str) -> list[etree._Element]:
    return [E.p(line) for line in prose.split("\n") if line.strip()] or [E.p()]


def _target(item: JsonObject) -> str:
    """Return the address of an act that is named: by type, date or year, and number."""
    number = "-".join(filter(None, (text(item, "number"), text(item, "suffix"))))
    moment = text(item, "date") or text(item, "year") or "nd"
    return f"/akn/br/act/{slug(text(item, 'type')) or 'ato'}/{moment}/{slug(number) or 'nn'}"


def _shown(item: JsonObject) -> str:
    return text(item, "raw") or f"{text(item, 'type').replace('_', ' ')} {text(item, 'number')}".strip() or "ato"


def _xml(value: str) -> str:
    """Return text that XML can hold: what it cannot becomes the replacement character."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value)


def _at(path: list[str], depth: int) -> str | None:
    return path[depth] if depth < len(path) else None
