"""The whole front end as one value: documents, files, the worker, and the build they make together."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web.assets import Asset, is_precached, read_static, text_asset
from app.web.bundle import boot_modules, compose_content, compose_css, load_content
from app.web.words import Words, load_words
from app.web.worker import compose_worker

APP_DIR = Path(__file__).resolve().parent.parent
LANG = "en"
SCREENS = {"/": "today", "/stretch": "stretch", "/history": "history", "/learn": "learn", "/settings": "settings"}
ROBOTS = "User-agent: *\nDisallow: /api/\n"


@dataclass(frozen=True)
class Site:
    """Every address the front end answers, and the build id over all of them."""

    build: str
    files: dict[str, Asset]
    precached: frozenset[str]
    missing: Asset
    templates: Environment

    def gallery(self) -> Asset:
        """The page of every pose, part and state, for developers."""
        return text_asset("/dev/gallery", _render(self.templates, "dev/gallery.html"), ".html")


def build_site(header_text: str, *, kill_worker: bool = False, app_dir: Path = APP_DIR) -> Site:
    """Read, join, hash and pack everything once.

    `header_text` is part of the build, because cached pages keep the headers they came with.
    """
    static_dir, content_dir = app_dir / "static", app_dir / "static" / "content"
    words = load_words(content_dir, LANG)
    files = [
        *read_static(static_dir),
        Asset("/favicon.ico", (static_dir / "icons" / "icon-192.png").read_bytes(), ".png"),
        text_asset("/static/app.css", compose_css(static_dir / "css"), ".css"),
        text_asset(f"/content/{LANG}.json", compose_content(content_dir, words), ".json"),
        text_asset("/robots.txt", ROBOTS, ".txt"),
    ]
    templates = _environment(app_dir / "templates", words, load_content(content_dir))
    templates.globals["modules"] = _module_urls(static_dir)
    files += [_document(templates, path, screen) for path, screen in SCREENS.items()]
    kept = {asset.url: asset.integrity for asset in files if is_precached(asset) and asset.url not in list(SCREENS)[1:]}
    routes = {path: {"screen": screen, "title": words.t(f"app.title.{screen}")} for path, screen in SCREENS.items()}
    source = (static_dir / ("sw-kill.js" if kill_worker else "sw.js")).read_text("utf-8")
    build, worker = compose_worker(source, kept, routes, header_text)
    files.append(text_asset("/sw.js", worker, ".js"))
    missing = text_asset("/404", _render(templates, "error.html"), ".html")
    return Site(build, {asset.url: asset for asset in files}, frozenset(kept), missing, templates)


def _environment(templates_dir: Path, words: Words, content: dict[str, Any]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    screens = list(SCREENS.values())
    environment.globals.update(t=words.t, lang=words.lang, content=content, screens=screens)
    return environment


def _document(templates: Environment, path: str, screen: str) -> Asset:
    return text_asset(path, _render(templates, "document.html", screen=screen), ".html")


def _render(templates: Environment, name: str, **context: str) -> str:
    return re.sub(r"\n\s+", "\n", templates.get_template(name).render(**context))


def _module_urls(static_dir: Path) -> list[str]:
    modules = boot_modules(static_dir / "js" / "main.js")
    return [f"/static/{path.relative_to(static_dir).as_posix()}" for path in modules]
