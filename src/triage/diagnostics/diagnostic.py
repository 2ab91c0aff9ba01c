"""The one type for everything that can be said about a rulebook or an assessment."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from triage.diagnostics import catalogue
from triage.diagnostics.span import Span


class Severity(enum.StrEnum):
    """How bad it is: only errors refuse."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, told apart from its wording.

    `code` is kebab-case and stable; the words for it, in every language, are in `messages/`.
    `details` fill the placeholders of those words. They may quote an answer, and `nearest` is like
    it, so both are left out of `repr`; only the messages and the renderings show them.
    """

    code: str
    span: Span | None = None
    path: str | None = None
    details: Mapping[str, str | int] = field(default_factory=dict, repr=False, hash=False)
    nearest: str | None = field(default=None, repr=False)
    severity: Severity = Severity.ERROR
    related: tuple[Span, ...] = ()

    def message(self, lang: str = "en") -> str:
        """Return what is wrong: one lower-case sentence, no final period."""
        return catalogue.message(self.code, self.details, lang)

    def expected(self, lang: str = "en") -> str | None:
        """Return what was expected, or what to do; None where there is nothing to add."""
        return catalogue.expected(self.code, self.details, lang)

    def place(self) -> str | None:
        """Return where it is: the place in the file, else the path in the assessment."""
        return str(self.span) if self.span else self.path

    def to_dict(self, lang: str = "en") -> dict[str, object]:
        """Return the diagnostic as plain data, with the same keys every time."""
        span = self.span
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message(lang),
            "expected": self.expected(lang),
            "nearest": self.nearest,
            "file": span.file if span else None,
            "line": span.line if span else None,
            "column": span.column if span else None,
            "end_line": span.end_line if span else None,
            "end_column": span.end_column if span else None,
            "path": self.path,
            "related": [str(place) for place in self.related],
        }
