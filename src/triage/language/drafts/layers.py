"""A rulebook and those it extends, each read into a draft of its own (section 3, local fitting)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from triage.diagnostics import Severity, Span, nearest
from triage.language.at_hand import is_there, known_rulebooks, names_in, spellings
from triage.language.drafts.draft import Draft, Translations
from triage.language.drafts.fit import check_first_layer, fit
from triage.language.drafts.rule_lists import RuleEntry, check_unique, rules_under
from triage.language.drafts.sections import merge_files
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SourceText
from triage.language.reading.notes import Notes
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles, is_folder, lies_in, real
from triage.language.reading.vocabulary import HEAD


def read_draft(path: Path, files: RulebookFiles, root: Path | None = None) -> Draft | None:
    """Read a rulebook with all it extends, from its folder and the one around it, or from `root`.

    Gives `None` where a file cannot be read or a rulebook cannot be found: what they would have
    defined is unknown then, and everything that uses it would be reported for nothing.
    """
    layers = _Layers(files, root).read(path)
    if layers is None:
        return None
    notes = Notes(files.problems, files.occurrences)
    draft = layers.pop()
    check_first_layer(draft, notes)
    while layers:
        draft = fit(draft, layers.pop(), notes)
    rules = list(_rules(draft))
    if len(rules) > files.limits.rules:
        place = rules[files.limits.rules].rule.span
        files.problems.refuse("too-many-rules", place, limit=files.limits.rules)
    check_unique(rules, notes)
    return draft


class _Layers:
    """Reads a rulebook and, one after the other, those it extends."""

    def __init__(self, files: RulebookFiles, root: Path | None) -> None:
        self._files, self._problems = files, files.problems
        self._given = root

    def read(self, path: Path) -> list[Draft] | None:
        """Read the rulebook at `path` and those it extends, nearest first."""
        root = _around(path) if self._given is None else self._given
        layers: list[Draft] = []
        visited: list[Path] = []
        extends: ScalarNode | None = None
        while (layer := self._layer(path, extends)) is not None:
            if real(path) in visited:
                _refuse_cycle(layers, self._problems)
                return None
            visited.append(real(path))
            layers.append(layer)
            extends = layer.head.extends
            if extends is None or extends.text is None:
                return layers
            found = self._parent(path, extends, extends.text, root)
            if found is None:
                return None
            path, root = found
        return None

    def _layer(self, path: Path, extends: ScalarNode | None) -> Draft | None:
        """Read one rulebook; `extends` is where another one names it, if one does."""
        inside = real(path) if self._given is None else self._given
        before = len(self._problems.errors)
        listed = self._files.of(path, inside)
        texts = [text for file in listed if (text := self._files.text(file)) is not None]
        if not texts or len(self._problems.errors) > before:
            return None
        roots = self._own(texts) if extends is None else self._named(texts, extends)
        if len(roots) < len(texts):
            return None
        draft = merge_files(roots, Span(str(listed[0]), 1, 1, 1, 1), Notes(self._problems))
        draft.translations.append(Translations(self._files.translations(path, inside)))
        return draft

    def _own(self, texts: list[SourceText]) -> list[Node]:
        nodes = [self._files.node(self._files.shown(text), self._problems) for text in texts]
        return [node for node in nodes if node is not None]

    def _named(self, texts: list[SourceText], extends: ScalarNode) -> list[Node]:
        """Read the texts of what another rulebook names; nothing where they are no rulebook.

        INVARIANT: nothing of them is said or shown before they are seen to be a rulebook: they
        may be any files of whoever reads it.
        """
        problems, before = Problems(), len(self._problems.errors)
        nodes: list[Node | None] = [None]
        with problems.within():
            nodes = [self._files.node(text, problems) for text in texts]
        roots = [node for node in nodes if node is not None]
        if len(roots) < len(texts) or not any(map(_has_head, roots)):
            if len(self._problems.errors) == before:  # else a limit was reached
                self._refuse(extends, "not-a-rulebook")
            return []
        for text in texts:
            self._files.shown(text)
        for problem in problems.diagnostics:
            self._problems.record(problem)
        return roots

    def _parent(
        self, path: Path, extends: ScalarNode, name: str, root: Path
    ) -> tuple[Path, Path] | None:
        """Find what `extends` names, and the folder it and what it extends must lie in.

        That is a folder or file beside this one, a path from here, or the id of one at hand.
        """
        within = list(_candidates(path, name, root))
        if not within or not all(lies_in(each, root) for each in within):
            self._refuse(extends, "leads-outside", folder=str(root))
            return None
        found = next((each for each in within if is_there(each)), None)
        if found is not None:
            return found, root
        known = dict(known_rulebooks())
        if name in known:
            return known[name], _around(known[name])
        others = [each for each in names_in(_around(path)) if each != path.stem]
        self._refuse(extends, "unknown-rulebook", nearest(name, (*others, *known)))
        return None

    def _refuse(
        self, extends: ScalarNode, code: str, near: str | None = None, **details: str
    ) -> None:
        name = extends.text or ""
        path = f"{HEAD}.extends"
        self._problems.add(code, extends, path, near, Severity.ERROR, (), name=name, **details)


def _has_head(root: Node) -> bool:
    head = root.get(HEAD) if isinstance(root, MappingNode) else None
    return isinstance(head, MappingNode) and head.get("id") is not None


def _refuse_cycle(layers: list[Draft], problems: Problems) -> None:
    names = " → ".join(layer.head.id for layer in layers)
    problems.add("extends-cycle", layers[-1].head.extends, "rulebook.extends", names=names)


def _candidates(path: Path, name: str, root: Path) -> Iterator[Path]:
    """Yield where what a rulebook extends may be, as far as it is written to lie in the root."""
    folder = path if is_folder(path) else path.parent
    for base, written in product((_around(path), folder), spellings(name)):
        # Before links are followed: whether a name leads out must not hang on what is there.
        leads_to = Path(os.path.normpath(real(base) / written))
        if not Path(written).is_absolute() and leads_to.is_relative_to(real(root)):
            yield base / written


def _around(path: Path) -> Path:
    # `.` and `..` do not say in which folder they are.
    return path.parent if path.name not in {"", ".."} else path.resolve().parent


def _rules(draft: Draft) -> Iterator[RuleEntry]:
    for section in draft.rules.values():
        yield from section
    # What is wrong in a finding is said where findings are resolved.
    unheard = Notes(Problems(most=sys.maxsize))
    for id_, finding in draft.sections["findings"].items():
        yield from rules_under(finding.node, id_, finding.from_rulebook, unheard)
