"""What people read: the page of an outcome and listings of a rulebook, in three languages."""

from triage.report.blocks import Page
from triage.report.interviewing import Command, InterviewWords, Option, Prompt
from triage.report.listing import list_rulebook
from triage.report.markdown import render_markdown
from triage.report.page import build_page
from triage.report.text import render_text
from triage.report.wording import LANGUAGES, language_for

__all__ = [
    "LANGUAGES",
    "Command",
    "InterviewWords",
    "Option",
    "Page",
    "Prompt",
    "build_page",
    "language_for",
    "list_rulebook",
    "render_markdown",
    "render_text",
]
