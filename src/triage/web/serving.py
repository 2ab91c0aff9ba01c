"""One process that serves: it says when it can be reached, and ends in good order.

What was being answered when it is told to stop is answered first.
"""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Callable
from typing import Any, Final

import uvicorn

from triage.diagnostics import Diagnostic, TriageError
from triage.web.app import create_app
from triage.web.demo import begin_cases
from triage.web.observing import JsonLines
from triage.web.office import Office

__all__ = ["Office", "begin_cases", "serve"]

_LAST_SECONDS: Final = 20


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, reached: Callable[[], None]) -> None:
        super().__init__(config)
        self._reached = reached

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._reached()


def serve(office: Office, reached: Callable[[], None], *, verbose: bool) -> None:
    """Serve until told to stop; `reached` is called once people can connect.

    Raises:
        TriageError: the address is taken, or is none of this machine.
    """
    log_to_standard_error(verbose=verbose)
    gc.collect()
    gc.freeze()  # what was loaded stays: looking through it again takes its time and frees nothing
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends at it, and raises it once more
    server = _Server(_config(office), reached)
    try:
        server.run()
    except SystemExit:
        host, port = office.settings.host, office.settings.port
        raise TriageError(
            (Diagnostic("serve-not-bound", details={"host": host, "port": port}),)
        ) from None


def _config(office: Office) -> uvicorn.Config:
    settings = office.settings
    tls = None if settings.network is None else settings.network.tls
    return uvicorn.Config(
        create_app(office),
        host=settings.host,
        port=settings.port,
        ssl_certfile=None if tls is None else tls.certificate,
        ssl_keyfile=None if tls is None else tls.key,
        log_config=None,
        access_log=False,  # it would have addresses in it
        proxy_headers=False,  # the application has its own, after it has looked who connects
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_LAST_SECONDS,
    )


def log_to_standard_error(*, verbose: bool) -> None:
    """Write the log as lines of JSON; every request where `verbose`, else what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    levels = (logging.INFO, logging.ERROR) if verbose else (logging.ERROR, logging.CRITICAL)
    for name, level in zip(("triage", "uvicorn"), levels, strict=True):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
