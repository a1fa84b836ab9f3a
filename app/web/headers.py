"""Security headers on every reply, errors and files included, as plain ASGI."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.config import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ilio lit-html"
)
DENIED = ("camera", "microphone", "geolocation", "payment", "usb", "bluetooth", "midi", "serial", "display-capture")
OWN = ("screen-wake-lock", "autoplay", "web-share")
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in OWN), *(f"{name}=()" for name in DENIED)])
HSTS = "max-age=63072000; includeSubDomains"

SECURITY_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}


def security_headers(*, https: bool) -> dict[str, str]:
    """The whole set. HTTPS adds two that would lock a phone out of a plain HTTP server on the local network."""
    if not https:
        return SECURITY_HEADERS
    return SECURITY_HEADERS | {
        "Content-Security-Policy": f"{CSP}; upgrade-insecure-requests",
        "Strict-Transport-Security": HSTS,
    }


def header_text(settings: Settings) -> str:
    """The set as one text, for the build id: cached pages keep the headers they were cached with."""
    return "\n".join(f"{name}: {value}" for name, value in security_headers(https=settings.is_public_https).items())


def is_https(scope: Scope, settings: Settings) -> bool:
    """Whether the person's browser speaks HTTPS, as far as the server can know."""
    return settings.is_public_https or scope.get("scheme") == "https"


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


class SecurityHeaders:
    """Adds the set to every reply, and `no-store` to every reply of the API."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(security_headers(https=is_https(scope, self._settings)))
                headers.setdefault("Cache-Control", "no-store" if _is_api(scope["path"]) else "no-cache")
            await send(message)

        await self._app(scope, receive, dress)
