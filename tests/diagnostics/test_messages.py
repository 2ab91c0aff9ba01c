import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import triage.diagnostics
from triage.diagnostics import LANGUAGES, Diagnostic, listed
from triage.present import LANGUAGES as PAGES

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
SOURCE = Path(triage.diagnostics.__file__).parent.parent


def entries(lang: str) -> dict[str, dict[str, str]]:
    """Return what is written for each code in one language."""
    source = files("triage.diagnostics") / "messages" / f"{lang}.toml"
    found = tomllib.loads(source.read_text(encoding="utf-8"))
    del found["words"]
    return found


def words(lang: str) -> dict[str, str]:
    """Return the fixed words of one language."""
    source = files("triage.diagnostics") / "messages" / f"{lang}.toml"
    found: dict[str, str] = tomllib.loads(source.read_text(encoding="utf-8"))["words"]
    return found


def placeholders(template: str) -> set[tuple[str, str]]:
    """Return the names in braces, each with what follows its colon."""
    return {
        (name, spec or "")
        for _, name, spec, _ in string.Formatter().parse(template)
        if name is not None
    }


def trees() -> Iterator[ast.Module]:
    """Parse every file of the package."""
    for file in sorted(SOURCE.rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


@cache
def calls() -> tuple[tuple[str, ast.Call, int], ...]:
    """Return each call of something that takes a `code`, with the position it takes it at."""
    positions, called = {"Diagnostic": 0}, list[tuple[str, ast.Call]]()
    for node in (each for tree in trees() for each in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "code" in names:
                positions[node.name] = names.index("code")
        elif isinstance(node, ast.Call):
            called.append((getattr(node.func, "attr", getattr(node.func, "id", "")), node))
    return tuple((name, node, positions[name]) for name, node in called if name in positions)


def codes_of(call: ast.Call, position: int) -> set[str]:
    """Return the codes that are written out as the code of a call."""
    given = [*call.args[position : position + 1]]
    given += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    texts = (
        node.value
        for value in given
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if CODE.fullmatch(text)}


def details_of(call: ast.Call) -> set[str] | None:
    """Return the names of the details of a call, or None where only running it would tell."""
    found: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        if keyword.arg != "details":
            found.add(keyword.arg)
        elif isinstance(keyword.value, ast.Dict) and None not in keyword.value.keys:
            found |= {str(getattr(key, "value", "")) for key in keyword.value.keys}
        else:
            return None
    return found


def test_every_code_in_the_source_has_words() -> None:
    """No problem can be found that cannot be told, in any language."""
    used = set().union(*(codes_of(call, position) for _, call, position in calls()))
    for lang in LANGUAGES:
        assert used - set(entries(lang)) == set(), lang


def test_every_code_with_words_is_used() -> None:
    """A message nobody can get to see is not kept."""
    written = {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(entries("en")) - written == set()


def test_calls_give_the_details_their_message_names() -> None:
    """A placeholder without a detail would fail just when the message is needed."""
    known = entries("en")
    for name, call, position in calls():
        given = details_of(call)
        if name not in {"Diagnostic", "add"} or given is None:
            continue
        for code in codes_of(call, position):
            text = " ".join(known[code].values())
            assert {detail for detail, _ in placeholders(text)} <= given, code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_has_a_name(lang: str) -> None:
    """A brace that stands for itself is written twice: `{}` would fail when it is needed."""
    for code, entry in entries(lang).items():
        for text in entry.values():
            assert all(name for name, _ in placeholders(text)), code


def test_the_languages_say_the_same() -> None:
    """Each language has the same codes, parts and placeholders, and the same words."""
    english = entries("en")
    for lang in LANGUAGES:
        assert list(entries(lang)) == list(english), lang
        assert words(lang).keys() == words("en").keys(), lang
        for code, entry in entries(lang).items():
            assert entry.keys() == english[code].keys(), (lang, code)
            for part, text in entry.items():
                assert placeholders(text) == placeholders(english[code][part]), (lang, code, part)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_keep_the_house_style(lang: str) -> None:
    """One sentence without a capital or a period, of a kebab-case code, in order of codes."""
    found = entries(lang)
    assert list(found) == sorted(found)
    for code, entry in found.items():
        assert CODE.fullmatch(code), f"{code} is not two or more words with hyphens"
        assert entry.keys() <= {"message", "expected", "matters"}, code
        for text in entry.values():
            assert not text.endswith("."), (code, text)
            assert text == text.strip(), (code, text)
            assert not text[0].isupper() or text.startswith("YAML"), (code, text)


def test_a_language_without_words_is_answered_in_english() -> None:
    """A reader of the sheet in Arabic gets English rather than an error about the error."""
    found = Diagnostic("too-deep", details={"limit": 40})
    assert found.message("ar") == found.message("en") == "this is nested deeper than 40 levels"


def test_messages_are_in_the_languages_of_pages() -> None:
    """What refuses a page is told in the language of the page."""
    assert LANGUAGES == PAGES


FOREIGN = {"da": "äö", "sv": "æø", "en": "åäöæø"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_letter_is_of_another_language(lang: str) -> None:
    """A word that was left as it stands in the file beside it."""
    for code, entry in (("words", words(lang)), *entries(lang).items()):
        assert not set(FOREIGN[lang]) & set("".join(entry.values()).lower()), code


def test_details_cannot_break_the_line_or_fill_the_screen() -> None:
    """What was written is quoted on one line, escaped and clipped."""
    found = Diagnostic("unknown-name", details={"name": "a\x1b[2J\n{key}" + "b" * 900}).message()
    assert found.startswith("nothing is named `a\\x1b[2J\\n{key}bbb")
    assert len(found) < 340


def test_a_code_without_words_is_an_error_of_ours() -> None:
    """A missing message is found by the first test that renders it."""
    with pytest.raises(KeyError, match="no message is written for the code never-written"):
        Diagnostic("never-written").message()


def test_many_names_are_cut_short() -> None:
    """A list of names stays readable."""
    assert listed(["a", "b"]) == "`a`, `b`"
    assert listed(map(str, range(40))).endswith("`11`, …")
