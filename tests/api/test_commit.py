"""What an acknowledged write means: it is committed before the reply, whole, and in order."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, select

from app.db.tables import record, vault
from app.errors import Unavailable

DAY = "2026-03-10"


def read_heads(connection: Connection) -> dict[str, int]:
    """Head of every vault."""
    return {row.id: row.head for row in connection.execute(select(vault.c.id, vault.c.head))}


async def test_y27_committed_before_the_first_byte_of_the_reply(phone: Any, server: Any) -> None:
    a = phone()
    vault_id = (await a.link()).json()["vault"]
    database, heads = server.app.state.sync._database, []
    send_of_app = server.app.middleware_stack

    async def spy(scope: Any, receive: Any, send: Any) -> None:
        async def watch(message: Any) -> None:
            if message["type"] == "http.response.start":
                heads.append((await database.read(read_heads))[vault_id])
            await send(message)

        await send_of_app(scope, receive, watch)

    server.app.middleware_stack = spy
    a.write("mark", DAY, kind="rest")
    assert (await a.post(a.pending())).status_code == 200
    assert heads == [1]


async def test_y2_the_same_push_forty_times_at_once(phone: Any) -> None:
    a = phone()
    await a.link()
    for number in range(1, 6):
        a.write("mark", f"2026-03-0{number}", kind="rest")
    replies = await asyncio.gather(*(a.post(a.pending()) for _ in range(40)))
    assert {reply.status_code for reply in replies} == {200}
    assert {reply.json()["head"] for reply in replies} == {5}
    assert len({reply.json()["digest"] for reply in replies}) == 1


async def test_many_phones_of_one_vault_at_once_lose_nothing_and_skip_nothing(phone: Any, server: Any) -> None:
    a = phone()
    await a.link()
    phones = [phone(of=a, device=f"{number:016x}") for number in range(8)]
    for number, each in enumerate(phones):
        for day in range(1, 11):
            each.write("session", f"s-{number}-{day}", day=f"2026-03-{day:02}")
    await asyncio.gather(*(each.sync(limit=7) for each in phones))
    await asyncio.gather(*(each.sync(limit=7) for each in phones))
    reply = await a.sync(limit=7)
    assert reply["head"] == 80
    assert {each.digest() for each in phones} == {reply["digest"]} == {a.digest()}

    def sequence(connection: Connection) -> list[int]:
        own = select(record.c.seq).join(vault).where(vault.c.epoch == reply["epoch"])
        return sorted(connection.execute(own).scalars())

    assert await server.app.state.sync._database.read(sequence) == list(range(1, 81))


async def test_one_request_that_fails_does_not_take_its_group_with_it(phone: Any, server: Any) -> None:
    a = phone()
    await a.link()
    stranger = phone()
    stranger.client.cookies.set("device", "nobody", domain="ilio.test")
    a.write("mark", DAY, kind="rest")
    replies = await asyncio.gather(*((stranger if n % 2 else a).post(a.pending()) for n in range(20)))
    assert [reply.status_code for reply in replies] == [200, 401] * 10
    assert {reply.json()["head"] for reply in replies[::2]} == {1}


async def test_a_client_that_hangs_up_does_not_cut_a_transaction_half_way(phone: Any, server: Any) -> None:
    a = phone()
    vault_id = (await a.link()).json()["vault"]
    database = server.app.state.sync._database
    begun, loop = asyncio.Event(), asyncio.get_running_loop()

    def work(connection: Connection) -> None:
        for number in range(1, 50):
            connection.execute(vault.update().where(vault.c.id == vault_id).values(head=number))
            loop.call_soon_threadsafe(begun.set)

    task = asyncio.create_task(database.write(work))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    waits_for_the_row = select(vault.c.head).where(vault.c.id == vault_id).with_for_update()
    assert await database.write(lambda connection: connection.execute(waits_for_the_row).scalar()) == 49


async def test_a_unit_of_work_that_fails_leaves_nothing(phone: Any, server: Any) -> None:
    a = phone()
    vault_id = (await a.link()).json()["vault"]
    database = server.app.state.sync._database

    def work(connection: Connection) -> None:
        connection.execute(vault.update().where(vault.c.id == vault_id).values(head=7))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)
    assert (await database.read(read_heads))[vault_id] == 0


async def test_a_read_cannot_write(phone: Any, server: Any) -> None:
    a = phone()
    vault_id = (await a.link()).json()["vault"]
    database = server.app.state.sync._database
    with pytest.raises(Unavailable):
        await database.read(lambda c: c.execute(vault.update().where(vault.c.id == vault_id).values(head=7)))
    assert (await database.read(read_heads))[vault_id] == 0


async def test_readyz_tells_whether_a_write_succeeds(lone_server: Any, tmp_path: Any) -> None:
    async with lone_server.client() as client:
        assert (await client.get("/readyz")).json() == {"status": "ready"}

        async def full(_: Any) -> None:
            raise Unavailable

        lone_server.app.state.readiness._database.write = full
        assert (await client.get("/readyz")).status_code == 200
        lone_server.clock.run(11)
        refused = await client.get("/readyz")
        assert (refused.status_code, refused.json()) == (503, {"status": "not_ready"})
        assert (await client.get("/healthz")).status_code == 200
