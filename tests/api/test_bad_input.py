"""Broken, hostile and absurd input: a clear 4xx or a result of its own, never a 500."""

import json
from typing import Any

from tests.api.driver import START_MS

DAY = "2026-03-10"
STAMP = [START_MS, 0, "a" * 16]
JSON = {"content-type": "application/json"}


def one(value: Any = "rest", stamp: Any = STAMP, **more: Any) -> dict[str, Any]:
    return {"collection": "thing", "id": "t-1", "fields": {"x": {"value": value, "stamp": stamp}}} | more


async def raw(client: Any, text: str | bytes) -> Any:
    return await client.post("/api/v1/sync", content=text, headers=JSON)


async def test_values_that_cannot_be_kept_are_refused_one_by_one(phone: Any) -> None:
    a = phone()
    await a.link()
    values = [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        '"\\ud800"',
        '{"\\udfff": 1}',
        "9007199254740993",
        "[" * 40 + "]" * 40,
    ]
    for value in values:
        body = json.dumps({"protocol": 1, "changes": [one("VALUE"), one(id="t-2")]}).replace('"VALUE"', value)
        reply = await raw(a.client, body)
        assert reply.status_code == 200, (value, reply.text)
        assert [result["result"] for result in reply.json()["results"]] == ["invalid", "ok"], value


async def test_values_that_look_odd_come_back_as_they_were(phone: Any) -> None:
    a = phone()
    await a.link()
    odd = [
        None,
        True,
        1e308,
        -0.5,
        5e-324,
        "a\u0000b",
        "\u2028",
        "🙂 ü \x7f",
        "</script>",
        {"": []},
        {"__proto__": 1},
        "",
    ]
    changes = [one(value, id=f"t-{number}") for number, value in enumerate(odd)]
    reply = (await a.post(changes)).json()
    assert {result["result"] for result in reply["results"]} == {"ok"}
    assert [change["fields"]["x"]["value"] for change in reply["changes"]] == odd
    assert (await a.post(changes)).json()["head"] == len(odd)


BAD_STAMPS: list[Any] = [
    *(None, [], [1], [1, 2], [1, 2, 3], {"0": 1}, "1.0.a", ["1", 0, "a" * 16], [1.5, 0, "a" * 16], [True, 0, "a" * 16]),
    *([-1, 0, "a" * 16], [1, -1, "a" * 16], [1, 0, "A" * 16], [1, 0, "a" * 15], [1, 0, "a" * 16, 0]),
    *([2**53, 0, "a" * 16], [10**400, 0, "a" * 16]),
]
BAD_FIELDS: list[Any] = [{}, {"x": None}, {"x": 1}, {"x": []}, {"x": {"value": 1}}, {"x": {"stamp": STAMP}}, {"x": {}}]
BAD_KINDS: list[tuple[str, str, str, Any]] = [
    ("mark", "2026-02-30", "kind", "rest"),
    ("mark", "10 March", "kind", "rest"),
    ("mark", DAY, "kind", 7),
    ("mark", DAY, "_deleted", "yes"),
    ("mark", DAY, "_deleted", None),
    ("plan", DAY, "mask", 128),
    ("plan", DAY, "mask", True),
    ("plan", DAY, "mask", "1"),
    ("session", "s-1", "day", "2026-13-01"),
    ("session", "s-1", "day", 20260310),
    ("session", "s-1", "ended_ms", "now"),
    ("session", "s-1", "ended_ms", 1.5),
    ("session", "s-1", "offset_min", 2_000),
    ("session", "s-1", "day_start_min", -1),
    ("session", "s-1", "holds", "many"),
    ("session", "s-1", "backfill", 1),
]


async def test_stamps_fields_and_kinds_that_are_none(lone_server: Any) -> None:
    bad = [one(stamp=stamp) for stamp in BAD_STAMPS]
    bad += [one(fields=fields) for fields in BAD_FIELDS]
    bad += [
        {"collection": collection, "id": key, "fields": {name: {"value": value, "stamp": STAMP}}}
        for collection, key, name, value in BAD_KINDS
    ]
    async with lone_server.client() as client:
        await client.post("/api/v1/vault", json={})
        reply = await client.post("/api/v1/sync", json={"protocol": 1, "changes": [*bad, one()]})
    results = [result["result"] for result in reply.json()["results"]]
    assert [bad[at] for at, result in enumerate(results[:-1]) if result != "invalid"] == []
    assert results[-1] == "ok"
    assert reply.json()["head"] == 1


BODIES: list[tuple[str | bytes, int]] = [
    (b"", 422),
    (b"{", 422),
    (b"[]", 422),
    (b"null", 422),
    (b'"text"', 422),
    (b"\xff\xfe\x00", 400),
    (b"\x80", 400),
    (b"[" * 100_000, 400),
    (b'{"protocol": 1, "changes": [' + b"[" * 300 + b"]" * 300 + b"]}", 422),
    ('{"protocol": 1, "changes": {}}', 422),
    ('{"protocol": 1, "changes": [null]}', 422),
    ('{"protocol": 1, "changes": [{"collection": "mark"}]}', 422),
    ('{"protocol": 1, "changes": [{"collection": 1, "id": 2, "fields": 3}]}', 422),
    ('{"protocol": 1, "changes": [{"collection": "mark", "id": "\\ud800", "fields": {}}]}', 422),
    ('{"protocol": 1, "cursor": 5}', 422),
    ('{"protocol": 1, "cursor": "' + "x" * 65 + '"}', 422),
    ('{"protocol": 1, "limit": NaN}', 422),
    ('{"protocol": 1, "limit": 1.5}', 422),
    ('{"protocol": 1, "limit": true}', 422),
    ('{"protocol": "1"}', 422),
    ('{"protocol": ' + "9" * 5_000 + "}", 400),
    ("{}", 422),
    ('{"protocol": -1}', 422),
    ('{"protocol": 0}', 426),
    ('{"protocol": 2}', 400),
]


async def test_requests_that_make_no_sense(lone_server: Any) -> None:
    async with lone_server.client() as client:
        await client.post("/api/v1/vault", json={})
        for body, status in BODIES:
            reply = await raw(client, body)
            assert reply.status_code == status, (body[:80], reply.text)
            assert set(reply.json()["error"]) == {"code", "message"}


async def test_a_server_does_not_trust_what_only_it_may_say(phone: Any) -> None:
    a = phone()
    await a.link()
    sly = one() | {"seq": 99, "vault_id": "0" * 32}
    reply = (await a.post([sly], head=99, digest="f" * 16, epoch="0", account="other")).json()
    assert reply["head"] == 1
    assert reply["changes"][0]["seq"] == 1


async def test_errors_never_repeat_what_was_sent(lone_server: Any) -> None:
    async with lone_server.client() as client:
        body = {"protocol": "planted-secret", "cursor": "planted-secret" * 9, "changes": ["planted-secret"]}
        reply = await client.post("/api/v1/sync", json=body)
        assert reply.status_code == 422
        assert "planted-secret" not in reply.text


async def test_the_same_record_twice_in_one_push(phone: Any) -> None:
    a = phone()
    await a.link()
    newer = [START_MS + 1, 0, "a" * 16]
    reply = (await a.post([one("first"), one("second", newer), one("first")])).json()
    assert [result["result"] for result in reply["results"]] == ["ok"] * 3
    assert reply["head"] == 1
    assert reply["changes"][0]["fields"]["x"]["value"] == "second"
