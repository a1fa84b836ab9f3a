"""Rates, with a clock of our own."""

from dataclasses import replace
from typing import Any

import httpx
from starlette.responses import PlainTextResponse

from app.web.limits import LOCAL_SHARE, RULES, RateLimits
from app.web.window import Rate
from tests.api.driver import FakeClock, Phone

RATES = {rule.name: rule.rate for rule in RULES}
FAR = "203.0.113.7"


async def register(server: Any, address: str) -> Any:
    async with server.client(address=address) as client:
        return await client.post("/api/v1/vault", json={})


async def test_registering_by_address(lone_server: Any) -> None:
    most = RATES["register"].count
    for _ in range(most):
        assert (await register(lone_server, FAR)).status_code == 201
    refused = await register(lone_server, FAR)
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "too_many_requests"
    assert 0 < int(refused.headers["retry-after"]) <= 2 * RATES["register"].seconds
    assert "x-content-type-options" in refused.headers
    assert (await register(lone_server, "203.0.113.8")).status_code == 201
    lone_server.clock.run(int(refused.headers["retry-after"]))
    assert (await register(lone_server, FAR)).status_code == 201


async def test_ipv6_neighbours_are_one_household(lone_server: Any) -> None:
    for number in range(RATES["register"].count):
        assert (await register(lone_server, f"2001:db8:1:2::{number + 1:x}")).status_code == 201
    assert (await register(lone_server, "2001:db8:1:2:ffff::1")).status_code == 429
    assert (await register(lone_server, "2001:db8:1:3::1")).status_code == 201


async def test_syncing_by_device(lone_server: Any) -> None:
    async with lone_server.client() as one, lone_server.client() as other:
        a, b = Phone(one, lone_server.clock), Phone(other, lone_server.clock)
        await a.link()
        await b.link()
        for _ in range(RATES["sync"].count):
            assert (await a.post([])).status_code == 200
        refused = await a.post([])
        assert refused.status_code == 429
        assert (await b.post([])).status_code == 200
        lone_server.clock.run(int(refused.headers["retry-after"]) - 1)
        assert (await a.post([])).status_code == 429
        lone_server.clock.run(1)
        assert (await a.post([])).status_code == 200


async def test_everything_of_the_api_has_a_rate_and_the_pages_have_none() -> None:
    everything = next(rule for rule in RULES if rule.name == "everything")
    few = RateLimits(PlainTextResponse("ok"), FakeClock(), (replace(everything, rate=Rate(3, 60)),))
    transport = httpx.ASGITransport(few, client=(FAR, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://ilio.test") as client:
        statuses = [
            (await client.get(path)).status_code for path in ("/api/v1/vault", "/api/v1/changes", "/api/x", "/api/")
        ]
        assert statuses == [200, 200, 200, 429]
        assert (await client.get("/")).status_code == 200
        assert (await client.get("/healthz")).status_code == 200


async def test_made_up_devices_of_one_address_stop_at_the_rate_of_the_address() -> None:
    rules = tuple(replace(rule, rate=Rate(3, 60)) if rule.name == "everything" else rule for rule in RULES)
    few = RateLimits(PlainTextResponse("ok"), FakeClock(), rules)
    transport = httpx.ASGITransport(few, client=(FAR, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://ilio.test") as client:
        for number in range(50):
            reply = await client.post("/api/v1/sync", headers={"cookie": f"device={number}"})
            assert (reply.status_code == 429) is (number >= 3)
    counted = {rule.name: windows for rule, windows, _ in few._counted}
    assert len(counted["sync"]._counters) == 3


async def test_loopback_stands_for_everybody_behind_a_proxy_and_has_more_room(lone_server: Any) -> None:
    assert LOCAL_SHARE > 1
    for _ in range(RATES["register"].count + 1):
        assert (await register(lone_server, "127.0.0.1")).status_code == 201


async def test_a_refused_cookie_header_does_not_break_the_limiter(lone_server: Any) -> None:
    async with lone_server.client(headers={"cookie": b'device="; =;;\x01;'}) as client:
        assert (await client.post("/api/v1/sync", json={"protocol": 1})).status_code == 401
