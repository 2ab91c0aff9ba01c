"""One slip read from its description, made in a copy of the sound rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SOUND = HERE / "sound"
_ESCAPES = {"\\u00a0": "\u00a0", "\\u200b": "\u200b", "\\t": "\t"}


@dataclass(frozen=True)
class Slip:
    """What is done to one file of the sound rulebook, and what must be told of it.

    `lines` are the lines of a diff. `file` may say `old -> new` of a file that gets another name,
    or `file in encoding` of one that is saved in another encoding.
    """

    name: str
    file: str
    lines: tuple[str, ...]
    at: tuple[str, str] | None
    says: tuple[str, ...]

    @property
    def is_of_a_case(self) -> bool:
        """Whether it is in a case, not in the rulebook."""
        return (SOUND / "cases" / "vejen" / self.file).exists()

    def make(self, folder: Path) -> tuple[Path, int]:
        """Break the sound rulebook in `folder`; return the file and the line that must be told."""
        if " -> " in self.file:
            return self._rename(folder)
        file, _, encoding = self.file.partition(" in ")
        path = _path(file, folder)
        text, line = self._edited(path.read_text(encoding="utf-8"))
        path.write_bytes(text.encode(encoding or "utf-8"))
        if self.at is None:
            return path, line
        file, part = self.at
        written = text if _path(file, folder) == path else _path(file, folder).read_text("utf-8")
        assert written.count(part) == 1, self.name
        return _path(file, folder), written[: written.index(part)].count("\n") + 1

    def _rename(self, folder: Path) -> tuple[Path, int]:
        old, new = (_path(each, folder) for each in self.file.split(" -> "))
        new.parent.mkdir(exist_ok=True)
        old.rename(new)
        return new, 1

    def _edited(self, text: str) -> tuple[str, int]:
        old = [line[1:] for line in self.lines if line[0] in "- "]
        new = [line for line in self.lines if line[0] in "+> "]
        if not self.lines:
            return text, 1
        before, _, after = f"\n{text}".partition("".join(f"\n{line}" for line in old) + "\n")
        assert f"\n{text}".count("".join(f"\n{line}" for line in old) + "\n") == 1, self.name
        told = next((number for number, line in enumerate(new) if line[0] == ">"), 0)
        edited = "".join(f"\n{line[1:]}" for line in new)
        return f"{before}{edited}\n{after}"[1:], before.count("\n") + 1 + told


def _path(file: str, folder: Path) -> Path:
    case = folder / "cases" / "vejen" / file
    return case if case.exists() else folder / "rules" / "vejen" / file


def all_slips() -> Iterator[Slip]:
    """Yield every slip described."""
    for file in sorted((HERE / "slips").glob("*.txt")):
        for part in file.read_text(encoding="utf-8").split("\n## ")[1:]:
            yield _slip(part)


def _slip(part: str) -> Slip:
    name, file, *lines = part.rstrip("\n").split("\n")
    *lines, says = [line for line in lines if line]
    at = lines.pop() if lines and lines[-1].startswith("at ") else None
    where = at.removeprefix("at ").split(": ", 1) if at else None
    return Slip(
        name,
        file,
        tuple(_unescaped(line) for line in lines),
        (where[0], where[1]) if where else None,
        tuple(says.removeprefix("says: ").split()),
    )


def _unescaped(line: str) -> str:
    for written, meant in _ESCAPES.items():
        line = line.replace(written, meant)
    return line
