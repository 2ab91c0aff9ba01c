"""The one type for everything that can be said about a rulebook or an assessment."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from triage.diagnostics import catalogue
from triage.diagnostics.evidence import Evidence
from triage.diagnostics.span import Span


class Severity(enum.StrEnum):
    """How bad it is: only errors refuse."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, repr=False)
class Diagnostic:
    """One finding, told apart from its wording.

    `code` is kebab-case and stable; the words for it, in every language, are in `messages/`.
    `details` fill the placeholders of those words. They name files, and may quote an answer that is
    nearly right; `nearest` is like it. The representation says nothing of these; only the messages
    and the renderings show them. `path` has names the rulebook knows, and numbers: `#2` is the
    second name in a mapping, where nobody knows it. What is found about the meaning of a rulebook
    has `evidence`.
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

    @property
    def is_error(self) -> bool:
        """Whether it refuses what it is about."""
        return self.severity is Severity.ERROR

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
        """Return where it is, for a log: the line and column, else the path in the assessment.

        Files are not named: what somebody calls a file may say who it is about.
        """
        return f"{self.span.line}:{self.span.column}" if self.span else self.path

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
    """Put what others follow from first, such as files that are not read, then errors, by place.

    What has no place comes last.
    """
    return tuple(sorted(diagnostics, key=_order))


_FIRST = frozenset(
    {
        "file-not-read",
        "file-in-folder",
        "no-break-space",
        "outside-range",
        "unseen-character",
    }
)
"""Codes of what refuses nothing, and errors follow from."""
_CAUSES = (
    "unknown-section",
    "no-head",
    "defined-as-another",
    "target-group-conflict",
    "target-group-gap",
    "typology-conflict",
    "typology-gap",
    "unknown-language",
    "undeclared-language",
    "text-of-nothing",
)
"""Codes of what others may follow from, the farthest-reaching first."""
_RANKS = {code: rank for rank, code in enumerate(_CAUSES)}


def is_cause(diagnostic: Diagnostic) -> bool:
    """Say whether other findings may follow from this one."""
    return diagnostic.code in _FIRST or diagnostic.code in _RANKS


def _order(diagnostic: Diagnostic) -> tuple[bool, bool, int, bool, str, int, int, str]:
    span = diagnostic.span
    line, column = (span.line, span.column) if span else (0, 0)
    file = span.file if span else ""
    rank = _RANKS.get(diagnostic.code, len(_CAUSES))
    return (
        diagnostic.code not in _FIRST,
        not diagnostic.is_error,
        rank,
        span is None,
        file,
        line,
        column,
        diagnostic.code,
    )
