"""A draft of a rulebook, before it is used: who comes out differently by it than today."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import CancelledError
from io import BytesIO
from pathlib import PurePosixPath
from typing import Annotated, Any, Final
from zipfile import BadZipFile, ZipFile

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import UploadFile

from triage.diagnostics import Diagnostic, LimitReached, RulebookError
from triage.present.diff_page import diff_page
from triage.web.office import Office
from triage.web.pages.comparisons import AtComparisons
from triage.web.pages.forms import Posted
from triage.web.pages.rendering import AtOffice, see_other, show, words_for
from triage.web.pages.rules import served_at, title_of
from triage.web.people import Person, Role, require
from triage.web.posted import posted

router = APIRouter()

_Writes = Annotated[Person, Depends(require(Role.METHOD_DEVELOPER))]
_AT_ONCE: Final = 1
"""So many seconds a page waits: what is compared that fast is shown at once."""

_MOST_BYTES: Final = 5_000_000
"""What the files of a draft may come to when they are taken out of their zip file."""


class _Unreadable(Exception):
    """What was sent is no zip file with a rulebook in it."""


@router.get("/rules/{name}/draft")
def to_try(
    request: Request, person: _Writes, office: AtOffice, comparisons: AtComparisons, name: str
) -> Response:
    """Ask for a draft, and lead to the one that was sent last."""
    last = comparisons.of(person, served_at(office, name).model)
    return _page(request, office, name, last=last is not None)


@router.post("/rules/{name}/draft")
def try_out(
    request: Request,
    person: _Writes,
    office: AtOffice,
    comparisons: AtComparisons,
    name: str,
    form: Posted,
) -> Response:
    """Have a draft compared with the rulebook that is served; it is kept nowhere."""
    served, language = served_at(office, name), words_for(request).language
    sent = form.get("draft")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _page(request, office, name, problem="rules.draft_missing", status=422)
    try:
        with posted(_files(sent.file.read())) as draft:
            comparisons.begin(person, served.model, draft.load(), office.now())
    except _Unreadable:
        return _page(request, office, name, problem="rules.draft_unreadable", status=422)
    except RulebookError as error:
        wrong = tuple(_told(each, language) for each in error.diagnostics)
        return _page(request, office, name, wrong=wrong, status=422)
    return see_other(f"{request.url.path}/compared")


@router.get("/rules/{name}/draft/compared")
def compared(
    request: Request, person: _Writes, office: AtOffice, comparisons: AtComparisons, name: str
) -> Response:
    """Show who comes out differently by the draft that was sent last, or that it is worked on.

    Where it takes too long, the page says what does not.
    """
    served = served_at(office, name)
    comparison = comparisons.of(person, served.model)
    if comparison is None:
        return see_other(f"/rules/{name}/draft")
    try:
        found = comparison.found.result(_AT_ONCE)
    except (TimeoutError, CancelledError):  # cancelled: another was sent meanwhile
        since = words_for(request).hour(comparison.since.astimezone().time())
        return show(request, "comparing.html.jinja", 202, name=name, since=since)
    except LimitReached:
        return _page(request, office, name, problem="rules.draft_too_long")
    page = diff_page(found, words_for(request).language)
    return show(request, "page.html.jinja", page=page)


def _page(request: Request, office: Office, name: str, status: int = 200, **told: Any) -> Response:
    """Show the form with what is wrong: a `problem` by its words, or a rulebook, in sentences."""
    heading = title_of(served_at(office, name), words_for(request).language)
    filled = {"problem": None, "wrong": (), "last": False, **told}
    return show(request, "draft.html.jinja", status, name=name, heading=heading, **filled)


def _told(found: Diagnostic, language: str) -> str:
    return f"{found.span or found.path or '.'}: {found.message(language)}"


def _files(zipped: bytes) -> Mapping[str, bytes]:
    """Return the files of a draft by their paths below its folder.

    Raises:
        _Unreadable: it is no zip file, has no rulebook, or is larger than it may be.
    """
    try:
        with ZipFile(BytesIO(zipped)) as archive:
            entries = [each for each in archive.infolist() if each.filename.endswith(".yaml")]
            if sum(each.file_size for each in entries) > _MOST_BYTES:
                raise _Unreadable
            return _below_their_folder({each.filename: archive.read(each) for each in entries})
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise _Unreadable from None


def _below_their_folder(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Leave out the folder all files lie in, where they do."""
    tops = {PurePosixPath(name).parts[0] for name in files}
    if len(tops) != 1 or not all("/" in name for name in files):
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}
