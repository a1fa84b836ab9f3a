"""PostgreSQL: the same units of work, with row locks where SQLite has its one writer."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.db.engine import BUSY_S, T, Work, database_faults

LIMITS = {
    "application_name": "ilio",
    "statement_timeout": "5000",
    "lock_timeout": "3000",
    "idle_in_transaction_session_timeout": "10000",
}


class PostgresDatabase:
    """A PostgreSQL database; several processes may use it at once."""

    def __init__(self, url: str) -> None:
        self._engine = postgres_engine(url, LIMITS)
        self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._running: set[asyncio.Task[Any]] = set()

    async def write(self, work: Work[T]) -> T:
        """Run the work in one READ COMMITTED transaction; the row lock the work takes first makes that enough."""
        return await self._shielded(self._run(self._engine, work))

    async def read(self, work: Work[T]) -> T:
        """Run the work on one REPEATABLE READ snapshot."""
        return await self._shielded(self._run(self._snapshots, work))

    async def close(self) -> None:
        """Finish what was begun, then close every connection."""
        if self._running:
            await asyncio.wait(self._running)
        await self._engine.dispose()

    async def _shielded(self, run: Coroutine[Any, Any, T]) -> T:
        """A client that hangs up must not cut a transaction half-way."""
        task = asyncio.create_task(run)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        with database_faults():
            return await asyncio.shield(task)

    @staticmethod
    async def _run(engine: AsyncEngine, work: Work[T]) -> T:
        async with engine.begin() as connection:
            return await connection.run_sync(work)


def postgres_engine(url: str, server_settings: dict[str, str]) -> AsyncEngine:
    """A pool of at most ten connections that notices dead ones."""
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=5,
        pool_timeout=BUSY_S,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={"server_settings": server_settings, "timeout": BUSY_S},
    )
