"""Lines that tell where an act came out: gazette, edition, date, and where in the line they stand.

>>> line = publication("D.O. nº 27.100 de 12/09/2017")
>>> line.gazette, line.edition, line.date.isoformat(), line.edition_span.of("D.O. nº 27.100 de 12/09/2017")
('D.O.', '27100', '2017-09-12', '27.100')
>>> publication("Publicada a ata no Diário Oficial")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import fold
from corpus.values.dates import full_year, month_names, real_date

if TYPE_CHECKING:
    from datetime import date

GAZETTE: Final = r"""(?:
    (?:di[áa]rio|jornal)\ oficial(?:\ eletr[ôo]nico)?
        (?:\ (?:d[aoe]s?\ )?(?:uni[ãa]o|estado|munic[íi]pios?|distrito\ federal|justi[çc]a
        |poder\ (?:executivo|legislativo|judici[áa]rio)|assembleia\ legislativa|tribunal\ de\ contas)
        (?:\ d[eoa]s?\ (?-i:\p{Lu}[\p{L}'’-]+(?:\ (?:d[eoa]s?\ )?(?!N[º°o.]+\s)\p{Lu}[\p{L}'’-]+){0,4}+))?)?
    (?:\s?[-–—]\s?|\ \(?)?(?:(?-i:D\.?O\.?[EUMC]\.?)\)?)?
  | (?-i:D\.\s?O\.(?:\s?[A-Z]{1,4}\.?){0,3}|DO[EUMCDJ]{1,3}|DODF|DJ[EUe])(?:\s?[/-]\s?(?-i:[A-Z]{2,4}))?(?![\p{L}])
  | (?:boletim|imprensa)\ oficial(?:\ d[eoa]\ (?:munic[íi]pio|estado))?
)"""
"""Names and letters of gazettes, as printed: Diário Oficial do Estado, D.O.E., DOE/MT, DOU."""

DATE: Final = r"""(?:
    (?<day>\d{1,2})[º°]?\s?[./-]\s?(?<month>\d{1,2})\s?[./-]\s?(?<year>(?:18|19|20)\d\d|\d\d)
  | (?<day>\d{1,2})[º°o]?\ (?:de\ )?(?<name>\p{L}{3,9})\.?,?\ (?:de\ )?(?<year>(?:18|19|20)\d\d|[12]\.\d{3})
)(?!\d)"""
"""12/09/2017, 12.9.17, 5-10-1988, 1º de março de 2002."""

WEEKDAY: Final = r"(?:segunda|ter[çc]a|quarta|quinta|sexta)(?:[\s-]+feira)?|s[áa]bado|domingo"
EDITION: Final = r"""(?<!\p{L})(?:edi[çc][ãa]o\ )?(?:extra(?:ordin[áa]ria)?\ )?
    (?:n(?:[º°ª.o]|\ \.){0,3}\s?|ed(?:\.|i[çc][ãa]o)\s?:?\s?)(?<edition>\d{1,3}(?:\.\d{3})++|\d{1,6})(?:-[A-Z]\b)?"""
PAGE: Final = r"(?:p[áa]g(?:ina|s?\.|\.)?s?|p\.|pp\.|fls?\.)\s?:?\s?\d{1,4}(?:\s?(?:[-/aeà]|ao?)\s?\d{1,4})?"
PART: Final = r"""(?:se[çc][ãa]o|suplemento|caderno|parte|ano|col(?:una|\.))\s?:?\s?(?:\d{1,3}|[IVXLC]{1,7})\b[º°ª]?
    |suplemento|edi[çc][ãa]o\ (?:extra|suplementar)|caderno\s(?:administrativo|judici[áa]rio|judicial|extrajudicial)"""

_PUBLICATION: Final = regex.compile(
    rf"""\A\s*[(\[*]?\s*
    (?:(?:este\ (?:texto|conte[úu]do)\ n[ãa]o\ substitui\ o\ )?
      (?:(?:re)?publica|disponibiliza)(?:d[oa]s?|[çc][ãa]o)\s?(?:em|n?[ao]s?\b)?\s?:?\ *)?+
    (?:\ ?[ao]\ )?(?:{DATE}\s?,?\ n[oa]\ )?
    (?<gazette>{GAZETTE})
    (?<rest>(?:\s?[,;|:(–—-]|\s(?:de|do\ dia|em|edi[çc][ãa]o\ de|circulado\ em)(?=\s)|\s
       |{DATE}|{EDITION}|{PAGE}|{PART}|{WEEKDAY})*+)
    \s*[)\]]?\s*[.;]?\s*\Z""",
    regex.VERBOSE | regex.IGNORECASE,
)
_PORTAL: Final = regex.compile(
    rf"\A\s*publicad[oa]\s+em\s?:\s?{DATE}(?:\s?[|,;–—-]\s?(?:{EDITION}|{PAGE}|{PART}))++\s*\Z", regex.VERBOSE | regex.IGNORECASE
)
"""Publicado em: 12/03/2021 | Edição: 48 | Seção: 1 | Página: 15"""

_DATE: Final = regex.compile(DATE, regex.VERBOSE | regex.IGNORECASE)
_EDITION: Final = regex.compile(EDITION, regex.VERBOSE | regex.IGNORECASE)
_VOLUME: Final = regex.compile(r"(?<!\p{L})ano\s?:?\s?(?:\d{1,3}|[IVXLC]{1,7})\b", regex.IGNORECASE)
_WEEKDAY: Final = regex.compile(rf"(?<!\p{{L}})(?:{WEEKDAY})(?!\p{{L}})", regex.IGNORECASE)
_GAZETTE: Final = regex.compile(rf"(?<![\p{{L}}]){GAZETTE}", regex.VERBOSE | regex.IGNORECASE)

_PAGED: Final = regex.compile(
    rf"(?<![\p{{L}}])(?:{WEEKDAY})\b|{PAGE}\s*\Z|\A\s*{PAGE}|\A\s*\d{{1,4}}\s{{2,}}|\s{{2,}}\d{{1,4}}\s*\Z",
    regex.VERBOSE | regex.IGNORECASE,
)
_HEAD_PART: Final = regex.compile(
    rf"""(?:{GAZETTE}|{DATE}|(?<![\p{{L}}])(?:{WEEKDAY})|{EDITION}|(?<![\p{{L}}])(?:{PAGE}|{PART})
    |(?<![\d.,])\d{{1,4}}(?![\d.,]*\d)
    |(?-i:\p{{Lu}}[\p{{L}}'’]+(?:\ (?:d[eoa]s?\ |D[EOA]S?\ )?\p{{Lu}}[\p{{L}}'’]+){{0,3}})
        (?:\s?[-/(]\s?(?-i:[A-Z]{{2}})\)?)?(?=\s?,)
    |estado\ d[eoa]\ (?-i:\p{{Lu}}[\p{{L}}]+(?:\ (?:d[eoa]\ )?\p{{Lu}}[\p{{L}}]+){{0,3}})
    |(?<!\p{{L}})(?-i:A[CLMP]|BA|CE|DF|ES|GO|M[AGST]|P[ABEIR]|R[JNORS]|S[CEP]|TO)(?=\s?[-–—|,)])
    |\bISSN\ \d{{4}}-\d{{3}}[\dX]|(?<=\s)d[eo](?=\s)|[\s,;.|:()•–—-])++""",
    regex.VERBOSE | regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """What a line says of a publication; spans are offsets into that line, None with their value.

    `gazette` is as printed ("D.O.", "DOE/MT"), `edition` digits without thousands points.
    """

    gazette: str | None
    edition: str | None
    date: date | None
    gazette_span: Span | None = None
    edition_span: Span | None = None
    date_span: Span | None = None


def publication(line: str) -> PublicationLine | None:
    """Read a line that says where an act came out, or a gazette's running head.

    None where the line says anything else besides, or names neither edition nor date.
    """
    if not any(form.match(line, timeout=5) for form in (_PUBLICATION, _PORTAL)) and not is_gazette_head(line):
        return None
    found = _read(line)
    return found if found.edition or found.date else None


def dateline(line: str) -> PublicationLine | None:
    """Read the line of a masthead that bears the day of the week and the date; None where the calendar has another day.

    >>> dateline("Palmas, sexta-feira, 29 de junho de 2018      12").date.isoformat()
    '2018-06-29'
    >>> dateline("Palmas, sábado, 29 de junho de 2018"), dateline("Palmas, 29 de junho de 2018")
    (None, None)
    """
    weekday = _WEEKDAY.search(line)
    if weekday is None or _GAZETTE.search(line) is not None:
        return None
    found = _read(line)
    due = found.date is not None and fold(weekday[0]).replace(" ", "-").startswith(_DAYS[found.date.weekday()])
    return found if due else None


_DAYS: Final = ("segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo")


def publication_in(sentence: str) -> PublicationLine:
    """Read the gazette, edition and date that a sentence names; parts that it does not name are None.

    >>> told = publication_in("Republicada por ter saído com incorreção no D.O. nº 27.100, de 12/09/2017.")
    >>> told.gazette, told.edition, told.date.isoformat()
    ('D.O.', '27100', '2017-09-12')
    """
    return _read(sentence)


def is_gazette_head(line: str) -> bool:
    """Whether a line is only a gazette's name with its number, date or page; number and day of the week do without the name.

    >>> is_gazette_head("12  DIÁRIO OFICIAL  Cuiabá, terça-feira, 3 de maio de 1994")
    True
    >>> is_gazette_head("DIÁRIO OFICIAL"), is_gazette_head("Leia o Diário Oficial nº 5")
    (False, False)
    """
    gazette = _GAZETTE.search(line)
    if gazette is None and not (_WEEKDAY.search(line) and _EDITION.search(line)):
        return False
    rest = line[: gazette.start()] + " " + line[gazette.end() :] if gazette else line
    return any(char.isdigit() for char in rest) and _HEAD_PART.fullmatch(line, timeout=5) is not None


def is_paged_gazette_head(line: str) -> bool:
    """Whether a gazette's head bears the day of the week or a page number, as no sentence would.

    >>> is_paged_gazette_head("DIÁRIO OFICIAL Nº 23.456 Página 4"), is_paged_gazette_head("Diário Oficial nº 23.456")
    (True, False)
    """
    return is_gazette_head(line) and _PAGED.search(line) is not None


def is_masthead_fact(line: str) -> bool:
    """Whether a line tells an issue: its edition or volume, or the day of the week, beside another such fact, and nothing else.

    >>> is_masthead_fact("Ano XII - Edição nº 2.871 - 3 de julho de 2015"), is_masthead_fact("Terça-feira, 3 de maio de 1994")
    (True, True)
    >>> is_masthead_fact("12/03/2021"), is_masthead_fact("Nº 5"), is_masthead_fact("12/03/2021, p. 3")
    (False, False, False)
    """
    if _HEAD_PART.fullmatch(line, timeout=5) is None:
        return False
    facts = [fact.search(line) is not None for fact in (_WEEKDAY, _EDITION, _VOLUME, _DATE)]
    return sum(facts) > 1


def names_gazette(line: str) -> bool:
    """Whether the name or the letters of a gazette stand in a line."""
    return _GAZETTE.search(line) is not None


def _read(line: str) -> PublicationLine:
    gazette = _GAZETTE.search(line)
    when, day = _first_date(line)
    edition = next((each for each in _EDITION.finditer(line) if when is None or each.span()[0] not in range(*when)), None)
    return PublicationLine(
        gazette=gazette[0].strip(" -–—(") if gazette else None,
        edition=edition["edition"].replace(".", "") if edition else None,
        date=day,
        gazette_span=Span(gazette.start(), gazette.start() + len(gazette[0].rstrip(" -–—("))) if gazette else None,
        edition_span=Span(*edition.span("edition")) if edition else None,
        date_span=when,
    )


def _first_date(line: str) -> tuple[Span | None, date | None]:
    """Return the first real date of a line and where it stands."""
    for match in _DATE.finditer(line):
        month = int(match["month"]) if match["month"] else month_names().get(fold(match["name"]), (0, 0.0))[0]
        day = real_date(full_year(int(match["year"].replace(".", ""))), month, int(match["day"]))
        if day is not None:
            return Span(*match.span()), day
    return None, None
