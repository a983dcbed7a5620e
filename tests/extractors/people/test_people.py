"""The rulers for people, and a model that the settings name; spaCy is loaded only where a line asks for it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SettingsError
from corpus.source import SourceDocument
from extractors.fields.names import divided, honorific_end, is_rank
from extractors.fields.people import may_tell, model_mark, parts_of, using
from extractors.fields.roles import divided_roles, is_plural
from pipeline.reading import read_source
from pipeline.release import release
from pipeline.settings import Settings
from tests.extractors.texts import PORTARIA

if TYPE_CHECKING:
    from pathlib import Path

LINES: list[tuple[str, list[tuple[str, str]]]] = [
    ("ANA LIMA PAZ PREFEITA MUNICIPAL", [("person", "ANA LIMA PAZ"), ("role", "PREFEITA MUNICIPAL")]),
    ("O Prefeito Municipal RUI SÁ DANTAS", [("other", "O"), ("role", "Prefeito Municipal"), ("person", "RUI SÁ DANTAS")]),
    ("Diretor do Hospital Maria Lúcia Pires", [("role", "Diretor do Hospital Maria Lúcia Pires")]),
    ("Ana Lima Paz e Rui Sá Dantas", [("person", "Ana Lima Paz"), ("person", "Rui Sá Dantas")]),
    ("Dr. Rui Sá Dantas e Dra. Ana Lima Paz", [("person", "Rui Sá Dantas"), ("person", "Ana Lima Paz")]),
    ("Rui Sá Dantas e Brito Paes", [("person", "Rui Sá Dantas e Brito Paes")]),
    ("Ana Lima Paz p/ Diretor-Geral", [("person", "Ana Lima Paz"), ("role", "p/ Diretor-Geral")]),
    ("Secretário de Saúde e o Diretor do DER", [("role", "Secretário de Saúde"), ("role", "Diretor do DER")]),
    ("Presidente e Gestor do Fundo", [("role", "Presidente e Gestor do Fundo")]),
    ("Designar Ana Lima Paz Coordenadora", [("other", "Designar"), ("person", "Ana Lima Paz"), ("role", "Coordenadora")]),
    ("o prazo corre da data do pedido", [("other", "o prazo corre da data do pedido")]),
    ("", []),
]


@pytest.mark.parametrize(("line", "parts"), LINES, ids=[line for line, _ in LINES])
def test_the_parts_of_a_line(line: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.kind, part.span.of(line)) for part in parts_of(line)] == parts


@given(st.text(alphabet="AaÁ eEO.,;:()/–-'ªdS1\n", max_size=60))
def test_parts_stand_in_order_inside_the_text(text: str) -> None:
    last = 0
    for part in parts_of(text):
        assert last <= part.span.start < part.span.end <= len(text)
        assert part.span.of(text).strip() == part.span.of(text)
        last = part.span.end


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ANA LIMA PAZ PREFEITA MUNICIPAL", True),
        ("Ana Lima Paz e Rui Sá Dantas", True),
        ("Prefeito Municipal RUI SÁ DANTAS", True),
        ("ANA LIMA PAZ", False),
        ("Prefeita Municipal de Olinda", False),
        ("Art. 1º O uso dos auditórios depende de reserva.", False),
        ("o Secretário de Estado e o Diretor decidem", False),
    ],
)
def test_who_is_asked(line: str, expected: bool) -> None:  # noqa: FBT001
    assert may_tell(line) is expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Cel. PM Rui Sá", "Rui Sá"),
        ("Profª. Drª. Ana Paz", "Ana Paz"),
        ("Vera Lúcia Paz", "Vera Lúcia Paz"),
        ("Exmo. Sr. Dr. Rui Sá", "Rui Sá"),
        ("Celso Sá", "Celso Sá"),
        ("Ten.-Cel. Rui Sá", "Rui Sá"),
    ],
)
def test_titles_before_a_name(text: str, rest: str) -> None:
    assert text[honorific_end(text) :] == rest


@pytest.mark.parametrize(("text", "expected"), [("CEL QOPM", True), ("Maj. BM", True), ("Capital", False), ("Rui Sá", False)])
def test_a_rank_alone(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_rank(text) is expected


@pytest.mark.parametrize(
    ("names", "roles", "two"),
    [
        ("ADEMAR FLEURY BORBA LÍDIA PRUDENTE", "Presidente do Conselho de Trânsito Secretária Executiva", (True, True)),
        ("JOÃO BATISTA ARAÚJO", "Diretor do Departamento Técnico", (False, False)),
        ("ANA JOSÉ PINTO MARIA DIAS", "Chefe de Gabinete do Secretário", (True, False)),
    ],
)
def test_columns_whose_blanks_were_lost(names: str, roles: str, two: tuple[bool, bool]) -> None:
    assert (bool(divided(names, 2)), bool(divided_roles(roles, 2))) == two


@pytest.mark.parametrize(
    ("role", "expected"),
    [("Membros da Comissão", True), ("Diretores", True), ("Secretário", False), ("Vice-Presidente", False), ("Chefe", False)],
)
def test_a_role_of_several(role: str, expected: bool) -> None:  # noqa: FBT001
    assert is_plural(role) is expected


# --- a model that the settings name


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of a model that knows one body and one person of ours."""
    folder: Path = tmp_path_factory.mktemp("models") / "pt_people_test"
    nlp = spacy.blank("pt", meta={"name": "people_test", "version": "1.2.3"})
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]  # the factory's type is known to spaCy alone
        [
            {"label": "ORG", "pattern": "Colegiado Pleno"},
            {"label": "PER", "pattern": "Rui Sá Dantas"},
            {"label": "PER", "pattern": "Brito Paes"},
        ]
    )
    nlp.to_disk(folder)
    return str(folder)


BLOCK = PORTARIA.replace("LAURA BEZERRA PINTO\n", "LAURA BEZERRA PINTO\nSecretária de Estado\n\n{}\n", 1)


def signed(line: str, model: str | None) -> list[str]:
    source = SourceDocument.of(BLOCK.format(line).encode(), path="a.txt")
    (record,) = read_source(source, Settings("1", spacy_model=model)).records
    fields: Any = record.fields
    return [each["name"] for each in fields["signatories"]][1:]


@pytest.mark.parametrize(
    ("line", "without", "told"),
    [
        ("Rui Sá Dantas e Brito Paes", ["Rui Sá Dantas e Brito Paes"], ["Rui Sá Dantas", "Brito Paes"]),
        ("COLEGIADO PLENO", ["COLEGIADO PLENO"], []),
        ("Ana Lima Paz", ["Ana Lima Paz"], ["Ana Lima Paz"]),
    ],
)
def test_a_model_decides_what_the_rulers_leave_open(line: str, without: list[str], told: list[str], model: str) -> None:
    assert signed(line, None) == without
    assert signed(line, model) == told


def test_a_model_is_asked_within_its_run_only(model: str) -> None:
    line = "Rui Sá Dantas e Brito Paes"
    with using(model):
        assert len(parts_of(line)) == 2
    assert len(parts_of(line)) == 1


def test_another_model_is_another_release(model: str) -> None:
    mark = model_mark(model)
    assert mark.startswith("pt_people_test-1.2.3-")
    assert release(model=mark) != release()
    assert release(model=mark) != release(model=mark + "0")


def test_a_missing_model_is_told() -> None:
    with pytest.raises(SettingsError, match="no model 'pt_core_news_none' is installed"):
        model_mark("pt_core_news_none")


def test_a_model_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("pt").to_disk(tmp_path / "bare")
    with pytest.raises(SettingsError, match="finds no names"):
        model_mark(str(tmp_path / "bare"))


def test_a_text_without_open_lines_loads_no_spacy() -> None:
    code = (
        "import sys; from extractors.acts import find_acts; from corpus.spans import NormalizedText;"
        "find_acts(NormalizedText(sys.stdin.read())); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], input=PORTARIA.encode(), check=False).returncode == 0
