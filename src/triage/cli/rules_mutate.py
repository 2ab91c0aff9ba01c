"""`triage rules mutate`: would the golden cases notice a slip in a rule?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.case_files import golden_cases
from triage.cli.context import Context, command, say_json
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at, looked_at_line
from triage.cli.options import ABOUT, CASES, MESSAGES, RULEBOOK, forms
from triage.cli.streams import progress, say
from triage.diagnostics import (
    Diagnostic,
    Evidence,
    Severity,
    render_github,
    render_sarif,
)
from triage.language.at_hand import find_rulebook
from triage.present.mutation_page import (
    guarded_lines,
    mutation_lines,
    operator_words,
    what_words,
)
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.mutants import MutationReport

_RENDERINGS = {"sarif": render_sarif, "github": render_github}


@command("mutate")
@click.argument("path", type=RULEBOOK, required=False)
@CASES
@ABOUT
@click.option(
    "--every", metavar="N", default=1, show_default=True, help="Only every Nth mutant, as a sample."
)
@click.option(
    "--guarantees",
    is_flag=True,
    help="Weaken the guarantees instead, and say which slips each part alone notices.",
)
@MESSAGES
@forms("text", "json", *_RENDERINGS)
def mutate(
    context: Context,
    path: str | None,
    folder: Path | None,
    about: tuple[str, ...],
    every: int,
    guarantees: bool,
) -> Exit:
    """Say whether the cases would notice a slip.

    Every rule of the rulebook is changed a little, one way at a time: a test dropped, a threshold
    moved, another conclusion. A case that no longer comes out as it expects kills the mutant. Where
    nobody at all comes out differently it is equivalent, and does not count. Any mutant left alive
    gives exit code 1. Where a case is not as expected to begin with, nothing is mutated.

    With --guarantees each guarantee is weakened, one way at a time, and held against slips in the
    rules. A part that no slip needs, and none that others notice as well, gives exit code 1.
    """
    from triage.verify.mutants import MutationReport, mutants_about
    from triage.verify.mutants import mutate as judged

    found = find_rulebook(path)
    rulebook = context.load(found)
    if context.form == "text":
        say(looked_at_line(found, context.told_in))
    if guarantees:
        return _guarantees(context, rulebook, found, about, every)
    cases = golden_cases(found, rulebook, folder)
    chosen = [mutant for _, mutant in mutants_about(rulebook, about)][::every]
    words = Words(context.told_in)
    judging = judged(rulebook, cases, chosen)
    with progress(judging, words.counting("mutants"), len(chosen)) as running:
        report = MutationReport(tuple(running))
    if context.form == "json":
        say_json({**report.to_dict(), "looked_at": looked_at(found)})
    elif context.form in _RENDERINGS:
        say(_RENDERINGS[context.form](_unnoticed(rulebook, report, words), context.told_in))
    else:
        lines = mutation_lines(report, words)
        say("".join(f"{line}\n" for line in lines))
    return Exit.FAILED if report.alive() else Exit.DONE


def _guarantees(
    context: Context, rulebook: Rulebook, path: Path, about: tuple[str, ...], every: int
) -> Exit:
    from triage.verify.mutants import Guarding, Worth, guarantees_about, mutants

    guarding = Guarding(rulebook, guarantees_about(rulebook, about))
    slips = [*[*mutants(rulebook)][::every], *guarding.slips()]
    words = Words(context.told_in)
    with progress(slips, words.counting("slips"), len(slips)) as running:
        for slip in running:
            guarding.look_at(slip)
    if context.form == "text":
        lines = guarded_lines(guarding.parts, len(slips), words)
        say("".join(f"{line}\n" for line in lines))
    else:
        parts = [each.to_dict() for each in guarding.parts]
        document = {"schema": "triage.guarded/1", "looked_at": looked_at(path)}
        say_json({**document, "slips": len(slips), "parts": parts})
    idle = any(each.worth is Worth.IDLE for each in guarding.parts)
    return Exit.FAILED if idle else Exit.DONE


def _unnoticed(rulebook: Rulebook, report: MutationReport, words: Words) -> list[Diagnostic]:
    """Return what is alive as diagnostics at the rules it was done to."""
    return [
        Diagnostic(
            "unnoticed-slip",
            rulebook.places.get(each.mutant.path),
            each.mutant.path,
            details={
                "name": each.mutant.name,
                "slip": operator_words(each.mutant.operator.name, words),
                "what": what_words(each.mutant.what, words),
            },
            severity=Severity.WARNING,
            evidence=Evidence(() if each.shown is None else (each.shown,)),
        )
        for each in report.alive()
    ]
