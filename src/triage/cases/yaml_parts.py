"""A YAML text with one part of it added, removed or replaced; all else stays as it is written.

Every function takes a text with nodes that were read from it, and returns the new text. Comments,
quotes, indentation and the style of lists, with brackets or dashes, are kept.
"""

from __future__ import annotations

from textwrap import TextWrapper

from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode

_WIDTHS = (120, 100, 96, 88, 80)
"""How wide lines may be that somebody has filled."""

Collection = MappingNode | SequenceNode


def replaced(text: str, key: ScalarNode, value: Node, written: str) -> str:
    """Put something else under a key."""
    start = _colon(text, key) if value.end <= key.end or _is_block(text, value) else value.start
    between = " " if start != value.start or value.start == value.end else ""
    return f"{text[:start]}{between}{written}{text[max(start, value.end) :]}"


def without(text: str, within: Collection, number: int) -> str:
    """Remove one of several elements; from lines of its own, with the comment on them."""
    spans = _spans(text, within)
    start, end = spans[number]
    if _is_block(text, within):
        return text[: _line_start(text, start)] + text[_line_end(text, end) :]
    if number + 1 < len(spans):
        return _without_flow(text, start, end)
    comma = text.find(",", spans[number - 1][1], start)
    if "#" in text[comma:start]:
        return text[:comma] + text[comma + 1 : start].rstrip(" ") + text[end:]
    return text[:comma] + text[end:]


def _without_flow(text: str, start: int, end: int) -> str:
    """Remove an element that others follow, with its comma and the line that it leaves empty."""
    end = text.index(",", end) + 1
    while text[end] == " ":
        end += 1
    before = _line_start(text, start)
    if text[end] == "\n" and not text[before:start].strip():
        return text[:before] + text[end + 1 :]
    return text[:start] + text[end:]


def with_element(text: str, within: Collection, number: int, written: str) -> str:
    """Add an element to a collection that has some, so that it stands at `number`."""
    spans = _spans(text, within)
    mark = "- " if isinstance(within, SequenceNode) else ""
    if _is_block(text, within):
        line = _line_start(text, spans[0][0])
        indent = text[line : spans[0][0]].removesuffix(mark)
        place = line if number == 0 else _line_end(text, spans[number - 1][1])
        before = "" if text[:place].endswith("\n") or not place else "\n"
        return f"{text[:place]}{before}{indent}{mark}{written}\n{text[place:]}"
    if number == 0:
        start = spans[0][0]
        return f"{text[:start]}{written}, {text[start:]}"
    end = spans[number - 1][1]
    return f"{text[:end]}, {written}{text[end:]}"


def refilled(text: str, words: SequenceNode, written: list[str]) -> str | None:
    """Replace the words of a list in brackets whose lines are as full as they can be.

    `None` where its lines are broken in another way, or hold comments: these stay.
    """
    before = text[words.start : words.end]
    plain = [text[each.start : each.end] for each in words.items]
    for width in _WIDTHS:
        if _filled(text, words, plain, width) == before:
            filled = _filled(text, words, written, width)
            return f"{text[: words.start]}{filled}{text[words.end :]}"
    return None


def _filled(text: str, words: SequenceNode, written: list[str], width: int) -> str:
    column = words.start - _line_start(text, words.start)
    wrapper = TextWrapper(width, " " * column, " " * _indent_below(text, words))
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    return wrapper.fill(f"[{', '.join(written)}]")[column:]


def _indent_below(text: str, words: SequenceNode) -> int:
    """Return how far the lines of a list below its first are indented, or would be."""
    line_break = text.find("\n", words.start, words.end)
    if line_break < 0:
        return _indent(text, _line_start(text, words.start)) + 2
    return _indent(text, line_break + 1)


def _indent(text: str, line: int) -> int:
    rest = text[line:]
    return len(rest) - len(rest.lstrip(" "))


def _spans(text: str, within: Collection) -> list[tuple[int, int]]:
    if isinstance(within, SequenceNode):
        return [(each.start, each.end) for each in within.items]
    return [(key.start, max(value.end, _colon(text, key))) for key, value in within.entries]


def _colon(text: str, key: ScalarNode) -> int:
    """Return where a value may begin: behind the colon of its key."""
    return text.index(":", key.end) + 1


def _is_block(text: str, node: Node) -> bool:
    return not isinstance(node, ScalarNode) and text[node.start] not in "[{"


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """Return where the line ends that something ends on, its line break included."""
    if text[index - 1] == "\n":  # a text over several lines ends with its last line
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1
