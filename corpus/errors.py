"""Every exception of ours, as one tree; each class says who can mend it and has an exit code.

    GazetteError
    ├── SettingsError              the user: an option, a path, a setting            2
    ├── ToolMissingError           the machine: tesseract or its `por` data          3
    ├── KnowledgeError             us: a row of our tables                           4
    ├── StoreError                 the operator: the database                        5
    ├── DocumentError              one document and no other; the run goes on        6
    │   ├── UnsupportedFormatError
    │   ├── UnreadableDocumentError
    │   └── OcrError
    └── SpanError                  us: a bug                                        70

Doubt about content is never an exception: it is a stored :class:`corpus.problems.Problem`.
"""

from __future__ import annotations

from typing import ClassVar


class GazetteError(Exception):
    """Root of all errors of ours. The message says what was found, where, and what to do."""

    exit_code: ClassVar[int] = 70


class SettingsError(GazetteError):
    """An option, path or setting is wrong; the user can mend it."""

    exit_code = 2


class ToolMissingError(GazetteError):
    """An outside program or its data is missing; the message names the package."""

    exit_code = 3


class KnowledgeError(GazetteError):
    """A row of one of our tables is wrong; the message gives file and row id."""

    exit_code = 4


class StoreError(GazetteError):
    """The database cannot be opened, read or written."""

    exit_code = 5


class DocumentError(GazetteError):
    """One document cannot be read; it is set aside with its error and the run goes on."""

    exit_code = 6

    def __init__(self, message: str, *, sha256: str | None = None, page: int | None = None) -> None:
        super().__init__(message)
        self.sha256 = sha256
        self.page = page


class UnsupportedFormatError(DocumentError):
    """No reader is registered for what the bytes are."""


class UnreadableDocumentError(DocumentError):
    """The bytes are of a known kind, but cannot be read (empty, truncated, binary, hostile)."""


class OcrError(DocumentError):
    """Recognition of a page failed or timed out."""


class SpanError(GazetteError):
    """A span does not fit its text: a bug of ours."""

    exit_code = 70
