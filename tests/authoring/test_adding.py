"""Entries added to rule files: at their place, as their neighbours are, all else as it was."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import ndiff
from pathlib import Path

import pytest

from tests.docs.fences import ROOT
from tests.language.conftest import Write, write
from triage.authoring.adding import Change, add_entry
from triage.authoring.additions import Addition, add, translations_of
from triage.authoring.source_files import read_source_files
from triage.authoring.writing import Entry, Raw, Value
from triage.diagnostics import RulebookError, Severity
from triage.language.load import check, load

__all__ = ["write"]

GOOD = sorted((ROOT / "tests" / "language" / "good").glob("*.yaml"))
SHIPPED = [ROOT / "rules" / name for name in ("herning-2019", "projekt-500")]
HEAD = "rulebook: {id: small, version: 1, language: da, title: Lille}\n"
TEXT = "Det, du kan: 'ja' # og nej"
NEW: Mapping[str, Entry] = {
    "questions": Entry(
        "new_question", {"kind": Raw("yes_no"), "ask": TEXT, "used_for": Raw("people")}
    ),
    "interventions": Entry("new_offer", {"kind": Raw("talk"), "label": TEXT}),
    "warnings": Entry(None, {"id": Raw("W-new"), "when": Raw("{}"), "warn": TEXT}),
    "parameters": Entry("new_parameter", {"value": Raw("3"), "means": TEXT}),
}


def added(path: Path, section: str, entry: Entry, after: str | None = None) -> Change:
    """Return the change that adds an entry to the rulebook at a path."""
    return add_entry(read_source_files(path), section, entry, after)


@pytest.mark.parametrize("section", NEW)
@pytest.mark.parametrize("path", [*GOOD, *SHIPPED], ids=lambda path: path.stem)
def test_nothing_else_changes(path: Path, section: str) -> None:
    """Every line stays, and the entry is read as it was meant."""
    change = added(path, section, NEW[section])
    before = change.path.read_text(encoding="utf-8") if change.path.exists() else ""
    lines = ndiff(before.splitlines(), change.text.splitlines())
    gone = [line for line in lines if line.startswith("- ")]
    assert all(line.rstrip("]}") != line for line in gone), gone  # a list on one line grows
    known = {each.code for each in check(path)} | {"left-out"}
    errors = [
        each
        for each in check(path, instead={str(change.path): change.text})
        if each.severity is Severity.ERROR and each.code not in known
    ]
    assert errors == []
    entry = NEW[section]
    name = entry.id_ or "W-new"
    assert name in change.text.splitlines()[change.line - 1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("warnings: []\n", "warnings:\n  - id: W-1\n    warn: x\n"),
        ("warnings:\n", "warnings:\n  - id: W-1\n    warn: x\n"),
        ("warnings: ~   # none yet\n", "warnings:\n  - id: W-1\n    warn: x   # none yet\n"),
        ("warnings: [{id: W-0}]  # so\n", "warnings: [{id: W-0}, {id: W-1, warn: x}]  # so\n"),
        (
            "warnings: [\n  {id: W-0}, # so\n]\n",
            "warnings: [\n  {id: W-0}, {id: W-1, warn: x}, # so\n]\n",
        ),
        ("warnings:\n- id: W-0 # so\n", "warnings:\n- id: W-0 # so\n- id: W-1\n  warn: x\n"),
        ("warnings:\n  -  id: W-0", "warnings:\n  -  id: W-0\n  -  id: W-1\n     warn: x"),
        (
            "warnings:\n  - {id: W-0}\n\n# end\n",
            "warnings:\n  - {id: W-0}\n  - {id: W-1, warn: x}\n\n# end\n",
        ),
        (
            "warnings:\n  - id: W-0\n    warn: >-\n      a\n\n# end\n",
            "warnings:\n  - id: W-0\n    warn: >-\n      a\n  - id: W-1\n    warn: x\n\n# end\n",
        ),
        (
            "warnings:\n  rules:\n    - {id: W-0}\n  table: {}\n",
            "warnings:\n  rules:\n    - {id: W-0}\n    - {id: W-1, warn: x}\n  table: {}\n",
        ),
        (
            "warnings:\n  table:\n    columns: [id]\n",
            "warnings:\n  table:\n    columns: [id]\n  rules:\n    - id: W-1\n      warn: x\n",
        ),
        ("", "\nwarnings:\n  - id: W-1\n    warn: x\n"),
    ],
)
def test_it_is_written_as_its_neighbours_are(write: Write, text: str, wanted: str) -> None:
    """On lines of its own or on one, behind the last, before what follows the section."""
    path = write({"rulebook.yaml": HEAD + text}) / "rulebook.yaml"
    change = added(path, "warnings", Entry(None, {"id": Raw("W-1"), "warn": "x"}))
    assert change.text == HEAD + wanted


def test_lines_end_as_they_did(write: Write) -> None:
    """A file from Windows stays one."""
    text = f"{HEAD}warnings:\n- id: W-0\n".replace("\n", "\r\n")
    path = write({"rulebook.yaml": text}) / "rulebook.yaml"
    change = added(path, "warnings", Entry(None, {"id": Raw("W-1"), "warn": "x"}))
    assert change.text == text + "- id: W-1\r\n  warn: x\r\n"
    new = added(path, "questions", NEW["questions"]).text
    assert new.count("\n") == new.count("\r\n") > 3


def test_it_may_stand_behind_another(write: Write) -> None:
    """Where order means something, whoever adds says where."""
    text = "questions:\n  a: {kind: yes_no}  # first\n  b: {kind: yes_no}\n"
    path = write({"rulebook.yaml": HEAD + text}) / "rulebook.yaml"
    change = added(path, "questions", Entry("c", {"kind": Raw("yes_no")}), "a")
    assert change.text == HEAD + text.replace("  b", "  c: {kind: yes_no}\n  b")
    with pytest.raises(RulebookError, match="nothing-to-stand-behind"):
        added(path, "questions", Entry("c", {"kind": Raw("yes_no")}), "d")


def test_it_goes_to_the_file_that_has_most_of_its_section(write: Write) -> None:
    """A section nobody has yet gets a file of its own."""
    files = {
        "rulebook.yaml": HEAD,
        "a.yaml": "warnings:\n  - {id: W-0}\n",
        "z.yaml": "warnings:\n  - {id: W-2}\n  - {id: W-3}\n",
    }
    folder = write(files)
    assert added(folder, "warnings", NEW["warnings"]).path == folder / "z.yaml"
    assert added(folder, "questions", NEW["questions"]).path == folder / "questions.yaml"


def test_where_order_decides_somebody_says_where(write: Write) -> None:
    """A list stands before all rows of its tables, so its end is not the end of the section."""
    text = (
        "typologies:\n  policy: first\n  values: [near, far]\n"
        "  rules:\n    - {id: T-0, when: {}, then: far}\n"
        "  table: {columns: [id, then], rows: [[T-1, near]]}\n"
    )
    path = write({"rulebook.yaml": HEAD + text}) / "rulebook.yaml"
    entry = Entry(None, {"id": Raw("T-2"), "when": Raw("{}"), "then": Raw("near")})
    with pytest.raises(RulebookError, match="order-decides"):
        added(path, "typologies", entry)
    assert "then: far}\n    - {id: T-2" in added(path, "typologies", entry, "T-0").text
    unique = text.replace("policy: first", "policy: unique")
    path.write_text(HEAD + unique, encoding="utf-8")
    assert "T-2" in added(path, "typologies", entry).text


# --- with its translations

TRANSLATED = {
    "rulebook.yaml": HEAD.replace("language: da", "language: da, translations: [en, sv]"),
    "rules.yaml": "warnings:\n"
    "  - {id: W-0, when: {}, warn: nul}\n"
    "  - {id: W-2, when: {}, warn: to}\n"
    "interventions:\n  talk: {kind: talk, label: Samtale}\n",
    "texts/en.yaml": "rules:\n  W-0: {warn: zero}\n  W-9: {warn: nine}\n",
    "texts/en.offers.yaml": "interventions:\n  talk: Talk\n",
    "texts/sv.yaml": "interventions:\n  talk: Samtal\n",
}


def test_texts_go_to_every_language(write: Write) -> None:
    """Beside those of its neighbours; what nobody has given is left empty, and is named."""
    folder = write(TRANSLATED)
    keys: dict[str, Value] = {"when": Raw("{}"), "warn": "ny", "source": "her"}
    new = Addition("warnings", "W-new", keys, {"en": {"warn": "new"}})
    changes = {
        each.path.name: each.text for each in add(load(folder), read_source_files(folder), new)
    }
    assert (
        changes["en.yaml"]
        == "rules:\n  W-0: {warn: zero}\n  W-new: {warn: new}\n  W-9: {warn: nine}\n"
    )
    assert changes["sv.yaml"].endswith("\nrules:\n  W-new:\n    warn:  # ny\n")
    assert (new.unfilled("en"), new.unfilled("sv")) == ([], ["warn"])
    there = {
        str(each.path): each.text for each in add(load(folder), read_source_files(folder), new)
    }
    lacking = [each for each in check(folder, instead=there) if each.code == "not-translated"]
    told = [each.details["language"] for each in lacking if "W-new" in str(each.details["paths"])]
    assert told == ["sv"]


def test_labels_of_values_are_texts_too(write: Write) -> None:
    """A question has them in every language."""
    folder = write(TRANSLATED)
    values = {"never": "Aldrig", "often": "Tit, mest"}
    new = Addition(
        "questions",
        "bike",
        {"ask": "Cykler du?", "values": values},
        {"en": {"values.never": "Never"}},
    )
    changes = add(load(folder), read_source_files(folder), new)
    english = next(each.text for each in changes if each.path.name == "en.yaml")
    assert english.endswith(
        "\nquestions:\n  bike:\n    ask:  # Cykler du?\n"
        "    values:\n      never: Never\n      often:  # Tit, mest\n"
    )


def test_a_rulebook_in_one_file_has_no_translations() -> None:
    """There is no folder for them."""
    assert translations_of(read_source_files(GOOD[0])) == ()


@pytest.mark.parametrize(
    ("section", "id_", "code"),
    [
        ("interventions", "talk", "id-taken"),
        ("warnings", "W-0", "id-taken"),
        ("guarantees", "W-0", "id-taken"),
        ("interventions", "Talk: x", "bad-id"),
        ("warnings", "W 1", "bad-rule-id"),
    ],
)
def test_an_id_that_is_taken_or_none_is_refused(
    write: Write, section: str, id_: str, code: str
) -> None:
    """Rules share one space of ids, whatever section they stand in."""
    folder = write(TRANSLATED)
    with pytest.raises(RulebookError) as caught:
        add(load(folder), read_source_files(folder), Addition(section, id_, {}, {}))
    assert [each.code for each in caught.value.diagnostics] == [code]
