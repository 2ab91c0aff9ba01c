"""What people read: the page of an outcome and listings of a rulebook, in three languages."""

from triage.present.blocks import Page
from triage.present.explanation_page import Explanation, explanation_page
from triage.present.explanation_writer import Audience
from triage.present.found_page import found_page, found_reasons
from triage.present.golden_case import golden_page
from triage.present.html import render_html
from triage.present.interviewing import Command, InterviewWords, Option, Prompt
from triage.present.listing import list_rulebook
from triage.present.markdown import render_markdown
from triage.present.outcome_texts import OutcomePage, OutcomeTexts, texts_of
from triage.present.page import build_page, page_of
from triage.present.programme_page import comparison_page, programme_page, programmes_page
from triage.present.programme_report_page import programme_report_page
from triage.present.sheets import render_csv, render_xlsx
from triage.present.text import render_text
from triage.present.wording import LANGUAGES, Words, language_for
from triage.present.written_lines import approval_lines, sheet_lines, written_lines

__all__ = [
    "LANGUAGES",
    "Audience",
    "Command",
    "Explanation",
    "InterviewWords",
    "Option",
    "OutcomePage",
    "OutcomeTexts",
    "Page",
    "Prompt",
    "Words",
    "approval_lines",
    "build_page",
    "comparison_page",
    "explanation_page",
    "found_page",
    "found_reasons",
    "golden_page",
    "language_for",
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
