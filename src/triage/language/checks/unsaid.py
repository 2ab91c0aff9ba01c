"""Questions that sound as if they concerned origin, sex or religion, and do not say so.

It goes by words in their ids, labels and spoken texts, and those of their values and rows, in three
languages: a reminder to those who write rules, and no proof of anything.
"""

from __future__ import annotations

import re
from typing import Final

from triage.diagnostics import Severity
from triage.language.reading.problems import Problems
from triage.model.protected import Characteristic
from triage.model.question import Choice, Grid, Question, Subset
from triage.model.rulebook import Rulebook

_WORDS: Final = {
    Characteristic.SEX: (
        r"køn|kön|sex|gender|kvinder?|kvinn\w*|wom[ae]n|female|male|gravid\w*|pregnan\w*"
    ),
    Characteristic.ORIGIN: (
        r"nationalit\w*|statsborger\w*|medborgarskap\w*|citizen\w*|herkomst|härkomst|etni\w*|ethnic\w*"
        r"|fødeland|födelseland|birthplace|ikke[- ]vestlig\w*|utomeuropeisk\w*|non[-_ ]western"
        r"|flygtning|flykting|refugee|indvandrer|invandrare|immigrant|(?:ind|in)vandr\w+b[ak]\w*"
        r"|asyl\w*|udlænding|utlänning|foreigner|uppehållstillstånd|opholdsgrundlag"
        r"|opholdstilladelse\w*|residence permit|modersmål|mother tongue|native language"
    ),
    Characteristic.RELIGION: (
        r"religi\w*|trosretning|trosriktning|muslim\w*|kristen\w*|christian|hijab|tørklæde\w*|moské\w*"
    ),
}
"""Of groups in the singular: a question about a person has it, one about an effort the plural."""

_PATTERNS = {
    each: re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)
    for each, words in _WORDS.items()
}


def check_unsaid(rulebook: Rulebook, problems: Problems) -> None:
    """Record as a warning what sounds like it and is not marked."""
    for owner, question in rulebook.every_question():
        path = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
        said = {each.characteristic for each in (*question.concerns, *question.proxy_of)}
        for characteristic, pattern in _PATTERNS.items():
            if characteristic not in said and pattern.search(_spoken(rulebook, question, path)):
                problems.add(
                    "concerns-unsaid",
                    rulebook.places.get(path),
                    path,
                    severity=Severity.WARNING,
                    name=question.id,
                    what=f"`{characteristic}`",
                )


def _spoken(rulebook: Rulebook, question: Question, path: str) -> str:
    """Return its id, its name, what is asked, and the ids and names of its values or rows."""
    match question.domain:
        case Choice(named) | Subset(named):
            below = "values"
        case Grid(named):
            below = "rows"
        case _:
            named, below = (), ""
    keys = ("label", "ask", *(f"{below}.{each}.label" for each in named))
    texts = (rulebook.texts.own.get(f"{path}.{key}", "") for key in keys)
    return "\n".join((question.id, *named, *texts))
