"""What Tesseract tells of words, as its TSV output: twelve columns, a row for each page, block, line and word."""

from __future__ import annotations

from typing import Final

from extractors.readers.scans.engines import Reading, Seen

WORD: Final = 5
"""Level of a row that is a word."""

COLUMNS: Final = 12


def readings(table: str, *, pictures: int) -> tuple[Reading, ...]:
    r"""Return the words of each picture of a TSV table, whose pages count from 1.

    >>> rows = "1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n5\t1\t1\t1\t2\t1\t3\t4\t5\t6\t96.5\tLEI\n"
    >>> readings(rows, pictures=1)
    ((Seen(text='LEI', left=3, top=4, width=5, height=6, confidence=0.965, line=0),),)
    """
    found: list[list[Seen]] = [[] for _ in range(pictures)]
    lines: list[dict[tuple[str, ...], int]] = [{} for _ in range(pictures)]
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t", COLUMNS - 1)
        if len(cells) != COLUMNS or cells[0] != str(WORD) or not cells[-1].strip():
            continue
        page = int(cells[1]) - 1
        if not 0 <= page < pictures:
            continue
        line = lines[page].setdefault(tuple(cells[2:5]), len(lines[page]))
        left, top, width, height = (int(cell) for cell in cells[6:10])
        sure = min(1.0, max(0.0, float(cells[10]) / 100))
        found[page].append(Seen("".join(cells[-1].split()), left, top, width, height, round(sure, 6), line))
    return tuple(tuple(each) for each in found)
