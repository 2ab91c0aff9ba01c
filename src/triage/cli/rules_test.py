"""`triage rules test`: the golden cases of a rulebook, what differs, and what they cover."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cases.case_file import Case
from triage.cases.confirmations import Confirmation, read_confirmations
from triage.cases.expected import Difference, differences, tellable
from triage.cli.case_files import cases_folder, files_in, read_golden
from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at, looked_at_line
from triage.cli.options import CASES, RULEBOOK, forms
from triage.cli.rules_accept import Differing
from triage.cli.rules_accept import accept as rewrite
from triage.cli.rules_confirm import is_confirmed
from triage.cli.streams import progress, say
from triage.diagnostics import (
    Diagnostic,
    InvalidAssessment,
    TriageError,
    render_github,
    render_sarif,
)
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.at_hand import find_rulebook
from triage.model.rulebook import Rulebook
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.verify.coverage import Coverage


_RENDERINGS = {"sarif": render_sarif, "github": render_github}
_FORMS = ("json", *_RENDERINGS)


@command("test")
@click.argument("path", type=RULEBOOK, required=False)
@CASES
@click.option("--verbose", "-v", is_flag=True, help="Name the cases that are as expected too.")
@click.option("--coverage", is_flag=True, help="Say what no case exercises, too.")
@click.option("--accept", is_flag=True, help="Make cases that differ expect what came out.")
@click.option("--yes", is_flag=True, help="Do not ask before cases are rewritten.")
@forms("text", *_FORMS, told="The coverage alone, for programs.")
def run_tests(  # noqa: PLR0913, PLR0917 - an option each
    context: Context,
    path: str | None,
    folder: Path | None,
    verbose: bool,
    coverage: bool,
    accept: bool,
    yes: bool,
) -> Exit:
    """Run the golden cases of a rulebook.

    Prints what differs, rule by rule. PATH is a folder, a file, or the id of a rulebook; without
    it, the folder you stand in is tested where it holds one. A case is as expected when its outcome
    has the typologies, rules, statuses, starts and limits it names. Any difference gives exit
    code 1; what no case exercises does not. With --accept, cases are rewritten where they differ,
    once you have seen what and said yes.
    """
    if context.form != "text" and not coverage:
        raise click.UsageError("--format is for --coverage")
    found = find_rulebook(path)
    rulebook = context.load(found)
    files = files_in(folder or cases_folder(found, rulebook))
    if context.form != "text":
        say(_coverage_for_programs(rulebook, found, files, context.form))
        return Exit.DONE
    say(looked_at_line(found, context.told_in))
    confirmed = read_confirmations(files[0].parent)
    testing = _Testing(context, rulebook, Evaluator(rulebook), verbose, confirmed)
    results = [testing.one(file) for file in files]
    _sum_up(results, testing.to_confirm)
    if accept and testing.differing:
        results = [each for each in results if each is not Exit.FAILED]
        results.append(rewrite(testing.differing, Words(context.told_in), asked=yes))
    if coverage and max(results) <= Exit.FAILED:
        say("\n" + _coverage_as_text(rulebook, files))
    return max(results)


@dataclass(slots=True)
class _Testing:
    context: Context
    rulebook: Rulebook
    evaluator: Evaluator
    verbose: bool
    confirmed: Mapping[str, Confirmation]
    to_confirm: Counter[str] = field(default_factory=Counter)
    differing: list[Differing] = field(default_factory=list)

    def one(self, file: Path) -> Exit:
        """Run one case, write what differs, and say whether it is as expected."""
        context = self.context.anew()
        try:
            case = context.read_case(file, lambda _: self.rulebook)
            if not is_confirmed(file, case, self.confirmed):
                self.to_confirm["changed" if file.stem in self.confirmed else "new"] += 1
            found = self._differences(file, case)
        except TriageError as error:
            say(f"{file}: cannot be assessed\n")
            context.shield(self.rulebook)
            return context.refuse(error)
        if found:
            say(f"{file}: differs\n" + "".join(f"  {line}\n" for line in _lines(found)))
        elif self.verbose:
            say(f"{file}: as expected\n")
        return Exit.FAILED if found else Exit.DONE

    def _differences(self, file: Path, case: Case) -> tuple[Difference, ...]:
        if case.as_of is None:
            raise InvalidAssessment((Diagnostic("as-of-missing", path="as_of"),))
        answers = read_answers(self.rulebook, case.answers, case.as_of)
        outcome = self.evaluator.assess(answers, case.as_of)
        if case.expect is None or not differences(self.rulebook, case.expect, outcome):
            return ()
        self.differing.append(Differing(file, case.expect, outcome))
        return differences(self.rulebook, tellable(case.expect, self.rulebook), outcome)


def _lines(found: tuple[Difference, ...]) -> Iterator[str]:
    for each in found:
        yield f"{each.path}: expected {each.expected}, got {each.got}"
        if each.rules:
            mentions = (f"{one.rule} {one.state.replace('_', ' ')}" for one in each.rules)
            yield f"  rules: {', '.join(mentions)}"


def _sum_up(results: list[Exit], to_confirm: Counter[str]) -> None:
    differing = results.count(Exit.FAILED)
    failed = len(results) - differing - results.count(Exit.DONE)
    cases = "1 case" if len(results) == 1 else f"{len(results)} cases"
    counts = f"{cases}: {results.count(Exit.DONE)} as expected, {differing} differ"
    say(f"{counts}, {failed} cannot be assessed\n" if failed else f"{counts}\n")
    still = to_confirm.total()
    line = f"{len(results) - failed - still} confirmed by a person, {still} still to be"
    changed = to_confirm["changed"]
    say(f"{line}, {changed} of them changed since\n" if changed else f"{line}\n")


def _coverage_for_programs(rulebook: Rulebook, path: Path, files: list[Path], form: str) -> str:
    """Return the coverage in one of `_FORMS`; errors are those of `coverage` and of reading."""
    found = _coverage(rulebook, files)
    if form == "json":
        document = {**found.to_dict(), "looked_at": looked_at(path)}
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return _RENDERINGS[form](found.diagnostics(), "en")


def _coverage_as_text(rulebook: Rulebook, files: list[Path]) -> str:
    """Return the coverage: counts, then a line for each thing no case exercises."""
    found = _coverage(rulebook, files)
    counts = [
        f"{side + ':':24}{done:>5} of {total}\n" for side, (done, total) in found.counts().items()
    ]
    lines = [f"{each.span or each.path}: {each.message()}\n" for each in found.diagnostics()]
    return "".join([*counts, "\n" if lines else "", *lines])


def _coverage(rulebook: Rulebook, files: list[Path]) -> Coverage:
    from triage.verify.coverage import coverage

    cases = list(read_golden(files))
    with progress(cases, "cases", len(cases)) as running:
        return coverage(rulebook, running)
