"""Places in files, and the texts they point into."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# Where YAML ends a line: `str.splitlines` also breaks at form feeds and the like.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: 1-based, counted in characters, `end_column` exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        """Return the place as editors read it, `file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}"


class Sources(Mapping[str, str]):
    """The texts of the files that were read, by file name, for showing source lines."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        """Start with `texts`, or empty."""
        self._texts: dict[str, str] = dict(texts or {})
        self._lines: dict[str, list[str]] = {}
        self._hidden: dict[str, set[Span]] = {}

    def __getitem__(self, file: str) -> str:
        """Return the text of `file`."""
        return self._texts[file]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the file names, in the order they were added."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._texts)

    def add(self, file: str, text: str) -> None:
        """Remember the text of a file; reading a file again replaces its text."""
        self._texts[file] = text
        self._lines.pop(file, None)
        self._hidden.pop(file, None)

    def hide(self, places: Iterable[Span]) -> None:
        """Keep what stands at these places out of the lines that are shown."""
        for place in places:
            self._hidden.setdefault(place.file, set()).add(place)

    def show(self, places: Iterable[Span]) -> None:
        """Show what stands at these places after all."""
        for place in places:
            self._hidden.get(place.file, set()).discard(place)

    def hidden(self, file: str, number: int) -> list[tuple[int, int]]:
        """Return which characters of a line are not shown: from, counted from 0, and up to."""
        length = len(self.line(file, number) or "")
        return [
            (
                place.column - 1 if place.line == number else 0,
                place.end_column - 1 if place.end_line == number else length,
            )
            for place in self._hidden.get(file, ())
            if place.line <= number <= place.end_line
        ]

    def line(self, file: str, number: int) -> str | None:
        """Return one line without its line break, or None where there is no such line."""
        if file not in self._texts:
            return None
        if file not in self._lines:
            self._lines[file] = _LINE_BREAK.split(self._texts[file])
        lines = self._lines[file]
        return lines[number - 1] if 1 <= number <= len(lines) else None
