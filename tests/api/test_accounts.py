"""Vaults: making one, looking at it, erasing it; and that no vault can reach into another."""

from typing import Any

DAY = "2026-03-10"


async def test_a_vault_asks_nothing_and_gives_a_cookie_no_script_can_read(phone: Any) -> None:
    reply = await phone().link()
    cookie = reply.headers["set-cookie"].lower()
    assert reply.json()["linked"] is True
    assert cookie.startswith("device=")
    for part in ("httponly", "samesite=strict", "path=/", f"max-age={400 * 86_400}"):
        assert part in cookie
    assert "secure" not in cookie
    assert "domain" not in cookie


async def test_over_https_the_cookie_is_bound_to_the_host(server: Any) -> None:
    async with server.client("https://ilio.test") as client:
        reply = await client.post("/api/v1/vault", json={})
        assert reply.headers["set-cookie"].startswith("__Host-device=")
        assert "; Secure" in reply.headers["set-cookie"]
        assert (await client.get("/api/v1/vault")).json()["linked"] is True


async def test_asking_again_gives_the_same_vault(phone: Any) -> None:
    a = phone()
    first, again = await a.link(), await a.link()
    assert first.json() == again.json()
    assert "set-cookie" not in again.headers


async def test_looking_needs_a_credential(phone: Any) -> None:
    a = phone()
    assert (await a.client.get("/api/v1/vault")).status_code == 401
    await a.link()
    a.write("mark", DAY, kind="rest")
    await a.sync()
    assert (await a.client.get("/api/v1/vault")).json()["records"] == 1


async def test_erase_answers_204_once_and_410_for_ever_after(phone: Any) -> None:
    a = phone()
    await a.link()
    b = phone(of=a)
    b.client.cookies = dict(a.client.cookies)
    credential = a.client.cookies["device"]
    a.write("session", "s-1", day=DAY, note="private words")
    await a.sync()
    erased = await a.client.delete("/api/v1/vault")
    assert erased.status_code == 204
    assert "device=" in erased.headers["set-cookie"]
    assert "max-age=0" in erased.headers["set-cookie"].lower()
    b.client.cookies.set("device", credential)
    b.write("mark", DAY, kind="rest")
    for reply in (
        await b.post(b.pending()),
        await b.client.get("/api/v1/changes"),
        await b.client.get("/api/v1/vault"),
        await b.client.delete("/api/v1/vault"),
    ):
        assert reply.status_code == 410
        assert reply.json()["error"]["code"] == "account_erased"


async def test_after_an_erasure_the_phone_may_begin_again(phone: Any) -> None:
    a = phone()
    first = (await a.link()).json()
    credential = a.client.cookies["device"]
    await a.client.delete("/api/v1/vault")
    a.client.cookies.set("device", credential, domain="ilio.test")
    second = (await a.link()).json()
    assert second["vault"] != first["vault"]


async def test_erasing_leaves_no_word_in_the_files(start: Any, sqlite_settings: Any, tmp_path: Any) -> None:
    server = await start(sqlite_settings)
    async with server.client() as client:
        await client.post("/api/v1/vault", json={})
        stamp = [server.clock.now_ms(), 0, "a" * 16]
        fields = {"note": {"value": "planted-words-to-grep", "stamp": stamp}}
        change = {"collection": "session", "id": "s-1", "fields": fields}
        reply = await client.post("/api/v1/sync", json={"protocol": 1, "changes": [change]})
        assert reply.json()["results"][0]["result"] == "ok"
        await client.delete("/api/v1/vault")
    await server.stack.aclose()
    for path in tmp_path.iterdir():
        assert b"planted-words-to-grep" not in path.read_bytes(), path


async def test_two_vaults_never_meet(phone: Any) -> None:
    """The same keys in two vaults: every route shows each phone only its own."""
    a, b = phone(device="a" * 16), phone(device="b" * 16)
    vault_a, vault_b = (await a.link()).json(), (await b.link()).json()
    assert vault_a["vault"] != vault_b["vault"]
    a.write("mark", DAY, kind="rest", note="mine")
    b.write("mark", DAY, kind="flare", note="theirs")
    a.write("session", "s-shared", day=DAY)
    b.delete("session", "s-shared")
    for each in (a, b, a, b):
        await each.sync()
    assert a.value("mark", DAY, "note") == "mine"
    assert b.value("mark", DAY, "note") == "theirs"
    assert a.value("session", "s-shared", "day") == DAY
    for each, other in ((a, "theirs"), (b, "mine")):
        for reply in (await each.client.get("/api/v1/changes"), await each.client.get("/api/v1/vault")):
            assert other not in reply.text
    assert (await b.client.get("/api/v1/vault")).json() == {**vault_b, "records": 2}
    await b.client.delete("/api/v1/vault")
    assert (await a.sync())["digest"] == a.digest()


async def test_the_cursor_of_another_vault_opens_nothing(phone: Any) -> None:
    a, b = phone(), phone()
    await a.link()
    await b.link()
    a.write("mark", DAY, kind="rest")
    await a.sync()
    reply = (await b.post([], cursor=a.cursor)).json()
    assert reply["resync"] is True
    assert reply["changes"] == []


async def test_made_up_credentials_open_nothing(server: Any) -> None:
    for credential in ("", "x", "A" * 43, "A" * 5_000, "%00", '"\\000"', "' OR 1=1 --", "é"):
        await opens_nothing(server, credential)


async def opens_nothing(server: Any, credential: str) -> None:
    async with server.client(headers={"cookie": f"device={credential}".encode()}) as client:
        assert (await client.get("/api/v1/vault")).status_code == 401
        assert (await client.get("/api/v1/changes")).status_code == 401
        assert (await client.post("/api/v1/sync", json={"protocol": 1})).status_code == 401
        assert (await client.delete("/api/v1/vault")).status_code == 401


async def test_the_cookie_is_renewed_in_a_new_month(phone: Any, server: Any) -> None:
    a = phone()
    await a.link()
    assert "set-cookie" not in (await a.post([])).headers
    server.clock.run(31 * 86_400)
    assert f"max-age={400 * 86_400}" in (await a.post([])).headers["set-cookie"].lower()
    assert "set-cookie" not in (await a.post([])).headers
