"""A new build arrives whole or not at all, and takes over only when nobody is in the middle of a stretch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tests.browser.person import Person
from tests.browser.server import Server

RUNS_NEW_BUILD = "getComputedStyle(document.documentElement).getPropertyValue('--build-b') === '1'"
HOLD_SESSION_LOCK = """new Promise((held) => {
  navigator.locks.request("session", () => { held(); return new Promise((free) => { window.freeSession = free; }); });
})"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on its own copy of the app from the first build on."""
    server = Server(tmp_path)
    server.edit("static/css/base.css", lambda text: text)
    server.start()
    yield server
    server.kill()


def changed(text: str) -> str:
    """The same stylesheet with another rule: another build."""
    return text + "\n@layer base { :root { --build-b: 1 } }\n"


def release(server: Server, **environment: str) -> None:
    """The host brings out a build in which one file is different."""
    server.edit("static/css/base.css", changed)
    server.restart(**environment)


def build_of(person: Person) -> str:
    return str(person.asks_worker("BUILD?")["build"])


def runs_new_build(person: Person) -> bool:
    return bool(person.page.evaluate(RUNS_NEW_BUILD))


def test_an_update_waits_and_a_button_applies_it(person: Person, server: Server) -> None:
    old = build_of(person.opens().has_the_app_offline())
    release(server)
    person.hears_of_an_update()
    assert build_of(person) == old and not runs_new_build(person)
    person.taps("Update now")
    person.waits_until(RUNS_NEW_BUILD)
    assert build_of(person.has_the_app_offline()) != old


def test_a_start_applies_the_update_and_goes_on_into_the_stretch(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    release(server)
    person.hears_of_an_update()
    person.taps("Start stretch").sees_screen("stretch")
    person.waits_until(RUNS_NEW_BUILD)
    person.sees_screen("stretch")


def test_the_next_opening_applies_the_update(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    release(server)
    person.hears_of_an_update()
    person.page.close()
    person.page = person.new_tab()
    person.opens("/learn")
    person.waits_until(RUNS_NEW_BUILD)
    person.sees_screen("learn")


def test_a_stretch_in_another_tab_holds_the_update_back(person: Person, server: Server) -> None:
    old = build_of(person.opens().has_the_app_offline())
    stretching = person.new_tab()
    stretching.goto(server.url)
    stretching.evaluate(HOLD_SESSION_LOCK)
    release(server)
    person.hears_of_an_update().taps("Update now").sees("A stretch is running in another tab. The update waits.")
    assert build_of(person) == old
    stretching.evaluate("window.freeSession()")
    person.taps("Update now")
    person.waits_until(RUNS_NEW_BUILD)


def test_a_build_that_takes_over_unasked_does_not_reload_the_page(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline().sees_screen("today")
    person.page.evaluate("window.sameDocument = true")
    person.waits_until("performance.now() > 5000")
    release(server)
    person.hears_of_an_update()
    person.page.evaluate(
        "navigator.serviceWorker.getRegistration().then((found) => found.waiting.postMessage('SKIP_WAITING'))"
    )
    person.sees("An update is ready.")
    person.waits_until("navigator.serviceWorker.getRegistration().then((found) => found.waiting === null)")
    assert person.page.evaluate("window.sameDocument") and not runs_new_build(person)
    person.taps("Update now").waits_until(RUNS_NEW_BUILD)


def test_one_changed_file_is_one_fetch(person: Person, server: Server) -> None:
    fetched: list[str] = []

    def note(request: Request) -> None:
        if request.service_worker and not request.url.endswith("/sw.js"):
            fetched.append(request.url.removeprefix(server.url))

    person.opens().has_the_app_offline()
    release(server)
    person.context.on("request", note)
    person.hears_of_an_update()
    assert fetched == ["/static/app.css"]


@pytest.mark.parametrize("trouble", ["tamper", "fail", "redirect"])
def test_a_torn_deploy_keeps_the_old_build(person: Person, server: Server, trouble: str) -> None:
    old = build_of(person.opens().has_the_app_offline())
    server.module = "tests.browser.torn"
    release(server, TORN_PATH="/static/app.css", TORN_HOW=trouble)
    person.page.evaluate(
        """navigator.serviceWorker.getRegistration().then(async (found) => {
          await found.update();
          const worker = found.installing;
          const gone = (done) => { worker.onstatechange = () => worker.state === 'redundant' && done(); };
          if (worker) await new Promise(gone);
        })"""
    )
    assert build_of(person) == old
    assert len(person.page.evaluate("caches.keys()")) == 1
    server.kill()
    person.reloads().sees_screen("today")
    assert not runs_new_build(person)
    person.errors.clear()  # the browser itself reports the failed install


def test_a_server_that_goes_back_leaves_the_running_build_alone(person: Person, server: Server) -> None:
    old = build_of(person.opens().has_the_app_offline())
    release(server)
    person.hears_of_an_update()
    server.edit("static/css/base.css", lambda text: text.removesuffix(changed("")))
    server.module = "tests.browser.torn"
    server.restart(TORN_PATH="/static/app.css", TORN_HOW="fail")
    person.page.evaluate(
        """navigator.serviceWorker.getRegistration().then(async (found) => {
          await found.update();
          const worker = found.installing;
          const settled = (done) => { worker.onstatechange = () => worker.state !== 'installing' && done(); };
          if (worker) await new Promise(settled);
        })"""
    )
    assert build_of(person) == old
    server.kill()
    person.reloads().sees_screen("today")
    person.errors.clear()  # the browser itself reports a failed install


def test_old_caches_go_when_the_new_build_takes_over(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    person.page.evaluate("caches.open('someone-elses')")
    release(server)
    person.hears_of_an_update().taps("Update now")
    person.waits_until(RUNS_NEW_BUILD)
    person.has_the_app_offline()
    assert sorted(person.page.evaluate("caches.keys()")) == sorted(["someone-elses", f"app-{build_of(person)}"])


def test_the_kill_switch_removes_the_worker_and_keeps_the_records(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    databases = person.page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    server.restart(ILIO_KILL_SW="1")
    person.page.evaluate("window.before = true")
    person.page.evaluate(
        "navigator.serviceWorker.getRegistration().then((found) => { found.update().catch(() => null); })"
    )
    # The worker itself loads the page anew; how often the browser calls that a navigation is its own affair.
    person.page.wait_for_event("domcontentloaded")
    person.settles().sees_screen("today")
    person.waits_until("caches.keys().then((names) => names.length === 0)")
    assert person.page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))") == databases
    server.restart(ILIO_KILL_SW="")
    person.reloads().has_the_app_offline()


def test_an_unchanged_server_makes_no_update(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    server.restart()
    person.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    assert (
        person.page.evaluate(
            "navigator.serviceWorker.getRegistration().then((found) => found.installing ?? found.waiting)"
        )
        is None
    )
    expect(person.page.get_by_text("An update is ready.")).to_be_hidden()
