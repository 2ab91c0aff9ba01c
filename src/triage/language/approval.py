"""What stands beside a rulebook about its approval: of which version, by whom, after reading what.

INVARIANT: an approval is recorded, not authenticated. Whoever can write the file can write anything
in it; it tells one version from another, and proves nothing about people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from triage.diagnostics import Diagnostic, RulebookError, Sources, Span
from triage.language.declared import read_declared
from triage.language.reading.rulebook_files import APPROVAL
from triage.model.rulebook import Rulebook

SCHEMA = "triage.approval/1"
_SHA_256 = r"^[0-9a-f]{64}$"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Signature(_Model):
    """Somebody who approved: a name or a role, the day, and the file that was read."""

    by: str = Field(min_length=1, description="A name or a role.")
    on: date = Field(description="The day of the approval.")
    read: str | None = Field(None, description="The name of the change sheet that was read.")
    sheet_digest: str | None = Field(
        None, pattern=_SHA_256, description="The SHA-256 of that file."
    )


class Approval(_Model):
    """The version of a rulebook that was approved, and by whom; recorded, not authenticated."""

    schema_: Literal["triage.approval/1"] = Field(alias="schema")
    rulebook: str = Field(description="The id of the rulebook.")
    version: str = Field(description="The version its owner gave it.")
    digest: str = Field(pattern=_SHA_256, description="The digest of what it means.")
    texts_digest: str = Field(
        pattern=_SHA_256, description="The digest of its texts, in every language."
    )
    approved: tuple[Signature, ...] = Field(min_length=1, description="Who approved it.")

    def is_of(self, rulebook: Rulebook) -> bool:
        """Say whether it is this version that was approved."""
        return not any(self.differing(rulebook))

    def differing(self, rulebook: Rulebook) -> Iterator[str]:
        """Yield the keys that say another thing than is true of a rulebook."""
        if self.rulebook != rulebook.id:
            yield "rulebook"
            return
        if self.digest != rulebook.digest:
            yield "digest"
        if self.texts_digest != rulebook.texts_digest:
            yield "texts_digest"
        if self.version != rulebook.version:
            yield "version"


_CODES = {
    "rulebook": "approved-another",
    "digest": "approved-other-rules",
    "texts_digest": "approved-other-texts",
    "version": "approved-other-version",
}


def approval_of(rulebook: Rulebook, signatures: tuple[Signature, ...]) -> Approval:
    """Return an approval of a rulebook as it is."""
    return Approval(
        schema_=SCHEMA,
        rulebook=rulebook.id,
        version=rulebook.version,
        digest=rulebook.digest,
        texts_digest=rulebook.texts_digest,
        approved=signatures,
    )


def approval_file(path: str | PathLike[str]) -> Path:
    """Return where the approval of a rulebook stands: in its folder, or beside its file."""
    own = Path(path)
    return own / APPROVAL if own.is_dir() else own.with_name(f"{own.stem}.{APPROVAL}")


def read_approval(path: str | PathLike[str], sources: Sources | None = None) -> Approval | None:
    """Read the approval of the rulebook at a path; `None` where there is none.

    Raises:
        RulebookError: there is a file, and it is no approval.
    """
    file = approval_file(path)
    if not file.exists():
        return None
    return read_declared(file, Approval, Sources() if sources is None else sources)


def refuse_unapproved(
    rulebook: Rulebook, path: str | PathLike[str], sources: Sources | None = None
) -> None:
    """Refuse a rulebook that is not the one that was approved.

    Raises:
        RulebookError: nobody has approved it, or what was approved is another; says what differs.
    """
    approval, file = read_approval(path, sources), approval_file(path)
    if approval is None:
        details = {"name": rulebook.id, "file": str(file)}
        raise RulebookError((Diagnostic("not-approved", details=details),))
    last = max(each.on for each in approval.approved).isoformat()
    details = {"name": rulebook.id, "approved": approval.version, "version": rulebook.version}
    wrong = [
        Diagnostic(_CODES[key], _line_of(key, file), details={**details, "on": last})
        for key in approval.differing(rulebook)
    ]
    if wrong:
        raise RulebookError(wrong)


def _line_of(key: str, file: Path) -> Span:
    lines = file.read_text(encoding="utf-8").splitlines()
    found = (number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:"))
    line = next(found, 1)
    return Span(str(file), line, 1, line, 1)
