"""The end of the journal on a page: printed, nobody changes it together with the journal."""

from __future__ import annotations

from dataclasses import replace

from triage.present.blocks import Line, Page
from triage.present.wording import Words


def with_journal_end(page: Page, end: object, words: Words) -> Page:
    """Return a page that says, above its last line, where the journal ended: an `Anchor`."""
    *others, last = page.foot
    return replace(page, foot=(*others, Line(str(end), label=words.say("journal.head")), last))
