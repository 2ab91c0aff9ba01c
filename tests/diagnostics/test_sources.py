import pytest

from triage.diagnostics import Sources, Span
from triage.diagnostics.excerpt import excerpt


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_lines_end_where_yaml_ends_them(line_break: str) -> None:
    """Every line break of YAML counts, so line numbers agree with the reader's."""
    sources = Sources({"a.yaml": f"one{line_break}two"})
    assert [sources.line("a.yaml", number) for number in (1, 2)] == ["one", "two"]


def test_a_form_feed_ends_no_line() -> None:
    """What only Python takes for a line break is part of the line."""
    assert Sources({"a.yaml": "one\x0ctwo"}).line("a.yaml", 1) == "one\x0ctwo"


def test_lines_that_are_not_there_are_none() -> None:
    """A line before the first, after the last or of an unread file has no text."""
    sources = Sources({"a.yaml": "one"})
    assert sources.line("a.yaml", 0) is None
    assert sources.line("a.yaml", 2) is None
    assert sources.line("b.yaml", 1) is None


def test_a_file_read_again_is_shown_as_it_is_now() -> None:
    """Adding a file replaces the text and its lines."""
    sources = Sources({"a.yaml": "old"})
    assert sources.line("a.yaml", 1) == "old"
    sources.add("a.yaml", "new")
    assert sources.line("a.yaml", 1) == "new"
    assert dict(sources) == {"a.yaml": "new"}


def test_a_span_reads_as_editors_read_places() -> None:
    """The text of a span can be clicked on in a terminal."""
    assert str(Span("rules/q.yaml", 12, 5, 12, 9)) == "rules/q.yaml:12:5"


PRIVATE = "{own: Anna, age: 30} # Anna"


def hidden(*shown: tuple[int, int], quoted: tuple[int, int] | None = None) -> str:
    """Show the line of a private file, of which these characters may be shown."""
    sources = Sources()
    sources.add("a.yaml", f"first\n{PRIVATE}", private=True)
    sources.show(Span("a.yaml", 2, first + 1, 2, last + 1) for first, last in shown)
    stretches = sources.hidden("a.yaml", 2, quoted=quoted)
    return excerpt(PRIVATE, 0, 1, stretches).line


def test_of_a_private_file_nothing_is_shown_but_what_may_be() -> None:
    """The signs of YAML round it stay; a comment is somebody's words."""
    assert hidden() == "{…"
    assert hidden((1, 4), (12, 15)) == "{own: …, age: …"
    assert hidden((1, 4), (12, 15), (17, 19)) == "{own: …, age: 30…"
    assert hidden((1, 4), quoted=(17, 19)) == "{own: …: 30…"


def test_what_may_be_shown_lies_on_one_line_of_a_private_file() -> None:
    """Other files are shown as they are, and a file that is read again is private anew."""
    sources = Sources({"rules.yaml": "one\ntwo"})
    sources.add("a.yaml", "one\ntwo", private=True)
    everywhere = [Span(file, 1, 1, 2, 4) for file in ("a.yaml", "rules.yaml", "b.yaml")]
    sources.show(everywhere)
    assert sources.hidden("rules.yaml", 1) == sources.hidden("b.yaml", 1) == []
    assert sources.hidden("a.yaml", 1) == [(0, 3)]
    sources.show([Span("a.yaml", 1, 1, 1, 4)])
    assert sources.hidden("a.yaml", 1) == []
    sources.add("a.yaml", "one", private=True)
    assert sources.hidden("a.yaml", 1) == [(0, 3)]
    sources.add("a.yaml", "one")
    assert sources.hidden("a.yaml", 1) == []
