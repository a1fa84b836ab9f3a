"""The log says enough to run the server and nothing about a person."""

import json
from typing import Any

import pytest

SECRET = "planted-secret"


async def test_one_line_a_request_without_anything_secret(
    capsys: pytest.CaptureFixture[str], start: Any, sqlite_settings: Any
) -> None:
    server = await start(sqlite_settings)
    hostile = {"user-agent": SECRET, "x-request-id": SECRET, "referer": SECRET, "x-forwarded-for": SECRET}
    async with server.client(headers=hostile) as client:
        linked = await client.post("/api/v1/vault", json={})
        credential = client.cookies["device"]
        stamp = [server.clock.now_ms(), 0, "a" * 16]
        fields = {"note": {"value": SECRET, "stamp": stamp}}
        change = {"collection": "session", "id": f"id-{SECRET}", "fields": fields}
        await client.post("/api/v1/sync", json={"protocol": 1, "cursor": SECRET, "changes": [change]})
        await client.post("/api/v1/sync", json={"protocol": SECRET})
        await client.get(f"/api/v1/changes?cursor={SECRET}")
        await client.get(f"/{SECRET}")
        await client.request("BREW", f"/api/{SECRET}%0d%0aforged")
        await client.delete("/api/v1/vault")
    printed = capsys.readouterr().out
    lines = [json.loads(line) for line in printed.splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == 7
    for line in requests:
        assert {"time", "level", "request_id", "method", "route", "status", "ms", "bytes"} <= set(line)
    assert requests[0]["request_id"] == linked.headers["x-request-id"]
    assert [line["route"] for line in requests[:2]] == ["/api/v1/vault", "/api/v1/sync"]
    assert requests[5]["method"] == "OTHER"
    for secret in (SECRET, credential, linked.json()["vault"], "127.0.0.1", "forged"):
        assert secret not in printed


async def test_an_unexpected_error_is_logged_and_not_told(
    capsys: pytest.CaptureFixture[str], start: Any, sqlite_settings: Any
) -> None:
    server = await start(sqlite_settings)

    async def broken(_: Any) -> None:
        raise ZeroDivisionError("the cause")

    async with server.client() as client:
        await client.post("/api/v1/vault", json={})
        server.app.state.sync._database.read = broken
        reply = await client.get("/api/v1/changes")
    assert "cause" not in reply.text
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    error = next(line for line in lines if line["event"] == "unexpected_error")
    assert error["kind"] == "ZeroDivisionError"
    assert error["request_id"] == reply.headers["x-request-id"]
    assert "the cause" in error["exception"]
