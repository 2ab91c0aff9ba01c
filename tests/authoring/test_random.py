"""Ids of random rulebooks renamed and back: whatever the language can say is read as a name."""

from __future__ import annotations

import random
from pathlib import Path

from tests.sizes import SizeOf
from tests.strategies.rulebooks import seeded
from triage.authoring.books import Book, extending
from triage.authoring.rename import rename
from triage.authoring.targets import targets
from triage.diagnostics import Sources
from triage.language.load import load
from triage.model.question import NO, YES

MOST = 3
SEEDS = 8


def own_ids(book: Book, chance: random.Random) -> list[str]:
    """Return a few paths of what a rulebook defines itself.

    A value that is yes or no may be compared with those of a question, and is then one of them.
    """
    own = [path for path, place in book.rulebook.places.items() if book.holds(place.file)]
    named = [
        path for path in own if any(targets(path)) and path.rpartition(".")[2] not in (YES, NO)
    ]
    return chance.sample(named, min(MOST, len(named)))


def test_any_id(size: SizeOf, tmp_path: Path) -> None:
    """No free name is refused; under its old name again, the rulebook means what it meant."""
    for seed in range(SEEDS * size("renames")):
        there_and_back(seed, tmp_path / str(seed))


def there_and_back(seed: int, folder: Path) -> None:
    """Rename a few ids of a random rulebook, one after the other, each and back."""
    path = seeded(seed).write(folder).resolve()
    digest = load(path).digest
    for number, at in enumerate(own_ids(Book.read(path), random.Random(seed))):
        target = next(targets(at))
        around, new = target.name.removesuffix(target.id), f"Z-{number}"
        new = new if target.kind == "rule" else f"z_{number}"
        for name, to in ((target.name, new), (f"{around}{new}", target.id)):
            books = [Book.read(path), *map(Book.read, extending(path))]
            for change in rename(f"{target.kind}:{name}", to, books, Sources()).changes:
                change.file.write_text(change.after, encoding="utf-8")
        assert load(path).digest == digest
