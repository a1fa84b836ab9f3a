"""After the first visit everything opens without a network: reload, deep links, new tabs, and a cache with holes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.person import Person
from tests.browser.server import Server

SCREENS = {"/": "today", "/stretch": "stretch", "/history": "history", "/learn": "learn", "/settings": "settings"}
CACHE_WITHOUT = """async (path) => {
  const name = (await caches.keys()).find((each) => each.startsWith("app-"));
  return (await caches.open(name)).delete(path);
}"""
CSS_CACHED = "caches.match('/static/app.css').then(Boolean)"


def test_reload_without_a_server(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    server.kill()
    person.reloads().sees_screen("today")


@pytest.mark.parametrize(("path", "screen"), SCREENS.items())
def test_deep_link_without_a_server(person: Person, server: Server, path: str, screen: str) -> None:
    person.opens().has_the_app_offline()
    server.kill()
    answer = person.page.goto(server.url + path)
    assert answer is not None and answer.from_service_worker
    assert f'data-screen="{screen}"' in answer.text().split("<head>")[0], (
        "the first paint must be right before any script"
    )
    person.sees_screen(screen)


def test_title_of_a_deep_link_is_right_from_the_worker(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    online = {path: person.context.request.get(server.url + path).text() for path in SCREENS}
    for path in SCREENS:
        answer = person.page.goto(server.url + path)
        assert answer is not None and answer.text() == online[path]


def test_new_tab_without_a_server(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    server.kill()
    person.page = person.new_tab()
    person.opens("/history").sees_screen("history")


def test_flight_mode(person: Person) -> None:
    person.opens().has_the_app_offline()
    person.context.set_offline(True)
    person.reloads().sees_screen("today").taps("Learn").sees_screen("learn")


def test_a_query_does_not_miss_the_worker(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    server.kill()
    person.opens("/?utm=1").sees_screen("today")


def test_api_and_unknown_paths_are_left_to_the_network(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    for path, status in (("/nope", 404), ("/healthz", 200), ("/api/openapi.json", 200)):
        answer = person.page.goto(server.url + path)
        assert answer is not None and answer.status == status and not answer.from_service_worker


@pytest.mark.parametrize("path", ["/", "/static/app.css", "/static/js/main.js", "/content/en.json"])
def test_verify_heals_a_hole(person: Person, server: Server, path: str) -> None:
    person.opens().has_the_app_offline()
    assert person.page.evaluate(CACHE_WITHOUT, path)
    assert person.asks_worker("VERIFY") == {"ok": True, "build": person.asks_worker("BUILD?")["build"], "missing": []}
    server.kill()
    person.reloads().sees_screen("today")


def test_a_hole_that_cannot_be_filled_is_named(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    person.page.evaluate(CACHE_WITHOUT, "/static/app.css")
    server.kill()
    answer = person.asks_worker("VERIFY")
    assert not answer["ok"] and answer["missing"] == ["/static/app.css"]


def test_using_the_app_fills_a_hole(person: Person, server: Server) -> None:
    person.opens().has_the_app_offline()
    person.page.evaluate(CACHE_WITHOUT, "/static/app.css")
    person.reloads().sees_screen("today")
    person.waits_until(CSS_CACHED)
    server.kill()
    person.reloads().sees_screen("today")


def test_ready_offline_is_said_when_every_file_is_here(person: Person) -> None:
    person.opens("/settings").sees("Ready offline: all of Ilio is on this phone.")


def test_the_back_button_goes_back(person: Person) -> None:
    person.opens().sees_screen("today").taps("History").sees_screen("history")
    expect(person.page).to_have_title("History · Ilio")
    person.taps("Learn").sees_screen("learn")
    person.page.go_back()
    person.sees_screen("history")
    expect(person.page.locator(".tabs [aria-current]")).to_have_text("History")


@pytest.mark.parametrize("path", ["/", "/learn"])
def test_muscle_and_steps_are_readable_without_scripts(
    phone: Callable[..., BrowserContext], server: Server, path: str
) -> None:
    person = Person(phone(java_script_enabled=False), server.url)
    person.opens(path).sees("Your iliopsoas").sees("Chest upright")
    expect(person.page.locator("#screen-learn img").filter(visible=True)).to_have_count(5)
    expect(person.page.locator("#screen-settings")).to_be_hidden()


def test_a_failed_start_is_said_in_words(phone: Callable[..., BrowserContext], server: Server) -> None:
    context = phone(service_workers="block")
    context.route("**/content/en.json", lambda route: route.fulfill(status=500))
    person = Person(context, server.url)
    person.opens().sees("Ilio could not start")
    context.unroute_all()
    person.taps("Try again").sees_screen("today")
    expect(person.page.get_by_text("Ilio could not start")).to_be_hidden()
