"""`triage programme agreement`: how alike staff assess the same case, straight from a journal."""

from __future__ import annotations

import click

from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, forms
from triage.diagnostics import needed
from triage.present import Words
from triage.present.agreement_page import agreement_page
from triage.programme.monitoring.agreement import agreement
from triage.programme.monitoring.staying import FEWEST_WORKERS


@command("agreement")
@click.option("--journal", required=True, metavar="FILE|URL", help="The journal; it takes no key.")
@LANGUAGE
@forms("text", "md")
def agree(context: Context, *, journal: str) -> Exit:
    """Say how alike staff assess the same case: a kappa, with how certain it is.

    What counts are vignettes that two or more have assessed for the same day (`triage journal
    vignette`): one person's case is nobody else's to assess unseen. Of fewer than ten, or where
    fewer than five have confirmed or departed from anything, nothing is told. No number is about
    one worker.
    """
    words = Words(context.language or "da")
    room = needed("triage.journal.open_part", "needs-journal")
    enough = room.workers(journal, with_vignettes=True) >= FEWEST_WORKERS
    ratings = tuple(room.ratings(journal)) if enough else ()
    suggested = agreement(ratings, lambda each: each.suggested)
    chosen = agreement(ratings, lambda each: each.chosen)
    context.say_page(agreement_page(suggested, chosen, words, enough_workers=enough))
    return Exit.DONE
