"""What OpenAPI says about errors, and the one answer to API addresses that do not exist."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from app.web.wire import ErrorOut

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MEANINGS = {
    400: "The request as a whole makes no sense, or speaks a newer protocol.",
    401: "No device credential, or one nobody knows.",
    403: "The request comes from another site.",
    410: "The vault of this credential was erased.",
    413: "The body is over 1 MiB.",
    415: "The body is not application/json.",
    422: "The request does not have the documented shape.",
    426: "The app is too old to sync.",
    429: "Too many requests; Retry-After says how long to wait.",
    503: "The database cannot answer now; nothing was kept; Retry-After says how long to wait.",
}


def error_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors a route may answer with, for its documentation."""
    return {status: {"model": ErrorOut, "description": MEANINGS[status]} for status in statuses}


class ApiFallback:
    """Keeps everything under /api/ out of the pages: 405 where another method would do, else 404."""

    def __init__(self, routes: list[BaseRoute]) -> None:
        self._routes = list(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for an address no route took."""
        methods = [method for method in METHODS if self._takes({**scope, "method": method})]
        if methods:
            raise HTTPException(405, headers={"Allow": ", ".join(methods)})
        raise HTTPException(404)

    def _takes(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self._routes)
