"""A draft of a rulebook, before it is used: who comes out differently by it than today."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Annotated, Final
from zipfile import BadZipFile, ZipFile

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import UploadFile

from triage.diagnostics import Diagnostic, LimitReached, RulebookError
from triage.library.time_limit import time_limit
from triage.present.diff_page import diff_page
from triage.verify.diff import difference
from triage.web.office import Office
from triage.web.pages.forms import Posted
from triage.web.pages.rendering import AtOffice, show, words_for
from triage.web.pages.rules import served_at, title_of
from triage.web.people import Person, Role, require
from triage.web.posted import posted

router = APIRouter()

_Writes = Annotated[Person, Depends(require(Role.METHOD_DEVELOPER))]
_SECONDS: Final = 60
_RETRY_AFTER: Final = 60
_MOST_BYTES: Final = 5_000_000
"""What the files of a draft may come to when they are taken out of their zip file."""


class _Unreadable(Exception):
    """What was sent is no zip file with a rulebook in it."""


@router.get("/rules/{name}/draft")
def to_try(request: Request, _: _Writes, office: AtOffice, name: str) -> Response:
    """Ask for a draft."""
    return _page(request, office, name)


@router.post("/rules/{name}/draft")
def try_out(request: Request, _: _Writes, office: AtOffice, name: str, form: Posted) -> Response:
    """Compare a draft with the rulebook that is served; it is kept nowhere.

    What takes longer than a request may is not waited for, and the page says where it can be.
    """
    served, language = served_at(office, name), words_for(request).language
    sent = form.get("draft")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _page(request, office, name, problem="rules.draft_missing", status=422)
    try:
        with time_limit(_SECONDS), posted(_files(sent.file.read())) as draft:
            page = diff_page(difference(served.model, draft.load()), language)
            return show(request, "page.html.jinja", page=page)
    except _Unreadable:
        return _page(request, office, name, problem="rules.draft_unreadable", status=422)
    except LimitReached:
        late = _page(request, office, name, problem="rules.draft_too_long", status=503)
        late.headers["Retry-After"] = str(_RETRY_AFTER)
        return late
    except RulebookError as error:
        wrong = tuple(_told(each, language) for each in error.diagnostics)
        return _page(request, office, name, wrong=wrong, status=422)


def _page(
    request: Request,
    office: Office,
    name: str,
    *,
    problem: str | None = None,
    wrong: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    heading = title_of(served_at(office, name), words_for(request).language)
    return show(request, "draft.html.jinja", status, heading=heading, problem=problem, wrong=wrong)


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
