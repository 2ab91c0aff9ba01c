"""Diagnostics for programs: JSON, SARIF 2.1.0, and annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from triage.diagnostics.catalogue import word
from triage.diagnostics.diagnostic import Diagnostic, Severity
from triage.diagnostics.span import Span

SCHEMA = "triage.diagnostics/1"


def render_json(
    diagnostics: Iterable[Diagnostic],
    lang: str = "en",
    looked_at: object = None,
    paths: object = None,
) -> str:
    """Return the diagnostics as one JSON document that names its own schema."""
    document = diagnostics_document(diagnostics, lang, looked_at, paths)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def diagnostics_document(
    diagnostics: Iterable[Diagnostic],
    lang: str = "en",
    looked_at: object = None,
    paths: object = None,
) -> dict[str, object]:
    """Return the diagnostics as JSON-ready data.

    `looked_at` says which rulebook they are of, `paths` where what it marks as protected leads.
    """
    return {
        "schema": SCHEMA,
        "looked_at": looked_at,
        "diagnostics": [each.to_dict(lang) for each in diagnostics],
        "paths": paths,
    }


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(diagnostics: Iterable[Diagnostic], lang: str = "en") -> str:
    """Return one SARIF log with one run; its rules are the codes that occur, sorted."""
    found = list(diagnostics)
    codes = sorted({each.code for each in found})
    run = {
        "tool": {"driver": {"name": "triage", "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, codes.index(each.code), lang) for each in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    return {"id": code, "shortDescription": {"text": code.replace("-", " ")}}


def _result(diagnostic: Diagnostic, rule: int, lang: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": str(diagnostic.severity),
        "message": {"text": _sarif_text(diagnostic, lang)},
    }
    if location := _location(diagnostic):
        result["locations"] = [location]
    if diagnostic.evidence:
        result["properties"] = {"evidence": diagnostic.evidence.to_dict()}
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(span)}
            for number, span in enumerate(diagnostic.related, start=1)
        ]
    return result


def _sarif_text(diagnostic: Diagnostic, lang: str) -> str:
    parts = [diagnostic.message(lang)]
    if matters := diagnostic.matters(lang):
        parts.append(f"{word('matters', lang)}: {matters}")
    if expected := diagnostic.expected(lang):
        parts.append(f"{word('expected', lang)}: {expected}")
    if diagnostic.nearest:
        parts.append(f"{word('nearest', lang)}: `{diagnostic.nearest}`")
    return "\n".join(parts)


def _location(diagnostic: Diagnostic) -> dict[str, object]:
    location: dict[str, object] = {}
    if diagnostic.span:
        location["physicalLocation"] = _physical(diagnostic.span)
    if diagnostic.path:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.path}]
    return location


def _physical(span: Span) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": _uri(span.file)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _uri(file: str) -> str:
    path = quote(file.replace("\\", "/"))
    return f"file://{path}" if path.startswith("/") else path


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
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_data(_github_text(diagnostic, lang))}"


def _github_text(diagnostic: Diagnostic, lang: str) -> str:
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
