"""Diagnostics as annotations of a pull request: workflow commands of GitHub Actions."""

from collections.abc import Iterable

from triage.diagnostics.catalogue import word
from triage.diagnostics.diagnostic import Diagnostic, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(diagnostics: Iterable[Diagnostic], lang: str = "en") -> str:
    """Return one workflow command a line."""
    return "".join(f"{_command(each, lang)}\n" for each in diagnostics)


def _command(diagnostic: Diagnostic, lang: str) -> str:
    properties: dict[str, str | int] = {}
    if span := diagnostic.span:
        properties |= {"file": span.file, "line": span.line, "col": span.column}
    properties["title"] = diagnostic.code
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_data(_text(diagnostic, lang))}"


def _text(diagnostic: Diagnostic, lang: str) -> str:
    lines = [diagnostic.message(lang)]
    if diagnostic.path:
        lines[0] = f"{diagnostic.path}: {lines[0]}"
    if expected := diagnostic.expected(lang):
        lines.append(f"{word('expected', lang)}: {expected}")
    if diagnostic.nearest:
        lines.append(f"{word('nearest', lang)}: `{diagnostic.nearest}`")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
