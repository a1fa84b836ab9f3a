"""The log: one JSON line a request, with nothing in it that belongs to a person."""

import logging
import sys
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.clock import Clock
from app.ids import Ids

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
log = structlog.get_logger("ilio.request")


def configure_logging(*, debug: bool) -> None:
    """JSON lines on standard output for our own events and for those of the libraries."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if debug else logging.INFO),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("ilio").setLevel(logging.DEBUG if debug else logging.INFO)
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)


class RequestLog:
    """Outermost ASGI wall: gives the request a name of our own and writes down what became of it."""

    def __init__(self, app: ASGIApp, clock: Clock, ids: Ids) -> None:
        self._app, self._clock, self._ids = app, clock, ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log its route template, never its address."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, began_s, status, size = self._ids.request_id(), self._clock.mono_s(), 0, 0

        async def count(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append((b"x-request-id", request_id.encode()))
            size += len(message.get("body", b""))
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, count)
            finally:
                took_ms = round((self._clock.mono_s() - began_s) * 1000, 2)
                log.info("request", method=_method(scope), route=_route(scope), status=status, ms=took_ms, bytes=size)


def _method(scope: Scope) -> str:
    """Known methods only: the rest is text somebody made up."""
    method: str = scope["method"]
    return method if method in METHODS else "OTHER"


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", None) or "-"
