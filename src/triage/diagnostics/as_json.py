"""Diagnostics for programs."""

import json
from collections.abc import Iterable

from triage.diagnostics.diagnostic import Diagnostic

SCHEMA = "triage.diagnostics/1"


def render_json(diagnostics: Iterable[Diagnostic], lang: str = "en") -> str:
    """Return the diagnostics as one JSON document that names its own schema."""
    document = {"schema": SCHEMA, "diagnostics": [each.to_dict(lang) for each in diagnostics]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
