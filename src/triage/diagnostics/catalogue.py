"""The words of the diagnostics, in each language, read from `messages/` when first needed.

A language without a file of its own is answered in English.
"""

import string
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("da", "en")
WORDS = "words"
_LONGEST_VALUE = 300
_MOST_NAMES = 12


def message(code: str, details: Mapping[str, str | int], lang: str) -> str:
    """Return the sentence for `code`, with its placeholders filled.

    Raises:
        KeyError: no message is written for this code, or a placeholder has no detail.
    """
    return _Filler(lang).fill(_entry(code, lang)["message"], details)


def expected(code: str, details: Mapping[str, str | int], lang: str) -> str | None:
    """Return what was expected for `code`, filled, or None where nothing is said."""
    return _optional(code, "expected", details, lang)


def matters(code: str, details: Mapping[str, str | int], lang: str) -> str | None:
    """Return why `code` matters, filled, or None where the message says it."""
    return _optional(code, "matters", details, lang)


def words(lang: str) -> Mapping[str, str]:
    """Return all fixed words of the renderings."""
    return _read(_known(lang))[WORDS]


def word(name: str, lang: str) -> str:
    """Return a fixed word of the renderings, or of a `{placeholder:word}`."""
    return words(lang)[name]


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


def _optional(code: str, key: str, details: Mapping[str, str | int], lang: str) -> str | None:
    template = _entry(code, lang).get(key)
    return _Filler(lang).fill(template, details) if template else None


def _known(lang: object) -> str:
    name = str.__str__(lang) if isinstance(lang, str) else None  # a class may say another
    return name if name in LANGUAGES else "en"


def _entry(code: str, lang: str) -> dict[str, str]:
    catalogue = _read(_known(lang))
    if code not in catalogue:
        raise KeyError(f"no message is written for the code {code}")
    return catalogue[code]


@cache
def _read(lang: str) -> dict[str, dict[str, str]]:
    source = files(__package__) / "messages" / f"{lang}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


class _Filler(string.Formatter):
    """Fills `{name}` with a detail as it is, and `{name:word}` with its word in the language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def fill(self, template: str, details: Mapping[str, str | int]) -> str:
        return self.vformat(template, (), details)

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "word":
            return word(str(value), self._lang)
        text = printable(str(value))
        return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
