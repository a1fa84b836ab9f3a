"""SQLite: one process, one writing connection, four reading ones, every commit flushed to the disk."""

import asyncio
import fcntl
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, QueuePool

from app.db.engine import BUSY_S, T, Work, database_faults
from app.db.writer import Writer
from app.errors import Unavailable

READERS = 4
SAFE_VERSION = (3, 51, 3)
"""Older ones have the WAL-reset bug, whose conditions one writing and checkpointing connection keeps out of."""

log = structlog.get_logger("ilio.db")


class AlreadyRunning(RuntimeError):
    """Another process serves from this database file."""


class SqliteDatabase:
    """A SQLite file that this process alone uses."""

    def __init__(self, path: Path, lock_fd: int) -> None:
        if sqlite3.sqlite_version_info < SAFE_VERSION:
            log.warning("sqlite_is_old", version=sqlite3.sqlite_version, wanted=".".join(map(str, SAFE_VERSION)))
        self._lock_fd = lock_fd
        self._writer = Writer(write_engine(path), _final_checkpoint)
        self._read_engine = create_async_engine(
            f"sqlite+aiosqlite:///{path}", poolclass=AsyncAdaptedQueuePool, **_pool_of(READERS)
        )
        _prepare(self._read_engine.sync_engine, "BEGIN", READ_PRAGMAS)

    async def write(self, work: Work[T]) -> T:
        """Run the work in one transaction; return after its commit is on the disk."""
        job = self._writer.submit(work)
        done = asyncio.wrap_future(job)
        await asyncio.wait({done}, timeout=BUSY_S)
        if not done.done() and job.cancel():
            raise Unavailable("The server is busy. Try again soon.")
        with database_faults():
            return await done

    async def read(self, work: Work[T]) -> T:
        """Run the work on one snapshot."""
        with database_faults():
            async with self._read_engine.begin() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Readers first, then the last commits and a checkpoint, then the lock."""
        await self._read_engine.dispose()
        await asyncio.to_thread(self._writer.close)
        os.close(self._lock_fd)


def lock_file(path: Path) -> int:
    """Take the exclusive lock beside the database. Raises AlreadyRunning; the lock dies with the process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise AlreadyRunning(f"another process is using {path.name}") from error
    path.touch(mode=0o600)
    return descriptor


def write_engine(path: Path) -> Engine:
    """An engine of exactly one connection whose transactions hold the write lock from their first moment."""
    engine = create_engine(f"sqlite:///{path}", poolclass=QueuePool, **_pool_of(1))
    _prepare(engine, "BEGIN IMMEDIATE", WRITE_PRAGMAS)
    return engine


PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "cache_size=-16000", "journal_size_limit=67108864")
WRITE_PRAGMAS = (*PRAGMAS, "secure_delete=ON", "wal_autocheckpoint=1000")
READ_PRAGMAS = (*PRAGMAS, "query_only=ON", "wal_autocheckpoint=0")


def _pool_of(connections: int) -> dict[str, Any]:
    return {
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": BUSY_S,
        "hide_parameters": True,
        "connect_args": {"isolation_level": None, "check_same_thread": False},
    }


def _prepare(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    """Set every new connection up, and begin every transaction with this statement."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=5000")
        _use_wal(cursor)
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """The switch needs a moment alone with the file and does not honour the busy timeout, hence the retries."""
    for _ in range(5):
        with suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            if cursor.fetchone()[0] == "wal":
                return
    raise sqlite3.OperationalError("the database file cannot be switched to WAL")


def _final_checkpoint(connection: Connection) -> None:
    connection.rollback()
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.close()
