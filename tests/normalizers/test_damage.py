"""The estimate is below the bar on clean texts of every kind and above it on damaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.context import CLEAN
from normalizers.damage import count, estimate, words_of
from normalizers.tokens import tokens
from tests.normalizers.simulator import misread

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))
SHARED = Path(__file__).parents[3] / "shared"
SEEDS = [("000", False), ("001", True), ("003", False), ("004", False)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_clean_texts_are_clean(path: Path) -> None:
    assert estimate(path.read_text("utf-8")) < CLEAN


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_misread_texts_are_damaged(path: Path, seed: int) -> None:
    assert estimate(misread(path.read_text("utf-8"), seed)) > 3 * CLEAN


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "12.345,67 89/2020 (65) 3333-4444",
        "SECRETARIA DE ESTADO DE SAUDE\nRESOLUCAO N. 12\nMUNICIPIO DE CACERES",
        "Maria Jose da Silva\nJoao Antonio Pereira\nSebastiao Goncalves\n" * 3,
        "Água Boa\nAlta Floresta\nBarra do Garças\nCáceres\n",
        "A pharmacia do districto funccionará no predio da antiga collectoria, conforme officio do director.",
        "O Conselho, porem, nao se reuniu. " + "A comissão não deliberou sobre a questão da saúde pública no município. " * 20,
        "Lei de iniciativa popular: foto, cedo, medo, apogeu, segredo, sossego, pedágios, cargo de pregoeiro, órgão, pago",
    ],
)
def test_other_texts_are_clean(text: str) -> None:
    assert estimate(text) < CLEAN


@pytest.mark.parametrize(
    "text",
    [
        "A Comissdo ndo aprovou a prestagdo de contas do exercicio.",
        "As atribui¢des da Camara e dos 6rgdos municipais serdo definidas.",
        "O servico publico e de interesse da populacao do municipio, que nao sera onerada.",
    ],
)
def test_short_damaged_texts(text: str) -> None:
    assert estimate(text) > CLEAN


def test_counts_add_up() -> None:
    one, two = "A saude publica.", "Não há dúvida: a Comissdo decidiu."
    assert count(one) + count(two) == count(f"{one} {two}")


@pytest.mark.shared
@pytest.mark.parametrize(("seed", "damaged"), SEEDS)
def test_seeds(seed: str, damaged: bool) -> None:  # noqa: FBT001  a column of the table
    found = sorted(SHARED.glob(f"seeds/{seed}_*.txt"))
    if not found:
        pytest.skip("no ../shared here")
    assert (estimate(found[0].read_text("utf-8")) > CLEAN) is damaged


@pytest.mark.parametrize(
    "text", ["no prazo da publicação não houve inscrição, mas tambem nao há reclamação da seção nem da reunião ate agora"]
)
def test_accents_left_out_here_and_there_without_other_damage_are_the_authors(text: str) -> None:
    assert estimate(text) == 0.0


@pytest.mark.parametrize(
    "text", ["escreva para licitacao@exemplo.org.br e reclamacao.educacao@exemplo.gov.br, sem edital_pregao_v1.pdf"]
)
def test_addresses_of_the_net_are_no_words(text: str) -> None:
    assert estimate(text) == 0.0
    assert [token.text for token in tokens("a acao@ato.org.br e www.acao.gov.br/x foi")] == ["a", "e", "foi"]


def test_words_are_counted_without_their_marks_and_addresses_not_at_all() -> None:
    text = "Obras, obras. a@b.net; www.vale.leg.br, (obras) x1. obras_2. conce-\ndido: o/a"
    assert words_of(text) == {"Obras": 1, "obras": 2, "x1": 1, "concedido": 1, "o": 1, "a": 1}
