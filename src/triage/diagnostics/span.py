"""Places in files, and the texts they point into."""

import re
from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

# Where YAML ends a line: `str.splitlines` also breaks at form feeds and the like.
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BEFORE = " \t:-[{?\"'"
_AFTER = " \t:,]}\"'"
_REACH = 1_000  # characters on either side; an excerpt shows fewer
_Stretch = tuple[int, int]


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
    """The texts of the files that were read, by file name, for showing source lines.

    INVARIANT: of a private file, nothing is shown but what was said to be showable.
    """

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        """Start with `texts`, or empty."""
        self._texts: dict[str, str] = dict(texts or {})
        self._lines: dict[str, list[str]] = {}
        self._shown: dict[str, dict[int, list[_Stretch]]] = {}

    def __getitem__(self, file: str) -> str:
        """Return the text of `file`."""
        return self._texts[file]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the file names, in the order they were added."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._texts)

    def add(self, file: str, text: str, *, private: bool = False) -> None:
        """Remember the text of a file; reading a file again replaces its text."""
        self._texts[file] = text
        self._lines.pop(file, None)
        self._shown.pop(file, None)
        if private:
            self._shown[file] = {}

    def show(self, places: Iterable[Span]) -> None:
        """Show what stands at these places of private files; what reaches over lines is not."""
        for place in sorted(places):
            if place.file in self._shown and place.line == place.end_line:
                stretch = place.column - 1, place.end_column - 1
                insort(self._shown[place.file].setdefault(place.line, []), stretch)

    def hidden(
        self, file: str, number: int, near: int = 0, quoted: _Stretch | None = None
    ) -> list[_Stretch]:
        """Return which characters of a line are not shown: from, counted from 0, and up to.

        What the message quotes may be shown beside it. All that stands between two stretches that
        are shown is hidden as one, but for the signs of YAML round it. Far from `near`, where no
        excerpt reaches, all is hidden.
        """
        line = self.line(file, number)
        if line is None or file not in self._shown:
            return []
        every = self._shown[file].get(number, [])
        first, last = (bisect(every, (near + way, 0)) for way in (-_REACH, _REACH))
        shown = sorted([*every[first:last], *([quoted] if quoted else ())])
        edges = [(0, 0), *shown, (len(line), len(line))]
        gaps = [(last, first) for (_, last), (first, _) in pairwise(edges) if last < first]
        return [found for gap in gaps if (found := _said_within(line, *gap))]

    def line(self, file: str, number: int) -> str | None:
        """Return one line without its line break, or None where there is no such line."""
        if file not in self._texts:
            return None
        if file not in self._lines:
            self._lines[file] = _LINE_BREAK.split(self._texts[file])
        lines = self._lines[file]
        return lines[number - 1] if 1 <= number <= len(lines) else None


def _said_within(line: str, first: int, last: int) -> _Stretch | None:
    """Return what is left of a stretch without the signs of YAML before and after it."""
    said = line[first:last].lstrip(_BEFORE)
    start = last - len(said)
    end = start + len(said.rstrip(_AFTER))
    return (start, end) if start < end else None
