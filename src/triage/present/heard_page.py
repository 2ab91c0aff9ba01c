"""What was understood of what a person said: for a screen that is turned to her, and read aloud.

Nothing else stands on it: nothing that was looked up, noted by the caseworker, or kept private, and
nothing that is concluded from any of it.
"""

from __future__ import annotations

from collections import defaultdict

from triage.intake.places import REASONS
from triage.intake.reading import read_answers
from triage.interview import Interview
from triage.interview.told import is_said
from triage.model.rulebook import Rulebook
from triage.present.blocks import Block, Line, Page, Section, Tone
from triage.present.held_answers import HeldAnswer, HeldAnswers
from triage.present.names import Names
from triage.present.wording import Words


def heard_page(rulebook: Rulebook, interview: Interview, language: str) -> Page:
    """Lay out what was said, theme by theme, in the words of the questions."""
    words = Words(language)
    names, answers = Names(rulebook, words), interview.answers
    held = HeldAnswers(rulebook, answers, interview.as_of, words)
    read = read_answers(rulebook, answers, interview.as_of)
    told: dict[str, list[Block]] = defaultdict(list)
    for each in held.standing(interview.as_of):
        if each.path is not None and _is_hers(rulebook, each):
            theme = rulebook.questions[each.path.question].asked_among
            heading = names.label(f"factors.{theme}") if theme else words.say("heard.rest")
            told[heading].append(Line(each.text, label=names.asked(each.path, read)))
    sections = tuple(Section(heading, tuple(blocks)) for heading, blocks in told.items())
    head = (Line(words.say("heard.head"), tone=Tone.STRONG),)
    return Page(words.say("heard.title"), head, sections, (Line(words.say("heard.foot")),))


def _is_hers(rulebook: Rulebook, held: HeldAnswer) -> bool:
    """Say whether an answer is what she said, and may stand where others can see it."""
    assert held.path is not None
    own = rulebook.questions[held.path.question]
    asked = (own, own if held.question is None else held.question)
    kept = any(each.looked_up or each.keep_private or each.off_page for each in asked)
    return not kept and held.value not in REASONS and is_said(rulebook, held.path)
