"""The browser would install the app, its pictures are what the manifest says, and no page breaks its content policy."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import FLAGS
from tests.browser.person import Person
from tests.browser.server import Server

MANIFEST = Path(__file__).resolve().parents[2] / "app" / "static" / "manifest.webmanifest"
LISTEN = """() => { window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => window.violations.push(
    `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)); }"""
OFFER = """() => {
  const offer = new Event("beforeinstallprompt", { cancelable: true });
  window.dispatchEvent(offer);
  return offer.defaultPrevented;
}"""
FINISH_A_STRETCH = """async () => {
  const { openData } = await import("/static/js/adapters/boot-data.js");
  const { createClock } = await import("/static/js/adapters/clock.js");
  const { createIds } = await import("/static/js/adapters/ids.js");
  const clock = createClock();
  const holds = [{ side: "left", held_ms: 30000, planned_ms: 30000 }];
  const day = new Date().toISOString().slice(0, 10);
  const about = { day, ended_ms: clock.wall(), offset_min: 0, day_start_min: 180, holds };
  const values = { ...about, variant: "kneeling", level: "guide", backfill: false };
  const { perform } = openData({ clock, ids: createIds(clock) });
  await perform({ type: "put_record", collection: "session", id: null, values }, () => undefined);
}"""
SCREENS = ["today", "stretch", "history", "learn", "settings"]


@pytest.fixture
def installing_page(playwright: Playwright, chromium_path: str, server: Server, tmp_path: Path) -> Iterator[Page]:
    """A page of a profile on disk: a private window can never install."""
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path / "profile"), executable_path=chromium_path, args=FLAGS
    )
    page = context.pages[0]
    page.goto(server.url)
    yield page
    context.close()


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return content


def test_chromium_finds_nothing_in_the_way(installing_page: Page) -> None:
    devtools = installing_page.context.new_cdp_session(installing_page)
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert devtools.send("Page.getAppManifest")["errors"] == []


def test_members_that_stores_and_browsers_ask_for(manifest: dict[str, Any]) -> None:
    assert manifest["id"] == manifest["start_url"] == manifest["scope"] == "/"
    assert len(manifest["short_name"]) <= 12 and manifest["name"] and manifest["description"]
    assert manifest["display"] == "standalone" and manifest["lang"] == "en"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable", "monochrome"}
    assert {shot["form_factor"] for shot in manifest["screenshots"]} == {"narrow", "wide"}
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/stretch?go", "/history"]


def test_pictures_are_what_the_manifest_says(person: Person, server: Server, manifest: dict[str, Any]) -> None:
    pictures = manifest["icons"] + manifest["screenshots"] + [i for s in manifest["shortcuts"] for i in s["icons"]]
    for picture in pictures:
        answer = person.context.request.get(server.url + picture["src"])
        assert answer.status == 200 and answer.headers["content-type"] == picture["type"]
        image = Image.open(io.BytesIO(answer.body()))
        assert f"{image.width}x{image.height}" == picture["sizes"], picture["src"]
        if "form_factor" in picture:
            assert len(answer.body()) < 60_000 and picture["label"]


def test_apple_touch_icon(person: Person, server: Server) -> None:
    icon = person.opens().page.locator('link[rel="apple-touch-icon"]').get_attribute("href")
    image = Image.open(io.BytesIO(person.context.request.get(f"{server.url}{icon}").body()))
    assert image.size == (180, 180) and image.convert("RGBA").getextrema()[3] == (255, 255)


def test_no_screen_breaks_the_content_policy(phone: Callable[..., BrowserContext], server: Server) -> None:
    person = Person(phone(), server.url)
    person.page.add_init_script(f"({LISTEN})()")
    for name in SCREENS:
        person.opens("/" if name == "today" else f"/{name}").settles().sees_screen(name)
        assert person.page.evaluate("window.violations") == []
    assert person.errors == []


def test_installing_is_offered_after_the_first_stretch_and_not_again_after_a_no(person: Person) -> None:
    person.opens().settles()
    assert person.page.evaluate(OFFER), "the browser's own bar would come at the worst moment"
    question = person.page.get_by_text("Put Ilio on your home screen?")
    expect(question).to_be_hidden()
    person.page.evaluate(FINISH_A_STRETCH)
    person.reloads().settles().page.evaluate(OFFER)
    expect(question).to_be_visible()
    person.taps("Not now")
    expect(question).to_be_hidden()
    person.reloads().settles().page.evaluate(OFFER)
    expect(question).to_be_hidden()
