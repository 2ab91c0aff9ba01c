"""`triage rules new question`, `intervention` and `rule`: entries added to a rulebook as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from triage.cli.context import Context, command
from triage.cli.entry_form import TRANSLATED, EntryForm, text
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE
from triage.cli.rules_new import AFTER, OWN, read_own, write_addition
from triage.model.protected import Characteristic
from triage.present import Words

_WITH_VALUES = ("choice", "scale", "set")
_KINDS = (*_WITH_VALUES, "yes_no", "number", "date", "text")
_CONFIDENCE = ("statute", "authority_page", "municipal_page", "assumed")
_PAY = ("paid", "unpaid", "not_work")
_PROTECTED = click.Choice([each.value for each in Characteristic])

_SOURCE = text("--source", told="Where it comes from.")
_NOTE = text("--note", told="Anything else.")


@command("question")
@click.argument("id_", metavar="ID")
@OWN
@text("--ask", told="What is asked, in spoken words.")
@text("--label", told="What it is called where there is little room.")
@text("--hint", told="What a caseworker should know when asking.")
@text("--purpose", told="Why it is asked.")
@_SOURCE
@click.option("--factor", metavar="ID", help="The factor it belongs to.")
@click.option("--kind", type=click.Choice(_KINDS), help="What kind of question it is.")
@click.option(
    "--value", multiple=True, metavar="ID=LABEL", help="A value; of a scale lowest first."
)
@click.option("--min", "min_", metavar="N", help="Of a number: the lowest answer.")
@click.option("--max", "max_", metavar="N", help="Of a number: the highest answer.")
@text("--unit", told="Of a number: a word such as `hours a week`.")
@click.option("--from", "from_", metavar="DAY", help="Of a date: the first day, or `as_of`.")
@click.option("--to", metavar="DAY", help="Of a date: the last day, or `as_of`.")
@click.option("--asked-when", metavar="CONDITION", help="Where it applies.  [default: always]")
@click.option(
    "--used-for", type=click.Choice(("people", "page", "report")), help="Where no rule reads it."
)
@click.option("--changeable", is_flag=True, help="A person can work on it.")
@click.option(
    "--steps",
    multiple=True,
    metavar="STEP",
    help="What the person can go for herself: `up`, `down`, or a value; may be repeated.",
)
@click.option("--concerns", multiple=True, type=_PROTECTED, help="What it is about.")
@click.option("--proxy-of", multiple=True, type=_PROTECTED, help="What it stands close to.")
@TRANSLATED
@AFTER
@LANGUAGE
def question(context: Context, id_: str, path: str, after: str | None, **given: Any) -> Exit:
    """Add a question.

    It is written to the file the others stand in, with its texts in every language the rulebook
    declares; those not given are left to be filled in.
    """
    form, translations = _form(context, path)
    form.put("label", given["label"])
    form.put("factor", given["factor"], raw=True)
    form.put("ask", given["ask"], required=True)
    form.put("help", given["hint"])
    form.put("purpose", given["purpose"], required=True)
    form.put("source", given["source"])
    form.put("kind", given["kind"], required=True, among=_KINDS)
    kind = form.keys.get("kind")
    if kind in _WITH_VALUES or given["value"]:
        form.put_values(given["value"])
    form.put("min", given["min_"], required=kind == "number", raw=True)
    form.put("max", given["max_"], required=kind == "number", raw=True)
    form.put("unit", given["unit"])
    form.put("from", given["from_"], required=kind == "date", raw=True)
    form.put("to", given["to"], required=kind == "date", raw=True)
    form.put_condition("asked_when", given["asked_when"])
    form.put("changeable", "yes" if given["changeable"] else None, raw=True)
    for key in ("steps", "concerns", "proxy_of"):
        form.put(key, _one_or_several(given[key]), raw=True)
    form.put("used_for", given["used_for"], raw=True)
    new = form.addition("questions", id_, given["translated"], translations)
    return write_addition(context, path, new, after)


@command("intervention")
@click.argument("id_", metavar="ID")
@OWN
@text("--label", told="What it is called.")
@text("--for-participant", told="What the participant reads.")
@click.option("--kind", metavar="ID", help="A kind of the catalogue, such as `job`.")
@click.option("--delivery", type=click.Choice(("individual", "group")), help="How it is given.")
@click.option("--pay", type=click.Choice(_PAY), help="Work with a wage, without one, or no work.")
@text("--hours", told="How many hours.")
@text("--duration", told="How long.")
@text("--decided-by", told="Who decides.")
@text("--cost-to-person", told="What it costs the person.")
@text("--law", told="The provision it rests on.")
@_SOURCE
@_NOTE
@TRANSLATED
@AFTER
@LANGUAGE
def intervention(context: Context, id_: str, path: str, after: str | None, **given: Any) -> Exit:
    """Add an intervention.

    No rule recommends it yet: `triage rules new rule` does that.
    """
    form, translations = _form(context, path)
    form.put("label", given["label"], required=True)
    form.put("for_participant", given["for_participant"], required=True)
    form.put("kind", given["kind"], required=True, raw=True)
    form.put("delivery", given["delivery"], raw=True)
    form.put("pay", given["pay"], raw=True)
    for key in ("hours", "duration", "decided_by", "cost_to_person", "law"):
        form.put(key, given[key])
    form.put("source", given["source"], required=True)
    form.put("note", given["note"])
    new = form.addition("interventions", id_, given["translated"], translations)
    return write_addition(context, path, new, after)


@command("rule")
@click.argument("id_", metavar="ID")
@OWN
@click.option("--when", metavar="CONDITION", help="Its condition; `{}` holds for everybody.")
@click.option("--recommend", multiple=True, metavar="SELECTOR", help="What it recommends.")
@click.option("--against", multiple=True, metavar="SELECTOR", help="What it advises against.")
@click.option("--strength", type=click.Choice(("core", "possible")), help="Of a recommendation.")
@click.option("--start", metavar="WHEN", help="`now`, `alongside` or `after:INTERVENTION`.")
@click.option("--then", metavar="CLASS", help="The typology it gives.")
@click.option("--target-group", metavar="CLASS", help="The target group it gives.")
@text("--warn", told="What a caseworker should hear.")
@click.option(
    "--verdict", metavar="VERDICT", help="Of law: `not_available`, `needs_check`, a limit."
)
@click.option("--interventions", multiple=True, metavar="SELECTOR", help="What law speaks of.")
@click.option(
    "--of-programme",
    is_flag=True,
    help="With a verdict of `needs_check`: a condition of the programme, and no law.",
)
@text("--because", told="Why; a caseworker reads it.")
@text("--law", told="The provision.")
@_SOURCE
@click.option("--checked-on", metavar="DAY", help="Of law: the day it was read.")
@click.option("--confidence", type=click.Choice(_CONFIDENCE), help="Of law: where it was read.")
@_NOTE
@TRANSLATED
@AFTER
@LANGUAGE
def rule(context: Context, id_: str, path: str, after: str | None, **given: Any) -> Exit:
    """Add a rule.

    What it says decides where it goes: --recommend or --against, --then, --target-group, --warn, or
    --verdict with --interventions for a rule of law, or with --of-programme for a condition a
    source sets, which is no law.
    """
    section = _section(given)
    form, translations = _form(context, path)
    form.put_condition("when", given["when"], required=section != "availability")
    of_law = section == "availability" and not given["of_programme"]
    form.put("basis", "programme" if given["of_programme"] else None, raw=True)
    _conclusion(form, section, given)
    form.put("because", given["because"], required=section != "warnings")
    form.put("law", given["law"], required=of_law)
    form.put("source", given["source"], required=section == "availability")
    form.put("checked_on", given["checked_on"], required=of_law, raw=True)
    among = _CONFIDENCE if of_law else ()
    form.put("confidence", given["confidence"], required=bool(among), among=among)
    form.put("note", given["note"])
    new = form.addition(section, id_, given["translated"], translations)
    return write_addition(context, path, new, after)


_SECTIONS = {
    "recommend": "recommendations",
    "against": "recommendations",
    "then": "typologies",
    "target_group": "target_groups",
    "warn": "warnings",
    "verdict": "availability",
}


def _section(given: dict[str, Any]) -> str:
    """Return the section of a rule by what it says; it says one thing."""
    said = [key for key in _SECTIONS if given[key]]
    if len(said) != 1:
        options = ", ".join(f"--{key.replace('_', '-')}" for key in _SECTIONS)
        raise click.UsageError(f"One of {options} is needed.", click.get_current_context())
    return _SECTIONS[said[0]]


def _conclusion(form: EntryForm, section: str, given: dict[str, Any]) -> None:
    match section:
        case "recommendations":
            for key in ("recommend", "against"):
                form.put(key, _selectors(given[key]), raw=True)
            form.put("strength", given["strength"], raw=True)
            form.put("start", _start(given["start"]), raw=True)
        case "availability":
            form.put("interventions", _selectors(given["interventions"]), required=True, raw=True)
            form.put("verdict", given["verdict"], raw=True)
        case "warnings":
            form.put("warn", given["warn"])
        case _:
            form.put("then", given["then"] or given["target_group"], raw=True)


def _selectors(given: Sequence[str]) -> str | None:
    return f"[{', '.join(given)}]" if given else None


def _one_or_several(given: Sequence[str]) -> str | None:
    """Write one word as it is, as `up` is one, and several as a list."""
    return given[0] if len(given) == 1 else _selectors(given)


def _start(given: str | None) -> str | None:
    """Write `after:mentor` as the language has it."""
    before, colon, other = (given or "").partition(":")
    return f"{{{before}: {other.strip()}}}" if colon and before == "after" else given


def _form(context: Context, path: str) -> tuple[EntryForm, Sequence[str]]:
    """Begin the form of an entry, in the language of the rulebook; also return its translations."""
    from triage.authoring.additions import translations_of

    _, model, files = read_own(context, path)
    return EntryForm(Words(context.language_of(model))), translations_of(files)
