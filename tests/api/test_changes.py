"""GET /api/v1/changes: the way to ask "anything new?" without pushing."""

from typing import Any

from sqlalchemy import update

from app.db.tables import Vault

DAY = "2026-03-10"


async def test_it_answers_like_a_sync_without_results(phone: Any) -> None:
    a = phone()
    await a.link()
    a.write("mark", DAY, kind="rest")
    pushed = (await a.post(a.pending())).json()
    pulled = (await a.client.get("/api/v1/changes")).json()
    del pushed["results"]
    assert pulled == pushed


async def test_304_as_long_as_nothing_changes(phone: Any) -> None:
    a = phone()
    await a.link()
    a.write("mark", DAY, kind="rest")
    reply = await a.sync()
    first = await a.client.get("/api/v1/changes", params={"cursor": reply["cursor"]})
    assert first.headers["etag"] == f'"{reply["epoch"]}.1.{reply["digest"]}"'
    etag = first.headers["etag"]
    for tag in (etag, f"W/{etag}", f'"other", {etag}', f'W/"other" ,W/{etag}', "*", f'"{"x" * 300}", {etag}'):
        again = await a.client.get("/api/v1/changes", headers={"if-none-match": tag})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["cache-control"] == "no-store"
        assert again.headers["etag"] == first.headers["etag"]
    a.write("mark", DAY, kind="flare")
    await a.sync()
    fresh = await a.client.get("/api/v1/changes", headers={"if-none-match": first.headers["etag"]})
    assert fresh.status_code == 200
    assert fresh.headers["etag"] != first.headers["etag"]


async def test_another_content_at_the_same_head_is_news(phone: Any, server: Any) -> None:
    a = phone()
    await a.link()
    a.write("mark", DAY, kind="rest")
    pushed = await a.post(a.pending())
    tag = (await a.client.get("/api/v1/changes")).headers["etag"]
    assert pushed.headers["etag"] == tag
    other = "f" * 16
    await server.app.state.sync._database.write(
        lambda connection: connection.execute(update(Vault).values(digest=other))
    )
    fresh = await a.client.get("/api/v1/changes", headers={"if-none-match": tag})
    assert fresh.status_code == 200
    assert (fresh.json()["epoch"], fresh.json()["head"]) == (pushed.json()["epoch"], pushed.json()["head"])
    assert fresh.json()["digest"] == other
    assert fresh.headers["etag"] != tag


async def test_pages_go_on_from_the_cursor(phone: Any) -> None:
    a = phone()
    await a.link()
    for number in range(1, 6):
        a.write("mark", f"2026-03-0{number}", kind="rest")
    await a.sync()
    cursor, seen = None, []
    for more in (True, True, False):
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await a.client.get("/api/v1/changes", params=params)).json()
        assert page["more"] is more
        cursor, seen = page["cursor"], seen + [change["seq"] for change in page["changes"]]
    assert seen == [1, 2, 3, 4, 5]


async def test_a_lost_cursor_says_resync(phone: Any) -> None:
    a = phone()
    await a.link()
    page = (await a.client.get("/api/v1/changes", params={"cursor": "gone.1"})).json()
    assert page["resync"] is True
    assert page["changes"] == []


async def test_it_needs_a_credential(phone: Any) -> None:
    assert (await phone().client.get("/api/v1/changes")).status_code == 401
