"""The pages people see: forms that work without a script, and part of a page swapped with one."""

from fastapi import APIRouter

from triage.web.pages import (
    about,
    agreeing,
    cases,
    confirming,
    conversation,
    history,
    holding,
    noting,
    plan,
    printing,
    programmes,
    rule_drafts,
    rules,
    why,
)
from triage.web.pages.problem_page import problem_page

__all__ = ["problem_page", "router"]

router = APIRouter()
for _each in (
    *(about, agreeing, cases, confirming, conversation, history, holding),
    *(noting, plan, printing, programmes, rule_drafts, rules, why),
):
    router.include_router(_each.router)
