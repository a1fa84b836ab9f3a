"""Everything the app serves as a file, read and packed once at start."""

import base64
import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli

from app.web.bundle import without_comments

NO_CACHE = "no-cache"
ONE_DAY = "public, max-age=86400"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
_PACKED = (".js", ".css", ".json", ".webmanifest", ".html", ".svg", ".txt")
_LONG_LIVED = ("/static/icons/", "/static/screenshots/")
# Not on the phone before they are asked for: pictures for the install sheet, pages for developers.
# Stills are for people without scripts, who have no worker either.
_NOT_PRECACHED = (
    "/static/icons/",
    "/static/stills/",
    "/static/screenshots/",
    "/static/js/dev/",
    "/robots.txt",
    "/favicon",
)


@dataclass(frozen=True)
class Asset:
    """One file at one address, with its packed forms and its hash."""

    url: str
    body: bytes
    suffix: str

    @property
    def media_type(self) -> str:
        """The Content-Type."""
        return TYPES.get(self.suffix) or mimetypes.types_map.get(self.suffix, "application/octet-stream")

    @property
    def cache_control(self) -> str:
        """Names are stable, so everything is asked again, except pictures that hardly ever change."""
        return ONE_DAY if self.url.startswith(_LONG_LIVED) else NO_CACHE

    @cached_property
    def digest(self) -> bytes:
        """SHA-384 of the plain body."""
        return hashlib.sha384(self.body).digest()

    @property
    def integrity(self) -> str:
        """The hash as a browser wants it: `sha384-…`."""
        return "sha384-" + base64.b64encode(self.digest).decode()

    @cached_property
    def packed(self) -> dict[str, bytes]:
        """The body by content coding, best first; `identity` is always there."""
        forms = {"identity": self.body}
        if self.suffix in _PACKED:
            forms = {"br": brotli.compress(self.body, quality=9), "gzip": gzip.compress(self.body, 9, mtime=0)} | forms
        return forms

    def etag(self, coding: str) -> str:
        """A strong tag, different for each coding because the bytes differ."""
        return f'"{self.digest[:12].hex()}-{coding}"'


def text_asset(url: str, text: str, suffix: str) -> Asset:
    """An asset made at start instead of read from a file."""
    return Asset(url, text.encode(), suffix)


def read_static(static_dir: Path) -> list[Asset]:
    """Scripts, pictures and the manifest under their addresses; styles and content travel in bundles instead."""
    wanted = [static_dir / "manifest.webmanifest", *sorted((static_dir / "js").rglob("*.js"))]
    for folder in ("icons", "stills", "screenshots"):
        wanted += [path for path in sorted((static_dir / folder).glob("*.*")) if path.suffix in TYPES]
    return [Asset(_address(path, static_dir), _body(path), path.suffix) for path in wanted]


def is_precached(asset: Asset) -> bool:
    """Whether the worker keeps this file on the phone."""
    return not asset.url.startswith(_NOT_PRECACHED)


def _body(path: Path) -> bytes:
    """Own scripts travel without their comments; libraries as they came."""
    body = path.read_bytes()
    return without_comments(body.decode()).encode() if path.suffix == ".js" and "vendor" not in path.parts else body


def _address(path: Path, static_dir: Path) -> str:
    if path.suffix == ".webmanifest":
        return f"/{path.name}"
    return f"/static/{path.relative_to(static_dir).as_posix()}"
