"""The entries of a mapping with known keys, each read as what it should be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from triage.diagnostics import listed, nearest
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import day_meant, iso_day, whole_number, yes_or_no
from triage.language.reading.vocabulary import FORMERLY
from triage.model.question import YES


def read_fields(node: Node, path: str, known: Collection[str], notes: Notes) -> Fields | None:
    """Read the entries of a mapping, or say that it is none; keys not `known` are problems."""
    if not isinstance(node, MappingNode):
        notes.wrong_kind(node, path, "mapping")
        return None
    fields = Fields(node, path, notes)
    for key, _ in node.entries:
        if key.text not in known:
            text = key.text or ""
            near = nearest(text, known)
            fields.meant.add(near)
            notes.error(
                "unknown-key",
                key,
                path,
                nearest=near,
                key=text,
                place=path,
                known=listed(sorted(known)),
            )
    return fields


class Fields:
    """The entries of one mapping. What is absent (`null`, `~`, nothing) counts as not written.

    `meant` are the keys that unknown ones are nearly: that they are missing is no further problem.
    """

    __slots__ = ("_entries", "_notes", "meant", "node", "path")

    def __init__(self, node: MappingNode, path: str, notes: Notes) -> None:
        self.node = node
        self.path = path
        self._notes = notes
        self.meant: set[str | None] = set()
        self._entries = {
            key.text: (key, value)
            for key, value in node.entries
            if not (isinstance(value, ScalarNode) and value.text is None)
        }

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def present(self, keys: Iterable[str]) -> list[str]:
        """Return those of `keys` that are written."""
        return [key for key in keys if key in self._entries]

    def key(self, key: str) -> ScalarNode:
        """Return the place where a key that is written stands."""
        return self._entries[key][0]

    def get(self, key: str) -> Node | None:
        """Return what stands under `key`, if anything does."""
        entry = self._entries.get(key)
        return entry[1] if entry else None

    def required(self, key: str) -> Node | None:
        """Return what stands under `key`, and say so where nothing does."""
        value = self.get(key)
        if value is None:
            self.missing(key)
        return value

    def missing(self, key: str) -> None:
        """Say that `key` should have been written."""
        if key not in self.meant:
            at = self.node.name or self.node
            self._notes.error("missing-key", at, self.path, place=self.path, key=key)

    def scalar(self, key: str) -> ScalarNode | None:
        """Return the single word or text under `key`."""
        value = self.get(key)
        if value is None or isinstance(value, ScalarNode):
            return value
        self._notes.wrong_kind(value, f"{self.path}.{key}", "text")
        return None

    def text(self, key: str) -> str | None:
        """Return the single word or text under `key`, without its place."""
        scalar = self.scalar(key)
        return scalar.text if scalar else None

    def whole(self, key: str) -> int | None:
        """Read a whole number."""
        scalar = self.scalar(key)
        if scalar is None or scalar.text is None:
            return None
        number = whole_number(scalar.text)
        if number is None:
            self._notes.error("not-a-number", scalar, self.path, value=scalar.text)
        return number

    def required_whole(self, key: str) -> int | None:
        """Read a whole number, and say so where nothing stands."""
        if key not in self:
            self.missing(key)
        return self.whole(key)

    def day(self, key: str) -> date | None:
        """Read a date."""
        scalar = self.scalar(key)
        if scalar is None or scalar.text is None:
            return None
        day = iso_day(scalar.text)
        if day is None:
            near = day_meant(scalar.text)
            self._notes.error("not-a-date", scalar, self.path, near, value=scalar.text)
        return day

    def period(self) -> tuple[date | None, date | None]:
        """Read `valid_from` and `valid_to`, which must not be the wrong way round."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and first > last:
            self.reversed("valid_from", "valid_to")
        return first, last

    def reversed(self, low: str, high: str) -> None:
        """Say that what stands under `low` is above what stands under `high`."""
        self._notes.error("reversed-range", self.key(low), self.path, low=low, high=high)

    def flag(self, key: str, default: bool = False) -> bool:
        """Read a yes or no."""
        scalar = self.scalar(key)
        if scalar is None or scalar.text is None:
            return default
        answer = yes_or_no(scalar.text)
        if answer is None:
            self._notes.error("not-yes-or-no", scalar, self.path, value=scalar.text)
        return answer == YES

    def option(self, key: str, options: Collection[str]) -> str | None:
        """Read one of a few fixed words."""
        scalar = self.scalar(key)
        return self.checked_option(scalar, key, options) if scalar else None

    def options(self, key: str, options: Collection[str]) -> tuple[str, ...]:
        """Read one or several of a few fixed words; repeats count once."""
        found = [self.checked_option(each, key, options) for each in self.scalars(key)]
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def checked_option(self, scalar: ScalarNode, key: str, options: Collection[str]) -> str | None:
        """Return a word that is one of `options`, and say so where it is not."""
        text = scalar.text or ""
        if text in options:
            return text
        self._notes.error(
            "unknown-option",
            scalar,
            self.path,
            nearest=nearest(text, options),
            value=text,
            key=key,
            known=listed(options),
        )
        return None

    def scalars(self, key: str) -> list[ScalarNode]:
        """Return the words of a list; a single one may stand without the list."""
        value = self.get(key)
        if value is None:
            return []
        if isinstance(value, SequenceNode) and not value.items:
            self._notes.error("empty-list", value, self.path, key=key)
        found = value.items if isinstance(value, SequenceNode) else (value,)
        for each in found:
            if not isinstance(each, ScalarNode):
                self._notes.wrong_kind(each, f"{self.path}.{key}", "text")
        return [each for each in found if isinstance(each, ScalarNode)]

    def record_earlier_ids(self) -> None:
        """Note the ids that what is read here had before."""
        if FORMERLY in self:
            self._notes.formerly[self.path] = self.scalars(FORMERLY)

    def record_texts(self, keys: Collection[str]) -> None:
        """Note the texts under those of `keys` that are written."""
        for key in self._entries:
            if key is not None and key in keys and (text := self.text(key)) is not None:
                self._notes.texts[f"{self.path}.{key}"] = text
