"""Where a text stops being YAML, what its author most likely did, and where.

A parser says where it gave up, which is often far below the cause: a quote that is not closed runs
on to the next one. What is said here is a guess at a slip, told as one: `None` where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from triage.language.reading.vocabulary import KEYS

_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7}) .*$|^={7}$", re.MULTILINE)
_MARKS = ("<" * 7, ">" * 7, "=" * 7)
_NO_BREAK = re.compile("[\u00a0\u2007\u202f\u3000]")
_COLONS = re.compile("[\uff1a\ufe55\ufe13\u2236]")
_KEYED = re.compile(r"""[ ]*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s#:"'\[{][^:#]*):(?=\s|$)""")
_WORD = re.compile(r"[ ]*(?:- +)*(?P<key>[\w-]+)(?P<rest>.*)")
_BEFORE_BRACES = re.compile(r"[ ]*(?:- +)*(?P<key>[\w.-]+) +\{")
_WITHIN_BRACES = re.compile(r"[{,] *(?P<key>[\w.-]+) +$")
_DASH = re.compile(r"[ ]*(?:-(?=\S)|[\u2010-\u2015\u2212\u2022*])")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]*[ ]*$")
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class YamlSlip:
    """What was most likely done: a code with its details, and the characters it is about."""

    code: str
    start: int
    end: int
    details: dict[str, str] = field(default_factory=dict)


def merge_marker(text: str) -> YamlSlip | None:
    """Find the first line that git left where two versions differ."""
    found = _MERGE.search(text) if any(mark in text for mark in _MARKS) else None
    return YamlSlip("merge-marker", found.start(), found.end()) if found else None


def yaml_slip(text: str, error: yaml.MarkedYAMLError) -> YamlSlip | None:
    """Find what was most likely done where a parser gave up with `error`."""
    mark = error.problem_mark
    if len(text) > _LONGEST or mark is None:
        return None
    trouble = _Trouble(text, error, mark.index)
    return next((slip for find in _FINDERS if (slip := find(trouble)) is not None), None)


class _Trouble:
    """Where a parser gave up (`at`), in what (`since`), and the lines around."""

    def __init__(self, text: str, error: yaml.MarkedYAMLError, at: int) -> None:
        self.text, self.at = text, at
        self.problem, self.context = error.problem or "", error.context or ""
        self.since: int | None = error.context_mark.index if error.context_mark else None

    def line(self, index: int) -> tuple[int, str]:
        """Return where the line of a character begins, and the line."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return start, self.text[start : len(self.text) if end < 0 else end]

    def above(self, index: int) -> tuple[int, str] | None:
        """Return the nearest line above that says something."""
        while (index := self.text.rfind("\n", 0, index)) >= 0:
            start, line = self.line(index)
            if line.strip() and not line.lstrip().startswith("#"):
                return start, line
        return None

    def below(self, index: int) -> str:
        """Return the nearest line below that says something."""
        lines = self.text[index:].split("\n")[1:]
        return next((line for line in lines if line.strip()), "")

    @property
    def char(self) -> str:
        """What the parser gave up at; nothing at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """What stands before it in its line."""
        start, line = self.line(self.at)
        return line[: self.at - start]

    @cached_property
    def last_token(self) -> Any:
        """The last token that was read before the parser gave up, if any."""
        return next(iter([*self._tokens()][-1:]), None)

    def _tokens(self) -> Iterator[Any]:
        scanner: Any = yaml.CSafeLoader(self.text)
        try:
            while scanner.check_token():
                token = scanner.get_token()
                if token.end_mark.index > self.at:
                    return
                if token.end_mark.index > token.start_mark.index:
                    yield token
        except yaml.YAMLError:
            return

    def on_one_line(self, start: int, end: int) -> bool:
        """Say whether no line ends between two characters."""
        return "\n" not in self.text[start:end]


def _tab(trouble: _Trouble) -> YamlSlip | None:
    start, line = trouble.line(trouble.at)
    margin = len(line) - len(line.lstrip())
    if "\t" in line[:margin] or trouble.char == "\t":
        return YamlSlip("tab-indents", start + line.index("\t"), start + max(margin, 1))
    return None


def _no_break_space(trouble: _Trouble) -> YamlSlip | None:
    for start, line in _suspects(trouble):
        if found := _NO_BREAK.search(line):
            return YamlSlip("no-break-space", start + found.start(), start + found.end())
    return None


def _open_quote(trouble: _Trouble) -> YamlSlip | None:
    if trouble.since is not None and "quoted scalar" in trouble.context:
        return _from(trouble, trouble.since, "open-quote")
    token = trouble.last_token
    if not _is_quoted(token):
        return None
    start, end = token.start_mark.index, token.end_mark.index
    if not trouble.on_one_line(end, trouble.at):
        return None
    return _from(
        trouble, start, "quote-inside" if trouble.on_one_line(start, end) else "open-quote"
    )


def _is_quoted(token: Any) -> bool:
    return isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')


def _sign(trouble: _Trouble) -> YamlSlip | None:
    """Find a text that begins with a sign of YAML's own."""
    signs = next((signs for part, signs in _SIGNS.items() if part in trouble.problem), "")
    start, line = trouble.line(trouble.at)
    for column in range(min(trouble.at - start, len(line) - 1), -1, -1):
        if line[column] in signs:
            return _from(trouble, start + column, "needs-quotes", sign=line[column])
    return None


_SIGNS = {
    "alphabetic or numeric": "*&!",
    "cannot start any token": "%@`",
    "comment or line break": "|>",
    "block sequence entries": "-",
}


def _dash(trouble: _Trouble) -> YamlSlip | None:
    start, line = trouble.line(trouble.at)
    if "expected '-'" in trouble.problem or "expected ':'" in trouble.problem:
        if "expected ':'" in trouble.problem and trouble.since is not None:
            start, line = trouble.line(trouble.since)
        if found := _DASH.match(line):
            return YamlSlip(
                "dash-expected", start + len(line) - len(line.lstrip()), start + found.end()
            )
    return None


def _bracket(trouble: _Trouble) -> YamlSlip | None:
    """Find what is wrong between brackets, or where there is one too many."""
    if "expected key" in trouble.problem and trouble.char in {"]", "}"}:
        return YamlSlip("extra-bracket", trouble.at, trouble.at + 1, {"sign": trouble.char})
    if "node content" in trouble.problem and trouble.char == ",":
        return YamlSlip("empty-cell", trouble.at, trouble.at + 1)
    last = trouble.last_token
    if not trouble.char and isinstance(
        last, yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken
    ):
        start = last.start_mark.index
        return _from(trouble, start, "open-bracket", sign=trouble.text[start])
    if trouble.since is None or "flow" not in trouble.context:
        return None
    if trouble.char == ":" and ": " in trouble.before.rpartition("{")[2]:
        return _colon_in_braces(trouble)
    sign = trouble.text[trouble.since : trouble.since + 1]
    return _from(trouble, trouble.since, "open-bracket", sign=sign) if sign in {"[", "{"} else None


def _colon_in_braces(trouble: _Trouble) -> YamlSlip:
    word = re.split(r"\s", trouble.before)[-1]
    if word in KEYS:
        return YamlSlip("comma-missing", trouble.at - len(word), trouble.at, {"key": word})
    text = trouble.before.rpartition(": ")[2]
    return YamlSlip("needs-quotes", trouble.at - len(text), trouble.at + 1, {"sign": ":"})


def _key_before_bracket(trouble: _Trouble) -> YamlSlip | None:
    """Find a key without its colon, before brackets that hold keys of their own."""
    if trouble.char == ":" and "mapping values" in trouble.problem:
        start, line = trouble.line(trouble.at)
        found = _BEFORE_BRACES.match(line[: trouble.at - start])
    elif trouble.char in {"[", "{"} and "flow mapping" in trouble.context:
        start, line = trouble.at - len(trouble.before), trouble.before
        found = _WITHIN_BRACES.search(line)
    else:
        return None
    if found is None:
        return None
    key = found["key"]
    return YamlSlip(
        "colon-missing", start + found.start("key"), start + found.end("key"), {"key": key}
    )


def _text_in_brackets(trouble: _Trouble) -> YamlSlip | None:
    """Find a text that begins with a bracket, and goes on after its end."""
    start, line = trouble.line(trouble.at)
    keyed = _KEYED.match(line)
    begins = line[keyed.end() :].lstrip() if keyed else ""
    closes = trouble.char in {"]", "}"}
    if "expected key" in trouble.problem and begins[:1] in {"[", "{"} and not closes:
        return _from(trouble, start + len(line) - len(begins), "needs-quotes", sign=begins[0])
    return None


def _colon(trouble: _Trouble) -> YamlSlip | None:
    """Find a colon that is missing, or one too many in a line."""
    start, line = trouble.line(trouble.at)
    if "mapping values" in trouble.problem:
        keyed = _KEYED.match(line)
        if keyed and start + keyed.end() <= trouble.at:
            text = line[keyed.end() + 1 :].lstrip()
            return _from(trouble, start + len(line) - len(text), "needs-quotes", sign=":")
        above = trouble.above(start)
        return _without_colon(*above) if above else None
    if "expected ':'" in trouble.problem and trouble.since is not None:
        start, line = trouble.line(trouble.since)
        above = trouble.above(start)
        if above and _BLOCK_TEXT.search(above[1]):
            return YamlSlip("uneven-indentation", start, start + len(line))
        return _without_colon(start, line)
    return None


def _without_colon(start: int, line: str) -> YamlSlip | None:
    """Say what stands in a line in the place of a colon and a space."""
    found = _WORD.match(line)
    if _KEYED.match(line) or found is None:
        return None
    key, rest, end = found["key"], found["rest"], start + found.end("key")
    sign = rest.lstrip()[:1]
    if _COLONS.match(sign) or sign in {"=", ";"}:
        at = end + rest.index(sign)
        return YamlSlip("another-colon", at, at + 1, {"key": key, "sign": sign})
    if rest.startswith(":"):
        return YamlSlip("space-missing", end, end + 1, {"key": key})
    return YamlSlip("colon-missing", start + found.start("key"), end, {"key": key})


def _indentation(trouble: _Trouble) -> YamlSlip | None:
    """Find the line that is out of step with those around it."""
    start, line = trouble.line(trouble.at)
    above = trouble.above(start)
    if "mapping values" in trouble.problem and above and _KEYED.match(above[1]):
        below = trouble.below(trouble.at)
        start, line = above if _margin(below) == _margin(line) else (start, line)
    elif trouble.before.strip():
        return None
    margin = _margin(line)
    return YamlSlip("uneven-indentation", start + margin, start + len(line))


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _suspects(trouble: _Trouble) -> Iterator[tuple[int, str]]:
    """Yield the lines a parser may have stumbled over."""
    start, line = trouble.line(trouble.at)
    if (above := trouble.above(start)) is not None and "mapping values" in trouble.problem:
        yield above
    yield start, line
    if trouble.since is not None:
        yield trouble.line(trouble.since)


def _from(trouble: _Trouble, start: int, code: str, **details: str) -> YamlSlip:
    """Return a slip that reaches to the end of its line."""
    first, line = trouble.line(start)
    return YamlSlip(code, start, max(first + len(line), start + 1), details)


_FINDERS: tuple[Callable[[_Trouble], YamlSlip | None], ...] = (
    _tab,
    _no_break_space,
    _open_quote,
    _sign,
    _dash,
    _key_before_bracket,
    _text_in_brackets,
    _bracket,
    _colon,
    _indentation,
)
"""In this order: a cause that is certain goes before one that is likely."""
