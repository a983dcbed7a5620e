"""Numbers of persons masked in what goes out, everything else left as it is."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.masking import masked_record, masked_text
from tests.pipeline.conftest import PORTARIA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.records import JsonObject
    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("CPF nº 529.982.247-25", "CPF nº ***.982.247-**"),
        ("CPF 52998224725", "CPF ***982247**"),
        ("RG nº 17.440.912-5 SSP/SP", "RG nº **.***.***-* SSP/SP"),
        ("matrículas nºs 1234 e 5678-9", "matrículas nºs **** e ****-*"),
        ("PIS/PASEP nº 120.56748.70-5", "PIS/PASEP nº ***.*****.**-*"),
        ("CNPJ nº 00.000.000/0001-91", "CNPJ nº 00.000.000/0001-91"),
        ("Processo nº 529.982.247-2022", "Processo nº 529.982.247-2022"),
        ("Portaria nº 1234, de 5 de maio de 2011", "Portaria nº 1234, de 5 de maio de 2011"),
        ("no valor de R$ 1.234.567,00", "no valor de R$ 1.234.567,00"),
        ("CPF nº ***.982.247-**", "CPF nº ***.982.247-**"),
    ],
)
def test_numbers_of_persons_are_masked_and_no_others(text: str, masked: str) -> None:
    assert masked_text(text) == masked


@given(st.text(), st.text(max_size=20))
def test_the_length_stays(text: str, label: str) -> None:
    assert len(masked_text(text, label=label)) == len(text)


@given(st.text(alphabet="0123456789. -/CPFcpfRG nº"))
def test_what_is_masked_stays_so(text: str) -> None:
    once = masked_text(text)
    assert sum(char.isdigit() for char in masked_text(once)) <= sum(char.isdigit() for char in once)


RECORD: JsonObject = {
    "source": "CPF 529.982.247-25.txt",
    "sha256": "52998224725",
    "number": "17",
    "summary": "Nomeia Ana, CPF nº 529.982.247-25.",
    "labelled": [{"label": "Matrícula", "value": "4410-2"}, {"label": "Valor", "value": "R$ 4.410,20"}],
    "tables": [{"columns": ["Nome", "Matrícula", "Nota"], "rows": [["Ana", "77031", "8.5"], ["Rui", None, "9.0"]]}],
    "provenance": {
        "/summary": {"raw": "Nomeia Ana, CPF n° 529.982.247-25.", "span": [0, 10]},
        "/labelled/0/value": {"raw": "4410-2", "span": [20, 26]},
        "/number": {"raw": "17", "span": [30, 32]},
    },
    "repairs": [{"rule": "x", "raw": "CPF 529.982.247-2S", "value": "CPF 529.982.247-25"}],
}


def test_a_record_is_masked_wherever_the_number_stands() -> None:
    before = copy.deepcopy(RECORD)
    told = masked_record(RECORD)
    assert before == RECORD
    assert told["summary"] == "Nomeia Ana, CPF nº ***.982.247-**."
    assert told["labelled"] == [{"label": "Matrícula", "value": "****-*"}, {"label": "Valor", "value": "R$ 4.410,20"}]
    assert told["tables"] == [{"columns": ["Nome", "Matrícula", "Nota"], "rows": [["Ana", "*****", "8.5"], ["Rui", None, "9.0"]]}]
    notes = told["provenance"]
    assert isinstance(notes, dict)
    assert notes["/number"] == {"raw": "17", "span": [30, 32]}
    assert notes["/labelled/0/value"] == {"raw": "****-*", "span": [20, 26]}
    assert "529" not in json.dumps({key: value for key, value in told.items() if key not in {"source", "sha256"}})
    assert (told["source"], told["sha256"]) == (RECORD["source"], RECORD["sha256"])


CORRECTED: JsonObject = {
    "source": "a.txt",
    "sha256": "0" * 64,
    "number": "4410",
    "text": "Ana, matrícula 4410-2, CPF nº 529.982.247-25.",
    "labelled": [{"label": "Matrícula", "value": "não consta"}],
    "parties": [{"name": "Ana", "cpf": "52998224725", "cnpj": None, "role": None}],
    "tables": [{"columns": ["Nome", "Matrícula"], "rows": [["Ana", "sem"]]}],
    "provenance": {
        "/number": {"raw": "4410", "span": [0, 4]},
        "/parties/0/cpf": {"raw": "529982247 25", "span": [5, 17]},
        "/signatories/0/name": {"raw": "Ana 529.982.247-25", "span": [5, 17]},
        "/tables/0/rows/0/1": {
            "raw": "77031",
            "span": [1, 2],
            "corrected": {"old": "77031", "why": "não é 52998224725", "when": "2024-06-01"},
        },
        "/tables/0/rows": {
            "raw": "",
            "span": [1, 2],
            "corrected": {"old": [["Rui", "91204"], ["Eva", None]], "why": "w", "when": "x"},
        },
        "/labelled/0/value": {"raw": "x", "span": [1, 2], "corrected": {"old": "88123", "why": "w", "when": "x"}},
        "/parties": {"raw": "x", "span": [1, 2], "corrected": {"old": [{"name": "Rui", "cpf": None}], "why": "w", "when": "x"}},
    },
    "repairs": [
        {"rule": "x", "raw": "529.98Z", "before": "529.98Z", "value": "529.982", "span": [1, 2], "witnesses": ["52998224725"]},
        {
            "rule": "y",
            "raw": "Portaria 1998",
            "before": "Portaria 1998",
            "value": "Portaria 1999",
            "span": [1, 2],
            "witnesses": [],
        },
    ],
    "problems": [
        {"code": "sum_mismatch", "where": "", "span": [1998, 5299], "detail": "the cell 529.982.247-25 is no money; 1.234,00 is"},
        "odd",
    ],
}


def test_what_people_corrected_and_how_it_was_repaired_are_masked_too() -> None:
    told = masked_record(CORRECTED)
    notes = told["provenance"]
    assert isinstance(notes, dict)
    whole = json.dumps(told, ensure_ascii=False)
    for number in ("77031", "91204", "88123", "52998", "529.98", "24725", "247-25", "4410-2"):
        assert number not in whole, number
    assert notes["/number"] == {"raw": "4410", "span": [0, 4]}
    assert notes["/tables/0/rows/0/1"]["corrected"]["when"] == "2024-06-01"  # type: ignore[index,call-overload]
    assert told["repairs"][1] == CORRECTED["repairs"][1]  # type: ignore[index]
    assert told["problems"][0]["span"] == [1998, 5299]  # type: ignore[index,call-overload]
    assert "1.234,00 is" in whole


@pytest.mark.parametrize("form", ["jsonl", "csv", "markdown", "akn"])
def test_the_command_masks_every_form_of_acts(lavra: Lavra, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = PORTARIA.replace("Joana Prado Leme", "Joana Prado Leme, CPF nº 529.982.247-25, matrícula 77.031,")
    (folder / "a.txt").write_text(text, "utf-8")
    assert lavra("ingest", folder, "--db", tmp_path / "a.db").code == 0
    for option, there in ((["--mask-personal"], False), ([], True)):
        out = tmp_path / f"out{len(option)}"
        assert lavra("export", "--db", tmp_path / "a.db", "--format", form, "-o", out, *option).code == 0
        files = sorted(out.iterdir()) if out.is_dir() else [out]
        whole = "".join(file.read_text("utf-8") for file in files).replace("\\", "")
        assert ("529.982.247-25" in whole) is (there and form != "csv")
        assert ("77.031" in whole) is (there and form != "csv")


@pytest.mark.parametrize("form", ["tables", "parquet"])
def test_whole_tables_are_not_masked(lavra: Lavra, acts: Path, tmp_path: Path, form: str) -> None:
    assert lavra("ingest", acts, "--db", tmp_path / "a.db").code == 0
    told = lavra("export", "--db", tmp_path / "a.db", "--format", form, "-o", tmp_path / "out", "--mask-personal")
    assert told.code == 2
    assert "--mask-personal goes with the formats of acts" in told.err
    assert not (tmp_path / "out").exists()
