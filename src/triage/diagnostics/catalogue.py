"""Texts by language and key, and what the diagnostics say with them.

A `Catalogue` is a folder of files, one for each language: `messages/` here, `words/` in `present`.
A language without a file of its own is answered in English.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_LONGEST_VALUE = 300
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts in `<folder>/<language>.toml` of a package, read when first needed."""

    package: str
    folder: str
    languages: tuple[str, ...]

    def texts(self, language: object) -> Mapping[str, str]:
        """Return the texts of a language by dotted key: `plan.heading`."""
        return _texts(self.package, self.folder, self._known(language))

    def say(self, key: str, language: object, values: Mapping[str, object]) -> str:
        """Return the text for `key`, its places filled.

        Raises:
            KeyError: there is no text for it, or a place has no value.
        """
        return self.texts(language)[key].format_map(values)

    def count(self, key: str, number: int, language: object, values: Mapping[str, object]) -> str:
        """Return the text for one or for several, as `say` does; `{count}` is the number."""
        form = "one" if number == 1 else "other"
        return self.say(f"{key}_{form}", language, {"count": number, **values})

    def _known(self, language: object) -> str:
        name = str.__str__(language) if isinstance(language, str) else None  # a class may differ
        return name if name in self.languages else "en"


@cache
def _texts(package: str, folder: str, language: str) -> Mapping[str, str]:
    source = files(package) / folder / f"{language}.toml"
    return dict(_flat(tomllib.loads(source.read_text(encoding="utf-8")), ""))


def _flat(read: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, value in read.items():
        if isinstance(value, str):
            yield f"{before}{key}", value
        else:
            yield from _flat(value, f"{before}{key}.")


LANGUAGES = ("da", "sv", "en")
_MESSAGES = Catalogue(__package__, "messages", LANGUAGES)


def message(code: str, details: Mapping[str, str | int], lang: str) -> str:
    """Return the sentence for `code`, with its placeholders filled.

    Raises:
        KeyError: no message is written for this code, or a placeholder has no detail.
    """
    said = _said(code, "message", details, lang)
    if said is None:
        raise KeyError(f"no message is written for the code {code}")
    return said


def expected(code: str, details: Mapping[str, str | int], lang: str) -> str | None:
    """Return what was expected for `code`, filled, or None where nothing is said."""
    return _said(code, "expected", details, lang)


def matters(code: str, details: Mapping[str, str | int], lang: str) -> str | None:
    """Return why `code` matters, filled, or None where the message says it."""
    return _said(code, "matters", details, lang)


def word(name: str, lang: str) -> str:
    """Return a fixed word of the renderings, or of a `{placeholder:word}`."""
    return _MESSAGES.texts(lang)[f"words.{name}"]


def _said(code: str, part: str, details: Mapping[str, str | int], lang: str) -> str | None:
    key = f"{code}.{part}"
    if key not in _MESSAGES.texts(lang):
        return None
    return _MESSAGES.say(key, lang, {name: _Detail(each, lang) for name, each in details.items()})


@dataclass(frozen=True, slots=True)
class _Detail:
    """A detail as messages show it: as `{name}` on one line, as `{name:word}` by its word."""

    value: object
    lang: str

    def __format__(self, spec: str) -> str:
        if spec == "word":
            return word(str(self.value), self.lang)
        text = printable(str(self.value))
        return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def listed(names: Iterable[str]) -> str:
    """Return names in back-ticks with commas, the first twelve where there are many."""
    quoted = [f"`{name}`" for name in names]
    return ", ".join(quoted[:_MOST_NAMES]) + (", …" if len(quoted) > _MOST_NAMES else "")


def printable(text: str) -> str:
    """Return `text` on one line: characters that could move a cursor are written as escapes."""
    return "".join(_escape(char) if _is_unprintable(char) else char for char in text)


def _is_unprintable(char: str) -> bool:
    # Format characters are among them: they can turn the order of the text around.
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
