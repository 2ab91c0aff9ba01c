"""Damaging a file: bytes changed, put in, taken out, moved, cut off."""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZipFile


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Damage a file; of a workbook perhaps a part, so that it stays an archive that opens."""
    if content.startswith(b"PK") and chance.random() < 0.5:
        return _damaged_inside(content, chance)
    return _damaged(content, chance)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    bytes_ = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 8])):
        at, until = sorted(chance.choices(range(len(bytes_) + 1), k=2))
        match chance.randrange(5):
            case 0 if at < len(bytes_):
                bytes_[at] = chance.randrange(256)
            case 1:
                bytes_[at:at] = chance.choice(
                    [b'"', b";", b",", b"\n", b"\r", b"\xe6", b"\0", b"9"]
                )
            case 2:
                del bytes_[at : at + chance.choice([1, 4, 40])]
            case 3:
                bytes_[at:at] = bytes_[at : min(until, at + 200)]
            case _:
                del bytes_[max(at, until - 40) :]
    return bytes(bytes_)


def _damaged_inside(content: bytes, chance: random.Random) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w") as after:
        hit = chance.choice(before.namelist())
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, _damaged(part, chance) if name == hit else part)
    return made.getvalue()
