"""Where a file that fits a rulebook to a municipality names things: of that, and of what asks.

See `triage.programme.fitting`: such a file stands in the folder `fit` of the rulebook that asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from triage.diagnostics import Diagnostic
from triage.language.load import load
from triage.language.reading.files import read_file, read_text
from triage.language.reading.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    SourceText,
    entries_of,
    text_of,
)
from triage.language.reading.occurrences import Occurrence
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import real
from triage.language.reading.yaml_events import read_yaml
from triage.model.question import Subset
from triage.model.rulebook import Rulebook

FOLDER = "fit"
"""The folder of a rulebook that asks, in which its files stand."""

Found = Iterator[Occurrence]


def fitting_files(book: Path) -> Iterator[Path]:
    """Yield the files that fit something, of the rulebooks beside one at a path and of itself."""
    for folder in sorted(book.parent.iterdir()):
        if (folder / FOLDER).is_dir():
            yield from sorted((folder / FOLDER).glob("*.yaml"))


def names_in_fitting(file: Path, rulebook: Rulebook, book: Path) -> Found:
    """Yield the names a file has of a rulebook at a path, whether it asks or is fitted."""
    text = read_text(file, Problems())
    root = None
    if text is not None:
        root = read_yaml(SourceText(str(real(file)), text), Problems())
    if file.parent.parent == book:
        yield from _of_asking(root)
    elif text_of(_under(root, "extends")) == rulebook.id:
        yield from _of_fitted(root, rulebook)


def asked_as(file: Path, intervention: str) -> Diagnostic | None:
    """Return that an intervention of what is fitted is an answer to the rulebook that asks.

    It may say which interventions there are not; so there it has to have the same name.

    Raises:
        RulebookError: the rulebook that asks does not load.
    """
    root = read_file(file, Problems())
    question = text_of(_under(root, "not_offered", "question"))
    asking = load(file.parent.parent)
    known = asking.questions.get(question or "")
    if known is None or not isinstance(known.domain, Subset):
        return None
    if intervention not in known.domain.values:
        return None
    path = f"questions.{question}.values.{intervention}"
    details = {"name": intervention, "rulebook": asking.id, "question": known.id}
    return Diagnostic("asked-by-that-name", asking.places.get(path), path, details=details)


def fits(file: Path, rulebook: Rulebook) -> bool:
    """Say whether a file fits a rulebook to a municipality."""
    return text_of(_under(read_file(file, Problems()), "extends")) == rulebook.id


def _of_asking(root: Node | None) -> Found:
    run, method = _under(root, "run"), _under(root, "run", "method")
    yield from _named(_under(root, "title"), "questions")
    for key in ("not_offered", "trades", "run"):
        yield from _named(_under(root, key, "question"), "questions")
    for limit, _ in entries_of(_under(root, "parameters")):
        yield from _named(limit, "questions")
    items = f"questions.{text_of(_under(run, 'question'))}.item"
    for name in ("method", "run_by", "hours", "stops"):
        yield from _named(_under(run, name), items)
    for answer, _ in entries_of(_under(root, "methods")):  # and what is proposed by that name
        yield from _named(answer, "interventions")
        yield from _named(answer, f"{items}.{text_of(method)}.values")


def _of_fitted(root: Node | None, rulebook: Rulebook) -> Found:
    for _, limit in entries_of(_under(root, "parameters")):
        yield from _named(_under(limit, "parameter"), "parameters")
    for _, interventions in entries_of(_under(root, "methods")):
        yield from _named(interventions, "interventions")
    lookup = _under(root, "trades", "key")
    for owner, known in rulebook.siblings.items():
        path = "questions" if owner is None else f"questions.{owner}.item"
        if text_of(lookup) in known:
            yield from _named(lookup, path)
            for column, cell in entries_of(_under(root, "trades", "cells")):
                if column.text in known:
                    yield from _named(column, path)
                    yield from _named(cell, f"{path}.{column.text}.values")


def _named(node: Node | None, path: str) -> Found:
    """Yield a name or a list of them."""
    for each in node.items if isinstance(node, SequenceNode) else (node,):
        if isinstance(each, ScalarNode) and each.text is not None:
            yield Occurrence(f"{path}.{each.text}", each)


def _under(node: Node | None, *keys: str) -> Node | None:
    for key in keys:
        node = node.get(key) if isinstance(node, MappingNode) else None
    return node
