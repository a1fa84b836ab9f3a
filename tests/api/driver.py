"""Phones that speak to the server as the app does: they write, sync, lose replies and look at what they hold."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from app.domain.digest import record_digest, to_hex
from app.domain.hlc import Stamp, observe, tick
from app.domain.merge import DELETED, Field, Fields, merge

START_MS = 1_773_144_000_000
"""2026-03-10T12:00Z, a Tuesday."""

Key = tuple[str, str]


class FakeClock:
    """A clock that stands until somebody moves it."""

    def __init__(self, now_ms: int = START_MS) -> None:
        self.wall_ms = now_ms
        self.ran_s = 1_000.0

    def now_ms(self) -> int:
        return self.wall_ms

    def mono_s(self) -> float:
        return self.ran_s

    def run(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.wall_ms += int(seconds * 1000)
        self.ran_s += seconds


def wire(fields: Fields) -> dict[str, Any]:
    """Fields as they go over the wire."""
    return {name: {"value": each.value, "stamp": list(each.stamp)} for name, each in fields.items()}


def unwire(fields: dict[str, Any]) -> Fields:
    """Fields as they come over the wire."""
    return {name: Field(each["value"], tuple(each["stamp"])) for name, each in fields.items()}


@dataclass
class Phone:
    """One phone: its records, what of them the server has not acknowledged, and how far it has read."""

    client: httpx.AsyncClient
    clock: FakeClock
    device: str = "0123456789abcdef"
    skew_ms: int = 0
    records: dict[Key, Fields] = field(default_factory=dict)
    dirty: set[tuple[Key, str]] = field(default_factory=set)
    parked: dict[Key, str] = field(default_factory=dict)
    cursor: str | None = None
    last: Stamp | None = None
    offset_ms: int = 0
    resyncs: int = 0

    async def link(self) -> httpx.Response:
        """Ask for a vault."""
        reply = await self.client.post("/api/v1/vault", json={})
        assert reply.status_code == 201, reply.text
        return reply

    def share_vault(self, other: "Phone") -> None:
        """Stand in for pairing: use the same credential."""
        self.client.cookies = other.client.cookies

    def stamp(self) -> Stamp:
        """A new stamp by this phone's (perhaps wrong) clock."""
        wall_ms = self.clock.now_ms() + self.skew_ms + self.offset_ms
        self.last = tick(self.last, wall_ms, self.device)
        return self.last

    def write(self, collection: str, record_id: str, **values: Any) -> Fields:
        """Set fields of a record; they are dirty until acknowledged."""
        key = (collection, record_id)
        written = {name: Field(value, self.stamp()) for name, value in values.items()}
        self.records[key] = merge(self.records.get(key, {}), written)
        self.dirty |= {(key, name) for name in written}
        self.parked.pop(key, None)
        return written

    def delete(self, collection: str, record_id: str) -> None:
        """Mark a record deleted."""
        self.write(collection, record_id, **{DELETED: True})

    def value(self, collection: str, record_id: str, name: str) -> Any:
        """The value of a field as this phone sees it, None when there is none."""
        found = self.records.get((collection, record_id), {}).get(name)
        return None if found is None else found.value

    def pending(self, most: int = 200) -> list[dict[str, Any]]:
        """The next changes to push."""
        keys = sorted({key for key, _ in self.dirty if key not in self.parked})[:most]
        return [
            {
                "collection": key[0],
                "id": key[1],
                "fields": wire({n: self.records[key][n] for k, n in self.dirty if k == key}),
            }
            for key in keys
        ]

    async def post(self, changes: list[dict[str, Any]], **more: Any) -> httpx.Response:
        """One sync request as it is."""
        body = {"protocol": 1, "schema": 1, "cursor": self.cursor, "limit": 500, "changes": changes} | more
        return await self.client.post("/api/v1/sync", json=body)

    async def sync(self, limit: int = 500) -> dict[str, Any]:
        """Push and pull until nothing is left to do; returns the last reply."""
        for _ in range(400):
            changes = self.pending()
            response = await self.post(changes, limit=limit)
            assert response.status_code == 200, response.text
            reply: dict[str, Any] = response.json()
            self.take(changes, reply)
            if not reply["more"] and not self.pending():
                return reply
        raise AssertionError("never finished")

    def take(self, sent: list[dict[str, Any]], reply: dict[str, Any]) -> None:
        """Apply a reply: acknowledge exactly the stamps sent, merge what came, move the cursor."""
        self.offset_ms = reply["now"] - self.clock.now_ms() - self.skew_ms
        for change, result in zip(sent, reply.get("results", []), strict=True):
            self._acknowledge(change, result["result"])
        for change in reply["changes"]:
            key, fields = (change["collection"], change["id"]), unwire(change["fields"])
            self.records[key] = merge(self.records.get(key, {}), fields)
            self.last = observe(self.last, [each.stamp for each in fields.values()])
        self.cursor = reply["cursor"]
        if reply["resync"]:
            self.resyncs += 1
            self.push_everything()

    def push_everything(self) -> None:
        """Mark every field dirty, as after a restore of the server."""
        self.cursor = None
        self.dirty = {(key, name) for key, fields in self.records.items() for name in fields}

    def digest(self) -> str:
        """The digest of what this phone holds."""
        return to_hex(sum(record_digest(*key, fields) for key, fields in self.records.items()))

    def _acknowledge(self, change: dict[str, Any], result: str) -> None:
        key = (change["collection"], change["id"])
        if result == "ok":
            for name, each in unwire(change["fields"]).items():
                if self.records[key][name].stamp == each.stamp:
                    self.dirty.discard((key, name))
        elif result == "clock_skew":
            self._restamp(key)
        else:
            self.parked[key] = result

    def _restamp(self, key: Key) -> None:
        """Nobody else has seen these stamps, so they may go back to the corrected clock."""
        names = [name for k, name in self.dirty if k == key]
        others = [f.stamp for k, fs in self.records.items() for n, f in fs.items() if (k, n) not in self.dirty]
        self.last = max(others, default=None)
        for name in names:
            self.records[key][name] = self.records[key][name]._replace(stamp=self.stamp())
