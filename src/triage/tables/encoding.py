"""In what encoding a text is written: known for certain, or refused.

INVARIANT: nothing is read in an encoding that is a guess. UTF-16 and UTF-32 take a byte order mark.
What is no UTF-8 is read as Windows-1252 only where every letter beyond ASCII is a Nordic one that
stands in a word as such letters do: those letters are the same in Latin-1 and Windows-1252, and in
the encodings of old Macs and of DOS the same bytes are signs that do not stand in Danish words.
Anything else, a line of UTF-8 among them, is refused by its line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from triage.tables.table import refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AT_A_TIME = 1 << 20

NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
}
"""What people call an encoding."""

_SMALL, _LARGE = "æøåéäöü", "ÆØÅÉÄÖÜ"
_NORDIC = f"{_SMALL}{_LARGE}"
_UNCERTAIN = re.compile(
    rf"[^\x00-\x7f{_NORDIC}]"
    rf"|(?<![A-Za-z{_NORDIC}])[{_NORDIC}](?![A-Za-z{_NORDIC}])"
    rf"|(?<=[a-z{_SMALL}])[{_LARGE}]"
)


def encoding_of(file: BinaryIO, name: str) -> str:
    """Return the encoding of a text, by all of it, as Python calls it.

    Raises:
        TableError: it is no text, or in no encoding that is certain.
    """
    file.seek(0)
    start = file.read(4)
    encoding = next((own for mark, own in _MARKS if start.startswith(mark)), "utf-8")
    if not encoding.startswith("utf-8"):
        if not _is_written_in(encoding, file):
            raise refused("table-not-text", name)
        return encoding
    if any(b"\0" in chunk for chunk in _chunks(file)):
        raise refused("table-not-text", name)
    if _is_written_in(encoding, file):
        return encoding
    if not _is_certainly_windows(file):
        raise refused("encoding-not-certain", name, line=_first_line_not_in_utf8(file))
    return "cp1252"


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(file.read, _AT_A_TIME), b"")


def _is_written_in(encoding: str, file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        clean = all("\0" not in decoder.decode(chunk) for chunk in _chunks(file))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return clean


def _first_line_not_in_utf8(file: BinaryIO) -> int:
    file.seek(0)
    for number, line in enumerate(file, start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0


def _is_certainly_windows(file: BinaryIO) -> bool:
    file.seek(0)
    return not any(_UNCERTAIN.search(line.decode("latin-1")) for line in file)
