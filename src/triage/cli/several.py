"""Cases that name several rulebooks: each reads its own part, and says what it sets aside."""

from __future__ import annotations

from dataclasses import replace

from triage.cases.case_file import Case
from triage.cli.context import Context, load
from triage.diagnostics import Diagnostic, InvalidAssessment, Severity, listed
from triage.intake.set_aside import own_answers
from triage.language.at_hand import find_by_id
from triage.model.rulebook import Rulebook


def own_part(case: Case, rulebook: Rulebook) -> tuple[Case, tuple[str, ...]]:
    """Return a case as a rulebook reads it, and the names of the answers that are set aside.

    Those are answers to questions that only the others ask which the case names.

    Raises:
        RulebookError: one of the others is not at hand, or does not load.
    """
    if len(case.rulebooks) < 2:
        return case, ()
    known = (rulebook.id, *rulebook.extends)
    others = [load(find_by_id(id_)) for id_ in case.rulebooks if id_ not in known]
    own, aside = own_answers(rulebook, case.answers, others)
    return replace(case, answers=own, rulebooks=(rulebook.id,)), aside


def read_part(context: Context, case: Case, rulebook: Rulebook) -> Case:
    """Return a case as a rulebook reads it, and say what is set aside.

    Raises:
        RulebookError: as `own_part`.
    """
    part, aside = own_part(case, rulebook)
    if aside:
        details = {"rulebook": rulebook.id, "known": listed(aside)}
        context.tell((Diagnostic("answers-set-aside", details=details, severity=Severity.NOTE),))
    return part


def check_one(case: Case, asked: str | None) -> None:
    """Check that it is said by which rulebook a case is read.

    Raises:
        InvalidAssessment: the case names several.
    """
    if asked is None and len(case.rulebooks) > 1:
        details = {"known": listed(case.rulebooks)}
        raise InvalidAssessment((Diagnostic("which-rulebook", path="rulebook", details=details),))
