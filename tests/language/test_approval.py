"""What was approved is told from what was not: rules, texts, name and version."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.docs.fences import DOCS, ROOT
from triage import RulebookError, load_rulebook
from triage.language.approval import (
    Signature,
    approval_file,
    approval_of,
    read_approval,
    refuse_unapproved,
)
from triage.language.load import check, load

STARTER = ROOT / "src" / "triage" / "authoring" / "starter" / "da"
BY = (Signature(by="Metodeansvarlig", on=date(2026, 11, 28)),)
ENGLISH = "rules: {R-talk: {because: We begin with a talk.}}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Write a rulebook with a translation, approved as it is."""
    folder = tmp_path / "book"
    shutil.copytree(STARTER, folder)
    (folder / "texts").mkdir()
    (folder / "texts" / "en.yaml").write_text(ENGLISH, encoding="utf-8")
    approve(folder)
    return folder


def approve(path: Path) -> None:
    """Record an approval of a rulebook as it is."""
    data = approval_of(load(path), BY).model_dump(mode="json", by_alias=True, exclude_none=True)
    approval_file(path).write_text(json.dumps(data), encoding="utf-8")


def change(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def refused(path: Path) -> list[str]:
    """Return the codes with which a rulebook is refused."""
    with pytest.raises(RulebookError) as caught:
        load_rulebook(path, approved=True)
    return [each.code for each in caught.value.diagnostics]


def test_what_was_approved_is_served(book: Path) -> None:
    """The approval is no rule file, and no part of what it approves."""
    assert load_rulebook(book, approved=True).id == "starter"
    assert not [each for each in check(book) if "approved.yaml" in str(each.span)]
    approval_file(book).unlink()
    assert load_rulebook(book).id == "starter"
    assert refused(book) == ["not-approved"]


@pytest.mark.parametrize(
    ("file", "old", "new", "codes"),
    [
        ("recommendations.yaml", "at_most: everyday", "at_most: little", ["approved-other-rules"]),
        ("recommendations.yaml", "Vi begynder med", "Vi ser på", ["approved-other-texts"]),
        ("texts/en.yaml", "with a talk", "with a meeting", ["approved-other-texts"]),
        ("rulebook.yaml", "0.1.0", "0.2.0", ["approved-other-version"]),
        ("rulebook.yaml", "id: starter", "id: other", ["approved-another"]),
        (
            "rulebook.yaml",
            "factors:",
            "  page: {brings: danish_spoken}\nfactors:",
            ["approved-other-texts"],
        ),
        (
            "questions.yaml",
            "fluent: Flydende",
            "good: Godt, fluent: Flydende",
            ["approved-other-rules", "approved-other-texts"],
        ),
    ],
)
def test_what_differs_is_named(book: Path, file: str, old: str, new: str, codes: list[str]) -> None:
    """A rule, a reason in any language, the page, a version: each has its own words."""
    change(book / file, old, new)
    assert refused(book) == codes


def test_layout_may_change(book: Path) -> None:
    """Comments and the order of files are neither meaning nor text."""
    change(book / "questions.yaml", "questions:\n", "questions:  # asked\n\n")
    (book / "guarantees.yaml").rename(book / "a.yaml")
    refuse_unapproved(load(book), book)


def test_a_rulebook_in_one_file_has_its_approval_beside_it(tmp_path: Path) -> None:
    """Named for the file."""
    path = tmp_path / "small.yaml"
    path.write_text("rulebook: {id: small, version: 1, language: da, title: Lille}\n", "utf-8")
    approve(path)
    assert approval_file(path) == tmp_path / "small.approved.yaml"
    refuse_unapproved(load(path), path)


def test_a_parent_that_changes_is_another_rulebook(tmp_path: Path) -> None:
    """The digests of a local rulebook cover what it extends, its texts too."""
    shutil.copytree(STARTER, tmp_path / "starter")
    local = tmp_path / "local"
    local.mkdir()
    head = "rulebook: {id: local, version: 1, language: da, title: Lokal, extends: starter}\n"
    (local / "rulebook.yaml").write_text(head, encoding="utf-8")
    approve(local)
    change(tmp_path / "starter" / "recommendations.yaml", "Vi begynder med", "Vi ser på")
    assert refused(local) == ["approved-other-texts"]


@pytest.mark.parametrize(
    "text",
    ["[]", "", "schema: triage.approval/1\n", "rulebook: x\nrulebook: y\n", "a: &b c\n"],
)
def test_what_is_no_approval_is_refused(book: Path, text: str) -> None:
    """With its place, as any rule file."""
    approval_file(book).write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        read_approval(book)
    assert all(each.span is not None for each in caught.value.diagnostics)


def test_it_meets_its_schema(book: Path) -> None:
    """As editors have it."""
    schema = json.loads((DOCS / "schemas" / "approval-1.json").read_text(encoding="utf-8"))
    approval = json.loads(approval_file(book).read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(approval)


def test_the_digest_of_texts_is_pinned() -> None:
    """An approval of today is one of tomorrow's version of the package too."""
    assert load(STARTER).texts_digest == PINNED


PINNED = "674f975b89ff81153ce051d211e613f2dccff6fcde0b6b2f0698c67b1cb3d2d5"
