"""Brings a database to the schema this code knows, before anything is served from it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect, text

from app.db.postgres import postgres_engine
from app.db.sqlite import write_engine

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"
ADVISORY_LOCK = 0x696C696F
"""Any number that means "Ilio is migrating" to every process on the same PostgreSQL database."""

log = structlog.get_logger("ilio.db")


class UnknownRevision(RuntimeError):
    """The database was written by a newer version of this program."""


def migrate_sqlite(path: Path) -> None:
    """Bring a SQLite file to the newest schema; the caller holds its lock. Raises UnknownRevision.

    Foreign keys are off around the transaction, because rebuilding a table would otherwise delete the rows that
    point at it; they are checked before the commit instead.
    """
    engine = write_engine(path)
    try:
        with engine.connect() as connection:
            before = current_revision(connection)
            if before == newest_revision():
                return
        if before is not None:
            backup_sqlite(path, f"{before}-before-{newest_revision()}")
        with engine.connect() as connection:
            _drop_leftovers(connection)
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                upgrade(connection)
                if faults := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise RuntimeError(f"the migration would leave {len(faults)} rows without their vault")
    finally:
        engine.dispose()
    log.info("migrated", before=before, after=newest_revision())


def migrate_postgres(url: str) -> None:
    """Bring a PostgreSQL database to the newest schema, one process at a time. Raises UnknownRevision."""
    asyncio.run(_migrate_postgres(url))


async def _migrate_postgres(url: str) -> None:
    engine = postgres_engine(url, {"application_name": "ilio-migrate"})
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            before = await connection.run_sync(current_revision)
            if before != newest_revision():
                await connection.run_sync(upgrade)
                log.info("migrated", before=before, after=newest_revision())
    finally:
        await engine.dispose()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the missing revisions inside the caller's transaction."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def current_revision(connection: Connection) -> str | None:
    """The revision a database is at, None for an empty one. Raises UnknownRevision when this code does not know it."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None:
        try:
            ScriptDirectory.from_config(alembic_config()).get_revision(revision)
        except CommandError as error:
            raise UnknownRevision(f"this version does not know the database's revision {revision}") from error
    return revision


def newest_revision() -> str:
    """The revision this code was written for."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None
    return head


def alembic_config() -> Config:
    """Alembic's configuration without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def backup_sqlite(path: Path, label: str) -> Path:
    """A complete, checked copy of the file beside it, readable by its owner only."""
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{path.stem}-{label}.db"
    half = target.with_suffix(".part")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(half),))
    half.chmod(0o600)
    with closing(sqlite3.connect(half)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise RuntimeError("the backup before the migration is not sound; nothing was changed")
    half.rename(target)
    return target


def _drop_leftovers(connection: Connection) -> None:
    """Tables a migration killed half-way may have left."""
    with connection.begin():
        for name in inspect(connection).get_table_names():
            if name.startswith("_alembic_tmp_"):
                connection.exec_driver_sql(f'DROP TABLE "{name}"')
