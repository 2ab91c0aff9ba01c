"""The one type for everything that can be said about a rulebook or an assessment."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from triage.diagnostics import catalogue
from triage.diagnostics.evidence import Evidence
from triage.diagnostics.span import Span

_NAMED_BY_AN_ANSWER = frozenset({"unknown-question", "unknown-row"})


class Severity(enum.StrEnum):
    """How bad it is: only errors refuse."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, repr=False)
class Diagnostic:
    """One finding, told apart from its wording.

    `code` is kebab-case and stable; the words for it, in every language, are in `messages/`.
    `details` fill the placeholders of those words. They may quote an answer, `nearest` is like it,
    and `path` may end in a name nobody knows. The representation says nothing of these; only the
    messages and the renderings show them. What is found about the meaning of a rulebook has
    `evidence`.
    """

    code: str
    span: Span | None = None
    path: str | None = None
    details: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    nearest: str | None = None
    severity: Severity = Severity.ERROR
    related: tuple[Span, ...] = ()
    evidence: Evidence | None = field(default=None, hash=False)

    def __repr__(self) -> str:
        """Show what a log may show."""
        return f"Diagnostic({self.code!r}, {self.place()!r})"

    def message(self, lang: str = "en") -> str:
        """Return what is wrong: one lower-case sentence, no final period."""
        return catalogue.message(self.code, self.details, lang)

    def expected(self, lang: str = "en") -> str | None:
        """Return what was expected, or what to do; None where there is nothing to add."""
        return catalogue.expected(self.code, self.details, lang)

    def matters(self, lang: str = "en") -> str | None:
        """Return why it matters, in one sentence; None where the message says it."""
        return catalogue.matters(self.code, self.details, lang)

    def place(self) -> str | None:
        """Return where it is: the place in the file, else the path in the assessment.

        The path goes as far as the rulebook knows it: any other name may be part of an answer.
        """
        if self.span:
            return str(self.span)
        if self.path and self.code in _NAMED_BY_AN_ANSWER:
            return self.path.rpartition(".")[0] or None
        return self.path

    def to_dict(self, lang: str = "en") -> dict[str, object]:
        """Return the diagnostic as plain data, with the same keys every time."""
        span = self.span
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message(lang),
            "expected": self.expected(lang),
            "matters": self.matters(lang),
            "nearest": self.nearest,
            "file": span.file if span else None,
            "line": span.line if span else None,
            "column": span.column if span else None,
            "end_line": span.end_line if span else None,
            "end_column": span.end_column if span else None,
            "path": self.path,
            "related": [str(place) for place in self.related],
            "evidence": self.evidence.to_dict() if self.evidence else None,
        }


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Put errors first, then by place; what has none comes last."""
    return tuple(sorted(diagnostics, key=_order))


def _order(diagnostic: Diagnostic) -> tuple[bool, bool, str, int, int, str]:
    span = diagnostic.span
    line, column = (span.line, span.column) if span else (0, 0)
    is_error = diagnostic.severity is Severity.ERROR
    file = span.file if span else ""
    return not is_error, span is None, file, line, column, diagnostic.code
