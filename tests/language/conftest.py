"""What tests of rulebooks share: writing files, and a small rulebook."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files by their path, and give the folder they stand in."""

    def write_files(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return tmp_path

    return write_files


@pytest.fixture
def national() -> str:
    """Return a small rulebook that others extend."""
    return (Path(__file__).parent / "local/dates/national/rulebook.yaml").read_text("utf-8")
