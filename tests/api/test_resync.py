"""Cursors, pages, epochs and the digest: how a phone finds out that it and the server have drifted apart."""

import shutil
from pathlib import Path
from typing import Any

from tests.api.driver import FakeClock, Phone

DAY = "2026-03-10"


async def test_without_a_cursor_everything_comes(phone: Any) -> None:
    a = phone()
    await a.link()
    reply = (await a.post([])).json()
    assert (reply["changes"], reply["more"], reply["resync"], reply["head"]) == ([], False, False, 0)
    assert reply["digest"] == "0" * 16
    assert reply["cursor"] == f"{reply['epoch']}.0"


async def test_changes_come_in_the_order_of_their_last_change(phone: Any) -> None:
    a = phone()
    await a.link()
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        a.write("mark", day, kind="rest")
        await a.sync()
    a.write("mark", "2026-03-01", kind="flare")
    await a.sync()
    fresh = (await a.post([], cursor=None)).json()
    assert [(change["id"], change["seq"]) for change in fresh["changes"]] == [
        ("2026-03-02", 2),
        ("2026-03-03", 3),
        ("2026-03-01", 4),
    ]


async def test_a_cursor_of_another_epoch_or_ahead_of_the_vault_says_resync(phone: Any) -> None:
    a = phone()
    await a.link()
    a.write("mark", DAY, kind="rest")
    reply = await a.sync()
    for cursor in ("00000000.1", f"{reply['epoch']}.7", f"{reply['epoch']}.9999999999999999", "nonsense", ""):
        a.write("mark", DAY, kind="flare")
        pushed = (await a.post(a.pending(), cursor=cursor)).json()
        assert pushed["resync"] is True, cursor
        assert pushed["results"][0]["result"] == "ok"
        assert (pushed["cursor"], pushed["changes"], pushed["more"]) == (f"{reply['epoch']}.0", [], True)
    a.cursor = "nonsense"
    await a.sync()
    assert a.resyncs == 1


async def test_the_digest_is_the_same_on_both_sides_after_everything(phone: Any) -> None:
    a = phone()
    await a.link()
    for number in range(1, 10):
        a.write("session", f"s-{number}", day=f"2026-03-0{number}", holds=[], note="ü")
        a.write("setting", "hold_s", value=30 + number)
        if number % 3 == 0:
            a.delete("session", f"s-{number - 1}")
        assert (await a.sync())["digest"] == a.digest()


async def test_a_page_never_weighs_more_than_half_a_mebibyte(phone: Any) -> None:
    a = phone()
    await a.link()
    for number in range(150):
        a.write("session", f"s-{number:03}", note="x" * 1_900, a="y" * 1_900)
    reply = (await a.post(a.pending(), cursor=None)).json()
    assert reply["more"] is True
    assert 100 < len(reply["changes"]) < 150
    fresh = Phone(a.client, a.clock)
    await fresh.sync()
    assert len(fresh.records) == 150


async def test_y13_and_y14_a_restored_backup_is_found_by_the_digest(
    start: Any, sqlite_settings: Any, tmp_path: Path
) -> None:
    clock = FakeClock()
    server = await start(sqlite_settings, clock)
    a = Phone(server.client(), clock)
    await a.link()
    a.write("mark", "2026-03-01", kind="rest")
    await a.sync()
    await server.stack.aclose()
    shutil.copy(tmp_path / "ilio.db", tmp_path / "backup.db")
    server = await start(sqlite_settings, clock)
    a.client = reconnect(server, a)
    for day in ("2026-03-02", "2026-03-03"):
        a.write("mark", day, kind="rest")
    await a.sync()
    await server.stack.aclose()

    shutil.copy(tmp_path / "backup.db", tmp_path / "ilio.db")
    server = await start(sqlite_settings, clock)
    a.client = reconnect(server, a)
    b = Phone(reconnect(server, a), clock, "b" * 16)
    for day in ("2026-03-04", "2026-03-05", "2026-03-06"):
        b.write("mark", day, kind="flare")
    await b.sync()  # pushes head past A's cursor
    reply = await a.sync()
    assert not reply["resync"]
    assert reply["digest"] != a.digest()
    a.push_everything()
    assert (await a.sync())["digest"] == a.digest()
    await b.sync()
    assert len(b.records) == 6
    assert b.records == a.records


async def test_a_restored_backup_behind_the_cursor_says_resync(
    start: Any, sqlite_settings: Any, tmp_path: Path
) -> None:
    clock = FakeClock()
    server = await start(sqlite_settings, clock)
    a = Phone(server.client(), clock)
    await a.link()
    await server.stack.aclose()
    shutil.copy(tmp_path / "ilio.db", tmp_path / "backup.db")
    server = await start(sqlite_settings, clock)
    a.client = reconnect(server, a)
    a.write("mark", DAY, kind="rest")
    await a.sync()
    await server.stack.aclose()
    shutil.copy(tmp_path / "backup.db", tmp_path / "ilio.db")
    server = await start(sqlite_settings, clock)
    a.client = reconnect(server, a)
    reply = await a.sync()
    assert a.resyncs == 1
    assert (reply["head"], reply["digest"]) == (1, a.digest())


def reconnect(server: Any, phone: Phone) -> Any:
    """The same cookie on a new connection."""
    client = server.client()
    client.cookies = phone.client.cookies
    return client
