"""An outcome in words, for those who show it in a system of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from triage.diagnostics.arguments import wrong_argument
from triage.explain.assessed import Assessed
from triage.explain.off_page import OffPage
from triage.explain.plan import active_warnings
from triage.model.outcome import RuleState
from triage.present.blocks import Block, Group, Page, Section
from triage.present.html import render_html
from triage.present.legal_basis import LegalBasis
from triage.present.markdown import render_markdown
from triage.present.names import Names
from triage.present.text import render_text
from triage.present.wording import Words


@dataclass(frozen=True, slots=True, repr=False)
class OutcomePage:
    """The page of one outcome: as blocks, text, Markdown or HTML. It holds answers."""

    language: str
    _page: Page

    def __repr__(self) -> str:
        return f"OutcomePage(language={self.language!r})"

    def to_dict(self) -> dict[str, Any]:
        """Return the page as JSON-ready blocks: `title`, `head`, `sections` with `blocks`, `foot`.

        Each block says its `kind`: `line`, `point`, `table` or `group`.
        """
        return {
            "language": self.language,
            "title": self._page.title,
            "head": [_block(each) for each in self._page.head],
            "sections": [_headed(each) for each in self._page.sections],
            "foot": [_block(each) for each in self._page.foot],
        }

    def to_text(self, width: int = 80) -> str:
        """Return plain text, wrapped to `width` signs: 24 at least, and 120 at most.

        Raises:
            TriageError: `width` is no whole number.
        """
        if type(width) is not int:
            raise wrong_argument(width, "width", "int")
        return render_text(self._page, width)

    def to_markdown(self) -> str:
        """Return Markdown."""
        return render_markdown(self._page)

    def to_html(self) -> str:
        """Return one HTML file that fetches and runs nothing.

        Raises:
            ExtraMissing: it takes packages that are not installed.
        """
        return render_html(self._page, self.language)


@dataclass(frozen=True, slots=True)
class OutcomeTexts:
    """The words of one outcome, by the ids it holds; for staff, and without answers.

    Of classes, those that are possible, `gap` and `conflict` among them. `reasons` are those of the
    rules that hold or may hold, `law` says what they rest on in law, and `warnings` are the texts
    of those that hold; what is kept off the page is in none of them.
    """

    language: str
    typologies: Mapping[str, str]
    target_groups: Mapping[str, str]
    interventions: Mapping[str, str]
    questions: Mapping[str, str]
    reasons: Mapping[str, str]
    law: Mapping[str, str]
    warnings: Mapping[str, str]


def texts_of(assessed: Assessed, language: str, *, everything: bool = False) -> OutcomeTexts:
    """Return the words of an assessed case."""
    shown = assessed if everything else assessed.printable
    rulebook, outcome = shown.rulebook, shown.outcome
    words = Words(language)
    names = Names(rulebook, words)
    legal_basis = LegalBasis(rulebook, words, names)
    off_page = OffPage(rulebook, outcome, everything=everything)
    typologies = outcome.typology.possible if outcome.typology else ()
    groups = outcome.target_group.possible if outcome.target_group else ()
    speaking = (id_ for id_, state in outcome.rules.items() if state is not RuleState.CANNOT_HOLD)
    told = [each for each in speaking if not off_page.reason(each)]
    for_staff = set[str]() if everything else {r.id for r in rulebook.warnings if r.on_top}
    warned = [
        each
        for each in active_warnings(rulebook, outcome)
        if not off_page.reason(each) and each not in for_staff
    ]
    return OutcomeTexts(
        language=language,
        typologies={each: names.typology(each) for each in typologies},
        target_groups={each: names.target_group(each) for each in groups},
        interventions={each: names.intervention(each) for each in outcome.interventions},
        questions={each: names.question(None, each) for each in rulebook.questions},
        reasons={each: text for each in told if (text := names.because(each))},
        law={each: text for each in told if (text := legal_basis.text(each))},
        warnings={each: text for each in warned if (text := names.text(f"rules.{each}.warn"))},
    )


def _headed(part: Section | Group) -> dict[str, Any]:
    return {"heading": part.heading, "blocks": [_block(each) for each in part.blocks]}


def _block(block: Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__.lower()}
    return kind | (
        _headed(block) if isinstance(block, Group) else asdict(block, dict_factory=_told)
    )


def _told(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return what a block says; its language only where that is another than the page's."""
    return {name: value for name, value in fields if name != "lang" or value is not None}
