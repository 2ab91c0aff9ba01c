"""The routes of an application, those of routers and mounted applications in it too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount


def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Return the methods and paths there are, in order."""
    return sorted(
        (method, path) for path, route in _routes(app.routes) for method in route.methods or ()
    )


def _routes(found: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, APIRoute]]:
    for each in found:
        match each:
            case APIRoute():
                yield prefix + each.path, each
            case Mount(app=FastAPI() as mounted):
                yield from _routes(mounted.routes, prefix + each.path)
            case _ if router := getattr(each, "original_router", None):
                yield from _routes(router.routes, prefix)
