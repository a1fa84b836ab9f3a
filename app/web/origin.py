"""Refuses what another site makes a browser send: the check behind the SameSite cookie."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.config import Settings
from app.errors import CrossOrigin, IlioError, NotJson, error_reply

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class SameOrigin:
    """Lets an unsafe request pass only from our own pages, or from a program that is no browser."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._public_origin = app, settings.public_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403 or 415."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            fault = self._fault(Headers(scope=scope), scope["method"])
            if fault is not None:
                await error_reply(fault)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _fault(self, headers: Headers, method: str) -> IlioError | None:
        if not self._is_ours(headers):
            return CrossOrigin()
        has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        if has_body and headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return NotJson()
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Sec-Fetch-Site decides; browsers too old for it send Origin; what sends neither is no browser."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site == "same-origin"
        if origin is None:
            return True
        if self._public_origin is not None:
            return origin.lower() == self._public_origin
        return origin.partition("://")[2].lower() == headers.get("host", "").lower() != ""
