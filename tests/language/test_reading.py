"""Reading YAML: what is data, what is refused, and where everything stands."""

from pathlib import Path

import pytest

from triage.diagnostics import RulebookError, Sources
from triage.language.load import check, load
from triage.language.reading.files import LARGEST, read_file
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles
from triage.language.reading.yaml_events import DEEPEST, read_yaml

from .conftest import Write


def read(text: str) -> tuple[Node | None, list[str]]:
    """Return the node of a text and the codes of what is wrong with it."""
    problems = Problems()
    node = read_yaml(SourceText("test.yaml", text), problems)
    return node, [found.code for found in problems.diagnostics]


def words(node: Node | None) -> list[str | None]:
    """Return the scalars of a list."""
    assert isinstance(node, SequenceNode)
    return [item.text for item in node.items if isinstance(item, ScalarNode)]


def test_scalars_are_text_whatever_yaml_would_guess() -> None:
    """No word, number or date is turned into something else."""
    node, _ = read("[no, on, TRUE, 012, 1:30, 0x1F, 1e3, .inf, 2026-07-01, =, <<]")
    assert words(node) == "no on TRUE 012 1:30 0x1F 1e3 .inf 2026-07-01 = <<".split()


@pytest.mark.parametrize("quoted", ["{}", "'{}'", '"{}"'])
def test_quoting_never_matters(quoted: str) -> None:
    """A word means the same with either quotes or none; so does what is absent."""
    items = ", ".join(quoted.format(word) for word in ("no", "7", "null", "~"))
    assert words(read(f"[{items}]")[0]) == ["no", "7", None, None]


def test_nothing_is_absent() -> None:
    """A key with nothing under it, an empty text and an empty file hold nothing."""
    node, _ = read("a:\nb: ''\nc: ~")
    assert isinstance(node, MappingNode)
    assert [value.text for _, value in node.entries if isinstance(value, ScalarNode)] == [None] * 3
    assert read("# nothing")[0] == ScalarNode(None, SourceText("test.yaml", "# nothing"))


def test_get_finds_a_key() -> None:
    """What is under a key is found by the key; other keys give nothing."""
    node, _ = read("{a: b}")
    assert isinstance(node, MappingNode)
    found = node.get("a")
    assert isinstance(found, ScalarNode)
    assert found.text == "b"
    assert node.get("b") is None


def test_places_count_characters_and_lines_as_editors_do() -> None:
    """Lines and columns start at 1, and the end is where the last character ends."""
    node, _ = read("a: 1\r\nbæø: [😀, 'tre']\r\nc:\r\n  - x\r\n\r\n\r\nd: y\r\n")
    assert isinstance(node, MappingNode)
    emoji, three = node.get("bæø"), node.get("c")
    assert isinstance(emoji, SequenceNode)
    assert isinstance(three, SequenceNode)
    spans = [item.span for item in emoji.items]
    assert [(each.line, each.column, each.end_column) for each in spans] == [(2, 7, 8), (2, 10, 15)]
    assert (three.span.line, three.span.end_line, three.span.end_column) == (4, 4, 6)


@pytest.mark.parametrize(
    "text",
    ["- " * 100_000 + "x", "[" * 5_000 + "]" * 5_000, "{a: " * 1_000 + "b" + "}" * 1_000],
)
def test_nesting_cannot_exhaust_the_stack(text: str) -> None:
    """Deep nesting is a problem of the file, not of the program."""
    assert read(text) == (None, ["too-deep"])


def test_nesting_up_to_the_limit_is_read() -> None:
    """The deepest level allowed is allowed."""
    assert read("[" * DEEPEST + "x" + "]" * DEEPEST)[1] == []
    assert read("[" * (DEEPEST + 1) + "x" + "]" * (DEEPEST + 1))[1] == ["too-deep"]


def test_aliases_do_not_multiply() -> None:
    """A text that would grow to billions of nodes elsewhere stays as long as it is."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    _, codes = read("\n".join(lines))
    assert set(codes) == {"yaml-anchor"}


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text(tmp_path: Path) -> None:
    """Files saved on any system read the same, and places fit what is shown."""
    file = tmp_path / "rulebook.yaml"
    file.write_bytes("\ufeff\ufeffmål: 'å'\r\nø: |\r\n  linje\r\n".encode())
    sources = Sources()
    node = read_file(file, Problems(), sources)
    assert isinstance(node, MappingNode)
    assert [key.text for key, _ in node.entries] == ["mål", "ø"]
    key = node.entries[1][0]
    assert sources.line(str(file), key.span.line) == "ø: |"
    assert node.get("ø") == ScalarNode("linje\n", key.within, 13, 25)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a: 1\nb: \xe6\n", "not-utf8", 2),
        ("a: æ".encode("utf-16"), "not-utf8", 1),
        (b"a: " + b"x" * LARGEST, "too-large", 1),
        (b"a: \x00", "control-character", 1),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, code: str, line: int) -> None:
    """A file in another encoding, or far too large, is named and not read."""
    file = tmp_path / "rulebook.yaml"
    file.write_bytes(content)
    problems = Problems()
    assert read_file(file, problems) is None
    (problem,) = problems.diagnostics
    assert (problem.code, problem.span and problem.span.line) == (code, line)
    assert problem.message("da")


@pytest.mark.parametrize("name", ["missing", "missing.yaml", "\0", "x" * 5_000])
def test_what_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    """A rulebook that does not exist is a problem with the path as it was given."""
    with pytest.raises(RulebookError) as error:
        load(tmp_path / name)
    assert [each.code for each in error.value.diagnostics] == ["unreadable-file"]


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    """An empty folder is no rulebook; nor is one whose files stand deeper."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/a.yaml").write_text("a: b")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(RulebookError) as error:
        load(tmp_path)
    assert [each.code for each in error.value.diagnostics] == ["empty-folder"]


def test_files_come_in_the_order_of_their_names(write: Write) -> None:
    """The same folder reads the same on every system."""
    folder = write({"b.yaml": "", "a.yaml": "", "notes.txt": "", ".a.yaml": "", "d/e.yaml": ""})
    problems = Problems()
    files = RulebookFiles(problems).of(folder, folder)
    assert [file.name for file in files] == ["a.yaml", "b.yaml"]
    assert [each.code for each in problems.diagnostics] == ["file-in-folder"]


def test_no_file_is_left_out_in_silence(write: Write, national: str) -> None:
    """What looks like a part of the rulebook and is none is named."""
    files = {"more.yml": "", "LAW.YAML": "", "law.yaml.txt": "", "texts/sv.yml": ""}
    folder = write({"rulebook.yaml": national, **files})
    unread = [each for each in check(folder) if each.code == "file-not-read"]
    assert [each.details["file"] for each in unread] == [
        str(folder / name) for name in sorted(files)
    ]
    assert load(folder).id == "national"
