"""What a route may ask for: the services, and the credential the request came with."""

from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response

from app.config import Settings
from app.errors import Unavailable
from app.services.accounts import Accounts
from app.services.sync import Sync
from app.web.headers import is_https

T = TypeVar("T")
SECURE_COOKIE, PLAIN_COOKIE = "__Host-device", "device"
COOKIE_AGE_S = 400 * 86_400


def get_sync(request: Request) -> Sync:
    """The sync use cases. Raises Unavailable before the server has started."""
    return _service(request, "sync", Sync)


def get_accounts(request: Request) -> Accounts:
    """The vault use cases. Raises Unavailable before the server has started."""
    return _service(request, "accounts", Accounts)


def get_credential(request: Request) -> str | None:
    """The device credential of the request, or None."""
    return request.cookies.get(cookie_name(request)) or None


def cookie_name(request: Request) -> str:
    """Browsers accept the prefixed name only over HTTPS."""
    return SECURE_COOKIE if _is_secure(request) else PLAIN_COOKIE


def set_credential(request: Request, response: Response, credential: str) -> None:
    """Give the device its credential, out of reach of any script, for as long as browsers allow."""
    response.set_cookie(
        cookie_name(request),
        credential,
        max_age=COOKIE_AGE_S,
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="strict",
    )


def drop_credential(request: Request, response: Response) -> None:
    """Take the credential back."""
    response.delete_cookie(cookie_name(request), path="/", secure=_is_secure(request), httponly=True, samesite="strict")


def _is_secure(request: Request) -> bool:
    settings: Settings = request.app.state.settings
    return is_https(request.scope, settings)


def _service(request: Request, name: str, kind: type[T]) -> T:
    service = getattr(request.app.state, name, None)
    if not isinstance(service, kind):
        raise Unavailable("The server is starting.")
    return service


SyncService = Annotated[Sync, Depends(get_sync)]
AccountsService = Annotated[Accounts, Depends(get_accounts)]
Credential = Annotated[str | None, Depends(get_credential)]
