"""A method fitted to a municipality: what its answers change in a rulebook it extends.

The answers are those of a rulebook whose subject is a municipality. Beside it stands a file that
says what each answer changes. Nothing else is changed, and everything that is has its reason.
A method is taken over where somebody runs it: without hours it is paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from triage.model.guarantee import Status
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook

READ = "kommunens_svar"
"""The source of what stands in local rules: the municipality's own answers."""


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Limit(_Model):
    """A number that becomes the value of a parameter."""

    parameter: str
    because: str


class NotOffered(_Model):
    """A set of interventions that are switched off."""

    question: str
    because: str


class Trades(_Model):
    """A set of rows that become a dated table of the municipality's own."""

    question: str
    table: str
    label: str
    key: str
    cells: dict[str, str]
    note: str


class Run(_Model):
    """A list that says of each method who runs it, in how many hours, and what stops for it."""

    question: str
    method: str
    run_by: str
    hours: str
    stops: str


class Fitting(_Model):
    """What answers change in the rulebook `extends`.

    `title` is the question that names the municipality, `label` what its rules are called beside
    that; `methods` names the interventions that belong to a method.
    """

    extends: str
    title: str
    label: str
    not_offered: NotOffered
    parameters: dict[str, Limit]
    trades: Trades
    run: Run
    methods: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Local:
    """Local rules, section by section as files hold them, and what did not become part of them.

    `run` are the methods somebody runs; `paper` those that are proposed and nobody runs.
    """

    title: str
    sections: Mapping[str, Any]
    run: tuple[str, ...]
    paper: tuple[str, ...]


def fitted(
    rulebook: Rulebook,
    fitting: Fitting,
    answers: Mapping[str, Any],
    outcome: Outcome,
    id_: str,
    day: date,
) -> Local:
    """Fit a rulebook to a municipality that answered another.

    `rulebook` is the one that was answered, `outcome` what it proposes; the local rules are called
    `id_`, and are dated `day`.
    """
    title = str(answers.get(fitting.title, id_))
    run = [each for each in answers.get(fitting.run.question) or () if _is_run(fitting, each)]
    methods = tuple(dict.fromkeys(str(each[fitting.run.method]) for each in run))
    sections: dict[str, Any] = {
        "rulebook": _head(rulebook, fitting, id_, title, day),
        "parameters": dict(_parameters(fitting, answers)),
        "interventions": dict(_switched_off(fitting, answers)),
        "tables": dict(_tables(fitting, answers, day)),
        "programme": {
            "owner": title,
            "efforts": {
                str(each[fitting.run.method]): _effort(rulebook, fitting, each) for each in run
            },
        },
    }
    proposed = [
        each
        for each, found in outcome.interventions.items()
        if {Status.RECOMMENDED, Status.POSSIBLE} & {*found.possible}
    ]
    return Local(
        title,
        {name: section for name, section in sections.items() if section},
        methods,
        tuple(each for each in proposed if each not in methods),
    )


def _is_run(fitting: Fitting, said: Mapping[str, Any]) -> bool:
    run = fitting.run
    return said.get(run.method) in fitting.methods and bool(
        said.get(run.run_by) and said.get(run.hours)
    )


def _head(rulebook: Rulebook, fitting: Fitting, id_: str, title: str, day: date) -> dict[str, Any]:
    return {
        "id": id_,
        "version": "1.0.0",
        "title": f"{title}: {fitting.label}",
        "language": rulebook.texts.language,
        "owner": title,
        "extends": fitting.extends,
        "sources": {READ: f"{title}, {day.isoformat()} ({rulebook.id} {rulebook.version})"},
    }


def _parameters(fitting: Fitting, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for question, limit in fitting.parameters.items():
        if isinstance(value := answers.get(question), int):
            yield limit.parameter, {"value": value, "because": limit.because}


def _switched_off(fitting: Fitting, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    named = answers.get(fitting.not_offered.question)
    for id_ in named if isinstance(named, list) else ():
        yield str(id_), {"offered": "no", "because": fitting.not_offered.because}


def _tables(fitting: Fitting, answers: Mapping[str, Any], day: date) -> Iterator[tuple[str, Any]]:
    trades = fitting.trades
    named = answers.get(trades.question)
    if isinstance(named, list) and named:
        row = {**trades.cells, "dated": day.isoformat(), "source": READ}
        yield (
            trades.table,
            {
                "label": trades.label,
                "source": READ,
                "note": trades.note,
                "key": trades.key,
                "columns": [*trades.cells],
                "info": ["dated"],
                "rows": {str(each): row for each in named},
            },
        )


def _effort(rulebook: Rulebook, fitting: Fitting, said: Mapping[str, Any]) -> dict[str, Any]:
    method, run = str(said[fitting.run.method]), fitting.run
    lines = [
        f"{_label(rulebook, run, each)}: {said[each]}"
        for each in (run.run_by, run.hours, run.stops)
        if said.get(each)
    ]
    return {
        "label": rulebook.texts.label(f"interventions.{method}"),
        "description": ". ".join(lines),
        "interventions": [*fitting.methods[method]],
        "source": READ,
    }


def _label(rulebook: Rulebook, run: Run, question: str) -> str:
    return rulebook.texts.label(f"questions.{run.question}.item.{question}")
