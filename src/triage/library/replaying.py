"""An outcome had again, years later, from the rulebook as it was kept.

A rulebook is kept as its files and those of what it extends, by their paths below the folder that
holds them all; so it loads the same wherever it is put.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from triage.diagnostics import Diagnostic, RulebookError
from triage.diagnostics.arguments import path_argument
from triage.engine import Engine
from triage.explain import ExplainedOutcome
from triage.language.at_hand import find_rulebook
from triage.language.load import files_of, load
from triage.library.rulebook import Rulebook
from triage.model.rulebook import Rulebook as Model

_MAIN: Final = "MAIN"
"""The file beside the others that names the folder or file the rulebook is read from."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """An outcome had again, and the parts in which it differs from the one that was noted."""

    outcome: ExplainedOutcome
    differs: tuple[str, ...]


def rulebook_files(path: str | PathLike[str]) -> dict[str, bytes]:
    """Return all files of a rulebook and of what it extends, to be kept.

    Raises:
        RulebookError: there is none, or it does not load.
    """
    given = path_argument(path, "path")
    main = (find_rulebook(given) if isinstance(given, str) else Path(given)).resolve()
    files = {Path(name).resolve(): text for name, text in files_of(main).items()}
    above = Path(os.path.commonpath([main.parent, *(file.parent for file in files)]))
    found = {file.relative_to(above).as_posix(): text.encode() for file, text in files.items()}
    return {_MAIN: main.relative_to(above).as_posix().encode(), **found}


@contextmanager
def kept_rulebook(files: Mapping[str, bytes]) -> Iterator[Model]:
    """Load a rulebook from its files as they were kept; its translations go with the block.

    Raises:
        RulebookError: they are none, or this program does not load it any more.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        main = files.get(_MAIN, b"").decode()
        for name, content in files.items():
            file = root / name
            if not file.resolve().is_relative_to(root.resolve()):
                raise RulebookError((Diagnostic("rulebook-not-kept"),))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        yield load(root / main, root=root)


def replay(
    files: Mapping[str, bytes], assessment: Mapping[str, Any], noted: Mapping[str, Any]
) -> Replayed:
    """Assess again what was assessed once, by the rulebook as it was and the same engine.

    Raises:
        RulebookError: this program does not load the rulebook any more.
        InvalidAssessment: it does not take the answers any more.
    """
    with kept_rulebook(files) as kept:
        outcome = assessed_again(Rulebook(kept), assessment, noted)
    told = outcome.to_dict()
    parts = sorted({*told, *noted})
    return Replayed(outcome, tuple(each for each in parts if told.get(each) != noted.get(each)))


def assessed_again(
    rulebook: Rulebook, assessment: Mapping[str, Any], noted: Mapping[str, Any]
) -> ExplainedOutcome:
    """Assess the answers of a noted outcome for its day, by a rulebook; errors as `assess`."""
    engine: Engine = noted["engine"]["asked"]
    return rulebook.assess(assessment["answers"], as_of=noted["as_of"], engine=engine)
