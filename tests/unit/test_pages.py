"""Pages and files over HTTP: types, codings, conditional requests, the worker's list, and pages that are not there."""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
from fastapi import FastAPI

from app.web.assets import TYPES
from app.web.pages import mount_pages
from app.web.site import SCREENS, build_site


class Plain:
    """Settings as a host has them."""

    debug = False
    kill_sw = False


class Debugging(Plain):
    """Settings as a developer has them."""

    debug = True


class Killing(Plain):
    """Settings of a host who wants the worker gone."""

    kill_sw = True


def client(settings: Plain) -> httpx.AsyncClient:
    """A browser at an app that has nothing but its pages."""
    app = FastAPI()
    mount_pages(app, settings, "headers")
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ilio.test")


@pytest.fixture(scope="module")
def browser() -> httpx.AsyncClient:
    return client(Plain())


def facts_of(worker: str) -> dict[str, Any]:
    """What the server wrote in front of the worker."""
    facts: dict[str, Any] = json.loads(worker.removeprefix("self.ILIO=").partition(";\n")[0])
    return facts


@pytest.mark.parametrize(("path", "screen"), SCREENS.items())
async def test_every_screen_has_its_document(browser: httpx.AsyncClient, path: str, screen: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert f'<html lang="en" data-screen="{screen}">' in answer.text
    assert answer.text.count("<title>") == 1 and f'id="screen-{screen}"' in answer.text


@pytest.mark.parametrize("path", ["/", "/static/app.css", "/static/js/main.js", "/content/en.json", "/sw.js"])
@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")]
)
async def test_codings(browser: httpx.AsyncClient, path: str, accepted: str, coding: str | None) -> None:
    async with browser.stream("GET", path, headers={"accept-encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == coding and answer.headers["vary"] == "Accept-Encoding"
    plain = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding](raw)
    assert plain == (await browser.get(path, headers={"accept-encoding": "identity"})).content


async def test_nothing_changed_is_said_without_a_body(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/static/app.css")
    again = await browser.get("/static/app.css", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == first.headers["etag"]
    other = await browser.get(
        "/static/app.css", headers={"if-none-match": first.headers["etag"], "accept-encoding": "gzip"}
    )
    assert other.status_code == 200, "another coding has other bytes, so another tag"


async def test_head_says_the_length_only(browser: httpx.AsyncClient) -> None:
    answer = await browser.head("/learn", headers={"accept-encoding": "identity"})
    assert answer.content == b"" and int(answer.headers["content-length"]) > 1000


async def test_files_have_their_types(browser: httpx.AsyncClient) -> None:
    for path, kind in {
        "/static/js/main.js": "text/javascript; charset=utf-8",
        "/manifest.webmanifest": "application/manifest+json",
        "/static/icons/icon-192.png": "image/png",
        "/static/icons/icon.svg": "image/svg+xml",
        "/favicon.ico": "image/png",
        "/robots.txt": "text/plain; charset=utf-8",
    }.items():
        assert (await browser.get(path)).headers["content-type"] == kind


async def test_icons_are_kept_for_a_day(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/static/icons/icon-192.png")).headers["cache-control"] == "public, max-age=86400"


async def test_every_file_of_the_workers_list_is_there_with_its_hash(browser: httpx.AsyncClient) -> None:
    facts = facts_of((await browser.get("/sw.js")).text)
    assert {"/", "/static/app.css", "/static/js/main.js", "/content/en.json"} <= set(facts["files"])
    for path, integrity in facts["files"].items():
        answer = await browser.get(path)
        digest = base64.b64encode(hashlib.sha384(answer.content).digest()).decode()
        assert answer.status_code == 200 and integrity == f"sha384-{digest}", path


async def test_every_script_of_the_app_is_in_the_workers_list(browser: httpx.AsyncClient) -> None:
    kept = facts_of((await browser.get("/sw.js")).text)["files"]
    scripts = {f"/static/{path.relative_to(STATIC).as_posix()}" for path in (STATIC / "js").rglob("*.js")}
    assert {path for path in scripts if "/js/dev/" not in path} == {path for path in kept if path.endswith(".js")}


STATIC = Path(__file__).resolve().parents[2] / "app" / "static"


def test_headers_and_worker_text_are_part_of_the_build() -> None:
    assert build_site("a").build == build_site("a").build != build_site("b").build
    assert build_site("a").build != build_site("a", kill_worker=True).build


async def test_the_kill_switch_serves_a_worker_that_removes_itself() -> None:
    worker = await client(Killing()).get("/sw.js")
    assert "registration.unregister()" in worker.text and worker.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/nope", "/dev/gallery", "/history/", "/index.html", "/..%2fmain.py"])
async def test_a_person_at_an_unknown_address_gets_a_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path, headers={"accept": "text/html,*/*"})
    assert answer.status_code == 404 and "This page is not here" in answer.text


@pytest.mark.parametrize(
    "path", ["/api/v1/nope", "/static/nope.js", "/static/css/main.css", "/static/content/steps.json"]
)
async def test_a_program_at_an_unknown_address_gets_no_page(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404 and answer.headers["content-type"] == "application/json"


async def test_pages_are_only_read(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/")).status_code == 405


async def test_developers_see_the_gallery() -> None:
    assert (await client(Debugging()).get("/dev/gallery")).status_code == 200


async def test_documents_hold_no_inline_code(browser: httpx.AsyncClient) -> None:
    text = (await browser.get("/")).text
    assert "<style" not in text and " style=" not in text and " onclick" not in text
    assert text.count("<script") == 1 == text.count('src="/static/js/boot.js"')


def test_every_kind_of_file_has_a_type() -> None:
    kinds = {path.suffix for folder in ("icons", "stills", "screenshots") for path in (STATIC / folder).glob("*.*")}
    assert kinds <= set(TYPES)
