"""Files beside rulebooks that declare something: what a municipality's answers change, its tables.

They are read as rulebooks are: no anchors, tags or keys twice, and what is wrong has its place and
the nearest name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from triage.diagnostics import Diagnostic, RulebookError, Sources, Span, in_order, listed, nearest
from triage.language.reading.files import read_file
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.plain_data import names_in
from triage.language.reading.problems import Problems

_Of = TypeVar("_Of", bound=BaseModel)


def read_declared(file: Path, kind: type[_Of], sources: Sources) -> _Of:
    """Read a declaration; `sources` receives its text, for showing diagnostics.

    Raises:
        RulebookError: it cannot be read, or does not say what it must; everything that is wrong.
    """
    problems = Problems()
    node = read_file(file, problems, sources)
    if node is None or problems.errors:
        raise RulebookError(in_order(problems.errors))
    try:
        return kind.model_validate(_texts(node), strict=False)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
    names = {"": node.span, **dict(names_in(node))}
    raise RulebookError(_wrong(kind, names, each) for each in found)


def _texts(node: Node) -> Any:
    """Return a tree of texts: what a text stands for, the model says."""
    match node:
        case MappingNode(entries):
            return {key.text: _texts(value) for key, value in entries}
        case SequenceNode(items):
            return [_texts(item) for item in items]
        case ScalarNode(text):
            return text


def _wrong(kind: type[BaseModel], names: Mapping[str, Span], error: Any) -> Diagnostic:
    """Say what is wrong, at its name in the file, or at that of what it is missing in."""
    *above, key = ("", *map(str, error["loc"]))
    inside = ".".join(part for part in above if part)
    path = f"{inside}.{key}" if inside else key
    place = inside or Path(names[""].file).name
    match error["type"]:
        case "missing":
            details = {"place": place, "key": key}
            return Diagnostic("missing-key", names.get(inside), path, details=details)
        case "extra_forbidden":
            known = sorted(_keys(kind, above[1:]))
            return Diagnostic(
                "unknown-key",
                names.get(path),
                path,
                details={"key": key, "place": place, "known": listed(known)},
                nearest=nearest(key, known),
            )
        case _:
            here = names.get(path) or names.get(inside) or names[""]
            return Diagnostic("declared-otherwise", here, path, details={"key": path or place})


def _keys(kind: type[BaseModel], path: list[str]) -> list[str]:
    """Return the keys a model has below a path; none where no model stands there."""
    for name in path:
        annotation = kind.model_fields[name].annotation if name in kind.model_fields else None
        models = [one for one in (annotation, *get_args(annotation)) if _is_model(one)]
        if not models:
            return []
        kind = models[0]
    return [field.alias or name for name, field in kind.model_fields.items()]


def _is_model(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)
