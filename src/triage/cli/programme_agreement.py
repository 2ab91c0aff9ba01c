"""`triage programme agreement`: how alike staff assess the same case, straight from a journal."""

from __future__ import annotations

import click

from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, forms
from triage.diagnostics import needed
from triage.present import Words
from triage.present.agreement_page import Alike, agreement_page
from triage.programme.monitoring.agreement import agreement, by_version
from triage.programme.monitoring.staying import FEWEST_WORKERS


@command("agreement")
@click.option("--journal", required=True, metavar="FILE|URL", help="The journal; it takes no key.")
@LANGUAGE
@forms("text", "md")
def agree(context: Context, *, journal: str) -> Exit:
    """Say how alike staff assess the same case: a kappa, with how certain it is.

    What counts are vignettes that two or more have assessed for the same day (`triage journal
    vignette`): one person's case is nobody else's to assess unseen. Each version of the rules
    counts for itself: who assessed by others is not comparable. Of fewer than ten, or where
    fewer than five have confirmed or departed from anything, nothing is told. No number is about
    one worker.
    """
    words = Words(context.language or "da")
    room = needed("triage.journal.open_part", "needs-journal")
    enough = room.workers(journal, with_vignettes=True) >= FEWEST_WORKERS
    versions = by_version(room.ratings(journal)) if enough else {}
    alike = [
        Alike(
            rulebook,
            agreement(own, lambda each: each.suggested),
            agreement(own, lambda each: each.chosen),
        )
        for rulebook, own in versions.items()
    ]
    context.say_page(agreement_page(alike if enough else None, words))
    return Exit.DONE
