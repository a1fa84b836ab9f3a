"""Packs replies of the API over 1 KiB; files come packed already."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LEAST_BYTES = 1_024


class ApiGzip:
    """Sends replies under /api/ through Starlette's gzip and leaves the others alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed = GZipMiddleware(app, minimum_size=LEAST_BYTES, compresslevel=5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        is_api = scope["type"] == "http" and scope["path"].startswith("/api/")
        await (self._packed if is_api else self._app)(scope, receive, send)
