"""Rule-based decision support: typologies, suggested interventions, and the reasons for both.

Everything public is here and read when first used, so that importing the package costs nothing.
Types that the signature of something public names are public too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.diagnostics import (
        ChangedMeanwhile,
        Diagnostic,
        EnginesDisagree,
        EngineUnavailable,
        Evidence,
        ExtraMissing,
        InvalidAssessment,
        LimitReached,
        RulebookError,
        Severity,
        Shown,
        Span,
        TableError,
        TriageError,
    )
    from triage.engine import (
        Engine,
    )
    from triage.explain import (
        ExplainedOutcome,
    )
    from triage.interview import (
        Ask,
        AskReason,
        Interview,
        InterviewStorage,
        KeptInterview,
    )
    from triage.journal import Journal as Journal
    from triage.library import (
        Answers,
        Rulebook,
        check_rulebook,
        load_rulebook,
        time_limit,
    )
    from triage.model.answer_path import AnswerPath
    from triage.model.answers import NotSaidName, Source
    from triage.model.asking import (
        Asking,
        AskingState,
        Effect,
        Goal,
        GoalName,
        NextQuestion,
    )
    from triage.model.assessment import (
        Assessment,
        HistoryEntry,
        Note,
        Step,
    )
    from triage.model.condition import (
        AsOf,
        Condition,
    )
    from triage.model.departure import DepartureReason
    from triage.model.explanation import (
        AnswerChange,
        Edge,
        MissingTest,
        RestsOn,
        RulePart,
        RuleReason,
        Shift,
        Stability,
        Subject,
        SubjectKind,
        Towards,
        Truth,
        Way,
        WayState,
        WhatIf,
        Why,
        WhyNot,
        WhyNotRule,
    )
    from triage.model.guarantee import (
        Status,
    )
    from triage.model.limits import (
        Limits,
    )
    from triage.model.outcome import (
        Compared,
        EngineStamp,
        InterventionOutcome,
        OpenAnswer,
        Outcome,
        PossibleClasses,
        PossibleLimit,
        PossibleStarts,
        ReplacedAnswer,
        RulebookStamp,
        RuleMention,
        RuleState,
    )
    from triage.model.programme import OutcomeKind
    from triage.model.protected import Characteristic, ProtectedMark
    from triage.model.provision import (
        Provision,
    )
    from triage.model.question import (
        Choice,
        Dates,
        Grid,
        ListOf,
        Lookup,
        Number,
        Question,
        Subset,
        Text,
        YesNo,
    )
    from triage.present import (
        CopiedText,
        OutcomePage,
        OutcomeTexts,
    )
    from triage.present.choices import StaffChoice, StaffChoices, choices_in

    __version__: str

__all__ = [
    "AnswerChange",
    "AnswerPath",
    "Answers",
    "AsOf",
    "Ask",
    "AskReason",
    "Asking",
    "AskingState",
    "Assessment",
    "ChangedMeanwhile",
    "Characteristic",
    "Choice",
    "Compared",
    "Condition",
    "CopiedText",
    "Dates",
    "DepartureReason",
    "Diagnostic",
    "Edge",
    "Effect",
    "Engine",
    "EngineStamp",
    "EngineUnavailable",
    "EnginesDisagree",
    "Evidence",
    "ExplainedOutcome",
    "ExtraMissing",
    "Goal",
    "GoalName",
    "Grid",
    "HistoryEntry",
    "InterventionOutcome",
    "Interview",
    "InterviewStorage",
    "InvalidAssessment",
    "KeptInterview",
    "LimitReached",
    "Limits",
    "ListOf",
    "Lookup",
    "MissingTest",
    "NextQuestion",
    "NotSaidName",
    "Note",
    "Number",
    "OpenAnswer",
    "Outcome",
    "OutcomeKind",
    "OutcomePage",
    "OutcomeTexts",
    "PossibleClasses",
    "PossibleLimit",
    "PossibleStarts",
    "ProtectedMark",
    "Provision",
    "Question",
    "ReplacedAnswer",
    "RestsOn",
    "RuleMention",
    "RulePart",
    "RuleReason",
    "RuleState",
    "Rulebook",
    "RulebookError",
    "RulebookStamp",
    "Severity",
    "Shift",
    "Shown",
    "Source",
    "Span",
    "Stability",
    "StaffChoice",
    "StaffChoices",
    "Status",
    "Step",
    "Subject",
    "SubjectKind",
    "Subset",
    "TableError",
    "Text",
    "Towards",
    "TriageError",
    "Truth",
    "Way",
    "WayState",
    "WhatIf",
    "Why",
    "WhyNot",
    "WhyNotRule",
    "YesNo",
    "__version__",
    "check_rulebook",
    "choices_in",
    "load_rulebook",
    "time_limit",
]

_HOMES = {
    "triage.diagnostics": (
        "ChangedMeanwhile Diagnostic EngineUnavailable EnginesDisagree Evidence ExtraMissing "
        "InvalidAssessment LimitReached RulebookError Severity Shown Span TableError "
        "TriageError "
    ),
    "triage.engine": "Engine",
    "triage.explain": "ExplainedOutcome",
    "triage.interview": "Ask AskReason Interview InterviewStorage KeptInterview",
    "triage.journal": "Journal",
    "triage.library": "Answers Rulebook __version__ check_rulebook load_rulebook time_limit",
    "triage.model.answer_path": "AnswerPath",
    "triage.model.answers": "NotSaidName Source",
    "triage.model.asking": "Asking AskingState Effect Goal GoalName NextQuestion",
    "triage.model.assessment": "Assessment HistoryEntry Note Step",
    "triage.model.condition": "AsOf Condition",
    "triage.model.departure": "DepartureReason",
    "triage.model.explanation": (
        "AnswerChange Edge MissingTest RestsOn RulePart RuleReason Shift Stability "
        "Subject SubjectKind Towards Truth Way WayState WhatIf Why WhyNot WhyNotRule "
    ),
    "triage.model.guarantee": "Status",
    "triage.model.limits": "Limits",
    "triage.model.outcome": (
        "Compared EngineStamp InterventionOutcome OpenAnswer Outcome PossibleClasses "
        "PossibleLimit PossibleStarts ReplacedAnswer RuleMention RuleState RulebookStamp "
    ),
    "triage.model.programme": "OutcomeKind",
    "triage.model.provision": "Provision",
    "triage.present": "CopiedText OutcomePage OutcomeTexts",
    "triage.present.choices": "StaffChoice StaffChoices choices_in",
    "triage.model.protected": "Characteristic ProtectedMark",
    "triage.model.question": "Choice Dates Grid ListOf Lookup Number Question Subset Text YesNo",
}
"""The names by the module they are from."""


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names.split()), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
