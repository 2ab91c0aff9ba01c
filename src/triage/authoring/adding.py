"""An entry added to a rulebook: in the right file, at the right place, with its translations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from triage.authoring.edits import Edit, edited, newline
from triage.authoring.insertion import added, begun, section_text
from triage.authoring.source_files import SourceFile, SourceFiles
from triage.authoring.writing import Entry
from triage.diagnostics import Diagnostic, RulebookError
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.vocabulary import RULE_SECTIONS

RULES = "rules"
_ID = "id"


@dataclass(frozen=True, slots=True)
class Change:
    """One file as it will be, and the line on which what was added to it begins.

    `before` is what it holds, and `None` where there is none yet. Of a translation, `language` is
    its own.
    """

    path: Path
    text: str
    line: int
    before: str | None = None
    language: str | None = None


def add_entry(files: SourceFiles, section: str, entry: Entry, after: str | None = None) -> Change:
    """Return the change that adds an entry to a section of the rules.

    It goes to the file that has most of the section, behind the entry called `after` or at the end.

    Raises:
        RulebookError: nothing in the section is called `after`; or the order of its rules decides,
            and nobody says where among its rows this one stands.
    """
    places = list(_places(files.rules, section))
    if after is None and any(_rows_follow(each, section) for each in files.rules):
        details = {"section": section}
        raise RulebookError((Diagnostic("order-decides", details=details),))
    if after is not None:
        places = [each for each in places if after in each.ids]
        if not places:
            details = {"name": after, "section": section}
            raise RulebookError((Diagnostic("nothing-to-stand-behind", details=details),))
    if not places:
        return _new_section(files, files.path / f"{section}.yaml", files.rules, section, entry)
    place = max(places, key=lambda each: len(each.ids))
    return place.with_entry(entry, -1 if after is None else place.ids.index(after))


def add_texts(
    files: SourceFiles, language: str, section: str, entry: Entry, beside: tuple[str, ...] = ()
) -> Change:
    """Return the change that adds the texts of an entry to a translation.

    They go to the file that has most of the texts of what stands `beside` it, behind the last.
    """
    there = files.translations.get(language, ())
    places = [each for each in _places(there, section) if isinstance(each.node, MappingNode)]
    if not places:
        path = files.path / "texts" / f"{language}.yaml"
        change = _new_section(files, path, there, section, entry)
        return replace(change, language=language)
    place = max(places, key=lambda each: (len(set(each.ids) & set(beside)), len(each.ids)))
    last = max((place.ids.index(each) for each in beside if each in place.ids), default=-1)
    return replace(place.with_entry(entry, last), language=language)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a section of one file holds its entries; `inside` are keys they still have to be in."""

    file: SourceFile
    key: ScalarNode
    node: Node
    inside: str | None = None

    @property
    def ids(self) -> list[str]:
        """The ids of the entries, in their order."""
        match self.node:
            case MappingNode(entries) if self.inside is None:
                return [key.text or "" for key, _ in entries]
            case SequenceNode(items):
                return [_id(item) for item in items]
        return []

    def with_entry(self, entry: Entry, after: int) -> Change:
        """Return the file with an entry more."""
        if self.inside is not None:
            entry = Entry(self.inside, [entry.value])
        empty = isinstance(self.node, ScalarNode) or not (self.ids or self.inside)
        if empty:
            edit = begun(self.key, self.node, entry)
        else:
            assert isinstance(self.node, MappingNode | SequenceNode)
            edit = added(self.node, entry, after)
        change = changed(self.file, [edit])
        below = self.inside is not None and edit.text.count("\n") > 1  # the key it has to be in
        return replace(change, line=change.line + below)


def changed(file: SourceFile, edits: Sequence[Edit]) -> Change:
    """Return a file with edits made, and the line on which the first begins."""
    first = min(edits, key=lambda each: each.start)
    line = file.source.text.count("\n", 0, first.start) + 1
    below = first.text.startswith(("\n", "\r"))
    text = edited(edits)[file.source.file]
    return Change(file.path, text, line + below, file.source.text)


def _places(files: tuple[SourceFile, ...], section: str) -> Iterator[_Place]:
    for file in files:
        found = file.section(section)
        if found is not None:
            yield _in_section(file, *found)


def _in_section(file: SourceFile, key: ScalarNode, node: Node) -> _Place:
    """Find the list of the rules of a section that has other keys as well."""
    if key.text not in RULE_SECTIONS or not isinstance(node, MappingNode) or not node.entries:
        return _Place(file, key, node)
    for inner, rules in node.entries:
        if inner.text == RULES:
            return _Place(file, inner, rules)
    return _Place(file, key, node, inside=RULES)


def _rows_follow(file: SourceFile, section: str) -> bool:
    """Say whether the first rule that holds decides, and rows come after all rules of the list."""
    found = file.section(section)
    node = None if found is None else found[1]
    if not isinstance(node, MappingNode) or node.get("table") is None:
        return False
    policy = node.get("policy")
    return isinstance(policy, ScalarNode) and policy.text == "first"


def _new_section(
    files: SourceFiles,
    path: Path,
    there: tuple[SourceFile, ...],
    section: str,
    entry: Entry,
) -> Change:
    """Write a section nobody has yet: to a file of its own where there is a folder to put it in."""
    same = [each for each in there if each.path == path or not files.is_folder]
    text = section_text(section, entry)
    if not same:
        return Change(path, text, 2)
    source = same[0].source
    text = text.replace("\n", newline(source))
    gap = newline(source) * (1 if not source.text or source.text.endswith("\n") else 2)
    end = len(source.text)
    change = changed(same[0], [Edit(source, end, end, gap + text)])
    return replace(change, line=change.line + gap.count("\n"))


def _id(node: Node) -> str:
    found = node.get(_ID) if isinstance(node, MappingNode) else None
    return found.text or "" if isinstance(found, ScalarNode) else ""


def section_ids(files: SourceFiles, section: str) -> Mapping[str, Path]:
    """Return the ids of what stands in a section, each with its file."""
    return {id_: each.file.path for each in _places(files.rules, section) for id_ in each.ids}
