"""Composition root: the only file that knows all layers."""

from fastapi import FastAPI
from starlette.middleware import Middleware

from app.clock import Clock, SystemClock
from app.config import Settings, read_settings
from app.errors import LastResort, install_handlers
from app.ids import Ids, RandomIds
from app.web import health
from app.web.headers import SecurityHeaders, header_text


def create_app(settings: Settings | None = None, clock: Clock | None = None, ids: Ids | None = None) -> FastAPI:
    """The whole server as one ASGI app. What is not given comes from the environment and this machine."""
    settings = settings or read_settings()
    clock, ids = clock or SystemClock(), ids or RandomIds()
    app = FastAPI(
        title="Ilio",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        middleware=[Middleware(SecurityHeaders, settings=settings), Middleware(LastResort)],
    )
    app.state.settings, app.state.clock, app.state.ids = settings, clock, ids
    install_handlers(app)
    app.include_router(health.router)
    _mount_pages(app, settings)
    return app


def _mount_pages(app: FastAPI, settings: Settings) -> None:
    try:
        from app.web.pages import mount_pages

        mount_pages(app, settings, header_text(settings))
    except (ImportError, OSError) as error:
        print(f"pages are not there yet: {error}")
