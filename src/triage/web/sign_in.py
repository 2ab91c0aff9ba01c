"""Signing in and out: by the office's own sign-in (OpenID Connect); on loopback, by a click.

Code flow with PKCE, state and nonce, by Authlib. What comes back says who somebody is and which
role she has; of it, nothing is kept but her ids, her role, her team and the name to greet her by.
"""

from __future__ import annotations

from typing import Any, Final

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, Request
from joserfc.errors import JoseError
from starlette.responses import RedirectResponse, Response

from triage.diagnostics import Diagnostic
from triage.web.answering import SIGN_IN, UNSENT, WANTED
from triage.web.claims import person_of
from triage.web.pages.rendering import show, words_for
from triage.web.people import LOCAL
from triage.web.problems import Busy, NotAllowed, NotThere
from triage.web.sessions import end_session, replace_session
from triage.web.settings import Settings

router = APIRouter()
_BEGIN: Final = f"{SIGN_IN}/begin"
_DONE: Final = f"{SIGN_IN}/done"
_PAGE: Final = "plain.html.jinja"
_END: Final = "end_session_endpoint"
_CLEARED: Final = {"Clear-Site-Data": '"cache"'}


def provider_of(settings: Settings) -> Any:
    """Return Authlib's client of the office's sign-in; `None` where there are no accounts."""
    if settings.network is None:
        return None
    accounts = settings.network.accounts
    return OAuth().register(
        "office",
        client_id=accounts.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=f"{accounts.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": accounts.scope, "code_challenge_method": "S256"},
    )


@router.get(SIGN_IN)
async def sign_in(request: Request) -> Response:
    """Show where to sign in; somebody who is signed in goes on."""
    if request.state.person is not None:
        return RedirectResponse("/", 303)
    words = words_for(request)
    heading = words.say("sign_in.heading")
    keys = (*(("unsent",) if request.session.get(UNSENT) else ()), "kept", "shared")
    lines = [words.say(f"sign_in.{each}") for each in keys]
    return show(request, _PAGE, heading=heading, lines=lines, action=(_BEGIN, heading))


@router.get(_BEGIN)
async def begin(request: Request) -> Response:
    """Send somebody to the office's sign-in; at a loopback address, begin.

    Raises:
        Busy: it cannot be reached.
    """
    settings: Settings = request.app.state.office.settings
    wanted = request.session.get(WANTED, "/")
    if settings.network is None:
        replace_session(request.scope, LOCAL)
        return RedirectResponse(_within(wanted), 303)
    replace_session(request.scope, None).data[WANTED] = wanted
    asked = {"prompt": "login"} if settings.network.accounts.ask_again else {}
    try:
        sent: Response = await request.app.state.provider.authorize_redirect(
            request, f"{settings.network.url}{_DONE}", **asked
        )
    except (httpx2.HTTPError, AuthlibBaseError, ValueError):
        raise Busy((Diagnostic("web-sign-in-unreachable"),)) from None
    return sent


@router.get(_DONE)
async def done(request: Request) -> Response:
    """Sign somebody in who comes back from the office's sign-in.

    Raises:
        NotThere: there are no accounts here.
        NotAllowed: she was not signed in there, or has no role here.
        Busy: it cannot be reached.
    """
    settings: Settings = request.app.state.office.settings
    if settings.network is None:
        raise NotThere((Diagnostic("web-not-there"),))
    try:
        token = await request.app.state.provider.authorize_access_token(request)
    except httpx2.HTTPError:
        raise Busy((Diagnostic("web-sign-in-unreachable"),)) from None
    except (AuthlibBaseError, JoseError, ValueError):
        raise NotAllowed((Diagnostic("web-sign-in-failed"),)) from None
    wanted = request.session.get(WANTED, "/")
    replace_session(
        request.scope, person_of(token.get("userinfo") or {}, settings.network.accounts)
    )
    return RedirectResponse(_within(wanted), 303)


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Sign somebody out, at the office's sign-in too; what she has opened stays nowhere."""
    end_session(request.scope)
    elsewhere = await _logout_url(request)
    if elsewhere is None:
        return RedirectResponse(SIGN_IN, 303, _CLEARED)
    words = words_for(request)
    text, go_on = words.say("sign_out.elsewhere"), words.say("sign_out.go_on")
    heading = words.say("sign_out.heading")
    page = show(request, _PAGE, heading=heading, lines=[text], action=(elsewhere, go_on))
    # No redirect: browsers let a form of ours lead to no other site, and our policy has it so.
    page.headers.update({**_CLEARED, "Refresh": f"0; url={elsewhere}"})
    return page


async def _logout_url(request: Request) -> str | None:
    """Return where the session at the office's sign-in is ended; `None` where it does not say.

    OpenID Connect RP-Initiated Logout 1.0. It is told which program asks, and not by a token who
    signs out: a token has a name in it, and the address stays in the browser.
    """
    provider, network = request.app.state.provider, request.app.state.office.settings.network
    if (
        network is None or _END not in provider.server_metadata
    ):  # it is known once anybody signed in
        return None
    found = await provider.create_logout_url(
        f"{network.url}{SIGN_IN}", client_id=network.accounts.client_id
    )
    return str(found["url"])


def _within(path: str) -> str:
    """Return a path of ours; what would lead elsewhere leads to the beginning."""
    return "/" if path.startswith("//") else path
