"""`triage rules approve`: who approved a version of a rulebook, recorded beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from triage.authoring.adding import Change
from triage.cli.context import Context, command, today
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, as_date
from triage.cli.rules_new import read_own, rewrite_all
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, InvalidAssessment, RulebookError
from triage.language.approval import Approval, Signature, approval_file, approval_of, read_approval
from triage.model.rulebook import Rulebook
from triage.present import Words, approval_lines


@command("approve")
@click.argument("path", type=RULEBOOK, metavar="RULEBOOK")
@click.option("--by", required=True, multiple=True, metavar="NAME", help="A name or a role.")
@click.option(
    "--sheet",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The change sheet that was read, as `triage rules diff --sheet` wrote it.",
)
@click.option("--on", metavar="D", callback=as_date, help="The day.  [default: today]")
@LANGUAGE
def approve(
    context: Context, path: str, by: Sequence[str], sheet: Path | None, on: date | None
) -> Exit:
    """Record that a version of a rulebook was approved.

    It is written to `approved.yaml` beside the rules: the digests of the rules and of the texts, by
    whom, when, and the digest of the change sheet that was read. It is recorded, not authenticated:
    whoever can write the file can write anything in it.
    """
    own, rulebook, _ = read_own(context, path)
    before = read_approval(own, context.sources)
    signatures = _signatures(rulebook, by, sheet, on or today())
    if before is not None and before.is_of(rulebook):
        signatures = (*before.approved, *signatures)
    words = Words(context.language_of(rulebook))
    file = approval_file(own)
    there = _read(file).decode() if file.exists() else None
    change = Change(file, _text(approval_of(rulebook, signatures), words), 1, there)
    rewrite_all(own, [change], "approve")
    say(f"{file}: {rulebook.id} {rulebook.version}, {words.listed(by)}\n")
    say("".join(f"{line}\n" for line in approval_lines(words)))
    return Exit.DONE


def _signatures(
    rulebook: Rulebook, by: Sequence[str], sheet: Path | None, on: date
) -> tuple[Signature, ...]:
    if sheet is None:
        return tuple(Signature(by=each, on=on) for each in by)
    content = _read(sheet)
    wanted = approval_of(rulebook, (Signature(by="-", on=on),))
    if any(each.encode() not in content for each in (wanted.digest, wanted.texts_digest)):
        details = {"file": str(sheet), "name": rulebook.id}
        raise RulebookError((Diagnostic("sheet-of-another", details=details),))
    digest = sha256(content).hexdigest()
    return tuple(Signature(by=each, on=on, read=sheet.name, sheet_digest=digest) for each in by)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        details = {"file": str(file)}
        raise InvalidAssessment((Diagnostic("unreadable-file", details=details),)) from None


def _text(approval: Approval, words: Words) -> str:
    from triage.cases.case_text import yaml_text

    data = approval.model_dump(by_alias=True, exclude_none=True)
    data["approved"] = [dict(each) for each in data["approved"]]
    return "".join(f"# {line}\n" for line in approval_lines(words)) + yaml_text(data)
