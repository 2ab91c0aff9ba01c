"""Answers that nothing may rest on which others read: private ones, and those on family or health.

What is looked up in a register is not among them, but for what is kept off every printed page: it
only says which law applies. Neither is a question of which a page keeps nothing back but a reason.
"""

from __future__ import annotations

from triage.model.question import Question
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of


def sensitive_questions(rulebook: Rulebook) -> frozenset[str]:
    """Return the sensitive questions at the top, and those that are asked because of one."""
    found = {each.id for each in rulebook.questions.values() if _is_sensitive(each)}
    while more := {
        each.id
        for each in rulebook.questions.values()
        if each.id not in found and not found.isdisjoint(_asked_by(each))
    }:
        found |= more
    return frozenset(found)


def _is_sensitive(question: Question) -> bool:
    if question.off_page:
        return True
    told = question.looked_up or question.reason_off_page
    return not told and bool(question.keep_private or question.concerns)


def _asked_by(question: Question) -> set[str]:
    if question.asked_when is None:
        return set()
    return {ref.collection or ref.id for ref in refs_of(question.asked_when)}
