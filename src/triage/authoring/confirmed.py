"""Confirmations of golden cases that go along with them: what was confirmed says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from triage.authoring.edits import Edit, replace_scalar
from triage.cases.case_file import parse_case, read_case
from triage.cases.confirmations import FILE, case_digest
from triage.diagnostics import InvalidAssessment
from triage.language.reading.files import read_file
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.problems import Problems


def confirmation_edits(cases: Mapping[Path, str]) -> Iterator[Edit]:
    """Yield edits of the lists beside some cases, by what the cases will say: their new digests.

    INVARIANT: whoever asks has held each case against what it said before. A confirmation that was
    not of what it said stays as it is.
    """
    for folder, its in groupby(sorted(cases), key=lambda file: file.parent):
        if (folder / FILE).is_file() and (root := read_file(folder / FILE, Problems())) is not None:
            for file in its:
                yield from _edits(_digest_of(root, file.stem), file, cases[file])


def _digest_of(root: Node, case: str) -> Node | None:
    entry = root.get(case) if isinstance(root, MappingNode) else None
    return entry.get("digest") if isinstance(entry, MappingNode) else None


def _edits(node: Node | None, file: Path, text: str) -> Iterator[Edit]:
    if not isinstance(node, ScalarNode):
        return
    try:
        before, after = case_digest(read_case(file)), case_digest(parse_case(text, str(file)))
    except InvalidAssessment:  # which is nobody's case
        return
    if node.text == before != after:
        yield replace_scalar(node, after)
