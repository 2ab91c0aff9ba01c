"""Where in a section a new entry goes, and how it is written there: as its neighbours are."""

from __future__ import annotations

from triage.authoring.edits import (
    Edit,
    behind_colon,
    content_end,
    indent_of,
    insert_line,
    is_flow,
    newline,
    source_of,
)
from triage.authoring.writing import Entry
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText

_STEP = "  "


def added(section: MappingNode | SequenceNode, entry: Entry, after: int = -1) -> Edit:
    """Return the edit that adds an entry to a section that has some.

    It stands behind the entry of the number `after`, by default the last.
    """
    source = source_of(section)
    end = _ends(section)[after]
    if is_flow(section):
        return Edit(source, end, end, f", {entry.flow()}")
    return insert_line(source, end, _block(section, entry))


def begun(key: ScalarNode, value: Node, entry: Entry) -> Edit:
    """Return the edit that puts a first entry under a key with nothing, `{}` or `[]` under it."""
    source = source_of(key)
    start = behind_colon(key)
    lines = _indented(entry, indent_of(key) + _STEP, source)
    return Edit(source, start, max(start, value.end), newline(source) + lines)


def section_text(name: str, entry: Entry) -> str:
    """Return a section that holds one entry, as the lines of a file."""
    return f"{name}:\n{_indented(entry, _STEP, SourceText('', ''))}\n"


def _ends(section: MappingNode | SequenceNode) -> list[int]:
    """Return where each entry ends."""
    if isinstance(section, SequenceNode):
        return [content_end(item) for item in section.items]
    return [max(key.end, content_end(value)) for key, value in section.entries]


def _block(section: MappingNode | SequenceNode, entry: Entry) -> str:
    """Write an entry on lines of its own, or on one where its neighbour stands on one."""
    source = source_of(section)
    if isinstance(section, MappingNode):
        key, beside = section.entries[-1]
        indent, mark = indent_of(key), ""
    else:
        beside = section.items[-1]
        line = source.text[source.text.rfind("\n", 0, beside.start) + 1 : beside.start]
        mark = line.lstrip()
        indent = line[: len(line) - len(mark)]
    on_one = not isinstance(beside, ScalarNode) and is_flow(beside) and entry.is_filled
    return f"{indent}{mark}{entry.flow()}" if on_one else _indented(entry, indent, source, mark)


def _indented(entry: Entry, indent: str, source: SourceText, mark: str | None = None) -> str:
    """Write an entry on indented lines; in a list, the first stands behind a dash."""
    mark = ("- " if entry.id_ is None else "") if mark is None else mark
    first, *rest = entry.lines()
    below = indent + " " * len(mark)
    lines = [f"{indent}{mark}{first}", *(f"{below}{line}" for line in rest)]
    return newline(source).join(lines)
