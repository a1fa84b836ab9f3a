"""The real server on both stores, with a clock of our own and phones to speak to it."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.config import Settings
from app.db.start import migrate
from app.main import create_app
from tests.api.driver import FakeClock, Phone
from tests.api.postgres import find_postgres, running_postgres

MakePhone = Callable[..., Phone]


@dataclass
class Server:
    """A started server, and the door to it."""

    app: FastAPI
    settings: Settings
    clock: FakeClock
    stack: AsyncExitStack

    def client(self, base_url: str = "http://ilio.test", address: str = "127.0.0.1", **more: Any) -> httpx.AsyncClient:
        """A client that reaches the app without a network."""
        transport = httpx.ASGITransport(self.app, client=(address, 4711))
        return httpx.AsyncClient(transport=transport, base_url=base_url, **more)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy, so that each test need not migrate its own."""
    folder = tmp_path_factory.mktemp("template")
    migrate(Settings(data_dir=folder))
    return folder / "ilio.db"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a private PostgreSQL, or a visible skip."""
    programs = find_postgres()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with running_postgres(programs) as url:
        migrate(Settings(database_url=url))
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for one store; every test that asks for a server runs on both."""
    if request.param == "postgres":
        return Settings(data_dir=tmp_path, database_url=request.getfixturevalue("postgres_url"))
    shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "ilio.db")
    return Settings(data_dir=tmp_path)


@pytest.fixture
def sqlite_settings(empty_sqlite: Path, tmp_path: Path) -> Settings:
    """Settings for tests that no store can change."""
    shutil.copy(empty_sqlite, tmp_path / "ilio.db")
    return Settings(data_dir=tmp_path)


@pytest.fixture
async def start() -> AsyncIterator[Callable[..., Any]]:
    """Starts servers, and stops them when the test is over."""
    async with AsyncExitStack() as stack:

        async def begin(settings: Settings, clock: FakeClock | None = None) -> Server:
            clock = clock or FakeClock()
            app = create_app(settings, clock)
            own = await stack.enter_async_context(AsyncExitStack())
            await own.enter_async_context(app.router.lifespan_context(app))
            return Server(app, settings, clock, own)

        yield begin


@pytest.fixture
async def server(start: Callable[..., Any], settings: Settings) -> Server:
    """A server on one of the two stores."""
    started: Server = await start(settings)
    return started


@pytest.fixture
async def lone_server(start: Callable[..., Any], sqlite_settings: Settings) -> Server:
    """A server on SQLite, for what no store can change."""
    started: Server = await start(sqlite_settings)
    return started


@pytest.fixture
async def phone(server: Server) -> AsyncIterator[MakePhone]:
    """Makes phones: `phone()` is not linked, `phone(of=other)` shares the vault of another."""
    async with AsyncExitStack() as stack:

        def make(of: Phone | None = None, *, device: str = "0123456789abcdef", skew_ms: int = 0) -> Phone:
            made = Phone(server.client(), server.clock, device, skew_ms)
            stack.push_async_callback(made.client.aclose)
            if of is not None:
                made.share_vault(of)
            return made

        yield make
