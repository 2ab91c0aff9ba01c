"""An assessment as the text of a case file, which reads as the same assessment again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from triage.model.assessment import Assessment, HistoryEntry, Note, Step

_WIDTH = 96


def case_text(assessment: Assessment) -> str:
    """Write an assessment as YAML."""
    said: dict[str, Any] = {
        "schema": assessment.schema_,
        "case": assessment.case,
        "rulebook": _one_or_several(assessment.rulebooks),
        "as_of": assessment.as_of,
        "answers": dict(assessment.answers),
        "history": None
        if assessment.history is None
        else [_entry(each) for each in assessment.history],
        "notes": None if assessment.notes is None else [_note(each) for each in assessment.notes],
    }
    kept = {key: value for key, value in said.items() if value is not None}
    return yaml_text(kept)


def _one_or_several(ids: tuple[str, ...]) -> str | list[str] | None:
    return list(ids) if len(ids) > 1 else next(iter(ids), None)


def yaml_text(data: Mapping[str, Any]) -> str:
    """Write data so that it reads as the same again in a case file."""
    return yaml.dump(
        dict(data),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=_WIDTH,
    )


def _note(note: Note) -> dict[str, Any]:
    return note.model_dump(exclude_none=True)


def _entry(entry: HistoryEntry) -> dict[str, Any]:
    said: dict[str, Any] = {"on": entry.on, "path": entry.path}
    if entry.step is not Step.ANSWERED:
        return said | {"step": entry.step.value}
    source = {} if entry.source is None else {"source": entry.source.value}
    return said | {"answer": entry.answer} | source


class _Dumper(yaml.SafeDumper):
    """Writes scalars read from files as what they are, and no aliases: readers refuse those."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's signature
        """Write everything out, however often it comes."""
        return True


_Dumper.yaml_implicit_resolvers = {  # `on`, `yes` and `no` are words here
    letter: [(tag, words) for tag, words in known if letter in "tTfF" or not tag.endswith(":bool")]
    for letter, known in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_multi_representer(str, lambda dumper, text: dumper.represent_str(str(text)))
_Dumper.add_multi_representer(int, lambda dumper, number: dumper.represent_int(int(number)))
