"""`triage rules test`: the golden cases of a rulebook, and what differs, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from triage.cases.case_file import Case, read_case
from triage.cases.expected import Difference, differences, tellable
from triage.cli.coverage_output import FORMS, coverage_as_text, coverage_for_programs
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.golden import cases_folder, files_in
from triage.cli.loading import load
from triage.cli.location import placed
from triage.cli.options import RULEBOOK
from triage.cli.shielding import shield
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, InvalidAssessment, Sources, TriageError
from triage.engine import Evaluator
from triage.language.at_hand import DEFAULT, find_rulebook
from triage.model.rulebook import Rulebook


@click.command("test")
@click.argument("path", type=RULEBOOK, default=DEFAULT)
@click.option(
    "--cases",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the cases.  [default: cases/<id of the rulebook>]",
)
@click.option("--verbose", "-v", is_flag=True, help="Name the cases that are as expected too.")
@click.option("--coverage", is_flag=True, help="Say what no case exercises, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *FORMS)),
    default="text",
    show_default=True,
    help="The coverage alone, for programs.",
)
def run_tests(path: str, folder: Path | None, verbose: bool, coverage: bool, form: str) -> Exit:
    """Run the golden cases of a rulebook.

    Prints what differs, rule by rule. PATH is a folder, a file, or the id of a rulebook. A case
    is as expected when its outcome has the typologies, rules, statuses, starts and limits it
    names. Any difference gives exit code 1; what no case exercises does not.
    """
    if form != "text" and not coverage:
        raise click.UsageError("--format is for --coverage")
    sources = Sources()
    try:
        rulebook = load(find_rulebook(path), sources)
        files = files_in(folder or cases_folder(path, rulebook))
        if form != "text":
            say(coverage_for_programs(rulebook, files, form))
            return Exit.DONE
    except TriageError as error:
        show(error.diagnostics, sources, "en")
        return exit_of(error)
    testing = _Testing(rulebook, Evaluator(rulebook), verbose)
    results = [testing.one(file) for file in files]
    _sum_up(results, testing.unconfirmed)
    if coverage and max(results) <= Exit.FAILED:
        say("\n" + coverage_as_text(rulebook, files))
    return max(results)


@dataclass(slots=True)
class _Testing:
    rulebook: Rulebook
    evaluator: Evaluator
    verbose: bool
    unconfirmed: int = 0

    def one(self, file: Path) -> Exit:
        """Run one case, write what differs, and say whether it is as expected."""
        sources = Sources()
        case: Case | None = None
        try:
            case = read_case(file, sources, lambda _: self.rulebook)
            shield(case, self.rulebook, sources)
            self.unconfirmed += not case.confirmed
            found = self._differences(case)
        except TriageError as error:
            say(f"{file}: cannot be assessed\n")
            show([placed(each, case) for each in error.diagnostics], sources, "en")
            return exit_of(error)
        if found:
            say(f"{file}: differs\n" + "".join(f"  {line}\n" for line in _lines(found)))
        elif self.verbose:
            say(f"{file}: as expected\n")
        return Exit.FAILED if found else Exit.DONE

    def _differences(self, case: Case) -> tuple[Difference, ...]:
        if case.as_of is None:
            raise InvalidAssessment((Diagnostic("as-of-missing", path="as_of"),))
        outcome = self.evaluator.assess(case.answers, case.as_of)
        if case.expect is None:
            return ()
        return differences(self.rulebook, tellable(case.expect, self.rulebook), outcome)


def _lines(found: tuple[Difference, ...]) -> Iterator[str]:
    for each in found:
        yield f"{each.path}: expected {each.expected}, got {each.got}"
        if each.rules:
            mentions = (f"{one.rule} {one.state.replace('_', ' ')}" for one in each.rules)
            yield f"  rules: {', '.join(mentions)}"


def _sum_up(results: list[Exit], unconfirmed: int) -> None:
    differing = results.count(Exit.FAILED)
    failed = len(results) - differing - results.count(Exit.DONE)
    cases = "1 case" if len(results) == 1 else f"{len(results)} cases"
    counts = f"{cases}: {results.count(Exit.DONE)} as expected, {differing} differ"
    say(f"{counts}, {failed} cannot be assessed\n" if failed else f"{counts}\n")
    if unconfirmed:
        say(f"{unconfirmed} of them are still to be confirmed by a person (confirmed: no)\n")
