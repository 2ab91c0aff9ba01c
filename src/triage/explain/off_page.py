"""What is kept off a page that may be printed, because it would tell of an answer that is shielded.

Such a page is made of an assessment in which these answers are taken as open, so that it is the
same for everybody who differs in them alone (`intake/off_page.py`). What only such answers could
bring about stays off it all the same: a rule that holds because of a question marked `off_page`,
directly or through findings; an intervention, where only such rules speak for it, or against it; a
target group, where only such rules assign it. What a rule merely excludes (`not:`) tells nothing.

Of a value marked `reason_off_page`, what follows may be printed, but no reason that names it.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.model.guarantee import Status
from triage.model.off_page import off_page_questions
from triage.model.outcome import CONFLICT, Outcome, RuleMention, RuleState
from triage.model.rule import Classification
from triage.model.rulebook import Rulebook


class OffPage:
    """What of an outcome is kept off the page; nothing where `everything` is shown."""

    def __init__(self, rulebook: Rulebook, outcome: Outcome, *, everything: bool = False) -> None:
        self._found = outcome.interventions
        self.questions: frozenset[str] = frozenset()
        """Questions at the top whose answers, and all that follows from them, are kept off."""
        if not everything:
            self.questions = off_page_questions(rulebook)
        self._rules = frozenset[str]() if everything else rulebook.rules_off_page
        self._reasons = frozenset[str]() if everything else rulebook.reasons_off_page

    def rule(self, rule: str) -> bool:
        """Say whether a rule, and the reason it gives, are kept off."""
        return rule in self._rules

    def reason(self, rule: str) -> bool:
        """Say whether the reason a rule gives, and what it tests, are kept off."""
        return rule in self._rules or rule in self._reasons

    def suggested(self, intervention: str) -> bool:
        """Say whether that an intervention is suggested is kept off."""
        return self._all_off(self._found[intervention].for_)

    def refused(self, intervention: str) -> bool:
        """Say whether that an intervention is advised against is kept off."""
        found = self._found[intervention]
        advised = Status.ADVISED_AGAINST in found.possible
        return self.suggested(intervention) or (advised and self._all_off(found.against))

    def class_(self, classes: Classification | None, class_: str) -> bool:
        """Say whether that somebody is of a class is kept off: no other rules assign it."""
        rules = classes.rules if classes else ()
        assigning = [rule.id for rule in rules if class_ in (rule.then.value, CONFLICT)]
        if class_ == CONFLICT:
            return any(map(self.rule, assigning))
        return bool(assigning) and all(map(self.rule, assigning))

    def _all_off(self, mentions: Sequence[RuleMention]) -> bool:
        holding = [each for each in mentions if each.state is RuleState.HOLDS] or mentions
        return bool(holding) and all(self.rule(each.rule) for each in holding)
