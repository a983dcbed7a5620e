"""Archives and messages: each file in them is a source of its own."""

from __future__ import annotations

import gzip
import io
import tarfile
from email.message import EmailMessage

import pytest

from corpus.source import SourceDocument
from extractors.readers.containers import Refused, is_container, members
from tests.extractors import formats

TEXT = "PORTARIA Nº 4\n"


def tarred(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def inside(content: bytes, name: str, **options: object) -> dict[str, str]:
    """Return what is in an archive by path: the text, or what was refused after an exclamation mark."""
    found = members(SourceDocument.of(content, path=f"pasta/{name}"), **options)  # type: ignore[arg-type]
    return {each.path: f"! {each.error}" if isinstance(each, Refused) else each.content.decode() for each in found}


CASES = [
    ("a.zip", formats.zipped({"x.txt": TEXT, "2001/maio/y.txt": "y"}), {"a.zip!/x.txt": TEXT, "a.zip!/2001/maio/y.txt": "y"}),
    ("a.tar", tarred(x=TEXT.encode(), y=b"y"), {"a.tar!/x": TEXT, "a.tar!/y": "y"}),
    ("x.txt.gz", gzip.compress(TEXT.encode()), {"x.txt.gz!/x.txt": TEXT}),
    ("a.tar.gz", gzip.compress(tarred(x=b"x")), {"a.tar.gz!/a.tar!/x": "x"}),
    ("a.tgz", gzip.compress(tarred(x=b"x")), {"a.tgz!/a.tar!/x": "x"}),
    ("sem nome", gzip.compress(b"x"), {"sem nome!/sem nome.unpacked": "x"}),
    (
        "a.zip",
        formats.zipped({"b.zip": formats.zipped({"c.txt": "c"}), "d.txt": "d"}),
        {"a.zip!/b.zip!/c.txt": "c", "a.zip!/d.txt": "d"},
    ),
]


@pytest.mark.parametrize(("name", "content", "expected"), CASES, ids=[name for name, *_ in CASES])
def test_each_member_is_a_source_with_the_path_of_its_archive(name: str, content: bytes, expected: dict[str, str]) -> None:
    assert is_container(content)
    assert inside(content, name) == {f"pasta/{path}": text for path, text in expected.items()}


def test_a_member_is_known_by_its_own_name_and_bytes() -> None:
    (each,) = members(SourceDocument.of(formats.zipped({"2001/x.txt": TEXT}), path="a.zip"))
    assert isinstance(each, SourceDocument)
    assert (each.name, each.sha256) == ("x.txt", SourceDocument.of(TEXT.encode(), path="x").sha256)


@pytest.mark.parametrize("content", [formats.docx(TEXT), formats.odt(TEXT), TEXT.encode(), b"%PDF-1.4\n", formats.html(TEXT)])
def test_an_office_document_is_no_archive(content: bytes) -> None:
    assert not is_container(content)


def test_hidden_members_are_passed_over_and_folders_are_none() -> None:
    content = formats.zipped({".git/x": "x", "pasta/": "", "pasta/.y": "y", "z.txt": "z"})
    assert inside(content, "a.zip", passed_over=lambda name: name.startswith(".")) == {"pasta/a.zip!/z.txt": "z"}


def test_a_refused_member_leaves_the_others() -> None:
    found = inside(formats.zipped({"../a.txt": "a", "b.txt": "b", "c\x01d.txt": "c"}), "a.zip")
    assert found["pasta/a.zip!/b.txt"] == "b"
    assert found["pasta/a.zip!/c?d.txt"] == "c"
    assert found["pasta/a.zip!/../a.txt"].startswith("! its name leads out")


# Messages


def message(html: str | None = None, text: str | None = "Segue a portaria.\n") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = "a@b.br", "c@d.br", "Publicação", "<1@b.br>"
    if text is not None:
        made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html") if text is not None else made.set_content(html, subtype="html")
    return made


def test_a_message_gives_its_body_and_its_attachments() -> None:
    made = message()
    made.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="portaria nº 4.txt")
    made.add_attachment(formats.zipped({"x.txt": "x"}), maintype="application", subtype="zip", filename="atos.zip")
    made.add_attachment(b"GIF89a", maintype="image", subtype="gif", disposition="inline", cid="<1>")
    assert inside(made.as_bytes(), "carta.eml") == {
        "pasta/carta.eml!/body.txt": "Segue a portaria.\n",
        "pasta/carta.eml!/portaria nº 4.txt": TEXT,
        "pasta/carta.eml!/atos.zip!/x.txt": "x",
    }


def test_of_a_body_in_two_forms_the_one_with_tables_is_taken() -> None:
    assert inside(message(html="<p>ação</p>").as_bytes(), "carta.eml") == {"pasta/carta.eml!/body.html": "<p>ação</p>\n"}


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_body_is_read_in_the_character_set_of_its_header(charset: str) -> None:
    made = message(text=None)
    made.set_content("Ato de nomeação – nº 5\n".replace("–", "-"), charset=charset, cte="base64")
    assert inside(made.as_bytes(), "carta.eml") == {"pasta/carta.eml!/body.txt": "Ato de nomeação - nº 5\n"}


def test_names_of_attachments_lead_nowhere_and_are_told_apart() -> None:
    made = message(text=None)
    made.set_content("corpo\n")
    for content in (b"a", b"b"):
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename="../../x.txt")
    assert list(inside(made.as_bytes(), "carta.eml")) == [
        "pasta/carta.eml!/body.txt",
        "pasta/carta.eml!/_.._x.txt",
        "pasta/carta.eml!/3-_.._x.txt",
    ]


def test_a_message_in_a_message_is_opened() -> None:
    outer = message(text=None)
    outer.set_content("Encaminho.\n")
    outer.add_attachment(message())
    assert inside(outer.as_bytes(), "a.eml") == {
        "pasta/a.eml!/body.txt": "Encaminho.\n",
        "pasta/a.eml!/part-2.eml!/body.txt": "Segue a portaria.\n",
    }
