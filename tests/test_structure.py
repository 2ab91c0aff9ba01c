"""What the source keeps to: one module splits and joins paths, and one reads answers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "triage"

PATHS = "model/answer_path.py"
"""The one module that knows how the path of an answer is spelled."""

OTHER_DOTTED = {
    "authoring/additions.py": "texts",
    "authoring/translating.py": "texts",
    "cases/case_words.py": "places in case files",
    "cases/expectations.py": "places in case files",
    "intake/labels.py": "texts",
    "authoring/rename.py": "places of things",
    "authoring/targets.py": "names on a command line",
    "cli/context.py": "places in case files",
    "model/condition.py": "names of the rule language",
    "model/rulebook.py": "places of things",
    "model/texts.py": "texts",
    "present/diff_written.py": "texts",
    "present/listing_entries.py": "texts",
    "present/listing_questions.py": "texts",
    "present/rename_page.py": "names on a command line",
    "programme/summarising.py": "texts",
    "sql/sampling.py": "names of database tables",
    "sql/terms.py": "names of database tables",
    "tables/cells.py": "numbers",
    "tables/databases.py": "names of database tables",
    "verify/check/irrelevance.py": "names of the rule language",
    "verify/diff/outputs.py": "names of outputs",
    "verify/diff/thing_paths.py": "places of things",
    "verify/mutants/mutant.py": "places of rules",
}
"""Modules that take apart or put together something else with dots: what it is."""

RULE_LANGUAGE = "language/"
"""Rule files have names and places with dots of their own; `AnswerPaths` makes paths of names."""

READS = {"cli", "columns", "interview", "library", "present", "programme", "verify", "web"}
"""Rooms that are handed answers by people and files, and have them read."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module of the package by its place in it."""
    for file in sorted(SOURCE.rglob("*.py")):
        yield file.relative_to(SOURCE).as_posix(), ast.parse(file.read_text("utf-8"))


def takes_apart(node: ast.AST) -> bool:
    """Say whether a node splits a text at a dot, or looks for a dot in one."""
    match node:
        case ast.Call(ast.Attribute(attr="split" | "rsplit" | "partition" | "rpartition"), args):
            return any(isinstance(each, ast.Constant) and each.value == "." for each in args)
        case ast.Compare(ast.Constant("."), [ast.In() | ast.NotIn()]):
            return True
        case ast.Call(ast.Attribute(attr="startswith" | "removeprefix"), [ast.JoinedStr(parts)]):
            return isinstance(parts[-1], ast.Constant) and str(parts[-1].value).endswith(".")
    return False


def puts_together(node: ast.AST) -> bool:
    """Say whether a node joins texts with dots: a list of them, or three in a row."""
    match node:
        case ast.Call(ast.Attribute(ast.Constant("."), "join")):
            return True
        case ast.JoinedStr(parts):
            kinds = "".join(
                "." if isinstance(each, ast.Constant) and each.value == "." else type(each).__name__
                for each in parts
            )
            return "FormattedValue.FormattedValue.FormattedValue" in kinds
    return False


def dotted(tree: ast.Module) -> bool:
    """Say whether a module takes apart or puts together anything with dots."""
    return any(takes_apart(node) or puts_together(node) for node in ast.walk(tree))


def test_one_module_splits_and_joins_paths() -> None:
    """Every other that has to do with dots is listed with what they stand in; none is for show."""
    found = {
        name
        for name, tree in modules()
        if dotted(tree) and name != PATHS and not name.startswith(RULE_LANGUAGE)
    }
    assert found == set(OTHER_DOTTED)


@pytest.mark.parametrize(
    "text",
    [
        'owner, *inside = path.split(".")',
        'owner = path.partition(".")[0]',
        'row = path.rsplit(".", 1)[-1]',
        'inside = "." in path',
        'path.startswith(f"{owner}.")',
        'path = ".".join((owner, row, name))',
        'path = f"{owner}.{row}.{name}"',
    ],
)
def test_what_is_noticed(text: str) -> None:
    """All ways a path was once taken apart and put together by hand."""
    assert dotted(ast.parse(text))


def test_answers_are_made_by_intake_alone() -> None:
    """Nothing else makes `Answers`, and what lies below the edges is given them, read."""
    for name, tree in modules():
        room = name.partition("/")[0].removesuffix(".py")
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("Answers")):
                    assert room == "intake", f"{name} makes answers"
                case ast.ImportFrom(names=names) if any(n.name == "read_answers" for n in names):
                    assert room in {"intake", *READS}, f"{name} reads answers"
                case ast.FunctionDef(name="read_answers"):
                    assert name == "intake/reading.py"
