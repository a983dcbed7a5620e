"""Who issues an act: from its preamble, letterhead, signatures or the gazette's headings.

The body's proper name is what the preamble says ("O Conselho Estadual de Saúde, no uso ..."), or the
body its office speaks for ("O Secretário de Estado de Fazenda" is the Secretaria de Estado de
Fazenda); where the preamble names none, the letterhead's, the signature's, the gazette's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Signatory
from corpus.issuers import letters_of_bodies
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.acts.offices import answering, of_role, several
from extractors.fields.bodies import LETTERS, SMALL, initials_fit, is_body, proper
from extractors.fields.names import is_name
from extractors.fields.roles import body_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Act
    from extractors.acts.paragraphs import Paragraph

SUBJECT: Final = regex.compile(
    r"\s*(?:(?:Eu|EU),?\s+)?(?:(?:O|A|Os|As|OS|AS|o|a)\s+)?(?:(?:Exm|Ilm|Excelent|Senhor|Sr|[Dd]outor|Dr)\w*\.?\s+)*(?:(?i:plen[áa]rio|pleno|colegiado)\s+(?i:d[aeo])\s+)?"
)
ENDS: Final = regex.compile(
    r"""\s*(?:,|;|:|\(|\s[-–—]\s|\s(?=(?:no\suso|usando|no\sexercicio|em\s(?:exercicio|reuniao|sessao|cumprimento|conformidade|sua)|reunid[oa]|tendo\sem|considerando|faz|faco
        |e\s(?:gestora?|presidente|coordenadora?|ordenadora?)\s|resolve|decreta|determina|torna|atraves|por\s(?:seu|sua|interm|meio|deleg)|nos\stermos|de\sacordo|na\s(?:qualidade|forma|conform)|do\suso|vem\b|com\s(?:fundamento|base|fulcro))\b))""",
    regex.VERBOSE,
)
# the commas of "Conselho de Ensino, Pesquisa e Extensão", "Secretaria de Habitação, Obras, Transportes e Saneamento Básico"
_MATTER: Final = (
    r"(?!(?i:no|na|em|por|com|estado|capital|faz|usando)\b)\p{Lu}[\p{L}-]{3,}(?:\s(?!(?i:de|do|da|e)\b)\p{Lu}[\p{L}-]{3,})?"
)
LISTED: Final = regex.compile(rf",\s(?:{_MATTER},\s){{0,4}}{_MATTER}\s[eE]\s\p{{Lu}}")
# "Assembleia Legislativa do Estado do Paraná decretou e eu sanciono": the governor; "Câmara Municipal de X": the mayor
LEGISLATURE: Final = regex.compile(
    r"(?P<state>assembl\w+\slegislativa\sd[aeo]\s(?=estado))|(?:camara\s(?:municipal|de\svereadores)\sd[aeo]s?\s)"
)
OWN_LETTERS: Final = regex.compile(r"\s?(?:\s[-–—]\s|\()(?P<letters>[A-ZÀ-Ý]{3,12}(?:[/-][A-Z]{2,4})?)\)?$")
GABINETE: Final = regex.compile(r"gabinete|estado\s|governo\s|republica|poder\s|capital")


def of_preamble(text: str, span: Span, *, sanctioned: bool = False) -> Found[str] | None:
    """Return the body that acts in a preamble, None where it names none.

    `sanctioned` tells that the chief of the executive speaks ("... e eu sanciono a seguinte lei").
    """
    start = SUBJECT.match(text, span.start, span.end).end()  # type: ignore[union-attr]  # it matches nothing at least
    rest = text[start : span.end]
    end = next((each for each in ENDS.finditer(fold(rest)) if not LISTED.match(rest, each.start())), None)
    stop = start + (end.start() if end else min(span.end - start, 160))
    joint = several(text, start, span.end, stop) if not sanctioned else None
    if joint is not None:
        return joint
    printed = text[start:stop]
    if is_name(printed.strip()) and text[stop : stop + 1] == ",":
        return of_preamble(text, Span(stop + 1, span.end), sanctioned=sanctioned)
    legislature = LEGISLATURE.match(fold(printed)) if sanctioned else None
    if legislature:
        seat = "Governo do" if legislature["state"] else "Prefeitura Municipal de"
        rest = proper(squeeze(printed[legislature.end() :]))
        return Found(f"{seat} {rest}", Span(start, stop), "issuer-sanction", 0.9, derived=True)
    if is_body(printed):
        return Found(proper(squeeze(printed)), Span(start, stop), "issuer-preamble")
    known = letters_of_bodies().get(printed.strip())
    if known:
        return Found(known.name, Span(start, stop), "body-letters", 0.9, derived=True)
    return answering(text, stop, span.end) or of_role(printed, Span(start, stop))


def of_lines(parts: Sequence[Paragraph]) -> Found[str] | None:
    """Return the issuing body of a letterhead: the narrowest that is neither a gabinete nor a state."""
    bodies = [p for p in parts if is_body(p.text)]
    narrow = [p for p in bodies if not GABINETE.match(p.folded)]
    chosen = narrow[-1] if narrow else None
    return Found(proper(_unlettered(squeeze(chosen.text))), chosen.span, "issuer-letterhead") if chosen else None


def _unlettered(name: str) -> str:
    """Return a body's name without its own letters after a dash or in brackets ("INSTITUTO DE TERRAS - ITERTINS")."""
    match = OWN_LETTERS.search(name)
    return name[: match.start()] if match is not None and is_body(name[: match.start()]) else name


def of_letterhead(parts: Sequence[Paragraph], signatories: Sequence[Signatory]) -> Found[str] | None:
    """Return the body of a letterhead that stands over an act before: the one whose chief signs, else the narrowest.

    Under "PREFEITURA MUNICIPAL DE X / SECRETARIA DE OBRAS" what a Prefeito signs is the Prefeitura's.
    """
    words = {word for each in signatories for role in each.roles if (word := body_word(role.value)) is not None}
    headed = [p for p in parts if any(p.folded.startswith(fold(word)) for word in words)]
    return of_lines(headed) or of_lines(parts)


def of_signatures(signatories: Sequence[Signatory], bodies: Sequence[Found[str]]) -> Found[str] | None:
    """Return the body that the signatures speak for."""
    if bodies:
        return Found(proper(bodies[0].value), bodies[0].span, "issuer-signature", 0.9)
    roles = [role for signatory in signatories for role in signatory.roles]
    return next((issuer for role in roles if (issuer := of_role(role.value, role.span)) is not None), None)


def under_one_heading(acts: Sequence[Act]) -> list[Act]:
    """Return the acts of a source; one that names no issuer is of the act's before it under the same gazette heading."""
    told: list[Act] = []
    for act in acts:
        before = told[-1] if told else None
        if act.issuer is None and before is not None and before.issuer is not None and act.organ is not None:
            same = before.organ is not None and before.organ.span == act.organ.span
            issuer = Found(before.issuer.value, act.organ.span, "issuer-heading", 0.6, derived=True)
            told.append(replace(act, issuer=issuer) if same else act)
        else:
            told.append(act)
    return told


def acronym(text: str, spans: Sequence[Span], issuer: Found[str] | None) -> Found[str] | None:
    """Return the issuer's letters near its name or a signature, if they are made of its initials."""
    if issuer is None:
        return None
    for span in spans:
        for match in LETTERS.finditer(text, span.start, span.end):
            letters = match[0].split("/")[0]
            if (
                len(letters) > 1
                and fold(letters) not in SMALL
                and not issuer.value.isupper()
                and initials_fit(letters, issuer.value)
            ):
                return Found(match[0], Span(*match.span()), "issuer-letters", 0.9)
    return None
