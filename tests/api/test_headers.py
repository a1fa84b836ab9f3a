"""Security headers on every reply, errors and files included; cache rules; request origin; packing."""

import gzip
from typing import Any

from app.web.headers import CSP, SECURITY_HEADERS

JSON = {"content-type": "application/json"}
EVERYTHING = [
    ("GET", "/", 200),
    ("GET", "/stretch", 200),
    ("GET", "/history", 200),
    ("GET", "/learn", 200),
    ("GET", "/settings", 200),
    ("GET", "/sw.js", 200),
    ("GET", "/manifest.webmanifest", 200),
    ("GET", "/static/app.css", 200),
    ("GET", "/static/js/main.js", 200),
    ("HEAD", "/", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/api/openapi.json", 200),
    ("POST", "/api/v1/vault", 201),
    ("GET", "/api/v1/vault", 200),
    ("POST", "/api/v1/sync", 422),
    ("GET", "/api/v1/changes", 200),
    ("GET", "/nothing", 404),
    ("GET", "/static/nothing.js", 404),
    ("GET", "/static/../config.py", 404),
    ("GET", "/static/%2e%2e/config.py", 404),
    ("GET", "/dev/gallery", 404),
    ("GET", "/docs", 404),
    ("GET", "/redoc", 404),
    ("GET", "/api", 404),
    ("GET", "/api/", 404),
    ("GET", "/api/v1/nothing", 404),
    ("POST", "/api/v1/nothing", 404),
    ("GET", "/api/v1/sync", 405),
    ("PUT", "/api/v1/sync", 405),
    ("POST", "/api/v1/changes", 405),
    ("OPTIONS", "/api/v1/sync", 405),
    ("BREW", "/api/v1/sync", 405),
    ("DELETE", "/", 405),
    ("DELETE", "/api/v1/vault", 204),
    ("DELETE", "/api/v1/vault", 401),
]


def assert_dressed(reply: Any) -> None:
    for name, value in SECURITY_HEADERS.items():
        assert reply.headers[name] == value, (reply.url, name)
    assert "strict-transport-security" not in reply.headers
    assert "server" not in reply.headers
    assert len(reply.headers["x-request-id"]) == 12


async def test_every_route_and_every_error_carries_the_whole_set(lone_server: Any) -> None:
    async with lone_server.client() as client:
        for method, path, status in EVERYTHING:
            content = b"{}" if method in {"POST", "PUT"} else None
            reply = await client.request(method, path, content=content, headers=JSON if content else {})
            assert reply.status_code == status, (method, path, reply.text[:200])
            assert_dressed(reply)
            if path == "/api" or path.startswith("/api/"):
                assert reply.headers["cache-control"] == "no-store"
            else:
                assert "cache-control" in reply.headers
            if status >= 400 and path.startswith("/api"):
                assert set(reply.json()["error"]) == {"code", "message"}


async def test_no_documented_route_was_forgotten_above(lone_server: Any) -> None:
    async with lone_server.client() as client:
        paths = (await client.get("/api/openapi.json")).json()["paths"]
    documented = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert documented <= {(method, path) for method, path, _ in EVERYTHING}
    assert documented == {
        ("POST", "/api/v1/sync"),
        ("GET", "/api/v1/changes"),
        ("POST", "/api/v1/vault"),
        ("GET", "/api/v1/vault"),
        ("DELETE", "/api/v1/vault"),
    }


async def test_405_says_what_is_allowed(lone_server: Any) -> None:
    async with lone_server.client() as client:
        assert (await client.get("/api/v1/sync")).headers["allow"] == "POST"
        assert (await client.put("/api/v1/vault", json={})).headers["allow"] == "GET, POST, DELETE"


async def test_413_and_500_are_dressed_too(lone_server: Any) -> None:
    async def broken(_: Any) -> None:
        raise ZeroDivisionError("planted")

    async with lone_server.client() as client:
        assert_dressed(await client.post("/api/v1/sync", content=b" " * 1_048_577, headers=JSON))
        await client.post("/api/v1/vault", json={})
        lone_server.app.state.sync._database.read = broken
        reply = await client.get("/api/v1/changes")
        assert reply.status_code == 500
        assert reply.json() == {"error": {"code": "internal", "message": "Something went wrong on the server."}}
        assert_dressed(reply)


async def test_https_adds_hsts_and_upgrades(lone_server: Any) -> None:
    async with lone_server.client("https://ilio.test") as client:
        for path in ("/", "/healthz", "/nothing", "/static/app.css"):
            reply = await client.get(path)
            assert reply.headers["strict-transport-security"].startswith("max-age=63072000")
            assert reply.headers["content-security-policy"] == f"{CSP}; upgrade-insecure-requests"


async def test_the_policy_allows_no_inline_code() -> None:
    assert "unsafe" not in CSP
    assert "default-src 'none'" in CSP
    assert CSP.endswith("require-trusted-types-for 'script'; trusted-types ilio lit-html")


ORIGINS = [
    ({}, True),
    ({"sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "same-origin", "origin": "http://ilio.test"}, True),
    ({"origin": "http://ilio.test"}, True),
    ({"sec-fetch-site": "none"}, False),
    ({"sec-fetch-site": "same-site"}, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": "cross-site", "origin": "http://ilio.test"}, False),
    ({"sec-fetch-site": ""}, False),
    ({"origin": "null"}, False),
    ({"origin": ""}, False),
    ({"origin": "http://evil.test"}, False),
    ({"origin": "http://ilio.test.evil.test"}, False),
    ({"origin": "http://ilio.test:8000"}, False),
    ({"origin": "http://[broken"}, False),
]


async def test_unsafe_requests_come_from_our_own_pages(lone_server: Any) -> None:
    async with lone_server.client() as client:
        for headers, is_ours in ORIGINS:
            for method, path in (("POST", "/api/v1/vault"), ("POST", "/api/v1/sync"), ("DELETE", "/api/v1/vault")):
                content = b'{"protocol": 1}' if method == "POST" else None
                reply = await client.request(method, path, content=content, headers=headers | JSON)
                assert (reply.status_code != 403) is is_ours, (headers, method, path)
                if not is_ours:
                    assert reply.json()["error"]["code"] == "cross_origin"
            assert (await client.get("/healthz", headers=headers)).status_code == 200


async def test_only_json_is_taken(lone_server: Any) -> None:
    async with lone_server.client() as client:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
            reply = await client.post("/api/v1/vault", content=b"{}", headers={"content-type": kind})
            assert reply.status_code == 415, kind
            assert_dressed(reply)
        kind = "application/json; charset=utf-8"
        assert (await client.post("/api/v1/vault", content=b"{}", headers={"content-type": kind})).status_code == 201


async def test_long_replies_of_the_api_come_packed(phone: Any) -> None:
    a = phone()
    await a.link()
    short = await a.post([])
    assert "content-encoding" not in short.headers
    for number in range(20):
        a.write("session", f"s-{number}", day="2026-03-10")
    long = await a.post(a.pending())
    assert long.headers["content-encoding"] == "gzip"
    assert int(long.headers["content-length"]) < len(gzip.compress(long.content, 1)) + 200
    assert len(long.json()["changes"]) == 20
