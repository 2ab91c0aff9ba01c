"""What people read: the page of an outcome and listings of a rulebook, in three languages."""

from triage.report.blocks import Page
from triage.report.comparison_page import comparison_page
from triage.report.explanation_page import Explanation, explanation_page
from triage.report.found_page import found_page, found_reasons, written_day
from triage.report.html import render_html
from triage.report.interviewing import Command, InterviewWords, Option, Prompt
from triage.report.listing import list_rulebook
from triage.report.markdown import render_markdown
from triage.report.page import build_page
from triage.report.programme_page import programme_page, programmes_page
from triage.report.programme_report_page import programme_report_page
from triage.report.sheets import render_csv, render_xlsx
from triage.report.telling import Audience
from triage.report.text import render_text
from triage.report.wording import LANGUAGES, language_for

__all__ = [
    "LANGUAGES",
    "Audience",
    "Command",
    "Explanation",
    "InterviewWords",
    "Option",
    "Page",
    "Prompt",
    "build_page",
    "comparison_page",
    "explanation_page",
    "found_page",
    "found_reasons",
    "language_for",
    "list_rulebook",
    "programme_page",
    "programme_report_page",
    "programmes_page",
    "render_csv",
    "render_html",
    "render_markdown",
    "render_text",
    "render_xlsx",
    "written_day",
]
