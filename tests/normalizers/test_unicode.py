"""Characters made plain, and those that must stay as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.context import Context
from corpus.spans import NormalizedText, Span
from normalizers.unicode import repair_characters

CLEAN = Context()


def repaired(text: str) -> str:
    return NormalizedText(text).with_layer("unicode", repair_characters(text, CLEAN)).value


def rules(text: str) -> set[str]:
    return {edit.rule.removeprefix("unicode-") for edit in repair_characters(text, CLEAN)}


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("\ufeffPORTARIA", "PORTARIA", "bom"),
        ("a\ufeffb", "ab", "bom"),
        ("a\r\nb\r\n", "a\nb\n", "cr"),
        ("a\rb", "a\nb", "cr"),
        ("a\r\r\nb", "a\nb", "cr"),
        ("a\u2028b\vc", "a\nb\nc", "line-separator"),
        ("e\u0301 a\u0303o c\u0327", "é ão ç", "nfc"),
        ("a\u200b\u0303o", "ão", "nfc"),
        ("\u212bngstrom", "Ångstrom", "nfc"),
        ("Nº\xa05", "Nº 5", "blank"),
        ("R$\u202f5\u20091\u3000x", "R$ 5 1 x", "blank"),
        ("comis\xadsão", "comissão", "soft-hyphen"),
        ("comis\xad\nsão", "comis-\nsão", "soft-hyphen"),
        ("comis\xad \r\nsão", "comis- \nsão", "soft-hyphen"),
        ("fim\xad", "fim-", "soft-hyphen"),
        ("a-\xad\nb", "a-\nb", "soft-hyphen"),
        ("a\u200bb\u2060c\u200e", "abc", "zero-width"),
        ("o\ufb01cio o\ufb02 e\ufb00ect \ufb03", "oficio ofl effect ffi", "ligature"),
        ("a\x00b\x07c\x7f", "abc", "control"),
        ("1\x96 2 \x93x\x94\x85", "1– 2 “x”…", "c1"),
        ("\uf0b7 item", "• item", "private"),
    ],
)
def test_each_rule(before: str, after: str, rule: str) -> None:
    assert repaired(before) == after
    assert rule in rules(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SaÃºde", "Saúde"),
        ("PORTARIA NÂº 5", "PORTARIA Nº 5"),
        ("Â§ 1Âº A licitaÃ§Ã£o", "§ 1º A licitação"),
        ("â€œcitaâ€\x9d â€“ fim", "“cita” – fim"),
        ("RESOLUÃ‡ÃƒO", "RESOLUÇÃO"),
        ("municÃ\xadpio", "município"),
        ("Ã\xa0 comissÃ£o", "à comissão"),
        ("Ã comissÃ£o", "à comissão"),
        ("SaÃƒÂºde", "Saúde"),
        ("36 Â°C", "36 °C"),
        ("Artigo 1Âº\xa0\xa0", "Artigo 1º  "),
        ("ï»¿texto", "texto"),
        ("1Â\xa0000", "1 000"),
        ("Ã¢â‚¬Å“citaÃ¢â‚¬Â\x9d nÃƒÂ£o", "“cita” não"),
        ("Sa√∫de, n¬∫ 3", "Saúde, nº 3"),
        ("Sa├║de, N┬║ 3", "Saúde, Nº 3"),
        ("‚Äúcita‚Äù", "“cita”"),
    ],
)
def test_mojibake_is_undone(before: str, after: str) -> None:
    assert repaired(before) == after
    assert "mojibake" in rules(before)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RESOLUÇÃO Nº 5, DE 3 DE MARÇO DE 2001 – “NÃO”",
        "Âmbito, ÂNGULO, câmara, Três Corações, à União, AMANHÃ",
        "1º 2ª m² m³ ½ ¼ … № ™ ® © ¹",
        "“IRMÔ e ‘IRMÃ’ — AMANHÔ – MAÇû",
        "quadro | tabela ¢do ¬ √ 2",
        "´ ` ^ ~ ¨ soltos",
        "linha um\n\tlinha dois\n\fpágina",
        "→ ● ▪ ➢ ✓ “ ” ‘ ’ • – —",
        "BRASÃLIA",
        "Ã",
        "São José d’Oeste; Ñuflo; naïve; Müller",
        "ﬀ".replace("ﬀ", "ff"),
    ],
)
def test_what_is_printed_stays(text: str) -> None:
    assert repair_characters(text, CLEAN) == ()


def test_one_sure_mojibake_does_not_make_clean_quotes_suspect_in_a_lone_line() -> None:
    assert repaired("“IRMÔ, disse") == "“IRMÔ, disse"


def test_edits_lead_back_to_the_raw_text() -> None:
    text = "\ufeffSaÃºde\r\nNÂº\xa05"
    normal = NormalizedText(text).with_layer("unicode", repair_characters(text, CLEAN))
    assert normal.value == "Saúde\nNº 5"
    assert normal.printed(Span(0, 5)) == "SaÃºde"
    assert normal.printed(Span(6, 8)) == "NÂº"


def test_rules_can_be_switched_off() -> None:
    context = Context(disabled=frozenset({"unicode-mojibake", "unicode-cr"}))
    assert repair_characters("SaÃºde\r\n", context) == ()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="ÂÃâï√¬├┬‚Ô"), max_size=80))
def test_nothing_unseen_is_left_and_compatibility_forms_stay(text: str) -> None:
    result = repaired(text)
    assert not set("\r\ufeff\xad\xa0\x00\u200b") & set(result)
    assert all(result.count(char) == text.count(char) for char in "ºª²½№")


@given(st.text(alphabet="aeioucnAEIO\u0301\u0303\u0327\u0302 ", max_size=40))
def test_letters_and_marks_are_composed_as_unicode_says(text: str) -> None:
    assert repaired(text) == unicodedata.normalize("NFC", text)


WORDS = (
    "ação",
    "Saúde",
    "nº",
    "1ª",
    "§ 2º",
    "“Fica”",
    "–",
    "município",
    "NÃO",
    "É",
    "ÂMBITO",
    "à",
    "R$ 5,00",
    "três",
    "AÇÕES",
    "a",
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_portuguese_misread_as_windows_1252_comes_back(text: str) -> None:
    seen = "".join(bytes((byte,)).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())
    assert repaired(seen) == text
