"""The pages and files of the front end: the one document under every screen's path, and what it needs."""

from typing import Protocol

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.web.negotiate import file_response
from app.web.site import APP_DIR, Site, build_site


class PageSettings(Protocol):
    """What the pages need to know of the configuration."""

    @property
    def debug(self) -> bool:
        """Serve the gallery and notice changed files."""

    @property
    def kill_sw(self) -> bool:
        """Replace the service worker by one that removes itself."""


def mount_pages(app: FastAPI, settings: PageSettings, header_text: str = "") -> None:
    """Add every page and file. Call it last: its route answers every path that nothing else did."""
    holder = SiteHolder(settings, header_text)

    async def serve(request: Request) -> Response:
        site, path = holder.site(), request.url.path
        if settings.debug and path == "/dev/gallery":
            return file_response(request, site.gallery())
        asset = site.files.get(path)
        if asset is not None:
            return file_response(request, asset)
        return _not_found(request, site)

    app.router.routes.append(Route("/{path:path}", serve, methods=["GET", "HEAD"], include_in_schema=False))


class SiteHolder:
    """Keeps the built site; in debug it is built again when a file has changed."""

    def __init__(self, settings: PageSettings, header_text: str) -> None:
        self._settings, self._header_text = settings, header_text
        self._seen = _newest_change()
        self._site = self._build()

    def site(self) -> Site:
        """The site as it stands."""
        if self._settings.debug and (seen := _newest_change()) != self._seen:
            self._site, self._seen = self._build(), seen
        return self._site

    def _build(self) -> Site:
        return build_site(self._header_text, kill_worker=self._settings.kill_sw)


def _not_found(request: Request, site: Site) -> Response:
    wants_page = "text/html" in request.headers.get("accept", "")
    if not wants_page or request.url.path.startswith(("/api/", "/static/")):
        raise HTTPException(404)
    return file_response(request, site.missing, status=404)


def _newest_change() -> tuple[int, float]:
    times = [path.stat().st_mtime for folder in ("static", "templates") for path in (APP_DIR / folder).rglob("*.*")]
    return len(times), max(times)
