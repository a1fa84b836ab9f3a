"""Errors that carry their HTTP status, and the one place that turns errors into replies.

    IlioError
    ├── BadRequest            400  the request as a whole makes no sense
    │   └── ProtocolTooNew    400  the phone speaks a protocol this server does not know yet
    ├── NotLinked             401  no device credential, or one nobody knows
    ├── CrossOrigin           403  the request comes from another site
    ├── AccountErased         410  the credential belonged to a vault that was erased
    ├── TooLarge              413  the body is over the limit
    ├── NotJson               415  the body is not JSON
    ├── ProtocolTooOld        426  the phone speaks a protocol this server no longer knows
    ├── TooManyRequests       429  a rate limit; says how long to wait
    └── Unavailable           503  the database cannot answer now; says how long to wait

Every reply is `{"error": {"code": "...", "message": "..."}}`; codes are for programs, messages for people.
"""

import http
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("ilio.errors")


class IlioError(Exception):
    """An expected failure with a status, a code for programs and a message for people."""

    status = 500
    code = "internal"
    message = "Something went wrong on the server."

    def __init__(self, message: str | None = None, *, headers: Mapping[str, str] | None = None) -> None:
        self.message = message or type(self).message
        self.headers = dict(headers or {})
        super().__init__(self.message)


class BadRequest(IlioError):
    """The request as a whole makes no sense."""

    status, code, message = 400, "bad_request", "The request could not be understood."


class ProtocolTooNew(BadRequest):
    """The phone speaks a protocol this server does not know yet; it may fall back to the highest one named here."""

    code = "protocol_too_new"


class NotLinked(IlioError):
    """No device credential, or one nobody knows."""

    status, code, message = 401, "not_linked", "This device is not linked to a vault."


class CrossOrigin(IlioError):
    """The request comes from another site."""

    status, code, message = 403, "cross_origin", "Requests from other sites are refused."


class AccountErased(IlioError):
    """The credential belonged to a vault that was erased."""

    status, code, message = 410, "account_erased", "This vault was erased."


class TooLarge(IlioError):
    """The body is over the limit."""

    status, code, message = 413, "too_large", "The request body is too large."


class NotJson(IlioError):
    """The body is not declared as JSON."""

    status, code, message = 415, "not_json", "The request body must be application/json."


class ProtocolTooOld(IlioError):
    """The phone speaks a protocol this server no longer knows."""

    status, code, message = 426, "protocol_too_old", "This version of the app is too old to sync. Update it."

    def __init__(self) -> None:
        super().__init__(headers={"Upgrade": "ilio-sync/1"})


class TooManyRequests(IlioError):
    """A rate limit was reached."""

    status, code, message = 429, "too_many_requests", "Too many requests. Wait a little."

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(headers={"Retry-After": str(max(1, retry_after_s))})


class Unavailable(IlioError):
    """The database cannot answer now; nothing of the request was kept."""

    status, code, message = 503, "unavailable", "The server cannot store anything at the moment. Try again soon."

    def __init__(self, message: str | None = None, *, retry_after_s: int = 5) -> None:
        super().__init__(message, headers={"Retry-After": str(retry_after_s)})


def error_reply(error: IlioError) -> JSONResponse:
    """The reply for an error of the tree."""
    return _reply(error.status, error.code, error.message, error.headers)


def install_handlers(app: FastAPI) -> None:
    """Make every error of the app answer in the one shape."""
    app.add_exception_handler(IlioError, _on_ilio_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid)


class LastResort:
    """Innermost ASGI wall: what nobody expected becomes a 500 without details, and a line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for it when it fails before its reply has begun."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            log.error("unexpected_error", kind=type(error).__name__, exc_info=error)
            await error_reply(IlioError())(scope, receive, send)


async def _on_ilio_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, IlioError)
    return error_reply(error)


async def _on_http_exception(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == TooLarge.status:
        return error_reply(TooLarge())
    phrase = http.HTTPStatus(error.status_code).phrase
    return _reply(error.status_code, phrase.lower().replace(" ", "_"), phrase, error.headers)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return _reply(422, "invalid_request", "; ".join(_where_and_what(item) for item in error.errors()[:5]))


def _where_and_what(item: Mapping[str, Any]) -> str:
    """Never repeats what was sent: a note or a secret must not come back in an error."""
    where = ".".join(str(part)[:40] for part in item["loc"])
    return f"{where}: {item['msg']}".encode("ascii", "backslashreplace").decode()


def _reply(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": {"code": code, "message": message}}, status, dict(headers or {}))
