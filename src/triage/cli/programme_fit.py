"""`triage programme fit`: local rules for a municipality, checked, with what they change."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cases.case_text import yaml_text
from triage.cli.atomic_write import refuse_taken, refusing, save_folder
from triage.cli.context import Context, command, load, today
from triage.cli.exits import Exit
from triage.cli.options import FILE, LANGUAGE, RULEBOOK, new_folder
from triage.cli.streams import say
from triage.diagnostics import (
    Diagnostic,
    InvalidAssessment,
    RulebookError,
    Sources,
)
from triage.engine import Evaluator
from triage.intake.earlier_names import carried_over
from triage.intake.reading import read_answers
from triage.language.at_hand import find_rulebook, known_rulebooks
from triage.language.declared import read_declared
from triage.language.load import load as load_from
from triage.present import Words, fitted_lines
from triage.programme.fitting import Fitting, Local, fitted

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook

CHANGES = "changes.txt"
_ID = re.compile(r"[a-z][a-z0-9-]*")


@command("fit")
@click.argument("answers", type=FILE, metavar="ANSWERS")
@new_folder("Folder to write to; its name becomes the id of the local rules.")
@click.option(
    "--rulebook", "name", type=RULEBOOK, metavar="R", default="siri-fitting", show_default=True
)
@LANGUAGE
def fit(context: Context, answers: str, output: Path, name: str) -> Exit:
    """Fit the method to a municipality.

    ANSWERS is a case file of a rulebook whose subject is a municipality. The local rules extend
    the method; they are written only if they pass every check, together with what they change
    for whom.
    """
    _refuse(output)
    asked = context.load(name)
    fitting = _fitting(find_rulebook(name), context.sources)
    case = context.read_case(answers, lambda _: asked)
    context.shield(asked)
    day = case.as_of or today()
    outcome = Evaluator(asked).assess(read_answers(asked, case.answers, day), day)
    said = carried_over(asked, case.answers).answers
    parent = find_rulebook(fitting.extends)
    extended = load(parent)
    local = fitted(asked, fitting, said, outcome, output.name, day)
    words = Words(context.language_of(asked))
    _write(output, local, parent, extended, words)
    say("".join(f"{line}\n" for line in _told(asked, local, output, words)))
    return Exit.DONE


def _refuse(output: Path) -> None:
    if not _ID.fullmatch(output.name):
        raise InvalidAssessment((Diagnostic("not-an-id-for-rules", details={"name": output.name}),))
    refuse_taken(output)


def _fitting(folder: Path, sources: Sources) -> Fitting:
    """Read what answers change; it stands beside the rulebook, in the folder `fit`."""
    every = sorted((folder / "fit").glob("*.yaml")) if folder.is_dir() else []
    if not every:
        raise RulebookError((Diagnostic("no-fitting", details={"folder": str(folder)}),))
    return read_declared(every[0], Fitting, sources)


def _write(output: Path, local: Local, parent: Path, extended: Rulebook, words: Words) -> None:
    """Look at the rules with what they extend; if they hold, write them, and what they change."""
    sections = dict(local.sections)
    if extended.programme is not None:
        sections["programme"] = {"replaces": extended.id, **sections["programme"]}

    def text(extends: Path | str) -> str:
        head = {**sections["rulebook"], "extends": str(extends)}
        return yaml_text({**sections, "rulebook": head})

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / output.name
        folder.mkdir()
        (folder / "rulebook.yaml").write_text(text(_from(folder, parent)), encoding="utf-8")
        changes = _changes(folder, extended, words)
    with refusing(output):
        output.parent.mkdir(parents=True, exist_ok=True)
    rules = text(parent.name if _is_named(parent, output) else _from(output, parent))
    save_folder(output, {"rulebook.yaml": rules, CHANGES: changes})


def _is_named(parent: Path, folder: Path) -> bool:
    """Say whether a rulebook's name is enough to find it: it is beside, or at hand."""
    at_hand = dict(known_rulebooks()).get(parent.name, parent.parent)
    return parent.resolve() in {folder.resolve().parent / parent.name, at_hand.resolve()}


def _from(folder: Path, parent: Path) -> str:
    return os.path.relpath(parent.resolve(), folder.resolve())


def _changes(folder: Path, extended: Rulebook, words: Words) -> str:
    """Return what the rules change, in words, having checked that they hold."""
    from triage.present import render_text
    from triage.present.diff_page import diff_page
    from triage.verify import check_meaning
    from triage.verify.diff import difference

    made = load_from(folder, root=Path(folder.anchor))
    wrong = [each for each in check_meaning(made) if each.is_error]
    if wrong:
        raise RulebookError(wrong)
    return render_text(diff_page(difference(extended, made), words.language))


def _told(asked: Rulebook, local: Local, output: Path, words: Words) -> Iterator[str]:
    def labels(methods: Iterable[str]) -> list[str]:
        label = asked.texts.label
        return [label(f"interventions.{each}", words.language) for each in methods]

    yield f"{output}: {local.title}"
    changes = str(output / CHANGES)
    yield from fitted_lines(words, labels(local.run), labels(local.paper), changes)
