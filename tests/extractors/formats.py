"""Writes texts in the formats that are read: small files, made by hand, with no library of those formats."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
CHARACTER = 5.2
"""Points that a character is wide in a page of words; no number of blanks is just as wide as a column's gap."""
LINE = 12.0


def blocks(text: str) -> list[list[str]]:
    """Return the blocks of a text, parted by blank lines, as lines."""
    return [block.split("\n") for block in text.replace("\f", "\n\n").strip("\n").split("\n\n") if block.strip()]


def in_blocks(text: str) -> str:
    """Return a text with Unix lines, one blank line between blocks, no blanks at the ends of lines and no page breaks."""
    unix = regex.sub(r"\r{0,2}\n|\r|\f", "\n", text)
    return regex.sub(r"\n{3,}", "\n\n", regex.sub(r"(?m)^[ \t]+|[ \t]+$", "", unix)).strip("\n") + "\n"


def squeezed(text: str) -> str:
    return regex.sub(r"[ \t]+", " ", text)


def in_columns(text: str) -> str:
    """Return a text with gaps as wide as a column's as four blanks, others as one."""
    return regex.sub(r" +", lambda gap: "    " if (len(gap[0])) * CHARACTER > 3 * (LINE - 2) else " ", text)


def zipped(members: Mapping[str, bytes | str], *, stored: Sequence[str] = ()) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def html(text: str, *, charset: str = "utf-8") -> bytes:
    body = "\n".join("<p>" + "<br>\n".join(map(escape, block)) + "</p>" for block in blocks(text))
    page = f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>t</title></head><body>{body}</body></html>'
    return page.encode(charset, errors="xmlcharrefreplace")


def html_pre(text: str) -> bytes:
    return f"<html><body><pre>{escape(text)}</pre></body></html>".encode()


def docx_of(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W} {R}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})})


def docx_paragraph(lines: Sequence[str], properties: str = "") -> str:
    runs = "<w:r><w:br/></w:r>".join(f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in lines)
    return f"<w:p>{properties}{runs}</w:p>"


def docx(text: str) -> bytes:
    return docx_of("".join(docx_paragraph(block) for block in blocks(text)))


def odt_of(body: str, styles: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODF}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(parts or {})}
    return zipped(members, stored=("mimetype",))


def odt(text: str) -> bytes:
    def spaced(line: str) -> str:
        return regex.sub(r"(?<= ) +", lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', escape(line))

    return odt_of("".join(f"<text:p>{'<text:line-break/>'.join(map(spaced, block))}</text:p>" for block in blocks(text)))


def placed(text: str) -> list[list[list[tuple[str, float, float, float, float]]]]:
    """Return the words of a text's blocks and lines, each with left, top, width and height in points."""
    told, down = [], LINE
    for block in blocks(text):
        lines = []
        for line in block:
            at, words = 10.0, []
            for word in line.split(" "):
                if word.strip():
                    words.append((word.strip(), at, down, CHARACTER * len(word.strip()), LINE - 2))
                at += CHARACTER * (len(word) + 1)
            lines.append(words)
            down += LINE
        told.append([line for line in lines if line])
        down += LINE
    return told


def hocr(text: str, *, dots: int = 200) -> bytes:
    def box(left: float, top: float, width: float, height: float) -> str:
        return "bbox " + " ".join(str(round(side * dots / 72)) for side in (left, top, left + width, top + height))

    page = box(0, 0, 1000, 100_000)
    told = [
        "<html><head><meta name='ocr-system' content='x'/></head><body>",
        f"<div class='ocr_page' title='{page}; scan_res {dots} {dots}'>",
    ]
    for block in placed(text):
        told.append("<p class='ocr_par'>")
        for line in block:
            words = " ".join(
                f"<span class='ocrx_word' title='{box(*place)}; x_wconf 91'>{escape(word)}</span>" for word, *place in line
            )
            told.append(f"<span class='ocr_line'>{words}</span>")
        told.append("</p>")
    return ("".join(told) + "</div></body></html>").encode()


def alto(text: str, *, version: int = 4) -> bytes:
    def sides(left: float, top: float, width: float, height: float) -> str:
        told = zip(("HPOS", "VPOS", "WIDTH", "HEIGHT"), (left, top, width, height), strict=True)
        return " ".join(f'{name}="{side * 254 / 72:.1f}"' for name, side in told)

    lines = [
        "<TextBlock>"
        + "".join(
            "<TextLine>"
            + "<SP/>".join(f'<String CONTENT="{escape(word)}" {sides(*place)} WC="0.9"/>' for word, *place in line)
            + "</TextLine>"
            for line in block
        )
        + "</TextBlock>"
        for block in placed(text)
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#"><Description>'
        '<MeasurementUnit>mm10</MeasurementUnit></Description><Layout><Page ID="p" WIDTH="3528" HEIGHT="352800"><PrintSpace>'
        + "".join(lines)
        + "</PrintSpace></Page></Layout></alto>"
    ).encode()


def page_xml(text: str) -> bytes:
    def coords(left: float, top: float, width: float, height: float) -> str:
        right, bottom = left + width, top + height
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        return '<Coords points="' + " ".join(f"{round(x * 300 / 72)},{round(y * 300 / 72)}" for x, y in corners) + '"/>'

    regions = [
        "<TextRegion>"
        + "".join(
            "<TextLine>"
            + "".join(
                f'<Word>{coords(*place)}<TextEquiv conf="0.8"><Unicode>{escape(word)}</Unicode></TextEquiv></Word>'
                for word, *place in line
            )
            + "</TextLine>"
            for line in block
        )
        + "</TextRegion>"
        for block in placed(text)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        '<Page imageFilename="a.tif" imageWidth="4000" imageHeight="400000" imageXResolution="300" imageResolutionUnit="PPI">'
        + "".join(regions)
        + "</Page></PcGts>"
    ).encode()
