"""What people read: the page of an outcome and listings of a rulebook, in three languages.

A page is imported when it is first used: a command that shows none of them starts without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.present.access_page import Handing, access_page
    from triage.present.answering import Option
    from triage.present.blocks import Page
    from triage.present.comparison_page import comparison_page
    from triage.present.copies.made import CopiedText, copies_of, copy_told
    from triage.present.copies.targets import CopyTarget, Targets, read_targets
    from triage.present.explanation_page import Explanation, explanation_page
    from triage.present.explanation_writer import Audience
    from triage.present.found_page import basis_said, found_page, found_reasons, letter_words
    from triage.present.golden_case import golden_page
    from triage.present.handout.sheet import sheet_of
    from triage.present.handout.wording import SHEET_LANGUAGES, sheet_language_for
    from triage.present.html import render_html
    from triage.present.interviewing import Command, InterviewWords, Prompt
    from triage.present.listing import list_rulebook
    from triage.present.markdown import render_markdown
    from triage.present.municipalities_page import municipalities_page
    from triage.present.outcome_texts import OutcomePage, OutcomeTexts, texts_of
    from triage.present.page import build_page, page_of
    from triage.present.programme_page import programme_page, programmes_page
    from triage.present.programme_report_page import programme_report_page
    from triage.present.sheets import render_csv, render_xlsx
    from triage.present.text import render_text
    from triage.present.wording import LANGUAGES, Words, language_for
    from triage.present.written_lines import (
        approval_lines,
        fitted_lines,
        sheet_lines,
        written_lines,
    )

__all__ = [
    "LANGUAGES",
    "SHEET_LANGUAGES",
    "Audience",
    "Command",
    "CopiedText",
    "CopyTarget",
    "Explanation",
    "Handing",
    "InterviewWords",
    "Option",
    "OutcomePage",
    "OutcomeTexts",
    "Page",
    "Prompt",
    "Targets",
    "Words",
    "access_page",
    "approval_lines",
    "basis_said",
    "build_page",
    "comparison_page",
    "copies_of",
    "copy_told",
    "explanation_page",
    "fitted_lines",
    "found_page",
    "found_reasons",
    "golden_page",
    "language_for",
    "letter_words",
    "list_rulebook",
    "municipalities_page",
    "page_of",
    "programme_page",
    "programme_report_page",
    "programmes_page",
    "read_targets",
    "render_csv",
    "render_html",
    "render_markdown",
    "render_text",
    "render_xlsx",
    "sheet_language_for",
    "sheet_lines",
    "sheet_of",
    "texts_of",
    "written_lines",
]

_HOMES = {
    "access_page": "Handing access_page",
    "answering": "Option",
    "blocks": "Page",
    "comparison_page": "comparison_page",
    "copies.made": "CopiedText copies_of copy_told",
    "copies.targets": "CopyTarget Targets read_targets",
    "explanation_page": "Explanation explanation_page",
    "explanation_writer": "Audience",
    "found_page": "basis_said found_page found_reasons letter_words",
    "golden_case": "golden_page",
    "handout.sheet": "sheet_of",
    "handout.wording": "SHEET_LANGUAGES sheet_language_for",
    "html": "render_html",
    "interviewing": "Command InterviewWords Prompt",
    "listing": "list_rulebook",
    "markdown": "render_markdown",
    "municipalities_page": "municipalities_page",
    "outcome_texts": "OutcomePage OutcomeTexts texts_of",
    "page": "build_page page_of",
    "programme_page": "programme_page programmes_page",
    "programme_report_page": "programme_report_page",
    "sheets": "render_csv render_xlsx",
    "text": "render_text",
    "wording": "LANGUAGES Words language_for",
    "written_lines": "approval_lines fitted_lines sheet_lines written_lines",
}
"""The names by the module they are from."""


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names.split()), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{home}")
    # All at once: importing a module puts it in the place of a function that is named as it is.
    globals().update({each: getattr(module, each) for each in _HOMES[home].split()})
    return globals()[name]
