"""Rulebooks as they were: a path, the id of a rulebook, or a path at a git revision."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from triage.diagnostics import Diagnostic, RulebookError
from triage.language.at_hand import find_rulebook


@dataclass(frozen=True, slots=True)
class Version:
    """A rulebook as it was or is: its path, and what people call it where that is no path."""

    path: Path
    called: str | None = None


@contextmanager
def rulebook_at(name: str | None, beside: Path | None = None) -> Iterator[Version]:
    """Yield a rulebook, there for as long as it is needed.

    `name` is a path or an id, or `REVISION:PATH`, or a revision alone: then it is the path of the
    version `beside` it. Without a name it is the one we stand in, or the one that comes with this
    package.

    Raises:
        RulebookError: there is no such rulebook, or no such revision.
    """
    revision, colon, path = (name or "").partition(":")
    if name is None or Path(name).exists() or (not colon and not _is_revision(name)):
        yield Version(find_rulebook(name))
        return
    here = Path(path) if path else beside
    if here is None or not (path or here.exists()):
        raise _unknown(name)
    with TemporaryDirectory() as folder:
        yield Version(_extracted(revision, here, Path(folder), name), f"{revision}:{here}")


def _is_revision(name: str) -> bool:
    return _git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") is not None


def _extracted(revision: str, path: Path, folder: Path, name: str) -> Path:
    """Write the folder a rulebook stands in as it was: it may extend one beside it."""
    top = _git("rev-parse", "--show-toplevel")
    if top is None:
        raise _unknown(name)
    root = Path(top.decode().strip())
    within = path.resolve().relative_to(root) if path.resolve().is_relative_to(root) else path
    archive = _git(
        "-C", str(root), "archive", "--format=zip", revision, "--", within.parent.as_posix()
    )
    if archive is None:
        raise _unknown(name)
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        files.extractall(folder)  # never out of the folder, and no links
    found = folder / within
    if not found.exists():
        raise _unknown(name)
    return found


def _git(*arguments: str) -> bytes | None:
    """Run git and give what it prints, or `None` where it fails or is not there."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def _unknown(name: str) -> RulebookError:
    return RulebookError((Diagnostic("unknown-version", details={"name": name}),))
