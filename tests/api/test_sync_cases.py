"""The sync edge cases of the design, by their numbers, on both stores."""

from typing import Any

from tests.api.driver import START_MS

A, B = "a" * 16, "b" * 16
DAY = "2026-03-10"
YEAR_MS = 365 * 86_400_000


async def linked_pair(phone: Any, **of_b: Any) -> Any:
    a = phone(device=A)
    await a.link()
    return a, phone(of=a, device=B, **of_b)


async def test_y1_reply_lost_after_commit(phone: Any) -> None:
    a = phone()
    await a.link()
    a.write("mark", DAY, kind="rest")
    lost = (await a.post(a.pending())).json()
    again = (await a.post(a.pending())).json()
    assert lost["head"] == again["head"] == 1
    assert lost["digest"] == again["digest"]
    assert [result["result"] for result in again["results"]] == ["ok"]
    assert [change["seq"] for change in again["changes"]] == [1]


async def test_y2_request_delivered_again_a_week_later(phone: Any, server: Any) -> None:
    a, b = await linked_pair(phone)
    a.write("mark", DAY, kind="rest")
    old = a.pending()
    await a.sync()
    await b.sync()
    server.clock.run(7 * 86_400)
    b.write("mark", DAY, kind="flare")
    await b.sync()
    before = await a.sync()
    replayed = (await a.post(old)).json()
    assert replayed["head"] == before["head"] == 2
    assert replayed["digest"] == before["digest"]
    assert a.value("mark", DAY, "kind") == "flare"


async def test_y3_pages_cut_off_half_way(phone: Any) -> None:
    a, b = await linked_pair(phone)
    for number in range(1, 8):
        a.write("mark", f"2026-03-0{number}", kind="rest")
    await a.sync()
    first = (await b.post([], limit=3)).json()
    assert first["more"]
    assert len(first["changes"]) == 3
    b.take([], first)
    assert (await b.post([], limit=3)).json()["changes"][0]["seq"] == 4  # this reply is lost
    await b.sync(limit=3)
    assert b.records == a.records


async def test_y4_edited_while_its_push_is_in_flight(phone: Any) -> None:
    a = phone()
    await a.link()
    a.write("mark", DAY, kind="rest")
    sent = a.pending()
    reply = (await a.post(sent)).json()
    newer = a.write("mark", DAY, kind="flare")
    a.take(sent, reply)
    assert a.value("mark", DAY, "kind") == "flare"
    assert a.pending()[0]["fields"]["kind"]["stamp"] == list(newer["kind"].stamp)
    assert (await a.sync())["digest"] == a.digest()


async def test_y5_two_phones_edit_different_fields(phone: Any) -> None:
    a, b = await linked_pair(phone)
    a.write("session", "s-1", day=DAY, note=None)
    await a.sync()
    await b.sync()
    a.write("session", "s-1", note="tight today")
    b.write("session", "s-1", day="2026-03-09")
    for each in (a, b, a):
        await each.sync()
    assert a.records == b.records
    assert (a.value("session", "s-1", "note"), a.value("session", "s-1", "day")) == ("tight today", "2026-03-09")


async def test_y6_two_phones_edit_the_same_field(phone: Any, server: Any) -> None:
    a, b = await linked_pair(phone)
    b.write("mark", DAY, kind="flare")
    server.clock.run(1)
    a.write("mark", DAY, kind="travel")
    for each in (a, b, a):
        await each.sync()
    assert a.value("mark", DAY, "kind") == b.value("mark", DAY, "kind") == "travel"


async def test_y7_a_slow_clock_that_has_read_writes_after(phone: Any) -> None:
    a, b = await linked_pair(phone, skew_ms=-400 * 86_400_000)
    a.write("mark", DAY, kind="rest")
    await a.sync()
    await b.sync()
    b.write("mark", DAY, kind="flare")
    for each in (b, a):
        await each.sync()
    assert a.value("mark", DAY, "kind") == b.value("mark", DAY, "kind") == "flare"


async def test_y8_a_clock_nine_years_fast_is_restamped(phone: Any, server: Any) -> None:
    a, b = await linked_pair(phone, skew_ms=9 * YEAR_MS)
    b.write("mark", DAY, kind="flare")
    refused = (await b.post(b.pending())).json()
    assert refused["results"][0]["result"] == "clock_skew"
    assert refused["head"] == 0
    await b.sync()
    assert b.records[("mark", DAY)]["kind"].stamp[0] <= START_MS + 600_000
    server.clock.run(60)
    await a.sync()
    a.write("mark", DAY, kind="rest")
    for each in (a, b):
        await each.sync()
    assert a.value("mark", DAY, "kind") == b.value("mark", DAY, "kind") == "rest"


async def test_y9_stamps_keep_growing_when_the_clock_goes_back(phone: Any) -> None:
    a = phone()
    first = a.stamp()
    a.skew_ms = -YEAR_MS
    assert first < a.stamp() < a.stamp()


async def test_y10_a_wrong_server_clock_refuses_nothing_for_good(phone: Any, server: Any) -> None:
    a = phone()
    await a.link()
    server.clock.wall_ms -= 86_400_000
    a.skew_ms = 86_400_000
    a.write("mark", DAY, kind="rest")
    await a.sync()
    assert not a.dirty
    server.clock.wall_ms += 2 * 86_400_000
    a.skew_ms = -86_400_000
    a.write("mark", DAY, kind="flare")
    assert (await a.sync())["digest"] == a.digest()


async def test_y11_delete_against_edit_then_undelete(phone: Any) -> None:
    a, b = await linked_pair(phone)
    a.write("session", "s-1", day=DAY, note="private words")
    await a.sync()
    await b.sync()
    a.delete("session", "s-1")
    b.write("session", "s-1", note="later words")
    for each in (a, b, a):
        await each.sync()
    assert a.records == b.records
    assert a.value("session", "s-1", "_deleted") is True
    assert a.value("session", "s-1", "note") is None
    fresh = phone(of=a)
    await fresh.sync()
    assert "words" not in str(fresh.records)
    b.write("session", "s-1", _deleted=False, day=DAY, note="back")
    for each in (b, a, fresh):
        await each.sync()
    assert a.records == b.records == fresh.records
    assert a.value("session", "s-1", "note") == "back"


async def test_y12_off_for_400_days_resurrects_nothing(phone: Any, server: Any) -> None:
    a, b = await linked_pair(phone)
    a.write("session", "s-1", day=DAY)
    await a.sync()
    await b.sync()
    a.delete("session", "s-1")
    await a.sync()
    server.clock.run(400 * 86_400)
    b.write("session", "s-2", day="2027-04-14")
    for each in (b, a):
        await each.sync()
    assert a.records == b.records
    assert b.value("session", "s-1", "_deleted") is True


async def test_y17_one_poison_record_among_200(phone: Any) -> None:
    a = phone()
    await a.link()
    for number in range(199):
        a.write("session", f"s-{number}", day=DAY)
    a.write("session", "t-poison", note="x" * 2_001)
    reply = await a.sync()
    assert reply["head"] == 199
    assert a.parked == {("session", "t-poison"): "invalid"}
    a.write("session", "t-poison", note="x" * 2_000)
    assert (await a.sync())["head"] == 200


async def test_y19_an_old_client_keeps_a_field_it_does_not_know(phone: Any) -> None:
    new, old = await linked_pair(phone)
    new.write("session", "s-1", day=DAY, mood_2={"face": 3})
    await new.sync()
    await old.sync()
    old.write("session", "s-1", day="2026-03-09")
    for each in (old, new):
        await each.sync()
    assert new.value("session", "s-1", "mood_2") == {"face": 3}
    assert new.records == old.records


async def test_y20_a_collection_nobody_knows_is_stored_as_it_is(phone: Any) -> None:
    new, old = await linked_pair(phone)
    new.write("pain_log", "p-1", score=3, where=["left", "front"])
    await new.sync()
    reply = await old.sync()
    assert old.records == new.records
    assert reply["digest"] == old.digest() == new.digest()


async def test_y25_a_cloned_device_id_still_converges(phone: Any) -> None:
    a, b = await linked_pair(phone)
    b.device = A
    a.write("mark", DAY, kind="rest")
    b.write("mark", DAY, kind="travel")
    assert a.last == b.last
    for each in (a, b, a):
        await each.sync()
    assert a.records == b.records
    assert a.value("mark", DAY, "kind") == "travel"


async def test_y26_a_cookie_nobody_knows(phone: Any, server: Any) -> None:
    a = phone()
    a.client.cookies.set("device", "A" * 43, domain="ilio.test")
    a.write("mark", DAY, kind="rest")
    reply = await a.post(a.pending())
    assert reply.status_code == 401
    assert reply.json()["error"]["code"] == "not_linked"
    assert "set-cookie" not in reply.headers
    assert a.dirty
