"""kill -9 under load: what was acknowledged is there after the restart, every time."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

KILLS = 12
PHONES = 4
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


PORT = free_port()
ADDRESS = f"http://127.0.0.1:{PORT}"


@dataclass
class Writer:
    """One phone that pushes five records at a time and remembers what was acknowledged."""

    device: str
    cookie: str = ""
    pushed: int = 0
    acknowledged: set[str] = field(default_factory=set)

    async def link(self, client: httpx.AsyncClient) -> None:
        client.cookies.clear()
        reply = await client.post("/api/v1/vault", json={})
        self.cookie = f"device={reply.cookies['device']}"

    async def push_for_ever(self, client: httpx.AsyncClient) -> None:
        """Push until the server is gone."""
        with suppress(httpx.TransportError):
            while await self.push(client):
                pass

    async def push(self, client: httpx.AsyncClient) -> bool:
        stamp = [int(time.time() * 1000), self.pushed, self.device]
        ids = [f"s-{self.device[:2]}-{self.pushed + n}" for n in range(5)]
        self.pushed += 5
        body = {"protocol": 1, "limit": 1, "changes": [change(each, stamp) for each in ids]}
        reply = await client.post("/api/v1/sync", json=body, headers={"cookie": self.cookie})
        if reply.status_code == 429:
            return False
        assert reply.status_code == 200, reply.text
        self.acknowledged |= {result["id"] for result in reply.json()["results"] if result["result"] == "ok"}
        return True


def change(record_id: str, stamp: list[Any]) -> dict[str, Any]:
    return {"collection": "session", "id": record_id, "fields": {"day": {"value": "2026-03-10", "stamp": stamp}}}


def start_server(folder: Path) -> tuple[subprocess.Popen[str], float]:
    """A real server process; returns it and how long it took until it listened."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environ |= {"ILIO_DATA_DIR": str(folder), "PORT": str(PORT), "HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
    command, began = [sys.executable, "-m", "app", "serve"], time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if not any("Uvicorn running" in line for line in process.stdout):
        raise AssertionError("the server did not start")
    took_s = time.monotonic() - began
    threading.Thread(target=process.stdout.read, daemon=True).start()  # or its pipe fills up
    assert httpx.get(f"{ADDRESS}/readyz").status_code == 200
    return process, took_s


async def push_until_killed(process: subprocess.Popen[str], writers: list[Writer], more: int) -> None:
    """Everybody pushes; once so many more records are acknowledged, the server is killed with pushes in flight."""
    enough = count_acknowledged(writers) + more
    async with httpx.AsyncClient(base_url=ADDRESS, timeout=10) as client:
        for writer in writers:
            if not writer.cookie:
                await writer.link(client)
        client.cookies.clear()

        async def kill_when_enough() -> None:
            with suppress(httpx.TransportError):
                while await writers[0].push(client):
                    if count_acknowledged(writers) >= enough:
                        process.send_signal(signal.SIGKILL)

        others = (writer.push_for_ever(client) for writer in writers[1:])
        await asyncio.gather(kill_when_enough(), *others)
    process.wait(10)


def count_acknowledged(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def stored_ids(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        heads = connection.execute(
            "SELECT head, records, (SELECT max(seq) FROM record WHERE vault_id = vault.id),"
            " (SELECT count(*) FROM record WHERE vault_id = vault.id) FROM vault"
        )
        assert all(head == last and records == count for head, records, last, count in heads if head)
        return {row[0] for row in connection.execute("SELECT id FROM record")}


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    writers = [Writer(f"{number:02x}" * 8) for number in range(PHONES)]
    starts = []
    for kill in range(KILLS):
        process, took_s = start_server(tmp_path)
        starts.append(took_s)
        try:
            asyncio.run(push_until_killed(process, writers, more=30 + 7 * kill))
        finally:
            process.kill()
            process.wait(10)
        missing = set().union(*(writer.acknowledged for writer in writers)) - stored_ids(tmp_path / "ilio.db")
        assert not missing, f"kill {kill + 1}: {len(missing)} acknowledged records are gone"
    acknowledged = count_acknowledged(writers)
    print(f"{KILLS} kills, {acknowledged} records acknowledged, 0 missing, slowest start {max(starts):.2f} s")
    assert acknowledged >= 30 * KILLS
