from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.journal import (
    CaseKey,
    KeyCommand,
    KeyFile,
    KeyProblem,
    KeyVariable,
    MasterKey,
    master_keys,
)
from triage.journal.master_keys import source_of

PLACE = "journal/1/7"


@given(st.binary(max_size=200))
def test_sealed_and_opened(plain: bytes) -> None:
    """What was sealed opens with the same key at the same place, and reads otherwise."""
    key = CaseKey.made()
    sealed = key.seal(plain, PLACE)
    assert key.open(sealed, PLACE) == plain
    assert len(plain) < 8 or plain not in sealed
    assert sealed != key.seal(plain, PLACE)


@given(st.binary(max_size=50), st.data())
def test_nothing_that_was_changed_opens(plain: bytes, data: st.DataObject) -> None:
    """Not one byte of it, nor elsewhere, nor with another key."""
    key = CaseKey.made()
    sealed = key.seal(plain, PLACE)
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    for wrong, place, by in ((changed, PLACE, key), (sealed, "x", key), (b"", PLACE, key)):
        with pytest.raises(KeyProblem):
            by.open(wrong, place)
    with pytest.raises(KeyProblem):
        CaseKey.made().open(sealed, PLACE)


def test_wrapped() -> None:
    """A case key is had back by the master key that wrapped it, and no other."""
    master, key = MasterKey.made(), CaseKey.made()
    wrapped = master.wrap(key)
    assert master.unwrap(wrapped).open(key.seal(b"x", PLACE), PLACE) == b"x"
    for other, bytes_ in ((MasterKey.made(), wrapped), (master, wrapped[:-1] + b"\0")):
        with pytest.raises(KeyProblem):
            other.unwrap(bytes_)


def test_keys_are_never_shown() -> None:
    """Neither in a log nor in a debugger's line."""
    master = MasterKey.made()
    assert master.written not in repr(master) + str(master)
    assert "bytes" not in repr(CaseKey.made())


@pytest.mark.parametrize("text", ["", "x", "a" * 43, "€" * 44, "a" * 45 + "="])
def test_no_key(text: str) -> None:
    """What is none is refused, and not repeated."""
    with pytest.raises(KeyProblem) as caught:
        MasterKey.read(text, "key")
    assert not text or text not in str(caught.value)


def test_a_file(tmp_path: Path) -> None:
    """It is made once, for its owner alone, and replaced without a moment with neither."""
    keys = KeyFile(tmp_path / "key")
    first = keys.create()
    assert keys.create() == keys.current() == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    second = keys.prepared()
    assert keys.following() == second != first == keys.current()
    keys.replaced(second)
    keys.replaced(second)
    assert keys.current() == second
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_another_key_is_to_follow(tmp_path: Path) -> None:
    """Who looks for the next key makes none; and only the one that was written is put in place."""
    keys = KeyFile(tmp_path / "key")
    first = keys.create()
    with pytest.raises(KeyProblem):
        keys.following()
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
    second = keys.prepared()
    keys.replaced(MasterKey.made())
    assert (keys.current(), keys.following()) == (first, second)


def test_two_put_the_next_key_in_place_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second finds the new key where it looked for the old one: that is not overwritten.

    Not even where nothing can be held against others.
    """
    monkeypatch.setattr(master_keys, "_alone_in", lambda _: nullcontext())
    keys, other = KeyFile(tmp_path / "key"), KeyFile(tmp_path / "key")
    keys.create()
    new = keys.prepared()
    read = KeyFile._read

    def read_by_one_while_the_other_is_done(self: KeyFile, file: Path) -> MasterKey:
        found = read(self, file)
        if self is keys and file.suffix == ".next":
            other.replaced(new)
        return found

    monkeypatch.setattr(KeyFile, "_read", read_by_one_while_the_other_is_done)
    keys.replaced(new)
    assert keys.current() == new
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is held against others there")
def test_a_third_key_in_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who puts the second in its place beside somebody else does not put the third there."""
    keys, other = KeyFile(tmp_path / "key"), KeyFile(tmp_path / "key")
    keys.create()
    second = keys.prepared()

    def go_on() -> None:
        other.replaced(second)
        other.prepared()

    meanwhile, follows = Thread(target=go_on), KeyFile._follows

    def look_and_wait(self: KeyFile, key: MasterKey) -> bool:
        found = follows(self, key)
        if self is keys:
            meanwhile.start()
            meanwhile.join(0.3)
        return found

    monkeypatch.setattr(KeyFile, "_follows", look_and_wait)
    keys.replaced(second)
    meanwhile.join()
    assert keys.current() == second
    assert keys.following() != second


def test_a_file_others_may_read(tmp_path: Path) -> None:
    """Such a key is no secret."""
    keys = KeyFile(tmp_path / "key")
    keys.create()
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(KeyProblem) as caught:
        keys.current()
    assert caught.value.diagnostics[0].code == "journal-key-readable"


def test_other_sources(tmp_path: Path) -> None:
    """A variable, and a command; each with what replaces it."""
    one, two = MasterKey.made(), MasterKey.made()
    variable = {"TRIAGE_JOURNAL_KEY": one.written, "TRIAGE_JOURNAL_KEY_NEXT": two.written}
    prints = f"{sys.executable} -c 'print(\"{one.written}\")'"
    for source in (KeyVariable(variable), source_of(variable), KeyCommand(prints, None)):
        assert source is not None
        assert source.current() == one
    assert KeyVariable(variable).following() == two
    with pytest.raises(KeyProblem):
        KeyCommand(prints, None).following()
    with pytest.raises(KeyProblem):
        KeyCommand("false", None).current()
    assert isinstance(source_of({"TRIAGE_JOURNAL_KEY_FILE": str(tmp_path)}), KeyFile)
    assert isinstance(source_of({"TRIAGE_JOURNAL_KEY_COMMAND": prints}), KeyCommand)
    assert source_of({}) is None
