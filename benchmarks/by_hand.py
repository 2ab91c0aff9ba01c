"""The benchmark rulebook as a good Python programmer would write it: plain code, no rulebook.

It means what the files of `benchmarks/rulebook` mean. Nothing in it can be changed without a
programmer, and it gives no reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

VALID_FROM, VALID_TO = date(2026, 1, 1), date(2027, 12, 31)
SUBSIDY_LIMIT_FROM = date(2026, 7, 1)
SOON_MONTHS, HORIZON_MONTHS = 6, 36

NONE, SHORT_INSTRUCTIONS, DAILY_WORK, FLUENT = range(4)  # danish_spoken, needs_danish
NO_SCHOOL, BASIC = range(2)  # education
FAMILY_ONLY, WIDE = 1, 3  # network
LIMITS, BLOCKS = 2, 3  # childcare, health
NOT_YET, UNSURE, SURE = range(3)  # job_confidence
NO_PATH, WITH_STEPS, SOON, NOW = range(4)  # reach

Suggestion = tuple[str, str | None, int | None]
"""Status, start (`None`: nothing recommends it), and the most weeks (`None`: no limit)."""

NOTHING: Suggestion = ("not_suggested", None, None)


@dataclass(frozen=True, slots=True)
class Intake:
    """Complete answers; the steps of a scale are numbered, lowest first."""

    participation_wish: str
    job_confidence: int
    goal_state: str
    danish_spoken: int
    education: int
    years_worked: int
    network: int
    yes_to: frozenset[str]
    licence: bool
    childcare: int
    health: int
    weekly_hours: int
    birth_date: date
    readiness: str
    months_without_job: int
    goal_certainty: str | None = None
    goal_scope: str | None = None
    needs_danish: int = NONE
    papers: str | None = None
    months_to_wage: int = 0


# One function, though a long one: calls take time, and this is what generated code is held to.
def assess(  # noqa: C901, PLR0912, PLR0915
    one: Intake, as_of: date
) -> tuple[str, dict[str, Suggestion]]:
    """Return the typology, and what each intervention comes to."""
    named = one.goal_state == "named"
    language = _language_reach(one) if named else NOW
    papers = _papers_reach(one) if named else NOW
    typology = _typology(one, min(language, papers))

    in_force = VALID_FROM <= as_of <= VALID_TO
    core, possible = ("recommended", "possible") if in_force else ("check_first", "check_first")
    wants = one.participation_wish == "wants"
    informed = one.participation_wish == "wants_information"
    takes_part = wants or informed
    flexible = wants and typology == "flexible"
    ambitious = wants and typology == "ambitious"
    unrealistic = wants and typology == "unrealistic"
    uncertain = wants and typology == "uncertain"
    no_goal = wants and typology == "no_goal"
    blocked = BLOCKS in (one.childcare, one.health)
    age = _years(one.birth_date, as_of)

    guidance_talk = NOTHING
    if informed or unrealistic or uncertain or no_goal:
        guidance_talk = (core, "now", None)
    elif one.participation_wish == "not_now":
        guidance_talk = (possible, "alongside", None)

    workplace_visit = NOTHING
    if uncertain and not blocked:
        workplace_visit = (core, "now", None)
    elif unrealistic or no_goal:
        workplace_visit = (core, "alongside", None)

    childcare_help = NOTHING
    if takes_part and one.childcare >= LIMITS and one.weekly_hours > 15:
        childcare_help = (core, "now", None)
    after_childcare = "alongside" if childcare_help is NOTHING else "after:childcare_help"

    health_help = (core, "now", None) if takes_part and one.health >= LIMITS else NOTHING

    employer_contact = NOTHING
    if flexible:
        employer_contact = (core, after_childcare if blocked else "now", None)
    elif ambitious and not blocked:
        employer_contact = (core, "alongside", None)
    after_employer = "alongside" if employer_contact is NOTHING else "after:employer_contact"

    paid_hours = NOTHING
    if flexible and one.weekly_hours < 20:
        paid_hours = (core, "now", None)
    elif ambitious:
        paid_hours = (core, after_childcare, None)
    elif uncertain:
        visited = workplace_visit is not NOTHING
        paid_hours = (core, "after:workplace_visit" if visited else "alongside", None)
    after_hours = "alongside" if paid_hours is NOTHING else "after:paid_hours"

    ordinary_job = NOTHING
    if flexible and one.weekly_hours >= 20:
        status = core if age >= 18 else "check_first"
        if one.health == BLOCKS:
            status = "advised_against"
        ordinary_job = (status, after_employer, None)

    weeks = None
    if one.months_without_job >= 24 and as_of >= SUBSIDY_LIMIT_FROM:
        weeks = 52
    wage_subsidy: Suggestion = ("not_suggested", None, weeks)
    if (flexible or ambitious) and one.years_worked < 2:
        status = "check_first" if one.readiness == "not_assessed" else possible
        if age < 18 or (one.readiness == "job_ready" and one.months_without_job < 6):
            status = "not_available"
        wage_subsidy = (status, after_employer, weeks)

    weeks = None
    if one.readiness == "job_ready":
        weeks = 8 if age >= 50 and one.months_without_job > 12 else 4
    elif one.readiness == "activity_ready":
        weeks = 13
    unpaid = "check_first" if one.readiness == "not_assessed" else possible
    if one.years_worked >= 10:
        unpaid = "advised_against"
    internship: Suggestion = ("not_suggested", None, weeks)
    trial_internships = internship
    if flexible:
        start = min(after_employer, after_hours)
        if after_hours == "alongside" or after_employer == "alongside":
            start = "alongside"
        internship = (unpaid, start, weeks)
    elif ambitious:
        internship = (unpaid, after_hours, weeks)
    elif unrealistic or uncertain:
        trial_internships = (unpaid, after_hours, weeks)

    education_advice = apprenticeship = NOTHING
    if unrealistic:
        education_advice = (core, "now", None)
    if typology == "ambitious":
        if one.education <= BASIC or papers == WITH_STEPS:
            education_advice = (core, "now", None)
        if one.education <= BASIC:
            status = "check_first" if one.education == NO_SCHOOL else core
            if one.health == BLOCKS:
                status = "advised_against"
            if age < 25:
                status = "not_available"
            apprenticeship = (status, "now", None)

    language_course = driving_licence = mentor = NOTHING
    group = (core, "alongside", None) if no_goal else NOTHING
    if takes_part:
        if one.danish_spoken <= SHORT_INSTRUCTIONS:
            language_course = (core, "alongside", None)
        elif named and language <= SOON:
            status = "not_available" if one.danish_spoken == FLUENT else possible
            language_course = (status, after_hours, None)
        if not one.licence and "driving" in one.yes_to:
            status = "not_available" if age < 17 else possible
            driving_licence = (status, after_employer, None)
        alone = one.network <= FAMILY_ONLY
        timid = one.job_confidence == NOT_YET
        if alone and (timid or one.danish_spoken <= SHORT_INSTRUCTIONS):
            mentor = (core, "alongside", None)
        elif one.job_confidence <= UNSURE:
            mentor = (possible, "alongside", None)
        if one.job_confidence <= UNSURE and not no_goal:
            group = (possible, "alongside", None)
        elif no_goal and one.job_confidence == SURE and one.network == WIDE:
            group = ("advised_against", "alongside", None)

    return typology, {
        "apprenticeship": apprenticeship,
        "childcare_help": childcare_help,
        "driving_licence": driving_licence,
        "education_advice": education_advice,
        "employer_contact": employer_contact,
        "group": group,
        "guidance_talk": guidance_talk,
        "health_help": health_help,
        "internship": internship,
        "language_course": language_course,
        "mentor": mentor,
        "ordinary_job": ordinary_job,
        "paid_hours": paid_hours,
        "trial_internships": trial_internships,
        "wage_subsidy": wage_subsidy,
        "workplace_visit": workplace_visit,
    }


def _language_reach(one: Intake) -> int:
    if one.danish_spoken >= one.needs_danish:
        return NOW
    if one.danish_spoken >= SHORT_INSTRUCTIONS and one.needs_danish <= DAILY_WORK:
        return SOON
    return WITH_STEPS


def _papers_reach(one: Intake) -> int:
    if one.papers == "refused":
        return NO_PATH
    if one.papers != "obtainable":
        return NOW
    if one.months_to_wage > HORIZON_MONTHS:
        return NO_PATH
    return WITH_STEPS if one.months_to_wage > SOON_MONTHS else SOON


def _typology(one: Intake, reach: int) -> str:
    if one.goal_state == "none":
        return "no_goal"
    if one.goal_state == "any_job":
        return "flexible" if one.yes_to else "uncertain"
    if one.goal_state == "vague" or one.goal_certainty != "settled":
        return "uncertain"
    if reach == NO_PATH:
        return "unrealistic"
    if reach == WITH_STEPS or (reach == SOON and one.goal_scope == "only_this"):
        return "ambitious"
    return "flexible"


def _years(birth: date, as_of: date) -> int:
    before_birthday = (as_of.month, as_of.day) < (birth.month, birth.day)
    return as_of.year - birth.year - before_birthday
