"""Composition root: the only file that knows all layers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import Route

from app.clock import Clock, SystemClock
from app.config import Settings, read_settings
from app.db.start import open_database
from app.errors import LastResort, install_handlers
from app.ids import Ids, RandomIds
from app.services.accounts import Accounts
from app.services.readiness import Readiness
from app.services.sync import Sync
from app.web import api_sync, api_vault, health
from app.web.api_docs import ApiFallback
from app.web.body import BodyLimit
from app.web.gzip import ApiGzip
from app.web.headers import SecurityHeaders, header_text
from app.web.limits import RateLimits
from app.web.log import RequestLog, configure_logging
from app.web.origin import SameOrigin
from app.web.pages import mount_pages


def create_app(settings: Settings | None = None, clock: Clock | None = None, ids: Ids | None = None) -> FastAPI:
    """The whole server as one ASGI app. What is not given comes from the environment and this machine."""
    settings = settings or read_settings()
    clock, ids = clock or SystemClock(), ids or RandomIds()
    configure_logging(debug=settings.debug)
    app = FastAPI(
        title="Ilio",
        version="1",
        summary="Keeps the days of one stretch in step between phones.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
        middleware=_walls(settings, clock, ids),
    )
    app.state.settings, app.state.clock, app.state.ids = settings, clock, ids
    install_handlers(app)
    for module in (health, api_sync, api_vault):
        app.include_router(module.router)
    app.router.routes.append(Route("/api/{path:path}", ApiFallback(app.routes), include_in_schema=False))
    mount_pages(app, settings, header_text(settings))
    return app


def _walls(settings: Settings, clock: Clock, ids: Ids) -> list[Middleware]:
    """Every middleware, outermost first, all plain ASGI."""
    return [
        Middleware(RequestLog, clock=clock, ids=ids),
        Middleware(SecurityHeaders, settings=settings),
        Middleware(LastResort),
        Middleware(RateLimits, clock=clock),
        Middleware(SameOrigin, settings=settings),
        Middleware(BodyLimit),
        Middleware(ApiGzip),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    clock: Clock = app.state.clock
    database = await open_database(settings)
    app.state.sync = Sync(database, clock)
    app.state.accounts = Accounts(database, clock, app.state.ids)
    data_dir = None if settings.postgres_url else settings.sqlite_path.parent
    app.state.readiness = Readiness(database, clock, data_dir)
    try:
        yield
    finally:
        app.state.readiness = None
        await database.close()
