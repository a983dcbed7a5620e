"""`lavra clean --diff` and `--html`: the repairs shown, in colour, in marks, on a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from corpus.spans import Edit, NormalizedText, Span
from pipeline import side_by_side
from pipeline.repair import cleaned
from pipeline.visible import visible
from tests.pipeline.conftest import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]

HOSTILE = (
    'Art. 1° <script>alert("x")</script> &amp; <mark class="sure">n° 5</mark>\n$name ${name} $lines\n\x1b[31mn° 7 \u202eabc\n'
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "ato.txt"
    path.write_text(DAMAGED, "utf-8")
    return path


# Side by side


def test_marks_where_there_is_no_terminal(lavra: Lavra, source: Path) -> None:
    told = lavra("clean", source, "--diff")
    assert (told.code, told.err) == (0, "")
    rows = told.out.splitlines()
    (head,) = [row for row in rows if "[-RESOLUCAO-]" in row]
    assert "N[-°-] 5" in head
    assert "{+RESOLUÇÃO+} N{+º+} 5" in head.partition("│")[2]
    assert "\x1b" not in told.out
    assert all(row == row.rstrip() for row in rows)
    assert max(map(len, rows)) <= 110


def test_only_lines_with_repairs_and_those_beside(lavra: Lavra, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "".join(f"linha nº {n}\n" if n not in {5, 15} else "linha n° x\n" for n in range(1, 21)), "utf-8"
    )
    told = lavra("clean", tmp_path / "a.txt", "--diff").out.splitlines()
    numbers = [row.split()[0] for row in told[:-1]]
    assert numbers == ["4", "5", "6", "⋮", "14", "15", "16"]
    assert told[-1] == "2 repairs in 2 of 20 lines"


@pytest.mark.parametrize("content", ["nº 1\nArt. 1º\n", "nº 1\r\nArt. 1º\r\n"])
def test_a_clean_text_has_nothing_to_show(lavra: Lavra, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.txt").write_bytes(content.encode())
    assert lavra("clean", tmp_path / "a.txt", "--diff") == (0, "nothing was repaired\n", "")


def terminal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    """Let standard output be a terminal."""
    monkeypatch.setattr("pipeline.streams.Output.isatty", lambda _: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "80", **environment}.items():
        monkeypatch.setenv(name, value)


def test_colours_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal(monkeypatch)
    edits = [Edit(Span(0, 1), "A", "sure", 0.99), Edit(Span(2, 3), "B", "open", 0.6), Edit(Span(4, 5), "", "out")]
    side_by_side.print_side_by_side(NormalizedText("a b c [bold]d").with_layer("words", edits))
    out = capsys.readouterr().out
    assert "\x1b[9;31ma\x1b[0m" in out
    assert "\x1b[1;32mA\x1b[0m" in out
    assert "\x1b[1;33mB\x1b[0m" in out
    assert "[bold]d" in out
    assert "[-" not in out


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_marks_on_a_terminal_without_colours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    terminal(monkeypatch, **environment)
    side_by_side.print_side_by_side(cleaned("Lei n° 5\n")[0])
    assert "Lei n[-°-] 5" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [30, 60, 80, 200])
def test_both_sides_fit_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    terminal(monkeypatch, COLUMNS=str(columns), NO_COLOR="1")
    side_by_side.print_side_by_side(cleaned(DAMAGED)[0])
    rows = capsys.readouterr().out.splitlines()
    assert max(map(len, rows)) <= columns
    assert (max(map(len, rows)) > 80) == (columns == 200)


def test_pages_stay_apart(lavra: Lavra, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("fim da n° 1\fcomeço da n° 2\n\fcomeço da n° 3\n", "utf-8")
    rows = [" ".join(row.split()) for row in lavra("clean", tmp_path / "a.txt", "--diff").out.splitlines()]
    assert rows == [
        "1 fim da n[-°-] 1 │ fim da n{+º+} 1",
        "─ page ─ ─ page ─",
        "começo da n[-°-] 2 começo da n{+º+} 2",
        "2 ─ page ─ │ ─ page ─",
        "começo da n[-°-] 3 começo da n{+º+} 3",
        "3 repairs in 2 of 2 lines",
    ]
    written, page = page_of(lavra, tmp_path / "a.txt")
    assert written.count('<span class="page"></span>') == 2
    assert page.lines == ["fim da nº 1começo da nº 2", "começo da nº 3"]


def test_a_terminal_is_not_made_to_obey(lavra: Lavra, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    out = lavra("clean", tmp_path / "a.txt", "--diff").out
    assert "\x1b" not in out
    assert "[-‹1B›-]" in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("text", "told"),
    [("ação nº 1 – “x” ½", "ação nº 1 – “x” ½"), ("a\tb", "a‹09›b"), ("\ufeff", "‹FEFF›"), ("\u2028", "‹2028›"), ("", "")],
)
def test_what_cannot_be_seen_is_told(text: str, told: str) -> None:
    assert visible(text) == told


# The page


class Page(HTMLParser):
    """The lines of a page as they are shown, its repairs, its unclosed tags, and what it would load."""

    void = frozenset({"meta", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.repairs: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.assets: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.assets += [str(told[name]) for name in ("src", "href") if name in told and not str(told[name]).startswith("#")]
        if tag not in self.void:
            self.open.append(tag)
        if told.get("class") == "line":
            self.lines.append("")
        if tag == "mark" and "main" in self.open:
            self.repairs.append(told)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open and "span" in self.open:
            self.lines[-1] += data


def page_of(lavra: Lavra, source: Path) -> tuple[str, Page]:
    out = source.with_suffix(".html")
    assert lavra("clean", source, "--html", out) == (0, "", "")
    written = out.read_text("utf-8")
    return written, Page(written)


def test_the_page_is_the_repaired_text(lavra: Lavra, source: Path) -> None:
    _, page = page_of(lavra, source)
    text, _ = cleaned(DAMAGED)
    assert page.lines == text.value.split("\n")[:-1]
    assert page.open == []
    assert len(page.repairs) == len(text.corrections())


def test_each_repair_says_what_and_why(lavra: Lavra, source: Path) -> None:
    _, page = page_of(lavra, source)
    corrections = cleaned(DAMAGED)[0].corrections()
    assert [each["data-raw"] for each in page.repairs] == [each.raw for each in corrections]
    for mark, each in zip(page.repairs, corrections, strict=True):
        title = mark["title"] or ""
        assert title.splitlines() == [
            f"{each.before} → {each.after}",
            f"{each.rule} · confidence {each.confidence:.2f} · cost {each.cost:.2f}",
        ]


def test_the_page_needs_nothing_else(lavra: Lavra, source: Path) -> None:
    written, page = page_of(lavra, source)
    assert page.assets == []
    assert "default-src 'none'" in written
    assert "prefers-color-scheme: dark" in written
    assert not any(word in written for word in ("http:", "https:", "@import", "url("))


def test_the_page_runs_nothing_of_the_source(lavra: Lavra, tmp_path: Path) -> None:
    path = tmp_path / 'a"<b>&.txt'
    path.write_text(HOSTILE, "utf-8")
    written, page = page_of(lavra, path)
    text, _ = cleaned(HOSTILE)
    assert page.lines == [visible(line) for line in text.value.split("\n")[:-1]]
    assert written.count("<script>") == 1
    assert "<b>" not in written
    assert page.lines[1] == "$name ${name} $lines"


def test_what_was_taken_out_is_marked(lavra: Lavra, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("aten\u00adção\n", "utf-8")
    _, page = page_of(lavra, tmp_path / "a.txt")
    assert page.lines == ["atenção"]
    assert [(each["data-raw"], (each["title"] or "").splitlines()[0]) for each in page.repairs] == [
        ("‹AD›", "‹AD› → (taken out)")
    ]


def test_an_empty_text_is_a_page_too(lavra: Lavra, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nº 1", "utf-8")
    written, page = page_of(lavra, tmp_path / "a.txt")
    assert page.lines == ["nº 1"]
    assert "nothing was repaired" in written


def test_both_views_at_once(lavra: Lavra, source: Path) -> None:
    told = lavra("clean", source, "--diff", "--html", source.with_suffix(".html"))
    assert told.code == 0
    assert "repairs in" in told.out
    assert source.with_suffix(".html").is_file()


def test_a_rule_that_is_off_is_in_no_view(lavra: Lavra, source: Path) -> None:
    assert "N[-°-]" not in lavra("clean", source, "--diff", "--disable", "typography-number-sign").out
    assert (
        lavra("clean", source, "--disable", "typography-number-sign").out.splitlines()[1].endswith("N° 5, DE 9 DE MARÇO DE 1996")
    )


@pytest.mark.parametrize("out", ["none/a.html", "."])
def test_a_page_that_cannot_be_written(lavra: Lavra, source: Path, tmp_path: Path, out: str) -> None:
    told = lavra("clean", source, "--html", tmp_path / out)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("lavra: cannot write ")


def test_the_page_never_takes_the_place_of_the_source(lavra: Lavra, source: Path) -> None:
    (source.parent / "link.txt").symlink_to(source)
    for out in (source, source.parent / "link.txt"):
        told = lavra("clean", source, "--html", out)
        assert told.code == 2
        assert "it is the source itself" in told.err
    assert source.read_text("utf-8") == DAMAGED
