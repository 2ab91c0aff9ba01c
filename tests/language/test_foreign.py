"""Rulebooks from somebody else: what they may read, what is shown, and how much they may be."""

from __future__ import annotations

import os
import pickle
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import triage
from tests.robustness.endings import at_most
from triage.diagnostics import Diagnostic, RulebookError, Sources, render_text
from triage.language.load import check, load

from .conftest import Write

SOON = 30.0
SECRET = "hemmelig-7"
FOREIGN = "rulebook: {{id: foreign, version: 1, language: da, extends: {}}}\n"
SMALL = "rulebook: {id: small, version: 1, language: da}\n"
ROOT = Path(__file__).parents[2]


def refused(path: Path, **given: object) -> list[str]:
    """Return the codes a rulebook is refused with; nothing of a secret is shown or said."""
    sources = Sources()
    with at_most(SOON), pytest.raises(RulebookError) as error:
        # Passed on as it came, whatever it is.
        load(path, sources, **given)  # type: ignore[arg-type]
    said = [*map(repr, error.value.diagnostics), *map(str, sources.values())]
    said += [render_text(error.value.diagnostics, sources, lang) for lang in ("en", "da")]
    assert not [each for each in said if SECRET in each]
    return [each.code for each in error.value.diagnostics]


@pytest.fixture
def foreign(write: Write) -> Callable[[str], Path]:
    """Write a rulebook that extends something, in a folder beside which there are others."""

    def write_foreign(extends: str) -> Path:
        files = {
            "rules/foreign/rulebook.yaml": FOREIGN.format(extends),
            "rules/small/rulebook.yaml": SMALL,
            "rules/notes.yaml": f"own_words: {SECRET}\nname: {SECRET}\n",
            "rules/case.yaml": f"rulebook: small\nanswers: {{own_words: {SECRET}}}\n",
            "rules/broken.yaml": f"rulebook: {{id: small, version: {SECRET}\n",
            "rules/twice.yaml": f"{SECRET}: 1\n{SECRET}: 2\n",
            "outside/rulebook.yaml": SMALL,
            "outside.yaml": f"own_words: {SECRET}\n",
        }
        return write(files) / "rules/foreign"

    return write_foreign


@pytest.mark.parametrize("extends", ["small", "small/rulebook.yaml", "../small", "./../small"])
def test_what_lies_beside_can_be_extended(foreign: Callable[[str], Path], extends: str) -> None:
    """By its name, or by a path that stays in the folder around both."""
    assert load(foreign(extends)).extends == ("small",)


@pytest.mark.parametrize(
    "extends",
    [
        "../../outside",
        "../../outside.yaml",
        "../../nothing",
        "../../../../../../etc/passwd",
        "small/../../../outside",
        "/dev/zero",
        "/etc/passwd",
        "/",
    ],
)
def test_what_lies_outside_is_refused_whether_it_is_there_or_not(
    foreign: Callable[[str], Path], extends: str
) -> None:
    """Nothing tells somebody else which files there are."""
    assert refused(foreign(extends)) == ["leads-outside"]


@pytest.mark.parametrize("extends", ["../outside", "../nothing", "small/../../outside"])
def test_a_path_is_read_from_here_where_from_beside_it_leads_out(
    foreign: Callable[[str], Path], extends: str
) -> None:
    """What is outside is not found, whether it is there or not."""
    assert refused(foreign(extends)) == ["unknown-rulebook"]


def test_an_absolute_path_is_refused_even_to_what_lies_beside(
    foreign: Callable[[str], Path], tmp_path: Path
) -> None:
    """A rulebook says nothing of the machine it is read on."""
    assert refused(foreign(str(tmp_path / "rules/small"))) == ["leads-outside"]


def test_a_folder_to_read_from_can_be_given(foreign: Callable[[str], Path], tmp_path: Path) -> None:
    """Then everything is read from there, and nothing from outside."""
    path = foreign("../../outside")
    assert load(path, root=tmp_path).extends == ("small",)
    assert triage.load_rulebook(path, root=str(tmp_path)).id == "foreign"
    assert not [each for each in check(path, root=tmp_path) if each.severity == "error"]
    assert refused(path, root=tmp_path / "rules") == ["leads-outside"]
    assert refused(path, root=tmp_path / "outside") == ["leads-outside"]


@pytest.mark.parametrize("extends", ["notes", "case", "broken", "twice", "notes.yaml", ".."])
def test_of_what_is_no_rulebook_nothing_is_shown(
    foreign: Callable[[str], Path], extends: str
) -> None:
    """A file beside may be anybody's: its lines, keys and values are nobody's business."""
    assert refused(foreign(extends)) == ["not-a-rulebook"]


def test_lines_of_a_rulebook_that_is_extended_are_shown(
    foreign: Callable[[str], Path], tmp_path: Path
) -> None:
    """Those who fit a rulebook see what is wrong in it, where it is wrong."""
    path, file = foreign("small"), tmp_path / "rules/small/rulebook.yaml"
    file.write_text(SMALL + "sections: 1\n", encoding="utf-8")
    sources = Sources()
    found = check(path, sources)
    assert [each.code for each in found if each.severity == "error"] == ["unknown-section"]
    assert "sections: 1" in render_text(found, sources, "en")


def test_the_shipped_rulebooks_are_found_by_their_ids(foreign: Callable[[str], Path]) -> None:
    """What is at hand can be extended from anywhere."""
    local = load(foreign("projekt-500"))
    assert local.extends == ("projekt-500",)
    for name in ("helsingor-2019", "herning-2019", "roskilde-2021"):
        assert load(ROOT / "rules" / name).extends == ("projekt-500",)


# --- what is no ordinary file


def _fifo(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, _: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def _device(path: Path, _: Path) -> None:
    path.symlink_to("/dev/zero")


def _link(path: Path, folder: Path) -> None:
    path.symlink_to(folder / "outside.yaml")


def _beside(path: Path, folder: Path) -> None:
    path.symlink_to(folder / "rules/notes.yaml")


def _loop(path: Path, _: Path) -> None:
    path.symlink_to(path.name)


def _dead_end(path: Path, _: Path) -> None:
    path.symlink_to("nowhere.yaml")


Make = Callable[[Path, Path], None]
KINDS: dict[Make, str] = {
    _fifo: "special-file",
    _socket: "special-file",
    _device: "leads-outside",
    _link: "leads-outside",
    _beside: "leads-outside",
    _loop: "unreadable-file",
    _dead_end: "unreadable-file",
}


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("place", ["more.yaml", "texts/da.yaml", "texts/da.more.yaml"])
def test_what_is_no_ordinary_file_of_the_rulebook_is_refused(
    make: Make,
    place: str,
    foreign: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Wherever it stands, it is named and never opened: nothing hangs, nothing is shown."""
    folder = foreign("small")
    (folder / "texts").mkdir()
    monkeypatch.chdir(folder)  # the path of a socket is short
    make(folder / place, tmp_path)
    assert refused(folder) == [KINDS[make]]


@pytest.mark.parametrize("make", [_fifo, _socket, _device, _link])
def test_nor_is_it_extended(
    make: Make,
    foreign: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside the rulebook no more than in it."""
    folder = foreign("other")
    monkeypatch.chdir(folder)
    make(folder.parent / "other", tmp_path)
    assert refused(folder) == [KINDS[make]]


def test_a_folder_of_texts_may_lie_elsewhere_only_in_a_folder_that_is_given(
    foreign: Callable[[str], Path], tmp_path: Path
) -> None:
    """A link inside the rulebook is followed; one out of it is not."""
    folder = foreign("small")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/da.yaml").write_text("rulebook: {title: Vores}\n", encoding="utf-8")
    (folder / "texts").symlink_to(tmp_path / "shared")
    assert refused(folder) == ["leads-outside"]
    title = "rulebook.title"
    assert load(folder, root=tmp_path).texts.get(title) == "Vores"
    (folder / "texts").unlink()
    (tmp_path / "shared").rename(folder / "ours")
    (folder / "texts").symlink_to("ours")
    assert load(folder).texts.get(title) == "Vores"


def test_a_rulebook_that_is_a_link_itself_is_read(
    foreign: Callable[[str], Path], tmp_path: Path
) -> None:
    """Whoever names it means what it leads to; what it extends lies beside the link."""
    path = foreign("small")
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    assert load(path).extends == ("small",)


# --- how much


RULE = "  - {{id: R-{0}, when: {{a: yes}}, recommend: help}}\n"
RULES = (
    "questions: {a: {kind: yes_no}}\ninterventions: {help: {kind: support}}\nrecommendations:\n"
    + "".join(map(RULE.format, range(5)))
)
LIMITS = {
    "files": ("too-many-files", 3),
    "bytes": ("too-many-bytes", None),
    "nodes": ("too-many-nodes", 80),
    "rules": ("too-many-rules", 5),
    "depth": ("too-deep", 4),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_limits(limit: str, write: Write) -> None:
    """As many as the limit allows are read, over all files; one more is refused with its code."""
    files = {
        "small/rulebook.yaml": SMALL,
        "foreign/rulebook.yaml": FOREIGN.format("small"),
        "foreign/rules.yaml": RULES,
    }
    folder = write(files) / "foreign"
    code, most = LIMITS[limit]
    most = sum(map(len, files.values())) if most is None else most
    assert load(folder, limits=triage.Limits(**{limit: most})).id == "foreign"
    fewer = triage.Limits(**{limit: most - 1})
    assert refused(folder, limits=fewer) == [code]
    assert [each.code for each in check(folder, limits=fewer)] == [code]
    assert [each.code for each in triage.check_rulebook(folder, limits=fewer)] == [code]


def test_translations_count(write: Write) -> None:
    """Those read later too, which no limit would reach otherwise."""
    files = {"rulebook.yaml": SMALL, "texts/en.yaml": f"rulebook: {{title: {'x' * 200}}}\n"}
    book = load(write(files), limits=triage.Limits(bytes=100))
    with pytest.raises(RulebookError) as error:
        book.texts.get("rulebook.title", "en")
    assert codes(error.value.diagnostics) == ["too-many-bytes"]


def test_rules_of_findings_and_rows_of_tables_are_rules(write: Write) -> None:
    """However they are written."""
    table = "      columns: [id, a, then]\n      rows: [[F-1, yes, x], [F-2, no, y]]\n"
    text = (
        f"{SMALL}questions: {{a: {{kind: yes_no}}}}\nfindings:\n  f:\n    values: [x, y]\n"
        f"    otherwise: x\n    table:\n{table}"
    )
    file = write({"rulebook.yaml": text}) / "rulebook.yaml"
    assert load(file, limits=triage.Limits(rules=2)).id == "small"
    assert refused(file, limits=triage.Limits(rules=1)) == ["too-many-rules"]


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    """Return the codes of diagnostics."""
    return [each.code for each in found]


@pytest.mark.parametrize("wrong", [0, -1, 1.5, True, "7", None])
def test_what_is_no_limit(wrong: object, write: Write) -> None:
    """It is refused at the door, with a code."""
    file = write({"rulebook.yaml": SMALL}) / "rulebook.yaml"
    with pytest.raises(triage.TriageError) as error:
        # A wrong type is what is tried.
        triage.load_rulebook(file, limits=triage.Limits(rules=wrong))  # type: ignore[arg-type]
    assert codes(error.value.diagnostics) == ["bad-limit"]
    with pytest.raises(triage.TriageError) as error:
        # A wrong type is what is tried.
        triage.check_rulebook(file, limits=wrong)  # type: ignore[arg-type]
    assert codes(error.value.diagnostics) == ["wrong-argument"]


def test_limits_stay_with_a_rulebook_that_is_kept(write: Write) -> None:
    """What was pickled costs no more than before."""
    book = triage.load_rulebook(write({"rulebook.yaml": SMALL + RULES}), limits=ONE_STEP)
    copied = pickle.loads(pickle.dumps(book))  # noqa: S301 - made here
    for each in (book, copied):
        assert not each.assess({}, as_of="2026-11-22").exact


ONE_STEP = triage.Limits(steps=1)
