import pytest

from triage.diagnostics import Sources, Span


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


def test_what_is_hidden_of_a_line() -> None:
    """Hidden places may reach over lines, be shown again, and end with the text they were in."""
    sources = Sources({"a.yaml": "one\ntwo\nthree"})
    over = Span("a.yaml", 1, 2, 3, 3)
    sources.hide([over, Span("a.yaml", 3, 4, 3, 5), Span("b.yaml", 1, 1, 1, 9)])
    lines = [sorted(sources.hidden("a.yaml", number)) for number in (1, 2, 3)]
    assert lines == [[(1, 3)], [(0, 3)], [(0, 2), (3, 4)]]
    sources.show([over])
    assert sources.hidden("a.yaml", 3) == [(3, 4)]
    sources.add("a.yaml", "one\ntwo\nthree")
    assert sources.hidden("a.yaml", 3) == []
