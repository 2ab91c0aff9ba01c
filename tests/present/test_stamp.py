"""The last line says by which engine the page is, and on what another was compared with it."""

from __future__ import annotations

import pytest

from tests.present.pages import book, case, outcome_of
from triage.intake.reading import read_answers
from triage.model.outcome import Compared, EngineStamp
from triage.present import build_page, render_text
from triage.present.wording import Words

AGREED = Compared(answers="known", completions=4)

SAID = {
    ("compiled", "checked", Compared(answers="all")): {
        "en": "compiled engine. Checked by durable-rules on all answers; the two agree.",
        "da": "kompilerede motor. Efterregnet af durable-rules på alle svar; de to er enige.",
        "sv": "Kontrollräknat av durable-rules på alla svar; de två är överens.",
    },
    ("symbolic", "checked", AGREED): {
        "en": "on what the known answers settle, and on 4 ways to answer the rest; the two agree.",
        "da": "på det, de kendte svar afgør, og på 4 måder at svare på resten; de to er enige.",
        "sv": "som de kända svaren avgör, och på 4 sätt att svara på resten; de två är överens.",
    },
    ("symbolic", "checked", Compared(answers="known", completions=1)): {
        "en": "and on one way to answer the rest; the two agree.",
        "da": "og på én måde at svare på resten; de to er enige.",
        "sv": "och på ett sätt att svara på resten; de två är överens.",
    },
    ("symbolic", "durable", Compared(answers="known")): {
        "en": "Checked by durable-rules on what the known answers settle; the two agree.",
        "da": "Efterregnet af durable-rules på det, de kendte svar afgør; de to er enige.",
        "sv": "av durable-rules på det som de kända svaren avgör; de två är överens.",
    },
    ("symbolic", "checked", Compared(answers="nothing")): {
        "en": "Not checked by durable-rules: too much is open.",
        "da": "Ikke efterregnet af durable-rules, for der mangler for mange svar.",
        "sv": "Inte kontrollräknat av durable-rules, för det saknas för många svar.",
    },
    ("symbolic", "compiled", None): {
        "en": "durable-rules cannot be used here, so no second engine has checked it.",
        "da": "durable-rules kan ikke bruges her, så ingen anden motor har regnet efter.",
        "sv": "durable-rules kan inte användas här, så ingen annan motor har räknat efter.",
    },
}
"""By the engine it is from, the one used where `checked` is asked, and what was compared."""


@pytest.mark.parametrize("language", ["da", "en", "sv"])
@pytest.mark.parametrize("stamped", SAID, ids=str)
def test_the_page_says_what_was_done(
    stamped: tuple[str, str, Compared | None], language: str
) -> None:
    """In every language, and no more than was done."""
    by, used, compared = stamped
    asked = used if used == "durable" else "checked"
    stamp = EngineStamp.model_validate(
        {"asked": asked, "used": used, "computed_by": by, "compared": compared}
    )
    exact = compared is None or compared.answers != "nothing"
    text = page(stamp, language, exact)
    assert text.endswith(f"{SAID[stamped][language]} {Words(language).say('foot.is_not')}")
    assert ("symbolic engine stopped" in text) == (language == "en" and not exact)


def page(stamp: EngineStamp, language: str, exact: bool) -> str:
    """Return a page in one line, stamped so."""
    answers = case("open").answers
    outcome = outcome_of(answers).model_copy(update={"engine": stamp, "exact": exact})
    return " ".join(
        render_text(
            build_page(
                book(),
                read_answers(book(), answers, outcome.as_of),
                outcome,
                language,
                everything=True,
            ),
            500,
        ).split()
    )
