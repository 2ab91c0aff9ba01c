"""`triage rules test`: the golden cases of a rulebook, what differs, and what they cover."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.authoring.accepting import accepted
from triage.cases.case_file import Case
from triage.cases.confirmations import (
    Confirmation,
    case_digest,
    is_confirmed,
    read_confirmations,
)
from triage.cases.expected import Difference, differences, tellable
from triage.cases.folders import cases_folder, files_in
from triage.cases.golden_problems import golden_problems
from triage.cli.case_files import read_golden
from triage.cli.case_helpers import Quiet, Source, assessed, helping
from triage.cli.context import Context, command, root_given
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at, looked_at_line
from triage.cli.options import CASES, MESSAGES, RULEBOOK, forms
from triage.cli.rules_accept import Differing
from triage.cli.rules_accept import accept as rewrite
from triage.cli.streams import progress, say
from triage.diagnostics import (
    InvalidAssessment,
    TriageError,
    render_github,
    render_sarif,
)
from triage.engine import Evaluator
from triage.language.at_hand import find_rulebook
from triage.model.rulebook import Rulebook
from triage.present.test_page import (
    Counts,
    case_line,
    coverage_lines,
    difference_lines,
    summary_lines,
)
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.verify.coverage import Coverage


_RENDERINGS = {"sarif": render_sarif, "github": render_github}
_FORMS = ("json", *_RENDERINGS)
_ANOTHER = "another-rulebook"


@command("test")
@click.argument("path", type=RULEBOOK, required=False)
@CASES
@click.option("--verbose", "-v", is_flag=True, help="Name the cases that are as expected too.")
@click.option("--coverage", is_flag=True, help="Say what no case exercises, too.")
@click.option("--accept", is_flag=True, help="Make cases that differ expect what came out.")
@click.option("--yes", is_flag=True, help="Do not ask before cases are rewritten.")
@MESSAGES
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
        say(_coverage_for_programs(rulebook, found, files, context.form, context.told_in))
        return Exit.DONE
    say(looked_at_line(found, context.told_in))
    confirmed, words = read_confirmations(files[0].parent), Words(context.told_in)
    testing = _Testing(context, rulebook, Evaluator(rulebook), words, verbose, confirmed)
    with helping(Source(found, root_given(), rulebook.digest), files) as helpers:
        results = [testing.one(file, helpers.said(at)) for at, file in enumerate(files)]
    _say_lines(summary_lines(testing.counts(results), words))
    if accept and testing.differing:
        results = [each for each in results if each is not Exit.FAILED]
        results.append(rewrite(testing.differing, found, words, asked=yes))
    if coverage and max(results) <= Exit.FAILED:
        say("\n")
        _say_lines(coverage_lines(_coverage(rulebook, files, words), words))
    return max(results)


@dataclass(slots=True)
class _Testing:
    context: Context
    rulebook: Rulebook
    evaluator: Evaluator
    words: Words
    verbose: bool
    confirmed: Mapping[str, Confirmation]
    to_confirm: Counter[str] = field(default_factory=Counter)
    differing: list[Differing] = field(default_factory=list)
    expecting_nothing: int = 0

    def one(self, file: Path, quiet: Quiet | None = None) -> Exit:
        """Run one case, write what differs, and say whether it is as expected.

        Where a helper has run it already, it is, with nothing else to tell.
        """
        if quiet is not None:
            self._count(file, quiet.digest)
            return self._as_expected(file)
        context = self.context.anew()
        try:
            case = context.read_case(file, lambda _: self.rulebook)
            self._tell_problems(context, case)
            found = self._differences(file, case)
            self._count(file, case_digest(case))
        except TriageError as error:
            self._say("cannot_be_assessed", file)
            context.shield(self.rulebook)
            return context.refuse(error)
        if found:
            self._say("differs", file)
            _say_lines(f"  {line}" for line in difference_lines(found, self.words))
            return Exit.FAILED
        if case.expect is not None:
            return self._as_expected(file)
        self.expecting_nothing += 1
        self._say("expects_nothing", file)
        return Exit.DONE

    def _count(self, file: Path, digest: str) -> None:
        """Count a case that is still to be confirmed."""
        if not is_confirmed(file.stem, digest, self.confirmed):
            self.to_confirm["changed" if file.stem in self.confirmed else "new"] += 1

    def _as_expected(self, file: Path) -> Exit:
        if self.verbose:
            self._say("is_as_expected", file)
        return Exit.DONE

    def _say(self, key: str, file: Path) -> None:
        say(f"{case_line(key, str(file), self.words)}\n")

    def _tell_problems(self, context: Context, case: Case) -> None:
        """Write what is wrong with the case beside its answers.

        Raises:
            InvalidAssessment: it is a case of another rulebook.
        """
        found = list(golden_problems(case, self.rulebook))
        if any(each.code == _ANOTHER for each in found):
            raise InvalidAssessment(each for each in found if each.code == _ANOTHER)
        if found:
            context.shield(self.rulebook)
            context.tell(found)

    def counts(self, results: list[Exit]) -> Counts:
        """Count how the cases came out."""
        done, differ = results.count(Exit.DONE), results.count(Exit.FAILED)
        return Counts(
            as_expected=done - self.expecting_nothing,
            differ=differ,
            expect_nothing=self.expecting_nothing,
            failed=len(results) - done - differ,
            unconfirmed=self.to_confirm.total(),
            changed=self.to_confirm["changed"],
        )

    def _differences(self, file: Path, case: Case) -> tuple[Difference, ...]:
        outcome = assessed(self.evaluator, case)
        if case.expect is None or not differences(self.rulebook, case.expect, outcome):
            return ()
        self.differing.append(Differing(file, accepted(self.rulebook, case.expect, outcome)))
        return differences(self.rulebook, tellable(case.expect, self.rulebook), outcome)


def _coverage_for_programs(
    rulebook: Rulebook, path: Path, files: list[Path], form: str, language: str
) -> str:
    """Return the coverage in one of `_FORMS`; errors are those of `coverage` and of reading."""
    found = _coverage(rulebook, files, Words(language))
    if form == "json":
        document = {**found.to_dict(), "looked_at": looked_at(path)}
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return _RENDERINGS[form](found.diagnostics(), language)


def _say_lines(lines: Iterable[str]) -> None:
    say("".join(f"{line}\n" for line in lines))


def _coverage(rulebook: Rulebook, files: list[Path], words: Words) -> Coverage:
    from triage.verify.coverage import coverage

    cases = list(read_golden(files, rulebook))
    with progress(cases, words.counting("cases"), len(cases)) as running:
        return coverage(rulebook, running)
