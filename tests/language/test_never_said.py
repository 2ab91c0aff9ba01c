"""Words that may not be used: an error of `check` in every text a participant may meet."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from triage.diagnostics import Diagnostic, RulebookError, Severity
from triage.language.load import check, load
from triage.model.never_says import Aside, NeverSays

from .conftest import Write

NEVER_SAYS = """
never_says:
  hopeless:
    words: {da: [håbløs*], en: [hopeless*, '# % chance*']}
    because: Ordet dømmer et ønske.
  origin:
    words: {da: [fremmed, fremmede], en: [alien, aliens]}
    except: [law, programme]
    because: Kun loven nævner det.
"""
HEAD = "rulebook: {id: tiny, version: 1, title: Lille, language: da, translations: [en]}"
BOOK = f"""
{HEAD}
factors: {{goal: {{label: Mål, description: Hvad du vil}}}}
questions:
  wish:
    factor: goal
    ask: Vil du?
    help: Spørg igen
    purpose: Deltagelse er frivillig
    kind: choice
    values: {{wants: {{label: Ja, for_participant: Du vil}}, later: Senere}}
  status: {{ask: Opholdsgrundlag, purpose: Loven, law: Eksempelloven § 1, kind: yes_no}}
  chosen: {{ask: Udvalgt?, purpose: Projektet, kind: yes_no, programme_only: yes}}
  goals:
    ask: Hvilke job?
    purpose: Målene
    kind: list
    max: 2
    item: {{job: {{ask: Hvilket?, kind: lookup, table: jobs}}}}
tables: {{jobs: {{info: [path], rows: {{cook: {{label: Kok, path: Elevplads}}}}}}}}
parameters: {{limit: {{value: 3, min: 1, max: 9, means: Grænsen}}}}
findings: {{near: {{label: Nær, when: {{wish: wants}}}}}}
target_groups:
  values: {{inside: Målgruppen, outside: Uden for}}
  rules:
    - {{id: M-in, when: {{chosen: yes}}, then: inside, because: Udvalgt.}}
    - {{id: M-out, when: {{chosen: no}}, then: outside, because: Ikke udvalgt.}}
typologies:
  values:
    open: {{label: Åben, for_participant: Du er åben.}}
    hopeless_goal: {{label: Uden vej lige nu, for_participant: Vi leder efter en vej.}}
  rules:
    - {{id: T-open, when: {{near: yes}}, then: open, because: Du vil.}}
    - {{id: T-none, when: {{near: no}}, then: hopeless_goal, because: Ikke endnu.}}
interventions:
  talk:
    {{label: Samtale, for_participant: Vi taler., kind: talk, hours: En time, source: Eget,
    note: Intet}}
groups: {{talks: {{label: Samtaler, interventions: [talk]}}}}
recommendations:
  - {{id: R-talk, when: {{wish: wants}}, recommend: [talks], because: Du vil.}}
availability:
  - id: L-talk
    when: {{status: yes}}
    interventions: [talk]
    verdict: needs_check
    because: Undersøg det.
    law: Eksempelloven § 2
    source: Lovsamlingen
    checked_on: 2026-11-22
    confidence: statute
warnings:
  - {{id: W-plain, when: {{wish: later}}, warn: Spørg igen.}}
  - id: W-law
    when: {{status: yes}}
    warn: Vejled om det.
    law: Eksempelloven § 3
    checked_on: 2026-11-22
    confidence: statute
guarantees:
  - {{id: G-one, never: {{wish: wants, near: no}}, because: 'Den, der vil, er nær.'}}
{NEVER_SAYS}
"""
ENGLISH = """
rulebook: {title: Small}
factors: {goal: {label: Goal, description: What you want}}
questions:
  wish:
    ask: Do you want to?
    help: Ask again
    purpose: It is voluntary
    values: {wants: {label: 'Yes', for_participant: You do}, later: Later}
  status: {ask: Basis of residence, purpose: The law}
  chosen: {ask: Chosen?, purpose: The programme}
  goals: {ask: Which jobs?, purpose: The goals, item: {job: Which?}}
tables: {jobs: {rows: {cook: {label: Cook, path: Apprenticeship}}}}
parameters: {limit: {means: The limit}}
findings: {near: Near}
target_groups: {values: {inside: The target group, outside: Outside}}
typologies:
  values:
    open: {label: Open, for_participant: You are open.}
    hopeless_goal: {label: No way right now, for_participant: We look for a way.}
interventions: {talk: {label: Talk, for_participant: We talk., hours: One hour}}
groups: {talks: Talks}
never_says: {hopeless: {because: It judges a wish.}, origin: {because: The law alone names it.}}
rules:
  M-in: {because: Chosen.}
  M-out: {because: Not chosen.}
  T-open: {because: You want to.}
  T-none: {because: Not yet.}
  R-talk: {because: You want to.}
  L-talk: {because: Look into it.}
  W-plain: {warn: Ask again.}
  W-law: {warn: Advise on it.}
  G-one: {because: Who wants to is near.}
"""

READ_BY_PARTICIPANTS = (
    *("Lille", "Mål", "Hvad du vil", "Vil du?", "Spørg igen", "Deltagelse er frivillig", "Ja"),
    *("Du vil}", "Senere", "Opholdsgrundlag", "Udvalgt?", "Hvilke job?", "Hvilket?", "Kok"),
    *("Elevplads", "Grænsen", "Nær,", "Målgruppen", "Udvalgt.", "Åben,", "Du er åben.", "Samtale,"),
    *("Vi leder efter en vej.", "Du vil.}", "Vi taler.", "En time", "Samtaler", "Undersøg det."),
    *("Eksempelloven § 1", "Eksempelloven § 2", "Lovsamlingen", "Spørg igen.", "Vejled om det."),
)
READ_IN_ENGLISH = (
    *(
        "Small",
        "Goal",
        "What you want",
        "Do you want to?",
        "Ask again\n",
        "It is voluntary",
        "'Yes'",
    ),
    *("You do", "Later", "Basis of residence", "Which?", "Cook", "Apprenticeship", "The limit"),
    *("Near", "Outside", "You are open.", "No way right now", "We talk.", "One hour", "Talks"),
    *("Chosen.", "You want to.", "Look into it.", "Ask again.", "Advise on it."),
)
FOR_STAFF = ("Eget", "Intet", "Den, der vil, er nær.", "Ordet dømmer et ønske.")
OF_LAW = ("Undersøg det.", "Eksempelloven § 2", "Lovsamlingen", "Vejled om det.", "Opholdsgrundlag")
OF_PROGRAMME = ("Udvalgt?", "Udvalgt.", "Målgruppen", "Uden for}")


def found(write: Write, book: str = BOOK, english: str = ENGLISH) -> list[Diagnostic]:
    """Check a rulebook with a translation, for words that may not be used."""
    folder = write({"tiny/tiny.yaml": book, "tiny/texts/en.yaml": english})
    every = check(folder / "tiny")
    assert load(folder / "tiny").id == "tiny"
    return [each for each in every if each.code.startswith("never-said")]


def planted(text: str, at: str, words: str) -> str:
    """Put words before one text."""
    assert at in text
    quoted = at.startswith("'")
    told = f"'{words} {at[1:]}" if quoted else f"{words} {at}"
    return text.replace(at, told, 1)


def test_nothing_is_found_in_a_sound_rulebook(write: Write) -> None:
    """Also where an id holds a word, as long as people read its label."""
    assert found(write) == []


@pytest.mark.parametrize("at", READ_BY_PARTICIPANTS)
def test_a_word_beside_the_rules(write: Write, at: str) -> None:
    """Wherever a participant may read it, it is an error with its place."""
    (wrong,) = found(write, planted(BOOK, at, "håbløse"))
    assert (wrong.code, wrong.severity) == ("never-said", Severity.ERROR)
    assert wrong.span
    assert wrong.details["words"] == "håbløse"


@pytest.mark.parametrize("at", READ_IN_ENGLISH)
def test_a_word_in_a_translation(write: Write, at: str) -> None:
    """In every language, at the text itself."""
    (wrong,) = found(write, english=planted(ENGLISH, at, "HOPELESS"))
    assert (wrong.code, wrong.severity, wrong.details["language"]) == (
        "never-said",
        Severity.ERROR,
        "en",
    )
    assert wrong.span
    assert wrong.span.file.endswith("texts/en.yaml")


@pytest.mark.parametrize("at", FOR_STAFF)
def test_texts_for_staff_alone(write: Write, at: str) -> None:
    """Notes, where something is from, and what is said of guarantees are no texts for people."""
    assert found(write, planted(BOOK, at, "håbløse")) == []


@pytest.mark.parametrize("at", OF_LAW + OF_PROGRAMME)
def test_what_law_and_programme_may_name(write: Write, at: str) -> None:
    """A text about law may name the status the law names, and a programme whom it is for."""
    assert found(write, planted(BOOK, at, "fremmede")) == []
    (wrong,) = found(write, planted(BOOK, at, "håbløse fremmede"))
    assert wrong.details["name"] == "hopeless"


@pytest.mark.parametrize("at", ["Du er åben.", "Du vil.}", "Spørg igen.", "Samtale,", "Lille"])
def test_what_nothing_else_may_name(write: Write, at: str) -> None:
    """No other text names it."""
    (wrong,) = found(write, planted(BOOK, at, "fremmede"))
    assert wrong.details["name"] == "origin"


def test_words_of_every_language_are_found_in_every_text(write: Write) -> None:
    """An English word in a Danish text is found too."""
    (wrong,) = found(write, planted(BOOK, "Du er åben.", "You have a 70% chance."))
    assert (wrong.details["words"], wrong.details["language"]) == ("70% chance", "da")


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("label: Uden vej lige nu, ", "", "typologies.values.hopeless_goal"),
        ("id: tiny", "id: tiny-hopeless", "rulebook.id"),
        ("version: 1", "version: '2: 70% chance'", "rulebook.version"),
    ],
)
def test_ids_that_people_would_read(write: Write, old: str, new: str, at: str) -> None:
    """An id stands on pages where a label is missing; that of the rulebook always does."""
    folder = write({"tiny.yaml": BOOK.replace(old, new)})
    wrong = [each for each in check(folder / "tiny.yaml") if each.code == "never-said-id"]
    assert [(each.path, each.severity) for each in wrong] == [(at, Severity.ERROR)]


def test_a_missing_label_never_shows_such_an_id(write: Write) -> None:
    """A rulebook that nobody has checked shows nothing of it either."""
    book = load(write({"tiny.yaml": BOOK.replace("label: Uden vej lige nu, ", "")}) / "tiny.yaml")
    assert book.texts.label("typologies.values.hopeless_goal") == "…"
    assert book.texts.label("questions.goals.item.job") == "job"


def test_each_language_has_its_words(write: Write) -> None:
    """A kind that says nothing of a language of the rulebook is an error."""
    (wrong,) = found(write, BOOK.replace(", en: [alien, aliens]", ""))
    assert (wrong.code, wrong.details) == ("never-said-in", {"name": "origin", "language": "en"})


def test_what_is_read(write: Write) -> None:
    """Words by language, and what is left aside."""
    book = load(write({"tiny.yaml": BOOK}) / "tiny.yaml")
    words = {"da": ("fremmed", "fremmede"), "en": ("alien", "aliens")}
    assert book.never_says[1] == NeverSays("origin", words, (Aside.LAW, Aside.PROGRAMME))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[håbløs*]", "['*']", "bad-pattern"),
        ("[håbløs*]", "[håb*løs]", "bad-pattern"),
        ("[håbløs*]", "[]", "empty-list"),
        ("except: [law, programme]", "except: rules", "unknown-option"),
        ("words: {da: [fremmed, fremmede], en: [alien, aliens]}", "label: X", "missing-key"),
        ("words: {da: [fremmed, fremmede], en: [alien, aliens]}", "words: [x]", "wrong-kind"),
        ("except:", "exept:", "unknown-key"),
    ],
)
def test_what_is_refused(write: Write, old: str, new: str, code: str) -> None:
    """What is no pattern, and keys and words that are none."""
    with pytest.raises(RulebookError) as refused:
        load(write({"tiny.yaml": BOOK.replace(old, new)}) / "tiny.yaml")
    assert code in {each.code for each in refused.value.diagnostics}


# --- in a local rulebook

LOCAL = "rulebook: {id: local, version: 1, title: Lokal, extends: tiny, translations: [en]}\n"


def local(write: Write, text: str, more: Mapping[str, str] | None = None) -> list[Diagnostic]:
    """Check a rulebook that extends the other."""
    files = {"tiny/tiny.yaml": BOOK, "tiny/texts/en.yaml": ENGLISH, "local/local.yaml": text}
    folder = write(files | {f"local/{name}": told for name, told in (more or {}).items()})
    return [each for each in check(folder / "local") if each.severity is Severity.ERROR]


CAFE = """
interventions: {{cafe: {{label: {label}, for_participant: Kom forbi., kind: talk, source: X}}}}
"""


def test_a_local_rulebook_says_no_such_word(write: Write) -> None:
    """Its texts are held to the words of its parent, in translations as well."""
    own = LOCAL + CAFE.format(label="Håbløs café")
    (wrong,) = local(write, own)
    assert (wrong.code, wrong.path) == ("never-said", "interventions.cafe.label")
    english = {"texts/en.yaml": "interventions: {cafe: {label: 'Café, 70% chance'}}\n"}
    (wrong,) = local(write, LOCAL + CAFE.format(label="Café"), english)
    assert (wrong.code, wrong.details["language"]) == ("never-said", "en")


def test_a_local_rulebook_adds(write: Write) -> None:
    """New kinds, and more words of a kind there is; they hold for the texts of its parent too."""
    kind = LOCAL + "never_says: {own: {words: {da: [samtaler], en: [talks]}, because: Hos os.}}\n"
    assert {each.path for each in local(write, kind)} == {"groups.talks.label"}
    more = LOCAL + "never_says: {hopeless: {words: {da: [åben*], sv: [hopplös*]}}}\n"
    wrong = local(write, more)
    assert {each.path for each in wrong} == {
        "typologies.values.open.label",
        "typologies.values.open.for_participant",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("never_says: {hopeless: {because: Ikke hos os.}}", "local-key"),
        ("never_says: {hopeless: {words: {da: [x]}, except: law}}", "local-key"),
        ("never_says: {hopeless: {words: {da: [håbløs*]}}}", "redefined-locally"),
    ],
)
def test_a_local_rulebook_takes_nothing_away(write: Write, text: str, code: str) -> None:
    """Neither words nor what they hold for."""
    assert {each.code for each in local(write, LOCAL + text)} == {code}
    words = "never_says: {hopeless: {words: {da: ~}}}"
    local(write, LOCAL + words)
    book = load(write({"local/local.yaml": LOCAL + words}) / "local")
    assert book.never_says[0].words["da"] == ("håbløs*",)
