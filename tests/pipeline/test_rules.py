"""The rules of repair: each edit's is listed, a misspelt one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import corpus
from corpus.decisions import DECISIONS
from corpus.errors import KnowledgeError, SettingsError
from corpus.source import SourceDocument
from extractors.readers import read
from normalizers import RULES, Rule
from normalizers.rules import known
from pipeline.page import objects
from pipeline.reading import read_source
from pipeline.repair import repair
from pipeline.rules import every_rule, rule_rows, switched_off
from pipeline.settings import Settings
from tests.pipeline.conftest import DAMAGED, DECRETO, PORTARIA

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.reading import Reading
    from corpus.records import Json
    from tests.pipeline.conftest import Told

SAMPLES = sorted((Path(corpus.__file__).parent / "samples" / "sources").glob("*.txt"))
SEEDS = sorted((Path(corpus.__file__).parents[2] / "shared" / "seeds").glob("*.txt"))

STRANGE = (
    "\ufeffnº 1\u00a0de\u00ad maio\u200b\r\n\x07art. 1\x93a\x94 \ufb01m\x0b"
    "organizac\u0327a\u0303o e organizaÃ§Ã£o \uf0b7 item  dois \n\ncaminho de a-\nreia, deu-\nse\n"
)


def raw_of(path: Path) -> str:
    return read(SourceDocument.of(path.read_bytes(), path=path.name)).raw


def strangers(raw: str) -> set[str]:
    """The rules of edits that the list does not know."""
    return {edit.rule for layer in repair(raw)[0].layers for edit in layer.edits} - known().keys()


@pytest.mark.parametrize("raw", [PORTARIA, DECRETO, DAMAGED, STRANGE])
def test_every_edit_has_a_listed_rule(raw: str) -> None:
    assert not strangers(raw)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_edit_on_the_samples_has_a_listed_rule(path: Path) -> None:
    assert not strangers(raw_of(path))


@pytest.mark.shared
def test_every_edit_on_the_seeds_has_a_listed_rule() -> None:
    if not SEEDS:
        pytest.skip("../shared/seeds is not here")
    for path in SEEDS:
        assert not strangers(raw_of(path)), path.name


def test_every_rule_tells_where_it_stands_and_what_it_does() -> None:
    assert SAMPLES
    for rule in known().values():
        assert rule.id == rule.id.strip().lower() != ""
        assert rule.meaning.strip()
        folder = "corpus/knowledge" if rule.origin.endswith(".toml") else "normalizers"
        content = (Path(corpus.__file__).parents[1] / folder / rule.origin).read_text("utf-8")
        told = rule.id.split("-", 2)[-1] if rule.id.startswith("furniture-") else rule.id
        assert f'"{told}"' in content, rule
        assert content.count(f'"{told}"') > rule.origin.endswith(".py") or rule.id.startswith("furniture-"), f"unused: {rule}"


def test_two_rules_of_one_name_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = next(iter(known().values()))._replace(origin="other.toml")
    monkeypatch.setitem(RULES._items, "other", lambda: (twin, Rule("new", "other.toml", "nothing")))
    known.cache_clear()
    with pytest.raises(KnowledgeError, match="two rules are called"):
        known()
    monkeypatch.undo()
    known.cache_clear()
    assert "new" not in known()


@pytest.mark.parametrize("names", [None, [], ["words-context"], ["words-context", "blanks", "blanks"]])
def test_rules_that_are_known_are_switched_off(names: list[str] | None) -> None:
    assert switched_off(names) == frozenset(names or ())


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["word-context"], r"'word-context' \(nearest: words-context.*\); `lavra rules` lists all"),
        (["typography-numbersign"], r"nearest: typography-number-sign"),
        (["blanks", "Blanks "], r"'Blanks ' \(nearest: blanks"),
        (["ordinal-seco"], r"'ordinal-seco' \(nearest: ordinal-secao, "),
        (["zzz"], r"no rule is called 'zzz'; `lavra rules`"),
        ([""], r"no rule is called ''; `lavra rules`"),
        (["qqq", "zzz"], r"'qqq'; no rule is called 'zzz'; `lavra"),
    ],
)
def test_a_misspelt_rule_is_refused_with_the_nearest(names: list[str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        switched_off(names)


@pytest.mark.parametrize("command", ["ingest", "clean"])
def test_a_misspelt_rule_ends_the_command_before_anything_is_done(
    lavra: Callable[..., Told], acts: Path, tmp_path: Path, command: str
) -> None:
    more = ["--db", tmp_path / "acts.db"] if command == "ingest" else []
    told = lavra(command, acts / "portaria.txt", *more, "--disable", "typography-number")
    assert (told.code, told.out) == (2, "")
    assert "typography-number-sign" in told.err
    assert not (tmp_path / "acts.db").exists()


def test_the_rules_are_listed(lavra: Callable[..., Told]) -> None:
    told = lavra("rules")
    lines = told.out.splitlines()
    assert told.code == 0
    assert lines[0] == "rule\torigin\tmeaning"
    assert [line.split("\t")[0] for line in lines[1:]] == [row["rule"] for row in rule_rows()] == sorted(every_rule())
    assert any(line.startswith("mesoclise-ao\tconfusions.toml\tgrammar: ") for line in lines)


# Every rule can be switched off


def read_without(raw: str, *disabled: str) -> Reading:
    source = SourceDocument.of(raw.encode(), path="a.txt")
    return read_source(source, Settings("test", disabled=frozenset(disabled)))


def at_work(raw: str, *disabled: str) -> set[str]:
    """The rules of all edits of a text and of all repairs of its records."""
    reading = read_without(raw, *disabled)
    repairs = [each for record in reading.records for each in objects(record.fields["repairs"])]
    return {edit.rule for layer in reading.text.layers for edit in layer.edits} | {str(each["rule"]) for each in repairs}


@pytest.fixture(scope="module")
def firing() -> dict[str, str]:
    """For each rule of repair the shortest text of ours in which it makes an edit."""
    examples = [f"{DAMAGED}\n\n{rule.example.split(' => ')[0]}\n" for rule in known().values()]
    texts = sorted([*map(raw_of, SAMPLES), *examples, DAMAGED, STRANGE], key=len)
    found: dict[str, str] = {}
    for raw in texts:
        for layer in repair(raw)[0].layers:
            for edit in layer.edits:
                found.setdefault(edit.rule, raw)
    return found


@pytest.mark.parametrize("rule", sorted(known()))
def test_a_rule_of_repair_that_is_switched_off_makes_no_edit(rule: str, firing: dict[str, str]) -> None:
    raw = firing.get(rule, DAMAGED)
    edits = {edit.rule for layer in repair(raw, disabled=frozenset({rule}))[0].layers for edit in layer.edits}
    assert rule not in edits


def test_most_rules_are_seen_at_work(firing: dict[str, str]) -> None:
    assert len(firing.keys() & known().keys()) > 0.8 * len(known())


PLACES = {
    "Acrelândia": 1200013,
    "Brasiléia": 1200104,
    "Bujari": 1200138,
    "Capixaba": 1200179,
    "Feijó": 1200302,
    "Jordão": 1200328,
}
ACRE = "".join(f"{name} | {code}\n" for name, code in {**PLACES, "Tarauacá": 1200609}.items())
REGIONS = "\n".join((*(["Alto Xaxim | 1.000,00"] * 6), "Alto Xaxirn | 1.000,00", "Serra Nova | 2.000,00"))

DECIDED: dict[str, tuple[str, str, Json, Json]] = {
    "number-lost-slash": (DECRETO.replace("DECRETO Nº 233,", "DECRETO Nº 2332020,"), "/number", "233", "2332020"),
    "date-repaired": (
        PORTARIA.replace(", DE 4 DE MARÇO DE 2019", "/2019").replace("4 de m", "O4 de m"),
        "/date",
        "2019-03-04",
        None,
    ),
    "label-sequence": (
        DECRETO.replace("Art. 2º Este", "Art. 2º Fica revogado o anexo.\n\nArt. 35. Este"),
        "/provisions/2/number",
        "3",
        "35",
    ),
    "table-code": (
        DECRETO.replace("Várzea Nova, 9", f"ANEXO\n\nMunicípio | Código\n{ACRE.replace('1200302', '12OO302')}\n\nVárzea Nova, 9"),
        "/tables/0/rows/4/1",
        "1200302",
        "12OO302",
    ),
    "table-municipality": (
        f"{DAMAGED}\n\nANEXO\n\nMunicipio | Codigo\n{ACRE.replace('Jordão', 'Jordo')}",
        "/tables/0/rows/5/0",
        "Jordão",
        "Jordo",
    ),
    "table-total-label": (
        DECRETO.replace(
            "Várzea Nova, 9", "ANEXO\n\nMunicípio | Valor\nBujari | 1,00\nFeijó | 2,00\nT0TAL | 3,00\n\nVárzea Nova, 9"
        ),
        "/tables/0/rows/2/0",
        "TOTAL",
        "T0TAL",
    ),
    "table-region": (
        f"{DAMAGED}\n\nANEXO\n\nRegiao | Valor\n{REGIONS}\n",
        "/tables/0/rows/6/0",
        "Alto Xaxim",
        "Alto Xaxirn",
    ),
    "amount-by-words": (
        DECRETO.replace("R$ 12.500,00 (doze", "R$ G.500,00 (seis"),
        "/amounts/0/value",
        "6500.00",
        "9500.00",
    ),
}
"""By rule: a text in which it decides, what, the value with the rule and the value without."""


@pytest.mark.parametrize("rule", DECIDED)
def test_a_decision_on_a_value_that_is_switched_off_is_not_taken(rule: str) -> None:
    raw, pointer, with_it, without = DECIDED[rule]
    assert rule in at_work(raw)
    assert at_pointer(read_without(raw), pointer) == with_it
    assert rule not in at_work(raw, rule)
    assert at_pointer(read_without(raw, rule), pointer) == without


def at_pointer(reading: Reading, pointer: str) -> Json:
    at: Json = reading.records[0].fields
    for step in pointer.split("/")[1:]:
        assert isinstance(at, dict | list)
        at = at[int(step)] if isinstance(at, list) else at[step]
    return at


def test_a_decision_on_cells_that_is_switched_off_is_not_taken() -> None:
    raw = next(raw for raw in map(raw_of, SAMPLES) if "table-arithmetic" in at_work(raw))
    assert "table-arithmetic" not in at_work(raw, "table-arithmetic")


def test_every_decision_is_listed_and_walked() -> None:
    assert {decision.id for decision in DECISIONS} == DECIDED.keys() | {"table-arithmetic"}


@pytest.mark.parametrize("path", [path for path in SAMPLES if "ocr" in path.stem][:6], ids=lambda path: path.stem)
def test_every_repair_of_a_record_has_a_listed_rule(path: Path) -> None:
    assert at_work(raw_of(path)) <= every_rule().keys()


# What the repair leaves open is stored

NAMES = ("Carlos Prawitz", "Carlos Plautz")
DOUBTFUL = DAMAGED + "\n\n".join(f"{DAMAGED.splitlines()[-2]}\n\n{name}\nMembro do conselho.\n" for name in NAMES)


def test_a_name_left_open_is_a_problem_of_its_act_with_raw_spans() -> None:
    (record,) = read_without(DOUBTFUL).records
    problems = [each for each in objects(record.fields["problems"]) if each["code"] == "unresolved_name"]
    assert len(problems) == 1
    span = problems[0]["span"]
    assert isinstance(span, list)
    assert DOUBTFUL[int(str(span[0])) : int(str(span[1]))] == NAMES[0]
    assert all(name in str(problems[0]["detail"]) for name in NAMES)


def test_a_name_left_open_outside_all_acts_is_a_problem_of_the_source() -> None:
    reading = read_without(DOUBTFUL.split("\n", 3)[3].split("\n\n", 1)[1])
    assert [each.code for each in reading.problems].count("unresolved_name") == len(NAMES)


def test_a_clean_source_leaves_nothing_open(lavra: Callable[..., Told], acts: Path, tmp_path: Path) -> None:
    assert lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet").code == 0
    assert "unresolved_name" not in lavra("problems", "--db", tmp_path / "acts.db").out


def test_a_name_left_open_is_listed(lavra: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOUBTFUL, "utf-8")
    assert lavra("ingest", tmp_path / "a.txt", "--db", tmp_path / "acts.db", "--quiet").code == 0
    assert "unresolved_name" in lavra("problems", "--db", tmp_path / "acts.db").out
