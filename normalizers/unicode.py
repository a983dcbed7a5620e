"""Characters as such: marks out, line ends and blanks made one, letters composed, mojibake repaired.

Nothing here guesses at what was printed: each rule undoes what a program did to the characters.
Compatibility forms (º ª ² ½ …) are what the author printed and stay: the text is brought to NFC,
never to NFKC. Mojibake is looked at only where its own pairs of characters stand, and ftfy decides
on that stretch; a clean text never reaches it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import regex

from corpus.context import Context
from corpus.spans import Edit, Layer, Span
from normalizers import NORMALIZERS, RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTINUATION: Final = "".join(chr(byte) for byte in range(0x80, 0xC0)) + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What the second and third byte of a UTF-8 character look like in Windows-1252 and Latin-1."""

_FOLLOWERS: Final = frozenset(_CONTINUATION)

_REPAIRED: Final = "ÁÀÂÃÄÉÊËÍÓÔÕÖÚÜÇáàâãäéêëíóôõöúüçñÑ§ºª°–—‘’“”•"
"""What Portuguese prints beyond ASCII: looked for in the two other character sets of old machines."""


def _misread(char: str, codec: str) -> str:
    """Return how the UTF-8 bytes of a character look when read in another set.

    >>> _misread("ç", "mac_roman"), _misread("ç", "cp850")
    ('√ß', '├º')
    """
    return char.encode().decode(codec)


_MISREAD: Final = {_misread(char, codec): char for codec in ("mac_roman", "cp850") for char in _REPAIRED}

_MISREAD_FIRST: Final = frozenset(seen[0] for seen in _MISREAD)

_SIGN: Final = regex.compile(
    rf"(?<![ÂÃ√├┬¬Ô‚€])(?:[ÂÃ](?=[{_CONTINUATION}\ ])|â(?=€)|ï(?=[»¬·])|[√¬├┬](?=[^\x00-\x7f])|‚(?=Ä)|Ô(?=Ç))"
)
"""Where mojibake may begin: one quick scan, which clean Portuguese passes."""

_STRETCH: Final = regex.compile(
    rf"""(?:Ã¢â‚¬(?:Å“|â„¢|Ëœ|â€[œ\x9d]|Â[\x9d¦¢])|[ÂÃ][{_CONTINUATION}]|Ã\ (?=\p{{L}})
        |â€[{_CONTINUATION}]|â€(?!\p{{L}})|ï[»¬·][{_CONTINUATION}])++
    |(?:{"|".join(regex.escape(seen) for seen in sorted(_MISREAD, key=len, reverse=True))})++""",
    regex.VERBOSE,
)

_STRANGE: Final = regex.compile(r"[^\n\t\f -~¡-«®-ÿ–—“”‘’…•]")
"""Whatever is not the plain stock of Portuguese texts: few in any text, looked up one by one."""

_UNSEEN: Final = regex.compile(r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\u061c\u180e\u034f\ufff9-\ufffb\ufe00-\ufe0f]")
"""Characters without a shape: zero-width ones, marks of direction and of variants, and the soft hyphen."""

_REPLACED: Final = r"\u0340-\u037e\u0387\u1f00-\u1fff\u2126\u212a\u212b\uf900-\ufaff"
"""Characters that NFC replaces by others."""

_COMPOSABLE: Final = regex.compile(rf"[\p{{M}}{_REPLACED}]")

_CLUSTER: Final = regex.compile(rf"[^\p{{M}}\s]?(?:{_UNSEEN.pattern}*+(?!{_UNSEEN.pattern})\p{{M}})+|[{_REPLACED}]")
"""A letter with its marks (shapeless characters between them), or a character that NFC replaces."""

_LIGATURES: Final = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_SPLIT: Final = {ord(ligature): letters for ligature, letters in _LIGATURES.items()}

_PRIVATE: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓", "\uf02d": "-"}
"""Signs of Microsoft's Symbol and Wingdings fonts, which word processors export as private characters."""

_LINE_END: Final = regex.compile(r"[ \t\xa0]{0,8}+(?:[\r\n\v\f\u2028\u2029]|\Z)")

_RETURNS: Final = regex.compile(r"\r{0,8}+\n")

_RISKY: Final = regex.compile(r"(?<=\p{Lu})Ã[”’»…—–™˜“‘](?!\p{Ll})")
"""A word in capitals that ends in Ã before a quote or dash: Portuguese as it stands (IRMÃ”)."""

_AROUND: Final = 40
"""Characters of the same word given to ftfy on each side, as context."""


@NORMALIZERS.register("unicode")
def repair_characters(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that make the characters of `text` plain, composed and visible."""
    found: list[Edit] = []
    taken: set[int] = set()
    for edit in _scan(text):
        if edit.rule not in context.disabled and taken.isdisjoint(range(*edit.span)):
            found.append(edit)
            taken.update(range(*edit.span))
    return tuple(sorted(found))


def _scan(text: str) -> Iterator[Edit]:
    """Yield the edits of all rules; where two meet, the earlier one counts."""
    yield from _mojibake_edits(text)
    strange = [(match[0], match.start()) for match in _STRANGE.finditer(text)]
    if any(_COMPOSABLE.match(char) for char in {char for char, _ in strange}):
        yield from _compose(text)
    for char, at in strange:
        if (case := _CASES.get(char)) is not None:
            rule, answer = case
            new = answer(text, at)
            if new != char:
                yield Edit(Span(at, at + 1), new, rule, _CONFIDENCE.get(rule, 1.0))


def _mojibake_edits(text: str) -> Iterator[Edit]:
    last = 0
    for sign in _SIGN.finditer(text):
        stretch = _STRETCH.match(text, sign.start()) if sign.start() >= last else None
        if stretch is not None:
            last = stretch.end()
            new = _mojibake(stretch, text)
            if new != stretch[0] and not unicodedata.combining(text[last : last + 1] or " "):
                yield Edit(Span(*stretch.span()), new, "unicode-mojibake", _CONFIDENCE["unicode-mojibake"])


def _compose(text: str) -> Iterator[Edit]:
    for match in _CLUSTER.finditer(text):
        new = unicodedata.normalize("NFC", _UNSEEN.sub("", match[0]).translate(_SPLIT))
        if new != match[0]:
            yield Edit(Span(*match.span()), new, "unicode-nfc")


def _nothing(_: str, __: int) -> str:
    return ""


def _space(_: str, __: int) -> str:
    return " "


def _line_break(_: str, __: int) -> str:
    return "\n"


def _carriage_return(text: str, at: int) -> str:
    """CRLF is one line end, a lone CR too (old Macintosh files); CRs before a CRLF are its own."""
    return "" if _RETURNS.match(text, at + 1) else "\n"


def _soft_hyphen(text: str, at: int) -> str:
    """At the end of a line it was seen, as a hyphen; elsewhere it never was."""
    return "-" if text[at - 1 : at].isalpha() and _LINE_END.match(text, at + 1) else ""


def _c1(text: str, at: int) -> str:
    """Windows-1252 read as Latin-1: quotes and dashes in the seats of control characters."""
    return text[at].encode("latin-1").decode("cp1252", errors="ignore")


def _ligature(text: str, at: int) -> str:
    return _LIGATURES[text[at]]


def _private(text: str, at: int) -> str:
    return _PRIVATE[text[at]]


def _mojibake(match: regex.Match[str], text: str) -> str:
    """Return what the stretch was before it was decoded in the wrong set; itself where that is not sure."""
    if match[0][0] in _MISREAD_FIRST:
        return _by_table(match[0])
    if _RISKY.search(text, match.start(), min(len(text), match.end() + 1)) and not _mojibake_elsewhere(match, text):
        return match[0]
    before = _word_part(text[max(0, match.start() - _AROUND) : match.start()][::-1])[::-1]
    after = _word_part(text[match.end() : match.end() + _AROUND])
    fixed = _fix_encoding(before + match[0] + after)
    inner = fixed[len(before) : len(fixed) - len(after)]
    if before + inner + after != fixed or inner == match[0] or len(inner) > len(match[0]):
        return match[0]
    settled = _settled(inner)
    opens = settled.endswith(("Ã", "Â", "â")) and text[match.end() : match.end() + 1] in _FOLLOWERS
    return match[0] if opens else settled


def _settled(fixed: str) -> str:
    """Return a repaired stretch as this step leaves it: it may hold blanks, marks, or mojibake once more."""
    for _ in range(4):
        edits = repair_characters(fixed, Context())
        if not edits:
            break
        fixed = Layer("unicode", fixed, edits).after
    return fixed


def _by_table(seen: str) -> str:
    for wrong, right in _MISREAD.items():
        seen = seen.replace(wrong, right)
    return seen


def _word_part(text: str) -> str:
    """Return the letters and digits `text` begins with (ASCII only: the rest may be mojibake of its own)."""
    part = regex.match(r"[A-Za-z0-9.,;:/-]*", text)
    return part[0] if part else ""


def _mojibake_elsewhere(match: regex.Match[str], text: str) -> bool:
    """Whether some other stretch of the text is mojibake beyond doubt."""
    near = text[max(0, match.start() - 20_000) : match.start()], text[match.end() : match.end() + 20_000]
    return any(regex.search(r"Ã[£§©¡ª³º‡ƒ]|Â[ºª§]", part) for part in near)


def _fix_encoding(text: str) -> str:
    from ftfy import fix_encoding  # noqa: PLC0415 - 70 ms to import, and almost no text needs it

    return fix_encoding(text)


_Answer = Callable[[str, int], str]

_RULES: Final[tuple[tuple[str, str, _Answer], ...]] = (
    ("unicode-control", r"[\x00-\x08\x0e-\x1f\x7f]", _nothing),
    ("unicode-line-separator", r"[\v\u2028\u2029]", _line_break),
    ("unicode-cr", r"\r", _carriage_return),
    ("unicode-c1", r"[\x80-\x9f]", _c1),
    ("unicode-blank", r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]", _space),
    ("unicode-soft-hyphen", r"\xad", _soft_hyphen),
    ("unicode-zero-width", _UNSEEN.pattern, _nothing),
    ("unicode-bom", r"\ufeff", _nothing),
    ("unicode-ligature", r"[\ufb00-\ufb06]", _ligature),
    ("unicode-private", f"[{''.join(_PRIVATE)}]", _private),
)
"""Rule, the characters it speaks of, and what stands in their place."""

_CASES: Final = {
    char: (rule, answer)
    for rule, chars, answer in reversed(_RULES)
    for char in regex.findall(chars, "".join(map(chr, range(0x10000))))
}
"""For each character the first rule that speaks of it."""

_CONFIDENCE: Final = {"unicode-mojibake": 0.98, "unicode-c1": 0.98, "unicode-private": 0.95}


@RULES.register("unicode")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("unicode-bom", "unicode.py", "a byte order mark taken out"),
        Rule("unicode-cr", "unicode.py", "a carriage return made a line feed, or taken out before one"),
        Rule("unicode-line-separator", "unicode.py", "a vertical tab or Unicode line separator made a line feed"),
        Rule("unicode-control", "unicode.py", "a control character taken out"),
        Rule("unicode-c1", "unicode.py", "Windows-1252 read as Latin-1: quotes and dashes given back"),
        Rule("unicode-blank", "unicode.py", "a no-break or odd blank made a plain one"),
        Rule("unicode-soft-hyphen", "unicode.py", "a soft hyphen taken out, or made a hyphen at the end of a line"),
        Rule("unicode-zero-width", "unicode.py", "a character without a shape taken out"),
        Rule("unicode-ligature", "unicode.py", "a ligature parted into its letters"),
        Rule("unicode-private", "unicode.py", "a private sign of Symbol or Wingdings made the public one"),
        Rule("unicode-nfc", "unicode.py", "a letter and its marks composed into one (NFC)"),
        Rule("unicode-mojibake", "unicode.py", "characters decoded in the wrong set, decoded again"),
    )
