"""What people read: the page of an outcome and listings of a rulebook, in three languages.

A page is imported when it is first used: a command that shows none of them starts without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.present.access_page import Handing, access_page
    from triage.present.blocks import Page
    from triage.present.comparison_page import comparison_page
    from triage.present.explanation_page import Explanation, explanation_page
    from triage.present.explanation_writer import Audience
    from triage.present.found_page import basis_said, found_page, found_reasons, letter_words
    from triage.present.golden_case import golden_page
    from triage.present.html import render_html
    from triage.present.interviewing import Command, InterviewWords, Option, Prompt
    from triage.present.listing import list_rulebook
    from triage.present.markdown import render_markdown
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
    "Audience",
    "Command",
    "Explanation",
    "Handing",
    "InterviewWords",
    "Option",
    "OutcomePage",
    "OutcomeTexts",
    "Page",
    "Prompt",
    "Words",
    "access_page",
    "approval_lines",
    "basis_said",
    "build_page",
    "comparison_page",
    "explanation_page",
    "fitted_lines",
    "found_page",
    "found_reasons",
    "golden_page",
    "language_for",
    "letter_words",
    "list_rulebook",
    "page_of",
    "programme_page",
    "programme_report_page",
    "programmes_page",
    "render_csv",
    "render_html",
    "render_markdown",
    "render_text",
    "render_xlsx",
    "sheet_lines",
    "texts_of",
    "written_lines",
]

_HOMES = {
    "access_page": "Handing access_page",
    "blocks": "Page",
    "comparison_page": "comparison_page",
    "explanation_page": "Explanation explanation_page",
    "explanation_writer": "Audience",
    "found_page": "basis_said found_page found_reasons letter_words",
    "golden_case": "golden_page",
    "html": "render_html",
    "interviewing": "Command InterviewWords Option Prompt",
    "listing": "list_rulebook",
    "markdown": "render_markdown",
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
