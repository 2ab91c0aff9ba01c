"""A rulebook somebody sent, in a folder of its own for as long as it is looked at.

INVARIANT: its files lie where their names say, inside that folder, and what is said of them names
them as they were sent. The folder goes when the block ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from triage.diagnostics import Diagnostic, RulebookError, Span
from triage.language.load import check, load
from triage.model.limits import DEFAULT, Limits
from triage.model.rulebook import Rulebook

_NAME = re.compile(r"[\w-][\w.-]{0,59}(/[\w-][\w.-]{0,59}){0,3}")
"""What a file may be called: at most four parts, none of which leads out or is hidden."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A rulebook as it was sent; what is wrong with it is told by the names it was sent under."""

    path: Path
    limits: Limits

    def load(self) -> Rulebook:
        """Load it whole, with every translation; what it extends is one at hand.

        Raises:
            RulebookError: it does not load, or a translation of it does not.
        """
        try:
            found = load(self.path, limits=self.limits)
            for language in found.texts.languages:  # else read when asked for, without the folder
                found.texts.as_written(language)
            return found
        except RulebookError as error:
            raise RulebookError(self.as_sent(error.diagnostics)) from None

    def check(self) -> tuple[Diagnostic, ...]:
        """Return everything wrong with what is written in it."""
        return self.as_sent(check(self.path, limits=self.limits))

    def as_sent(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Return what was found, with files named as they were sent."""
        return tuple(self._as_sent(each) for each in found)

    def _as_sent(self, found: Diagnostic) -> Diagnostic:
        details = {
            name: self._named(value) if isinstance(value, str) else value
            for name, value in found.details.items()
        }
        span = None if found.span is None else self._placed(found.span)
        related = tuple(self._placed(each) for each in found.related)
        return replace(found, span=span, related=related, details=details)

    def _placed(self, span: Span) -> Span:
        return replace(span, file=self._named(span.file))

    def _named(self, text: str) -> str:
        """Name what lies in the folder as it was sent; the folder itself, and round it, is `.`."""
        inside = text.replace(f"{self.path}/", "")
        return inside.replace(str(self.path), ".").replace(str(self.path.parent), ".")


@contextmanager
def posted(files: Mapping[str, bytes], limits: Limits = DEFAULT) -> Iterator[Posted]:
    """Put the files of a rulebook where they can be read, for as long as the block lasts.

    Raises:
        RulebookError: there are none or too many, or one is called what no file of a rulebook is.
    """
    if not files or len(files) > limits.files or not all(map(_NAME.fullmatch, files)):
        details = {"limit": limits.files}
        raise RulebookError((Diagnostic("web-not-files", details=details),))
    with TemporaryDirectory() as around:
        folder = Path(around) / "rulebook"
        for name, content in files.items():
            file = folder / name
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            except (FileExistsError, NotADirectoryError, IsADirectoryError):
                details = {"limit": limits.files}
                raise RulebookError((Diagnostic("web-not-files", details=details),)) from None
        yield Posted(folder, limits)
