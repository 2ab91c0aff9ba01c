"""Which golden cases a person has confirmed: one list beside them.

A confirmation holds the digest of what was confirmed, so a case that has been changed since is no
longer confirmed. It is recorded, not authenticated: who may write the file may write any name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from triage.cases.case_file import Case
from triage.cases.case_text import yaml_text
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.language.reading.fields import read_fields
from triage.language.reading.files import read_file
from triage.language.reading.nodes import Node
from triage.language.reading.notes import Notes
from triage.language.reading.problems import Problems
from triage.language.reading.shapes import mapping_entries

FILE = "confirmed.yaml"
"""The name of the list, in the folder of the cases."""

_KEYS = ("digest", "by", "on")
_HEAD = """\
# Golden cases that a person has confirmed, written by `triage rules cases --confirm`.
# A case that is changed no longer has its digest, and is to be confirmed again.
"""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who said of a case with this digest, and when, that what it expects is right."""

    digest: str
    by: str
    on: date


def case_digest(case: Case) -> str:
    """Return a digest over the answers, the day and what is expected; texts are no part of it."""
    expected = None if case.expect is None else case.expect.canonical()
    said = {"answers": case.answers, "as_of": case.as_of, "expect": expected}
    written = json.dumps(said, sort_keys=True, ensure_ascii=True, default=str)
    return sha256(written.encode()).hexdigest()[:_DIGITS]


def is_confirmed(name: str, digest: str, known: Mapping[str, Confirmation]) -> bool:
    """Say whether a person has confirmed the case of a name with this digest."""
    return name in known and known[name].digest == digest


def read_confirmations(folder: Path) -> dict[str, Confirmation]:
    """Return the confirmations in a folder of cases, by the name of the case; none without a list.

    Raises:
        InvalidAssessment: the list cannot be read, or is none.
    """
    file = folder / FILE
    if not file.exists():
        return {}
    problems = Problems()
    with problems.within():
        root = read_file(file, problems)
        found = {} if root is None else _confirmations(root, Notes(problems))
    if problems.errors:  # which may quote what somebody has written there
        raise InvalidAssessment((Diagnostic("not-confirmations", details={"file": str(file)}),))
    return found


def confirmations_text(found: Mapping[str, Confirmation]) -> str:
    """Return the text of a list, a line for each case in the order of their names."""
    lines = {
        name: {"digest": each.digest, "by": each.by, "on": each.on}
        for name, each in sorted(found.items())
    }
    return _HEAD + (yaml_text(lines) if lines else "")


def _confirmations(root: Node, notes: Notes) -> dict[str, Confirmation]:
    found = dict[str, Confirmation]()
    for key, node in mapping_entries(root, FILE, notes):
        fields = read_fields(node, FILE, _KEYS, notes)
        if fields is None:
            continue
        for name in _KEYS:
            fields.required(name)
        digest, by, on = fields.text("digest"), fields.text("by"), fields.day("on")
        if digest and by and on and key.text:
            found[key.text] = Confirmation(digest, by, on)
    return found
