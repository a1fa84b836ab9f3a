"""Three phones with made-up histories, lost and repeated replies and wrong clocks: all end with the same records."""

import random
from typing import Any

import pytest

from tests.api.driver import FakeClock, Phone

SEEDS, STEPS = 12, 40
IDS = ["s-1", "s-2", "s-3"]
HOUR_MS = 3_600_000
NAMES = ("day", "note", "level")


class History:
    """One made-up history, from its seed."""

    def __init__(self, seed: int, phones: list[Phone], clock: FakeClock) -> None:
        self.chance, self.phones, self.clock = random.Random(seed), phones, clock
        self.sent: list[list[dict[str, Any]]] = []

    async def step(self) -> None:
        """Something happens to somebody."""
        phone = self.chance.choice(self.phones)
        happening = self.chance.choice(
            [self.edit, self.edit, self.delete, self.undelete, self.sync, self.lose, self.replay]
        )
        await happening(phone)
        self.clock.run(self.chance.choice([0, 0.5, 60, 7_200]))

    async def edit(self, phone: Phone) -> None:
        name = self.chance.choice(NAMES)
        value = "2026-03-10" if name == "day" else f"v{self.chance.randrange(99)}"
        phone.write("session", self.chance.choice(IDS), **{name: value})

    async def delete(self, phone: Phone) -> None:
        phone.delete("session", self.chance.choice(IDS))

    async def undelete(self, phone: Phone) -> None:
        """Writes every field the phone knows anew, as the protocol demands."""
        record_id = self.chance.choice(IDS)
        known = phone.records.get(("session", record_id), {})
        if phone.value("session", record_id, "_deleted"):
            phone.write("session", record_id, **dict.fromkeys(known, None) | {"_deleted": False, "day": "2026-03-09"})

    async def sync(self, phone: Phone) -> None:
        self.sent.append(phone.pending())
        await phone.sync(limit=self.chance.choice([1, 2, 500]))

    async def lose(self, phone: Phone) -> None:
        """The server works, the reply is lost."""
        await phone.post(phone.pending())

    async def replay(self, phone: Phone) -> None:
        """An old request arrives once more."""
        if self.sent:
            await phone.post(self.chance.choice(self.sent))


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_all_phones_end_with_the_same_records(lone_server: Any, seed: int) -> None:
    clock = lone_server.clock
    phones = [
        Phone(lone_server.client(), clock, letter * 16, skew_ms)
        for letter, skew_ms in (("a", 0), ("b", -400 * 24 * HOUR_MS), ("c", 9 * 365 * 24 * HOUR_MS))
    ]
    await phones[0].link()
    for phone in phones[1:]:
        phone.share_vault(phones[0])
    history = History(seed, phones, clock)
    for _ in range(STEPS):
        await history.step()
    for phone in (*phones, *phones):
        reply = await phone.sync()
    assert phones[0].records == phones[1].records == phones[2].records, f"seed {seed}"
    assert {phone.digest() for phone in phones} == {reply["digest"]}
    assert not any(phone.dirty or phone.parked or phone.resyncs for phone in phones)
    fresh = Phone(phones[0].client, clock)
    await fresh.sync()
    assert fresh.records == phones[0].records
