"""The files that are part of the package: stylesheets, scripts, fonts. Browsers may keep them."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_ALWAYS: Final = "public, max-age=31536000, immutable"
_AN_HOUR: Final = "public, max-age=3600"


class PackageFiles(StaticFiles):
    """Serves them; what is asked for by its content may be kept for good."""

    def __init__(self) -> None:
        super().__init__(packages=[("triage.web", "static")])

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file; what is not there raises what tells that."""
        response = await super().get_response(path, scope)
        named = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = _ALWAYS if named else _AN_HOUR
        return response
