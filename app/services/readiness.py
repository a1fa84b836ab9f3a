"""Whether the server can do its work: a write reached the disk lately, and there is room for more."""

import shutil
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, update

from app.clock import Clock
from app.db.engine import Database
from app.db.tables import server_state
from app.errors import Unavailable

PROBE_EVERY_S = 10.0
FREE_BYTES = 200 * 1024 * 1024


class Readiness:
    """Answers often, probes seldom."""

    def __init__(self, database: Database, clock: Clock, data_dir: Path | None) -> None:
        self._database, self._clock, self._data_dir = database, clock, data_dir
        self._probed_s: float | None = None
        self._writable = False

    async def is_ready(self) -> bool:
        """Whether a write of the last ten seconds succeeded and the disk has room."""
        now_s = self._clock.mono_s()
        if self._probed_s is None or now_s - self._probed_s >= PROBE_EVERY_S:
            self._probed_s, self._writable = now_s, await self._can_write()
        return self._writable and self._has_room()

    async def _can_write(self) -> bool:
        try:
            await self._database.write(partial(_probe, str(self._clock.now_ms())))
        except Unavailable:
            return False
        return True

    def _has_room(self) -> bool:
        return self._data_dir is None or shutil.disk_usage(self._data_dir).free >= FREE_BYTES


def _probe(value: str, connection: Connection) -> None:
    connection.execute(update(server_state).where(server_state.c.name == "probe").values(value=value))
