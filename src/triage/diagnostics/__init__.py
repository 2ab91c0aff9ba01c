"""What is wrong, where, what was expected, and how to show it.

Every other room reports through `Diagnostic`; what it says is in `messages/<lang>.toml`.
"""

from triage.diagnostics.as_text import as_written, render_text
from triage.diagnostics.catalogue import LANGUAGES, listed, printable, word
from triage.diagnostics.diagnostic import Diagnostic, Severity, in_order, is_cause
from triage.diagnostics.errors import (
    MOST_PROBLEMS,
    ChangedMeanwhile,
    EnginesDisagree,
    EngineUnavailable,
    ExtraMissing,
    InvalidAssessment,
    LimitReached,
    RulebookError,
    TableError,
    TriageError,
    fault_of,
    needed,
)
from triage.diagnostics.evidence import Evidence, Shown
from triage.diagnostics.for_programs import render_github, render_json, render_sarif
from triage.diagnostics.other_words import in_other_words
from triage.diagnostics.quoting import HIDDEN, quoted, quoted_day, quoted_number
from triage.diagnostics.span import Sources, Span
from triage.diagnostics.spelling import aloud, nearest, same_aloud

__all__ = [
    "HIDDEN",
    "LANGUAGES",
    "MOST_PROBLEMS",
    "ChangedMeanwhile",
    "Diagnostic",
    "EngineUnavailable",
    "EnginesDisagree",
    "Evidence",
    "ExtraMissing",
    "InvalidAssessment",
    "LimitReached",
    "RulebookError",
    "Severity",
    "Shown",
    "Sources",
    "Span",
    "TableError",
    "TriageError",
    "aloud",
    "as_written",
    "fault_of",
    "in_order",
    "in_other_words",
    "is_cause",
    "listed",
    "nearest",
    "needed",
    "printable",
    "quoted",
    "quoted_day",
    "quoted_number",
    "render_github",
    "render_json",
    "render_sarif",
    "render_text",
    "same_aloud",
    "word",
]
