"""What is made of a table, in any form: on the terminal or in a file; rows left out told aside."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.cli.atomic_write import save
from triage.cli.context import Context
from triage.cli.exits import Exit
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import Diagnostic, Severity
from triage.model.frozen import Document
from triage.present import Page, render_csv, render_html, render_markdown, render_text, render_xlsx

FORMS = ("text", "md", "json", "html", "csv", "xlsx")

_SHOWN = 20
"""So many problems are shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Showing:
    """What is shown on: a terminal so wide, or, as it stands, a file."""

    width: int = 80
    emphasis: Callable[[str], str] = str
    escaped: bool = False


def write_report(made: Document, page: Page, language: str, form: str, output: Path | None) -> None:
    """Write a document, or its page, to a file or else to standard output.

    Raises:
        TriageError: the file cannot be written.
        ExtraMissing: the form takes packages that are not installed.
    """
    if output is None:
        showing = _Showing(width(), emphasis(), escaped=not speaks_utf8())
        say(str(_rendered(made, page, language, form, showing)))
    else:
        save(output, _rendered(made, page, language, form, _Showing()))


def _rendered(made: Document, page: Page, language: str, form: str, on: _Showing) -> str | bytes:
    match form:
        case "json":
            return f"{json.dumps(made.to_dict(), ensure_ascii=on.escaped, indent=2)}\n"
        case "md":
            return render_markdown(page)
        case "html":
            return render_html(page, language)
        case "csv":
            return render_csv(page)
        case "xlsx":
            return render_xlsx(page)
        case _:
            return render_text(page, on.width, on.emphasis)


def tell_left_out(problems: Sequence[Diagnostic], bad_rows: int, context: Context) -> Exit:
    """Tell the rows that were left out; the report has been written without them."""
    if not problems:
        return Exit.DONE
    shown = list(problems[:_SHOWN])
    if bad_rows > _SHOWN:
        more = {"count": bad_rows}
        shown.append(Diagnostic("more-problems", details=more, severity=Severity.NOTE))
    context.tell(shown)
    return Exit.INVALID
