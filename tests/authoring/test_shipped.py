"""Ids of the shipped rulebooks renamed and back, each alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from triage.authoring.books import Book
from triage.authoring.fitting_names import FOLDER
from triage.authoring.rename import Rename, rename
from triage.authoring.targets import Target, targets
from triage.diagnostics import RulebookError, Sources
from triage.language.load import load
from triage.verify.diff import difference

ROOT = Path(__file__).parents[2]
RULEBOOKS = ("projekt-500", "siri-fitting", "herning-2019", "helsingor-2019", "roskilde-2021")
NEW = "another"


def ids() -> Iterator[tuple[str, Target]]:
    """Yield what each rulebook defines, in an order of no meaning: a few are of many kinds."""
    for name in RULEBOOKS:
        places = load(ROOT / "rules" / name).places
        own = [path for path, place in places.items() if Path(place.file).parent.name == name]
        found = [next(iter(targets(path)), None) for path in own]
        for target in sorted(filter(None, found), key=lambda each: crc32(each.path.encode())):
            yield name, target


@pytest.mark.sample("renamed", list(ids()), "renames")
def test_a_shipped_id(renamed: tuple[str, Target], tmp_path: Path) -> None:
    """Comparing the versions shows the new name and nobody moved; back, all is as it was."""
    name, target = renamed
    for each in {name, "projekt-500"}:  # which others extend
        shutil.copytree(ROOT / "rules" / each, tmp_path / "rules" / each)
    folder = tmp_path / "rules" / name
    cases = sorted((ROOT / "cases" / name).glob("*.yaml"))[::20]
    before = load(folder)
    for old, new in (
        (target.name, NEW),
        (f"{target.name.removesuffix(target.id)}{NEW}", target.id),
    ):
        book = replace(Book.read(folder), cases=tuple(cases))
        found = rename(f"{target.kind}:{old}", new, [book], Sources())
        for change in found.changes:
            if tmp_path in change.file.parents:
                change.file.write_bytes(change.after.encode())
        cases = []  # they are not written
        assert difference(before, load(folder)).movements == ()
    assert load(folder).digest == before.digest


def test_what_fits_it_goes_along(tmp_path: Path) -> None:
    """A file that fits a rulebook names its things; an answer that must have the name is told."""
    shutil.copytree(ROOT / "rules" / "projekt-500", tmp_path / "projekt-500")
    shutil.copytree(ROOT / "rules" / "siri-fitting", tmp_path / "siri-fitting")
    method, asking = (Book.read(tmp_path / name) for name in ("projekt-500", "siri-fitting"))
    after = fitted(rename("employer_contact", "employer_visit", [method], Sources()))
    assert after.count("employer_visit") == 2
    assert "employer_contact" not in after
    with pytest.raises(RulebookError, match="asked-by-that-name"):
        rename("english_track", "english_path", [method], Sources())
    found = rename("commitments.method.company_first", "firms_first", [asking], Sources())
    assert found.also == ("interventions.company_first",)
    assert "  firms_first: [employer_contact" in fitted(found)
    assert "question: firms," in fitted(rename("not_offered", "firms", [asking], Sources()))


def fitted(found: Rename) -> str:
    """Return the text of the file that fits something."""
    (text,) = (each.after for each in found.changes if each.file.parent.name == FOLDER)
    return text
