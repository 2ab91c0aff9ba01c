"""A passage with what it rests on in law behind it."""

from __future__ import annotations

from collections.abc import Iterable

from triage.present.view import View


def with_law(view: View, text: str, rules: Iterable[str]) -> str:
    """Put what rules rest on behind a text."""
    law = view.legal_basis.short(rules)
    return f"{text.rstrip('. ')} ({law})." if law else text
