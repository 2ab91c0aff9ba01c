"""Files with parts of their data changed: other values, other keys, branches put elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import yaml

from tests.strategies.drawing import Draw

Place = tuple[list[Any], int]
"""A list of entries, and which: the items of a list, or the keys and values of a mapping."""

SCALARS = (
    *"null ~ yes no true 7 -1 0 007 1.5 1e9 0x1F .inf 999999999 999999999999".split(),
    *"2026-07-01 2026-02-30 0000-00-00 9999-12-31 2026-11-22T10:00:00".split(),
    *"x é $x $few _ .. a.b.c * typology row rest not any all question".split(),
    *"unknown declined none open yes_no goals".split(),
    "",
    " ",
    "two words",
    "\x07",
    "\u202e",
    "😀",
    "x" * 3_000,
)
_BRANCHES = (
    *"[] {} [[]] [x] [7,7] {a:\u00a0b}".split(" "),
    "{not: {}}",
    "{any: []}",
    "{question: x}",
    "{applies: yes}",
    "{count: {}}",
    "{at_least: [x]}",
    "{from: 1, to: 0}",
    "{min: 0, max: 999999999}",
    "{in_list: x, any: yes}",
    "[" * 60 + "]" * 60,
)
_TAG = "tag:yaml.org,2002:str"


def rearranged(text: str, draw: Draw, words: Sequence[str]) -> str:
    """Change the data of a YAML text in one to three places; `words` may stand anywhere."""
    root = yaml.compose(text, yaml.CBaseLoader)
    for _ in range(draw.choice((1, 1, 1, 1, 2, 3))):
        places = list(_places(root))
        if places:
            draw.choice(_CHANGES)(draw, places, words)
    return str(yaml.serialize(root, Dumper=yaml.CBaseDumper, allow_unicode=True))


@lru_cache(maxsize=64)
def words_of(text: str) -> frozenset[str]:
    """Return the single words a YAML text consists of: ids, keywords, numbers."""
    return frozenset(_words(yaml.compose(text, yaml.CBaseLoader)))


def _words(node: yaml.Node | None) -> Iterator[str]:
    for holder, at in _places(node):
        entry = holder[at]
        for part in entry if isinstance(entry, tuple) else (entry,):
            if isinstance(part, yaml.ScalarNode) and not {" ", "\n"} & set(part.value):
                yield part.value


def _places(node: yaml.Node | None) -> Iterator[Place]:
    if isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        for at in range(len(node.value)):
            yield node.value, at
            yield from _places(_value((node.value, at)))


def _keyed(places: list[Place]) -> list[Place]:
    """Return the entries of mappings."""
    return [(holder, at) for holder, at in places if isinstance(holder[at], tuple)]


def _value(place: Place) -> yaml.Node:
    holder, at = place
    entry = holder[at]
    found: yaml.Node = entry[1] if isinstance(entry, tuple) else entry
    return found


def _put(place: Place, value: yaml.Node) -> None:
    holder, at = place
    entry = holder[at]
    holder[at] = (entry[0], value) if isinstance(entry, tuple) else value


def _copy(node: yaml.Node) -> yaml.Node:
    """Copy a node: one that stood in two places would be written as an alias."""
    match node:
        case yaml.MappingNode():
            entries = [(_copy(key), _copy(value)) for key, value in node.value]
            return yaml.MappingNode(node.tag, entries, flow_style=node.flow_style)
        case yaml.SequenceNode():
            items = [_copy(item) for item in node.value]
            return yaml.SequenceNode(node.tag, items, flow_style=node.flow_style)
        case yaml.ScalarNode():
            return _scalar(node.value, node.style)
        case _:
            raise TypeError(node)


def _scalar(text: str, style: str | None = None) -> yaml.Node:
    return yaml.ScalarNode(_TAG, text, style=style)


def _word(draw: Draw, words: Sequence[str]) -> yaml.Node:
    quotes = '"' if draw.boolean(20) else None
    return _scalar(draw.choice(words if draw.boolean(60) else SCALARS), quotes)


def _another_word(draw: Draw, places: list[Place], words: Sequence[str]) -> None:
    scalars = [place for place in places if isinstance(_value(place), yaml.ScalarNode)]
    _put(draw.choice(scalars or places), _word(draw, words))


def _another_kind(draw: Draw, places: list[Place], words: Sequence[str]) -> None:
    branch = yaml.compose(draw.choice(_BRANCHES), yaml.CBaseLoader)
    _put(draw.choice(places), branch if branch and draw.boolean(70) else _word(draw, words))


def _branch_of_another(draw: Draw, places: list[Place], _words: Sequence[str]) -> None:
    _put(draw.choice(places), _copy(_value(draw.choice(places))))


def _alike(draw: Draw, places: list[Place], _words: Sequence[str]) -> None:
    """Put what stands under the same key elsewhere: it may well fit."""
    entries = _keyed(places)
    if not entries:
        return
    holder, at = draw.choice(entries)
    key = holder[at][0].value
    others = [other for other in entries if other[0][other[1]][0].value == key]
    _put((holder, at), _copy(_value(draw.choice(others))))


def _swap(draw: Draw, places: list[Place], _words: Sequence[str]) -> None:
    one, other = draw.choice(places), draw.choice(places)
    first, second = _copy(_value(one)), _copy(_value(other))
    _put(other, first)
    _put(one, second)


def _wrap(draw: Draw, places: list[Place], words: Sequence[str]) -> None:
    place = draw.choice(places)
    if draw.boolean():
        _put(place, yaml.SequenceNode(_TAG, [_value(place)]))
    else:
        _put(place, yaml.MappingNode(_TAG, [(_word(draw, words), _value(place))]))


def _rename(draw: Draw, places: list[Place], words: Sequence[str]) -> None:
    """Return an entry another key, as often as not one that another entry has."""
    entries = _keyed(places)
    if not entries:
        return
    (holder, at), (other, there) = draw.choice(entries), draw.choice(entries)
    key = _copy(other[there][0]) if draw.boolean() else _word(draw, words)
    holder[at] = (key, holder[at][1])


def _drop(draw: Draw, places: list[Place], _words: Sequence[str]) -> None:
    holder, at = draw.choice(places)
    del holder[at]


def _repeat(draw: Draw, places: list[Place], words: Sequence[str]) -> None:
    """Put an entry once more beside itself or somewhere else, or only there."""
    holder, at = draw.choice(places)
    there, place = draw.choice((places[-1], draw.choice(places), (holder, at)))
    key = holder[at][0] if isinstance(holder[at], tuple) else _word(draw, words)
    value = _copy(_value((holder, at)))
    there.insert(place, (_copy(key), value) if isinstance(there[place], tuple) else value)
    if draw.boolean(30):
        del holder[at]


_CHANGES: tuple[Callable[[Draw, list[Place], Sequence[str]], None], ...] = (
    _another_word,
    _another_word,
    _another_word,
    _another_kind,
    _branch_of_another,
    _alike,
    _alike,
    _alike,
    _swap,
    _wrap,
    _rename,
    _rename,
    _drop,
    _drop,
    _repeat,
)
