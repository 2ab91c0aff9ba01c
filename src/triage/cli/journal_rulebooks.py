"""The rulebooks cases were assessed by, as their journal has kept them."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Self

from triage.cli.journal_options import Office
from triage.diagnostics import RulebookError
from triage.library import replaying
from triage.model.rulebook import Rulebook


class KeptRulebooks:
    """Gives the rulebook of a case, each loaded once; their translations go with the block."""

    def __init__(self, office: Office) -> None:
        self._office, self._stack = office, ExitStack()
        self._loaded: dict[str, Rulebook | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def of(self, case: str) -> Rulebook | None:
        """Return what a case was last assessed by; `None` where nothing was kept that loads here.

        Nothing that was said is opened.
        """
        assessed = self._office.journal.standing(case).assessed
        return (
            None if assessed is None or assessed.archive is None else self._kept(assessed.archive)
        )

    def _kept(self, archive: str) -> Rulebook | None:
        if archive not in self._loaded:
            self._loaded[archive] = None
            files = self._office.journal.rulebook_files(archive)
            with suppress(RulebookError):  # of another version of the language
                kept = replaying.kept_rulebook(files)
                self._loaded[archive] = self._stack.enter_context(kept)
        return self._loaded[archive]
