"""Files to nodes: what a file must be before it is read as YAML (rulebook language, intro)."""

from __future__ import annotations

import re
from pathlib import Path

from triage.diagnostics import Severity, Sources, Span
from triage.rulebook.reading.nodes import Node, SourceText
from triage.rulebook.reading.problems import Problems
from triage.rulebook.reading.yaml_events import read_yaml

LARGEST = 5_000_000
_A_KEY = re.compile(r"""^[ \t{"']*[a-z_]+["']?[ \t]*:""", re.MULTILINE)
_ANSWERS = re.compile(r"""(?:^|[{,])[ \t]*["']?answers["']?[ \t]*:""", re.MULTILINE)


def read_file(path: Path, problems: Problems, sources: Sources | None = None) -> Node | None:
    """Read one file; `None` where it holds no tree, and then `problems` say why.

    An empty file gives an absent scalar. The text is added to `sources` as soon as it is text,
    so that diagnostics can show the line; of a case or a table, put in the place of a rulebook,
    they show none.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    if sources is not None:
        is_about_somebody = bool(_ANSWERS.search(text)) or not _A_KEY.search(text)
        sources.add(str(path), text, private=is_about_somebody)
    return read_yaml(SourceText(str(path), text), problems)


def read_text(path: Path, problems: Problems) -> str | None:
    """Read a file as text, without byte order marks; `None` where it is none."""
    place = Span(str(path), 1, 1, 1, 1)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
            size = len(content) if len(content) <= LARGEST else path.stat().st_size
    except (OSError, ValueError):
        problems.add("unreadable-file", place, file=str(path))
        return None
    if size > LARGEST:
        problems.add("too-large", place, file=str(path), size=size, limit=LARGEST)
        return None
    try:
        return content.decode().lstrip("\ufeff")  # some editors put one mark before another
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add("not-utf8", Span(str(path), line, 1, line, 1), file=str(path))
        return None


def rulebook_files(path: Path, problems: Problems) -> tuple[Path, ...]:
    """Give the files of a rulebook in the order of their names: one, or all `*.yaml` of a folder.

    The order matters to no rulebook that loads; it keeps diagnostics in the same order everywhere.
    """
    if not _is_folder(path):
        return (path,)
    files = _yaml_files(path, problems)
    if not files and not problems.errors:
        problems.add("empty-folder", Span(str(path), 1, 1, 1, 1), folder=str(path))
    return files


def translation_files(path: Path, problems: Problems) -> dict[str, tuple[Path, ...]]:
    """Give the files `texts/<language>.yaml` and `texts/<language>.*.yaml`, by language."""
    if not _is_folder(path / "texts"):
        return {}
    by_language: dict[str, list[Path]] = {}
    for file in _yaml_files(path / "texts", problems):
        by_language.setdefault(file.name.split(".", 1)[0], []).append(file)
    return {language: tuple(files) for language, files in sorted(by_language.items())}


def _yaml_files(folder: Path, problems: Problems) -> tuple[Path, ...]:
    """Give the `*.yaml` files of a folder, and say which files look like them and are not read."""
    try:
        # Names that begin with a dot are notes that editors and systems leave behind.
        found = sorted(each for each in folder.iterdir() if each.name[0] != "." and each.is_file())
    except OSError:
        problems.add("unreadable-file", Span(str(folder), 1, 1, 1, 1), file=str(folder))
        return ()
    for file in found:
        if file.suffix != ".yaml" and file.suffix.lower() in {".yaml", ".yml"}:
            place = Span(str(file), 1, 1, 1, 1)
            problems.add("file-not-read", place, severity=Severity.WARNING, file=str(file))
    return tuple(file for file in found if file.suffix == ".yaml")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name no file system takes; reading it says so
        return False
