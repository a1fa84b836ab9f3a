"""Starting: settings, migrations, locks and what refuses to run."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from starlette.responses import PlainTextResponse
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.cli import main, uvicorn_config
from app.config import BadSetting, Settings, read_settings
from app.db.migrate import UnknownRevision, backup_sqlite, migrate_sqlite
from app.db.sqlite import AlreadyRunning, lock_file
from app.db.start import migrate, open_database
from app.db.tables import metadata


def test_settings_come_from_the_environment() -> None:
    assert read_settings({}) == Settings()
    read = read_settings(
        {
            "HOST": "0.0.0.0",
            "PORT": "9000",
            "ILIO_DATA_DIR": "/srv/ilio",
            "ILIO_DEBUG": "1",
            "PUBLIC_ORIGIN": "https://Ilio.example.org/",
            "TRUSTED_PROXIES": "127.0.0.1, 10.1.2.3/24,2001:DB8::1",
        }
    )
    assert (read.host, read.port, read.data_dir, read.debug) == ("0.0.0.0", 9000, Path("/srv/ilio"), True)
    assert read.public_origin == "https://ilio.example.org"
    assert read.is_public_https
    assert read.trusted_proxies == ("127.0.0.1", "10.1.2.0/24", "2001:db8::1")
    assert read.sqlite_path == Path("/srv/ilio/ilio.db")


def test_a_database_address_chooses_the_store_and_is_never_shown() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+asyncpg"):
        read = read_settings({"DATABASE_URL": f"{scheme}://me:planted-secret@db/ilio"})
        assert read.postgres_url == "postgresql+asyncpg://me:planted-secret@db/ilio"
        assert "planted-secret" not in repr(read)
    assert read_settings({"DATABASE_URL": "sqlite:////srv/other.db"}).sqlite_path == Path("/srv/other.db")
    assert read_settings({}).postgres_url is None


@pytest.mark.parametrize(
    "environ",
    [
        {"PORT": "eighty"},
        {"PORT": "65536"},
        {"PORT": "-1"},
        {"DATABASE_URL": "mysql://x/y"},
        {"PUBLIC_ORIGIN": "ilio.example.org"},
        {"TRUSTED_PROXIES": "*"},
        {"TRUSTED_PROXIES": "127.0.0.1,*"},
        {"TRUSTED_PROXIES": "0.0.0.0/0"},
        {"TRUSTED_PROXIES": "::/0"},
        {"TRUSTED_PROXIES": "proxy"},
        {"TRUSTED_PROXIES": "127.0.0.1,"},
        {"PUBLIC_ORIGIN": "https://ilio.example.org/app"},
    ],
)
def test_settings_that_cannot_be_used_are_named(environ: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=next(iter(environ))):
        read_settings(environ)


@pytest.mark.parametrize(
    ("proxies", "connected", "seen"),
    [
        (None, "127.0.0.1", "203.0.113.7"),
        (None, "172.30.77.1", "172.30.77.1"),
        ("172.30.77.1", "172.30.77.1", "203.0.113.7"),
        ("172.30.77.0/24", "172.30.77.9", "203.0.113.7"),
        ("172.30.77.1", "198.51.100.1", "198.51.100.1"),
    ],
)
async def test_only_a_trusted_proxy_says_who_asks(
    proxies: str | None, connected: str, seen: str, sqlite_settings: Settings
) -> None:
    trusted = read_settings({"TRUSTED_PROXIES": proxies or ""}).trusted_proxies
    config = uvicorn_config(replace(sqlite_settings, trusted_proxies=trusted))

    async def inner(scope: Any, _receive: Any, send: Any) -> None:
        await PlainTextResponse(scope["client"][0])(scope, _receive, send)

    app: Any = ProxyHeadersMiddleware(inner, trusted_hosts=config.forwarded_allow_ips)
    transport = httpx.ASGITransport(app, client=(connected, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://ilio.test") as client:
        assert (await client.get("/", headers={"x-forwarded-for": "203.0.113.7"})).text == seen


def test_migrate_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ILIO_DATA_DIR", str(tmp_path / "new"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["migrate"]) == 0
    assert (tmp_path / "new" / "ilio.db").stat().st_mode & 0o777 == 0o600
    held = lock_file(tmp_path / "new" / "ilio.db")
    assert main(["migrate"]) == 3
    assert "another process" in capsys.readouterr().err
    assert held > 0
    monkeypatch.setenv("PORT", "x")
    assert main(["serve"]) == 2


async def test_a_second_process_is_refused(sqlite_settings: Settings) -> None:
    database = await open_database(sqlite_settings)
    with pytest.raises(AlreadyRunning):
        await open_database(sqlite_settings)
    await database.close()
    await (await open_database(sqlite_settings)).close()


async def test_the_migrated_schema_is_the_one_in_the_code(settings: Settings) -> None:
    database = await open_database(settings)

    def differences(connection: Connection) -> Any:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    assert await database.write(differences) == []
    await database.close()


async def test_every_connection_keeps_its_promises(sqlite_settings: Settings) -> None:
    database = await open_database(sqlite_settings)

    def pragmas(connection: Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys", "query_only", "secure_delete", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert (await database.write(pragmas))[:4] == ["wal", 2, 1, 0]
    assert (await database.write(pragmas))[4:] == [1, 5000]
    assert (await database.read(pragmas))[:4] == ["wal", 2, 1, 1]
    await database.close()
    assert not sqlite_settings.sqlite_path.with_name("ilio.db-wal").exists()


def test_a_database_of_a_newer_version_is_left_alone(sqlite_settings: Settings) -> None:
    path = sqlite_settings.sqlite_path
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(UnknownRevision, match="9999"):
        migrate_sqlite(path)
    assert path.read_bytes()[100:] == before[100:]


def test_migrating_twice_changes_nothing(sqlite_settings: Settings) -> None:
    migrate(sqlite_settings)
    migrate(sqlite_settings)
    assert not (sqlite_settings.data_dir / "backups").exists()


def test_a_backup_is_whole_and_private(sqlite_settings: Settings) -> None:
    with closing(sqlite3.connect(sqlite_settings.sqlite_path)) as connection, connection:
        connection.execute("INSERT INTO server_state VALUES ('x', 'kept')")
    copy = backup_sqlite(sqlite_settings.sqlite_path, "0001-before-0002")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT value FROM server_state WHERE name = 'x'").fetchone() == ("kept",)


async def test_before_it_has_started_the_api_says_try_again(start: Any, sqlite_settings: Settings) -> None:
    server = await start(sqlite_settings)
    del server.app.state.sync
    async with server.client() as client:
        reply = await client.post("/api/v1/sync", json={"protocol": 1})
    assert reply.status_code == 503
    assert int(reply.headers["retry-after"]) > 0
