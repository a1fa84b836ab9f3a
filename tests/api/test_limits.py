"""Every limit at n and at n + 1."""

import json
from typing import Any

from sqlalchemy import update

from app.db.tables import vault
from app.domain import limits
from app.domain.merge import Field
from app.domain.records import dump_fields
from tests.api.driver import START_MS

DAY = "2026-03-10"
STAMP = [START_MS, 0, "a" * 16]


def change(record_id: str = "s-1", collection: str = "session", **values: Any) -> dict[str, Any]:
    return {
        "collection": collection,
        "id": record_id,
        "fields": {n: {"value": v, "stamp": STAMP} for n, v in values.items()},
    }


async def results(phone: Any, *changes: dict[str, Any]) -> list[str]:
    if not phone.client.cookies:
        await phone.link()
    reply = await phone.post(list(changes))
    assert reply.status_code == 200, reply.text
    return [result["result"] for result in reply.json()["results"]]


def body_of(size: int) -> bytes:
    start = b'{"protocol": 1, "changes": []'
    return start + b" " * (size - len(start) - 1) + b"}"


async def test_body_bytes(phone: Any) -> None:
    a = phone()
    await a.link()
    headers = {"content-type": "application/json"}
    fits = await a.client.post("/api/v1/sync", content=body_of(limits.BODY_BYTES), headers=headers)
    assert fits.status_code == 200
    over = await a.client.post("/api/v1/sync", content=body_of(limits.BODY_BYTES + 1), headers=headers)
    assert over.status_code == 413
    assert over.json()["error"]["code"] == "too_large"


async def test_body_bytes_in_chunks(phone: Any) -> None:
    a = phone()
    await a.link()

    async def chunks(size: int) -> Any:
        body = body_of(size)
        for start in range(0, size, 65_536):
            yield body[start : start + 65_536]

    headers = {"content-type": "application/json"}
    fits = await a.client.post("/api/v1/sync", content=chunks(limits.BODY_BYTES), headers=headers)
    assert fits.status_code == 200
    over = await a.client.post("/api/v1/sync", content=chunks(limits.BODY_BYTES + 1), headers=headers)
    assert over.status_code == 413
    assert over.json()["error"]["code"] == "too_large"


async def test_changes_a_push(phone: Any) -> None:
    a = phone()
    await a.link()
    many = [change(f"s-{number}", day=DAY) for number in range(limits.CHANGES_A_PUSH)]
    assert (await a.post(many)).status_code == 200
    assert (await a.post([*many, change("s-more", day=DAY)])).status_code == 422


async def test_page_limit(phone: Any) -> None:
    a = phone()
    await a.link()
    for limit, status in ((0, 422), (1, 200), (500, 200), (501, 422)):
        assert (await a.post([], limit=limit)).status_code == status
        assert (await a.client.get(f"/api/v1/changes?limit={limit}")).status_code == status


async def test_note_characters(phone: Any) -> None:
    a = phone()
    assert await results(a, change(note="ü" * limits.NOTE_CHARACTERS)) == ["ok"]
    assert await results(a, change(note="ü" * (limits.NOTE_CHARACTERS + 1))) == ["invalid"]


async def test_field_bytes(phone: Any) -> None:
    a, quotes = phone(), 2
    assert await results(a, change(extra="x" * (limits.FIELD_BYTES - quotes))) == ["ok"]
    assert await results(a, change(extra="x" * (limits.FIELD_BYTES - quotes + 1))) == ["too_large"]
    assert await results(a, change("s-2", extra="ü" * (limits.FIELD_BYTES // 2 - 1))) == ["ok"]
    assert await results(a, change("s-2", extra="ü" * (limits.FIELD_BYTES // 2))) == ["too_large"]


async def test_record_bytes(phone: Any) -> None:
    def filled(size: int) -> dict[str, Any]:
        return change("s-1", x="x" * 3_000, y="y" * 3_000, z="z" * size)

    def weight(of: dict[str, Any]) -> int:
        return len(json.dumps(of["fields"], separators=(",", ":")))

    fits = limits.RECORD_BYTES - weight(filled(0))
    a = phone()
    assert await results(a, filled(fits)) == ["ok"]
    assert dump_fields({"x": Field("x", ("s", 1, "d"))})  # type: ignore[arg-type]
    assert await results(a, {**filled(fits + 1), "id": "s-2"}) == ["too_large"]


async def test_record_bytes_count_what_is_there_already(phone: Any) -> None:
    a = phone()
    assert await results(a, change(x="x" * 4_000)) == ["ok"]
    assert await results(a, change(y="y" * 3_900)) == ["ok"]
    assert await results(a, change(z="z" * 1_000)) == ["too_large"]
    await a.sync()
    assert a.value("session", "s-1", "z") is None


async def test_value_depth(phone: Any) -> None:
    def nested(depth: int) -> Any:
        return [] if depth == 1 else [nested(depth - 1)]

    a = phone()
    assert await results(a, change(x=nested(limits.VALUE_DEPTH))) == ["ok"]
    assert await results(a, change(x=nested(limits.VALUE_DEPTH + 1))) == ["invalid"]


async def test_whole_numbers(phone: Any) -> None:
    a = phone()
    assert await results(a, change(x=limits.SAFE_INTEGER), change("s-2", x=-limits.SAFE_INTEGER)) == ["ok", "ok"]
    assert await results(a, change(x=limits.SAFE_INTEGER + 1), change("s-2", x=10**4_000)) == ["invalid", "invalid"]


async def test_skew(phone: Any) -> None:
    def ahead(by_ms: int) -> dict[str, Any]:
        field = {"value": "rest", "stamp": [START_MS + by_ms, 0, "a" * 16]}
        return {"collection": "mark", "id": DAY, "fields": {"kind": field}}

    a = phone()
    assert await results(a, ahead(limits.SKEW_MS)) == ["ok"]
    assert await results(a, ahead(limits.SKEW_MS + 1)) == ["clock_skew"]


async def test_counter(phone: Any) -> None:
    def counted(counter: int) -> dict[str, Any]:
        return {"collection": "mark", "id": DAY, "fields": {"kind": {"value": "rest", "stamp": [1, counter, "a" * 16]}}}

    a = phone()
    assert await results(a, counted(limits.COUNTER_MAX)) == ["ok"]
    assert await results(a, counted(limits.COUNTER_MAX + 1)) == ["invalid"]


async def test_records_a_vault(phone: Any, server: Any) -> None:
    a = phone()
    vault_id = (await a.link()).json()["vault"]

    def fill(connection: Any) -> None:
        almost = limits.RECORDS_A_VAULT - 1
        connection.execute(update(vault).where(vault.c.id == vault_id).values(records=almost))

    await server.app.state.sync._database.write(fill)
    assert await results(a, change("s-1", day=DAY), change("s-2", day=DAY), change("s-1", note="n")) == [
        "ok",
        "quota_account",
        "ok",
    ]
    reply = (await a.post([change("s-3", day=DAY)])).json()
    assert reply["results"][0]["result"] == "quota_account"
    assert reply["head"] == 1
    assert len(reply["changes"]) == 1


async def test_names(phone: Any) -> None:
    a = phone()
    good, bad = ["x" * 40, "_deleted", "a_1"], ["x" * 41, "__proto__", "A", "", "a-b", "a\u0000", "1a"]
    values = {"_deleted": False}
    assert await results(a, *(change("s-1", **{name: values.get(name, 1)}) for name in good)) == ["ok"] * 3
    assert await results(a, *(change("s-1", **{name: 1}) for name in bad)) == ["invalid"] * len(bad)
    assert await results(a, *(change("s-1", kind, x=1) for kind in ("k" * 32, "k" * 33, "K", "", "k/k"))) == [
        "ok",
        *["unknown_kind"] * 4,
    ]
    assert await results(
        a, *(change(key, "thing", x=1) for key in ("i" * 64, "i" * 65, "", "a/b", "a|b", "a\u0000"))
    ) == [
        "ok",
        *["invalid"] * 5,
    ]
