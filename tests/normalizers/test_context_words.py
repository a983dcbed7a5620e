"""Crase by its grammar, names by their readings, old spelling, and the tables they rest on."""

from __future__ import annotations

import pytest

from corpus.context import Context
from corpus.knowledge import records
from normalizers.context_words import Neighbours, bonus, mark
from normalizers.crase import Heard, crase
from normalizers.orthography import is_old, lost_in_old, modern
from normalizers.word_classes import is_a

SURE = 0.85


def crased(sentence: str) -> float:
    words = sentence.split()
    at = next(here for here, word in enumerate(words) if word[0] == "<")
    words[at] = words[at].strip("<>")
    return crase(Heard(words, ["<s>", *[None] * (len(words) - 1)]), at)[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "encaminhar <a> secretaria geral",
        "determinar <a> comissão que compareça",
        "informar <a> ouvidoria o resultado",
        "junto <a> câmara municipal",
        "face <a> necessidade de pessoal",
        "relativas <as> contas do exercício",
        "o direito <a> saúde",
        "acesso universal e igualitário <as> ações",
        "devem estar <a> disposição da população",
        "em relação <a> matéria",
        "determinar à comissão bipartite e <a> secretaria estadual",
        "encaminhar o processo <a> secretaria",
        "as despesas correrão <a> conta da dotação",
        "frente à situação e <a> disponibilidade de recursos",
        "candidatos <a> terceira conferência",
        "as áreas que dão acesso <a> capital",
        "faltado <a> instrução sem motivo",
        "o relatório das visitas <as> instituições",
        "determinar <as> circunscrições regionais que fiscalizem",
        "a matéria submetida <a> apreciação do plenário",
        "o pedido que submeto <a> consideração superior",
        "sujeita o infrator <as> penalidades da lei",
        "encerrou a sessão <as> dezesseis horas",
        "com que se houve <a> frente da companhia",
        "já existia <a> época da concessão",
        "permaneço <a> inteira disposição de vossa excelência",
        "propôs que se oficiasse <a> vigilância sanitária",
        "no que diz respeito <as> desapropriações",
        "índice igual ou inferior <aquele> da tabela",
        "responderá <a> sindicância que se instaurou",
        "quanto <a> indenização devida",
        "submeterá a questão <a> decisão do prefeito",
        "plantar mudas <as> suas expensas",
        "os procedimentos relativos <a> baixa de inscrição",
        "ofício respondendo <as> indagações da casa",
        "fixados <a> razão de vinte avos",
        "para atender <as> despesas decorrentes",
        "linguagem ofensiva <a> dignidade da casa",
    ],
)
def test_crase(sentence: str) -> None:
    assert crased(sentence) >= SURE


@pytest.mark.parametrize(
    "sentence",
    [
        "determinar <a> revisão do credenciamento",
        "instituir <a> comissão de apoio",
        "aprovar <a> programação anual",
        "junto <a> pessoas da comunidade",
        "face <a> este problema",
        "direito <a> receber diárias",
        "relativo <a> cada processo",
        "conforme <a> lei orgânica",
        "para <a> secretaria de estado",
        "até <a> data fixada",
        "referente <a> maio",
        "encaminhar <a> secretaria deliberará",
        "solicitou que fosse ouvida <a> comissão",
        "visando <a> melhoria do serviço",
        "o prefeito e <a> câmara aprovaram",
        "junto <a> ele",
        "responderão <a> sindicância sem prejuízo",
        "seja submetido <a> inspeção de saúde",
        "sem direito <a> indenização",
        "ao que requereu <a> prefeitura municipal",
        "a assistência técnica e <a> extensão rural",
        "sujeitará <a> compromissária aos efeitos",
        "todas <as> vinte horas semanais",
        "entre as dezoito e <as> vinte horas",
        "para <as> oito horas de trabalho",
        "cumpriu <as> oito horas de aula",
        "a construção tem <a> frente da casa",
        "considerado <a> época da colheita",
        "equiparar <aquelas> que já existem",
        "ouvida <a> comissão de obras",
        "submeterá ao plenário o pedido e <a> decisão",
        "levará em conta <a> capacidade e os meios",
        "constando da ata <a> razão da medida",
        "o médico que atende <as> crianças",
    ],
)
def test_no_crase(sentence: str) -> None:
    assert crased(sentence) < SURE


@pytest.mark.parametrize(
    ("better", "worse", "left", "right"),
    [
        ("está", "esta", "município", "na"),
        ("está", "esta", "que", "credenciado"),
        ("esta", "está", "<s>", "resolução"),
        ("denúncia", "denuncia", "a", "que"),
        ("denuncia", "denúncia", "que", "o"),
        ("pública", "publica", "rede", "de"),
        ("publica", "pública", "<s>", "<-se>"),
        ("reunião", "reunido", "da", "ordinária"),
        ("dá", "da", "e", "outras"),
        ("faça", "faca", "sanitária", "uma"),
        ("pais", "país", "os", "e"),
        ("país", "pais", "no", "inteiro"),
    ],
)
def test_neighbours(better: str, worse: str, left: str, right: str) -> None:
    beside = Neighbours(left, right)
    assert bonus(better, beside) > bonus(worse, beside)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(" ", None), ("\n", None), (", ", "<,>"), (".\n", "<s>"), ("\n\n", "<s>"), (" 12 ", "<#>"), ("/", "/"), ("-", "<->")],
)
def test_marks(gap: str, expected: str | None) -> None:
    assert mark(gap) == expected


@pytest.mark.parametrize(
    ("word", "name", "expected"),
    [
        ("secretaria", "noun-f", True), ("programa", "noun-f", False), ("dia", "noun-f", False),
        ("ações", "noun-f-pl", True), ("problemas", "noun-f-pl", False), ("encaminhar", "infinitive", True),
        ("lugar", "infinitive", False), ("ado", "participle", False), ("credenciado", "participle", True),
        ("medida", "participle", False), ("cada", "determiner", True), ("hospital", "adjective", False),
    ],
)  # fmt: skip
def test_word_classes(word: str, name: str, expected: bool) -> None:  # noqa: FBT001  a column of the table
    assert is_a(word, name) is expected


@pytest.mark.parametrize(
    ("old", "new"),
    [("commissão", "comissão"), ("pharmacia", "farmacia"), ("director", "diretor"), ("officio", "oficio"), ("saúde", "saúde")],
)
def test_old_words_under_their_later_spelling(old: str, new: str) -> None:
    text, origins = modern(old)
    assert text == new
    assert len(origins) == len(text) + 1
    assert origins[-1] == len(old)


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        (("elle", "districto", "commissão", "officio", "director"), None, True),
        (("elle", "ação", "saúde", "município"), None, False),
        (("ação",), 1921, True),
        (("elle", "districto", "escripto", "officio", "director"), 1996, False),
    ],
)
def test_is_old(words: tuple[str, ...], year: int | None, expected: bool) -> None:  # noqa: FBT001  a column of the table
    assert is_old(words, Context(year=year)) is expected


@pytest.mark.parametrize(
    ("read", "word", "expected"),
    [
        ("sera", "será", True),
        ("ate", "até", True),
        ("nao", "não", True),
        ("secretario", "secretário", False),
        ("camara", "câmara", False),
    ],
)
def test_accents_old_print_had(read: str, word: str, expected: bool) -> None:  # noqa: FBT001  a column of the table
    assert lost_in_old(read, word) is expected


def test_municipalities_are_all_there() -> None:
    rows = records("municipalities")
    assert len(rows) == len({row["ibge"] for row in rows}) == 5570
    assert len({row["state"] for row in rows}) == 27
    assert all(row["ibge"].isdigit() and len(row["ibge"]) == 7 and row["name"].strip() == row["name"] for row in rows)
    assert len({(row["name"], row["state"]) for row in rows}) == 5570
    by_code = {row["ibge"]: (row["name"], row["state"]) for row in rows}
    assert by_code["5103403"] == ("Cuiabá", "MT")
    assert by_code["3550308"] == ("São Paulo", "SP")
    states = {code[:2]: state for code, (_, state) in by_code.items()}
    assert len(states) == 27
    assert all(states[code[:2]] == state for code, (_, state) in by_code.items())
