"""Constructed cases to try the page with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from triage.cases.case_file import read_case
from triage.library.noting import assessed_event, suggested_event
from triage.web.case_access import begin_case
from triage.web.office import Office
from triage.web.people import LOCAL


def begin_cases(office: Office, files: Iterable[Path]) -> None:
    """Begin a case for each file: assessed where its typology is settled, else a talk so far.

    Raises:
        TriageError: a file cannot be read, or is no case of a rulebook that is served.
    """
    for file in files:
        case = read_case(file)
        served = office.rulebook(case.rulebook or "") or office.first
        begun = case.assessment.model_copy(
            update={"case": file.stem, "rulebook": served.id, "as_of": case.as_of or office.today()}
        )
        outcome = served.book.assess(begun)
        access = begin_case(office, LOCAL, file.stem)
        if outcome.typology is not None and outcome.typology.settled:
            archive = office.archive(served)
            access.note(assessed_event(begun.to_dict(), outcome, archive), suggested_event(outcome))
        else:
            access.draft().save(begun, 0)
