"""A rulebook and those it extends, each read into a draft of its own (section 3, local fitting)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from triage.diagnostics import Sources, Span, nearest
from triage.rulebook.drafts.draft import Draft, Translations
from triage.rulebook.drafts.fit import check_first_layer, fit
from triage.rulebook.drafts.rule_lists import check_unique, rules_under
from triage.rulebook.drafts.sections import merge_files
from triage.rulebook.reading.files import read_file, rulebook_files, translation_files
from triage.rulebook.reading.notes import Notes
from triage.rulebook.reading.problems import Problems


def read_draft(path: Path, problems: Problems, sources: Sources) -> Draft | None:
    """Read a rulebook with all it extends.

    Gives `None` where a file cannot be read or a rulebook cannot be found: what they would have
    defined is unknown then, and everything that uses it would be reported for nothing.
    """
    layers = _read_layers(path, problems, sources)
    if layers is None:
        return None
    notes = Notes(problems)
    draft = layers.pop()
    check_first_layer(draft, notes)
    while layers:
        draft = fit(draft, layers.pop(), notes)
    _check_rules_are_unique(draft, notes)
    return draft


def _read_layers(path: Path, problems: Problems, sources: Sources) -> list[Draft] | None:
    """Read the rulebook at `path` and those it extends, nearest first."""
    layers: list[Draft] = []
    visited: list[str] = []
    while (layer := _read_layer(path, problems, sources)) is not None:
        if os.path.realpath(path) in visited:
            _refuse_cycle(layers, problems)
            return None
        visited.append(os.path.realpath(path))
        layers.append(layer)
        extends = layer.head.extends
        if extends is None or extends.text is None:
            return layers
        parent = _parent(path, extends.text)
        if parent is None:
            near = nearest(extends.text, _beside(path))
            problems.add("unknown-rulebook", extends, "rulebook.extends", near, name=extends.text)
            return None
        path = parent
    return None


def _refuse_cycle(layers: list[Draft], problems: Problems) -> None:
    names = " → ".join(layer.head.id for layer in layers)
    problems.add("extends-cycle", layers[-1].head.extends, "rulebook.extends", names=names)


def _read_layer(path: Path, problems: Problems, sources: Sources) -> Draft | None:
    files = rulebook_files(path, problems)
    roots = [read_file(file, problems, sources) for file in files]
    read = [root for root in roots if root is not None]
    if not read or len(read) < len(roots):
        return None
    place = Span(str(files[0]), 1, 1, 1, 1)
    draft = merge_files(read, place, Notes(problems))
    draft.translations.append(Translations(translation_files(path, problems)))
    return draft


def _parent(path: Path, name: str) -> Path | None:
    """Find what `extends` names: a folder or file beside this one, or a path from here."""
    folder = path if path.is_dir() else path.parent
    candidates = (_around(path) / name, _around(path) / f"{name}.yaml", folder / name)
    return next((candidate for candidate in candidates if _exists(candidate)), None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name no file system takes
        return False


def _beside(path: Path) -> list[str]:
    around = _around(path)
    return [each.stem for each in around.iterdir() if each != path and each.name[0] != "."]


def _around(path: Path) -> Path:
    # `.` and `..` do not say in which folder they are.
    return path.parent if path.name not in {"", ".."} else path.resolve().parent


def _check_rules_are_unique(draft: Draft, notes: Notes) -> None:
    rules = [entry for section in draft.rules.values() for entry in section]
    # What is wrong in a finding is said where findings are resolved.
    unheard = Notes(Problems(most=sys.maxsize))
    for id_, finding in draft.sections["findings"].items():
        rules.extend(rules_under(finding.node, id_, finding.from_rulebook, unheard))
    check_unique(rules, notes)
