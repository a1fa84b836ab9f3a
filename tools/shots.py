"""./run shots [STATE…] [--install]: pictures of every screen and state listed in tools/shots.json, into out/shots.

`--install` takes only the manifest's screenshots and puts them into app/static/screenshots.
"""

import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.server import Server
from tools.chromium import ensure_chromium
from tools.paths import OUT, ROOT

PLAN: dict[str, Any] = json.loads((ROOT / "tools" / "shots.json").read_text("utf-8"))
STATES = {state["name"]: state for state in PLAN["states"]}
SCREENSHOTS = ROOT / "app" / "static" / "screenshots"
COLOURS = 96
SLEEP_MS = 300_000
# Puts sessions and marks into the phone's own store, through the app's own modules.
SEED = """async ([sessions, marks]) => {
  const { openData } = await import("/static/js/adapters/boot-data.js");
  const { createClock } = await import("/static/js/adapters/clock.js");
  const { createIds } = await import("/static/js/adapters/ids.js");
  const clock = createClock();
  const { perform } = openData({ clock, ids: createIds(clock) });
  const put = (collection, id, values) => perform({ type: "put_record", collection, id, values }, () => undefined);
  const day = (ago) => new Date(clock.wall() - ago * 864e5).toISOString().slice(0, 10);
  const hold = (side) => ({ side, held_ms: 30000, planned_ms: 30000 });
  const holds = [hold("left"), hold("right"), hold("left"), hold("right")];
  for (const ago of sessions)
    await put("session", null, {
      day: day(ago), ended_ms: clock.wall() - ago * 864e5 - 36e5, offset_min: 0, day_start_min: 180,
      holds, variant: "kneeling", level: "guide", backfill: false,
    });
  for (const [ago, kind] of Object.entries(marks)) await put("mark", day(Number(ago)), { kind });
}"""


class View(NamedTuple):
    """How a picture is taken: "390x844", "light" or "dark", and the person's text size."""

    size: str
    scheme: str = "light"
    text_percent: int = 100


def main(arguments: list[str]) -> int:
    """Take them all, or those whose names begin with one of the arguments."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=FLAGS)
        try:
            if "--install" in arguments:
                _take_for_install(browser, server.url)
            else:
                _take_all(browser, server.url, tuple(arguments))
        finally:
            browser.close()
            server.kill()
    return 0


def _take_all(browser: Browser, url: str, wanted: tuple[str, ...]) -> None:
    folder = OUT / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    for state in STATES.values():
        if wanted and not state["name"].startswith(wanted):
            continue
        for scheme in ("light", "dark"):
            for size in PLAN["sizes"]:
                picture = _take(browser, url, state, View(size, scheme))
                (folder / f"{state['name']}-{size}-{scheme}.png").write_bytes(picture)
        large = _take(browser, url, state, View("390x844", text_percent=200))
        (folder / f"{state['name']}-390x844-text200.png").write_bytes(large)
        print(state["name"], flush=True)


def _take_for_install(browser: Browser, url: str) -> None:
    """Few colours keep them light; the labels and sizes go into the manifest."""
    SCREENSHOTS.mkdir(exist_ok=True)
    entries = []
    for wanted in PLAN["install"]:
        name = f"{wanted['state']}-{wanted['size']}.png"
        picture = Image.open(io.BytesIO(_take(browser, url, STATES[wanted["state"]], View(wanted["size"]))))
        picture.convert("RGB").quantize(COLOURS).save(SCREENSHOTS / name, optimize=True)
        width, height = picture.size
        form = "narrow" if width < height else "wide"
        source = f"/static/screenshots/{name}"
        about = {"src": source, "sizes": wanted["size"], "type": "image/png"}
        entries.append(about | {"form_factor": form, "label": wanted["label"]})
    manifest = ROOT / "app" / "static" / "manifest.webmanifest"
    content = json.loads(manifest.read_text("utf-8")) | {"screenshots": entries}
    manifest.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _take(browser: Browser, url: str, state: dict[str, Any], view: View) -> bytes:
    width, height = map(int, view.size.split("x"))
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if view.scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    try:
        page = context.new_page()
        if state.get("without_storage"):
            page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
        page.clock.install(time=PLAN["now"])
        _bring_about(page, url, state)
        page.evaluate(f"document.documentElement.style.fontSize = '{view.text_percent}%'")
        return page.screenshot(full_page=state.get("whole", False))
    finally:
        context.close()


def _bring_about(page: Page, url: str, state: dict[str, Any]) -> None:
    page.goto(url + state["path"], wait_until="networkidle")
    if state.get("days_ago") or state.get("marks"):
        page.evaluate(SEED, [state.get("days_ago", []), state.get("marks", {})])
        page.reload(wait_until="networkidle")
    if state.get("offline"):
        page.context.set_offline(True)
    for deed in state.get("do", []):
        _perform(page, deed)
        page.clock.run_for(600)
    page.clock.run_for(state.get("then_s", 1) * 1000)


def _perform(page: Page, deed: str | float) -> None:
    """A tap on what has this name; a number lets so many seconds pass; two words stand for what is no tap."""
    if isinstance(deed, int | float):
        page.clock.run_for(int(deed * 1000))
    elif deed == "(sleep)":
        page.clock.fast_forward(SLEEP_MS)
    elif deed == "(reload)":
        page.reload(wait_until="networkidle")
    else:
        named = [page.get_by_role(role, name=deed, exact=True) for role in ("button", "radio")]
        named[0].or_(named[1]).filter(visible=True).first.click()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
