"""Says what a rulebook and some cases come to: run as a process of its own, or called."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from triage.cases.case_file import Case, read_case
from triage.engine import Evaluator
from triage.explain import still_open
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.present import build_page, render_text

LANGUAGES = ("da", "sv", "en")
WIDTH = 80


def said(book: Path, cases: Iterable[Path]) -> list[str]:
    """Return the digest, and of each case the outcome as JSON and its pages."""
    rulebook = load(book)
    evaluator = Evaluator(rulebook)

    def told(case: Case) -> list[str]:
        assert case.as_of is not None
        outcome = evaluator.assess(
            read_answers(evaluator.rulebook, case.answers, case.as_of), case.as_of
        )
        found = still_open(
            rulebook,
            evaluator,
            read_answers(rulebook, case.answers, outcome.as_of),
            outcome,
            everything=True,
        )
        pages = [
            build_page(
                rulebook,
                read_answers(rulebook, case.answers, outcome.as_of),
                outcome,
                each,
                still_open=found,
                everything=True,
            )
            for each in LANGUAGES
        ]
        document = json.dumps(outcome.to_dict(), ensure_ascii=False)
        return [document, *(render_text(page, WIDTH) for page in pages)]

    return [rulebook.digest, *(text for case in map(read_case, cases) for text in told(case))]


if __name__ == "__main__":
    book, *cases = map(Path, sys.argv[1:])
    # A script of its own, whose output the test reads.
    print(json.dumps(said(book, cases)))  # noqa: T201
