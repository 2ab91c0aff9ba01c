"""The application: the page and the API, with what goes around every request."""

from __future__ import annotations

from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from triage.web import health, pages, sign_in
from triage.web.answering import Answered, answer_errors
from triage.web.api import create_api
from triage.web.beside import Beside
from triage.web.bounds import Bounded, Paced
from triage.web.guard import ByProxy, Guard
from triage.web.headers import WithHeaders
from triage.web.observing import Metrics, Observed
from triage.web.office import Office
from triage.web.pages.comparisons import Comparisons
from triage.web.pages.studies import Studies
from triage.web.problems import API
from triage.web.references import derived
from triage.web.sessions import Sessions, WithSessions
from triage.web.static_files import PackageFiles
from triage.web.tokens import Tokens


def create_app(office: Office) -> FastAPI:
    """Return the application of an office."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    settings = office.settings
    app.state.office, app.state.metrics = office, Metrics()
    beside = Beside()
    app.state.studies, app.state.comparisons = Studies(beside), Comparisons(beside)
    app.state.provider = sign_in.provider_of(settings)
    app.state.sessions = Sessions(derived(settings.secret.current(), "sessions"), office.now)
    _add_middleware(app)
    answer_errors(app)
    app.include_router(health.router)
    app.include_router(sign_in.router)
    api = create_api(office)
    if settings.network is not None and settings.audience is not None:
        api.state.tokens = Tokens(app.state.provider, settings.network.accounts, settings.audience)
    app.mount(API, api)
    app.include_router(pages.router)
    app.mount("/static", PackageFiles())
    return app


def _add_middleware(app: FastAPI) -> None:
    """Put the middleware around the routes, the innermost first."""
    settings = app.state.office.settings
    network, https = settings.network, settings.is_https
    if network is not None:
        app.add_middleware(Paced, per_minute=settings.limits.per_minute)
    app.add_middleware(
        WithSessions, sessions=app.state.sessions, local=settings.is_local, https=https
    )
    app.add_middleware(Bounded, limits=settings.limits)
    app.add_middleware(Guard, settings=settings)
    if network is not None and network.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(network.proxies))
        app.add_middleware(ByProxy, proxies=network.proxies)
    app.add_middleware(Answered)
    app.add_middleware(WithHeaders, https=https)
    app.add_middleware(Observed, metrics=app.state.metrics)
