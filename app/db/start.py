"""Opens the configured database: lock it, bring it to the newest schema, connect."""

import asyncio
import os

from app.config import Settings
from app.db.engine import Database
from app.db.migrate import migrate_postgres, migrate_sqlite
from app.db.postgres import PostgresDatabase
from app.db.sqlite import SqliteDatabase, lock_file


async def open_database(settings: Settings) -> Database:
    """A database ready to serve. Raises AlreadyRunning or UnknownRevision when it must not be served."""
    if settings.postgres_url:
        await asyncio.to_thread(migrate_postgres, settings.postgres_url)
        return PostgresDatabase(settings.postgres_url)
    return await asyncio.to_thread(_open_sqlite, settings)


def migrate(settings: Settings) -> None:
    """Bring the configured database to the newest schema and leave it closed."""
    if settings.postgres_url:
        migrate_postgres(settings.postgres_url)
        return
    lock = lock_file(settings.sqlite_path)
    try:
        migrate_sqlite(settings.sqlite_path)
    finally:
        os.close(lock)


def _open_sqlite(settings: Settings) -> Database:
    lock = lock_file(settings.sqlite_path)
    try:
        migrate_sqlite(settings.sqlite_path)
        return SqliteDatabase(settings.sqlite_path, lock)
    except BaseException:
        os.close(lock)
        raise
