"""How often: rates per address and per device, as plain ASGI, counted in memory and forgotten on restart."""

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.clock import Clock
from app.errors import TooManyRequests, error_reply
from app.web.deps import PLAIN_COOKIE, SECURE_COOKIE
from app.web.window import Rate, Windows

LOCAL_SHARE = 100
"""Loopback is a proxy that does not say for whom it asks, or the operator: everyone shares one address there."""


@dataclass(frozen=True)
class Rule:
    """A rate for the requests of one kind; `by` says what is counted."""

    name: str
    by: str
    rate: Rate
    method: str = ""
    path: str = "/api/"

    def covers(self, scope: Scope) -> bool:
        """Whether this request is one of the kind."""
        if self.method and scope["method"] != self.method:
            return False
        path: str = scope["path"]
        return path.startswith(self.path) if self.path.endswith("/") else path == self.path


RULES = (
    Rule("everything", "address", Rate(600, 60)),
    Rule("register", "address", Rate(30, 3_600), "POST", "/api/v1/vault"),
    Rule("register a day", "address", Rate(120, 86_400), "POST", "/api/v1/vault"),
    Rule("sync", "device", Rate(120, 60), "POST", "/api/v1/sync"),
)
"""The address comes first: a device is whatever the cookie says, and who makes up cookies must run out of requests."""


class RateLimits:
    """Refuses what comes too often, before any of it is read. Keys are hashed with a secret of this process."""

    def __init__(self, app: ASGIApp, clock: Clock, rules: tuple[Rule, ...] = RULES) -> None:
        self._app, self._clock = app, clock
        self._secret = secrets.token_bytes(32)
        self._counted = [(rule, Windows(rule.rate), Windows(_local(rule.rate))) for rule in rules]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429 with Retry-After."""
        wait_s = self._wait_s(scope) if scope["type"] == "http" else 0
        if wait_s:
            await error_reply(TooManyRequests(wait_s))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _wait_s(self, scope: Scope) -> int:
        now_s = self._clock.mono_s()
        for rule, windows, local_windows in self._counted:
            if not rule.covers(scope):
                continue
            subject, is_local = _address(scope) if rule.by == "address" else (_device(scope), False)
            wait_s = (local_windows if is_local else windows).wait_s(self._key(subject), now_s)
            if wait_s:
                return wait_s
        return 0

    def _key(self, subject: str) -> str:
        return hmac.new(self._secret, subject.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _local(rate: Rate) -> Rate:
    return Rate(rate.count * LOCAL_SHARE, rate.seconds)


def _address(scope: Scope) -> tuple[str, bool]:
    """The client's address and whether it is this machine; IPv6 by /64, which is one household."""
    host = (scope.get("client") or ("unknown", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host, False
    if address.version == 6 and not address.is_loopback:
        return str(ipaddress.ip_network((address, 64), strict=False)), False
    return host, address.is_loopback


def _device(scope: Scope) -> str:
    cookies = SimpleCookie()
    try:
        cookies.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return "no device"
    found = cookies.get(SECURE_COOKIE) or cookies.get(PLAIN_COOKIE)
    return found.value if found else "no device"
