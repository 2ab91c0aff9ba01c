"""Diagnostics for people at a terminal; plain lines that a screen reader follows."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Set

from triage.diagnostics.catalogue import printable, word
from triage.diagnostics.diagnostic import Diagnostic, Severity
from triage.diagnostics.evidence import Evidence
from triage.diagnostics.excerpt import excerpt
from triage.diagnostics.span import Sources, Span

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_MOST_QUESTIONS = 6
_NARROWEST, _WIDEST = 24, 120
_INDENT = "  "
_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str] | None = None,
    lang: str = "en",
    colour: bool = False,
    width: int | None = None,
) -> str:
    """Return the diagnostics one after the other, an empty line between them.

    Each has its severity, code and place, the message, the source line with carets where
    `sources` has it, and what was expected. No colour unless asked for. Sentences are wrapped to
    `width` columns, where that is given; names, answers and proposals are for copying, and are not.
    """
    known = sources if isinstance(sources, Sources) else Sources(sources)
    blocks = ["\n".join(_lines(each, known, lang, colour, width)) + "\n" for each in diagnostics]
    return "\n".join(blocks)


def _lines(
    diagnostic: Diagnostic, sources: Sources, lang: str, colour: bool, width: int | None
) -> Iterator[str]:
    yield _head(diagnostic, lang, colour)
    yield from _wrapped(diagnostic.message(lang), width)
    if diagnostic.span:
        yield from _source(diagnostic.span, sources, set(diagnostic.details.values()))
    if matters := diagnostic.matters(lang):
        yield from _wrapped(f"{word('matters', lang)}: {matters}", width)
    if diagnostic.evidence:
        yield from _evidence(diagnostic.evidence, lang, width)
    if expected := diagnostic.expected(lang):
        yield from _wrapped(f"{word('expected', lang)}: {expected}", width)
    if diagnostic.nearest:
        yield f"  {word('nearest', lang)}: `{printable(diagnostic.nearest)}`"
    for place in diagnostic.related:
        yield f"  {word('see-also', lang)}: {printable(str(place))}"


def _wrapped(text: str, width: int | None) -> list[str]:
    """Return a sentence on as many lines as it takes, the later ones further in."""
    if width is None:
        return [f"{_INDENT}{text}"]
    return textwrap.wrap(
        text,
        max(_NARROWEST, min(width, _WIDEST)),
        initial_indent=_INDENT,
        subsequent_indent=2 * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _head(diagnostic: Diagnostic, lang: str, colour: bool) -> str:
    kind = f"{word(diagnostic.severity, lang)}[{diagnostic.code}]"
    if colour:
        kind = f"{_BOLD}{_COLOURS[diagnostic.severity]}{kind}{_RESET}"
    places = [str(place) for place in (diagnostic.span, diagnostic.path) if place]
    return " ".join([kind, *map(printable, places)])


def _source(span: Span, sources: Sources, told: Set[str | int]) -> Iterator[str]:
    line = sources.line(span.file, span.line)
    if line is None:
        return
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    is_quoted = line[start:end].strip("'\"") in told
    hidden = sources.hidden(span.file, span.line, start, (start, end) if is_quoted else None)
    shown = excerpt(line, start, end, hidden)
    gutter = str(span.line)
    yield f"  {gutter} | {shown.line}".rstrip()
    yield f"  {' ' * len(gutter)} | {shown.carets}"


def _evidence(evidence: Evidence, lang: str, width: int | None) -> Iterator[str]:
    if evidence.over:
        counted = f"{evidence.count:,} {word('of', lang)} {evidence.total:,}".replace(",", " ")
        over = ", ".join(f"`{path}`" for path in evidence.over[:_MOST_QUESTIONS])
        more = ", …" if len(evidence.over) > _MOST_QUESTIONS else ""
        told = f"{word('how-many', lang)}: {counted} {word('ways-to-answer', lang)} {over}{more}"
        yield from _wrapped(told, width)
    for each in evidence.shown:
        yield f"  {word('for-example', lang)} {each.as_of}:"
        yield from (f"    {path}: {as_written(value)}" for path, value in each.because.items())
        if not each.because:
            yield f"    {word('whatever-is-answered', lang)}"
    if evidence.proposal is not None:
        yield f"  {word('proposed', lang)}:"
        yield from (f"    {line}" for line in evidence.proposal.splitlines())


def as_written(value: object) -> str:
    """Return an answer as a case file has it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value)
