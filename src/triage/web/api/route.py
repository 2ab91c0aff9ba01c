"""The one kind of route the API has: bodies are read strictly, and every error is a problem."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from triage.explain import ExplainedOutcome
from triage.model.frozen import Frozen
from triage.web.answering import answer as answer_error
from triage.web.api.idempotency import Replayed, Replies
from triage.web.api.json_request import JsonRequest


class ApiRoute(APIRoute):
    """A route of the API.

    INVARIANT: nothing leaves it as an exception: a server that logs one would log what was sent.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, which raises nothing."""
        handle = super().get_route_handler()

        async def handled(given: Request) -> Response:
            request = JsonRequest(given.scope, given.receive)
            response: Response | None = None
            try:
                response = await handle(request)
            except Replayed as replayed:
                return replayed.answer
            except Exception as error:  # noqa: BLE001 - see the invariant
                return answer_error(request, error)
            finally:
                _keep(request, response)
            return response

        return handled


def _keep(request: Request, response: Response | None) -> None:
    """Keep an answer under the key it was asked for with, if there is one."""
    key = getattr(request.state, "key", None)
    if key is not None:
        replies: Replies = request.app.state.replies
        replies.end(key, response)


def decision_id(request: Request) -> str:
    """Return the id of the answer to a request: the one its line in the log has."""
    return str(request.state.request_id)


def answer(request: Request, **parts: Any) -> Response:
    """Return an answer of JSON-ready parts beside its id."""
    told = {"decision_id": decision_id(request), **parts}
    return Response(json.dumps(told, ensure_ascii=False), media_type="application/json")


def answer_with(request: Request, outcome: ExplainedOutcome, **parts: Any) -> Response:
    """Return an answer that holds an outcome, written once: that is most of what it costs."""
    told = json.dumps({"decision_id": decision_id(request), **parts})
    return Response(f'{told[:-1]}, "outcome": {outcome.to_json()}}}', media_type="application/json")


def json_response(document: Frozen, status: int = 200) -> Response:
    """Return a document that has no id beside it."""
    return Response(document.model_dump_json(by_alias=True), status, media_type="application/json")
