"""`triage rules approve`: what is recorded, and where another version is refused."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import triage
from triage.cli.exits import Exit
from triage.language.approval import Signature, approval_of, read_approval
from triage.language.load import load


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Begin a rulebook."""
    folder = tmp_path / "book"
    assert triage("rules", "new", str(folder)).exit == Exit.DONE
    return folder


def approve(book: Path, *more: str) -> None:
    """Approve a rulebook as its owner would."""
    result = triage("rules", "approve", str(book), "--by", "Metodeansvarlig", *more)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "Noteret, ikke bekræftet" in result.out


def test_an_approval_says_who_when_and_what_was_read(book: Path, tmp_path: Path) -> None:
    """The sheet by its digest, so that another file of that name is another."""
    digests = approval_of(load(book), (Signature(by="-", on=date(2026, 11, 28)),))
    sheet = tmp_path / "change.md"
    sheet.write_text(f"{digests.digest} {digests.texts_digest}", encoding="utf-8")
    approve(book, "--sheet", str(sheet), "--on", "2026-11-28")
    approval = read_approval(book)
    assert approval is not None
    (signature,) = approval.approved
    assert (signature.by, signature.read) == ("Metodeansvarlig", "change.md")
    assert signature.sheet_digest == hashlib.sha256(sheet.read_bytes()).hexdigest()
    assert "Noteret" in (book / "approved.yaml").read_text(encoding="utf-8")


def test_a_second_person_approves_the_same(book: Path) -> None:
    """Both are there; after a change, only who approved that."""
    approve(book)
    approve(book, "--by", "Leder")
    approval = read_approval(book)
    assert approval is not None
    assert [each.by for each in approval.approved] == [
        "Metodeansvarlig",
        "Metodeansvarlig",
        "Leder",
    ]
    text = (book / "rulebook.yaml").read_text(encoding="utf-8")
    (book / "rulebook.yaml").write_text(text.replace("0.1.0", "0.2.0"), encoding="utf-8")
    approve(book)
    approval = read_approval(book)
    assert approval is not None
    assert (approval.version, len(approval.approved)) == ("0.2.0", 1)


def test_a_sheet_of_another_version_is_refused(book: Path, tmp_path: Path) -> None:
    """Nobody approves what they have not read."""
    sheet = tmp_path / "change.html"
    sheet.write_text("another", encoding="utf-8")
    result = triage("rules", "approve", str(book), "--by", "x", "--sheet", str(sheet))
    assert (result.exit, "sheet-of-another" in result.err) == (Exit.INVALID, True)
    missing = triage("rules", "approve", str(book), "--by", "x", "--sheet", str(tmp_path / "no"))
    assert (missing.exit, "unreadable-file" in missing.err) == (Exit.INVALID, True)
    assert not (book / "approved.yaml").exists()


def test_where_a_rulebook_is_used_another_one_is_refused(book: Path) -> None:
    """By every command that uses one, each with its exit code and what differs."""
    case = str(book / "cases" / "any-job-fluent.yaml")
    calls = (
        (("rules", "check", str(book), "--quick", "--approved"), Exit.FAILED),
        (("assess", case, "--rulebook", str(book), "--approved"), Exit.INVALID),
        (("interview", "--rulebook", str(book), "--approved", "--plain"), Exit.INVALID),
        (("explain", case, "--rulebook", str(book), "--approved", "--stability"), Exit.INVALID),
    )
    for call, code in calls:
        result = triage(*call)
        assert (result.exit, "not-approved" in result.out + result.err) == (code, True)
    approve(book)
    assert triage(*calls[0][0]).exit == Exit.DONE
    assert triage(*calls[1][0]).exit == Exit.DONE
    file = book / "recommendations.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Vi begynder med", "Vi ser på"), encoding="utf-8")
    for call, code in calls:
        result = triage(*call)
        assert (result.exit, "approved-other-texts" in result.out + result.err) == (code, True)


def test_check_says_what_is_wrong_with_an_approval(book: Path) -> None:
    """Also where nobody asked for one: a file of that name holds nothing else."""
    (book / "approved.yaml").write_text("questions: {}\n", encoding="utf-8")
    result = triage("rules", "check", str(book), "--quick")
    assert (result.exit, "unknown-key" in result.out) == (Exit.FAILED, True)
