"""Limits of law in the texts of their rules: said by their names, so that they are said once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from triage.diagnostics import RulebookError, Severity
from triage.language.checks.translations import NEVER_TRANSLATED
from triage.language.reading.problems import Problems
from triage.language.resolving.placeholders import record_unfilled
from triage.model.rulebook import Rulebook
from triage.model.texts import Texts


def check_limits_in_texts(rulebook: Rulebook, problems: Problems) -> None:
    """Record placeholders that no limit fills, and limits that a text says in digits."""
    for language in rulebook.texts.languages:
        with suppress(RulebookError):  # what cannot be read is told where it is read
            _check_language(rulebook, language, problems)


def _check_language(rulebook: Rulebook, language: str, problems: Problems) -> None:
    record_unfilled(rulebook, language, problems)
    for path, limits in rulebook.texts.limits.items():
        _record_digits(path, limits, language, rulebook, problems)


def _record_digits(
    path: str, limits: Mapping[str, str], language: str, rulebook: Rulebook, problems: Problems
) -> None:
    for at, text in _texts_at(path, rulebook.texts, language):
        for name, value in limits.items():
            if re.search(rf"(?<![\d.,–-]){value}(?![\d–-]|[.,]\d)", text):
                problems.add(
                    "limit-in-digits",
                    rulebook.places.get(path),
                    at,
                    severity=Severity.WARNING,
                    name=name,
                    value=value,
                    language=language,
                )


def _texts_at(path: str, texts: Texts, language: str) -> list[tuple[str, str]]:
    written = texts.as_written(language)
    every = (at for at in written if at.rpartition(".")[0] == path)
    return [(at, written[at]) for at in every if at.rpartition(".")[2] not in NEVER_TRANSLATED]
