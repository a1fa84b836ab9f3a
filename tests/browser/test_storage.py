"""What was saved stays saved: two tabs, a connection taken away, a full disk, a browser without a database."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.person import Person
from tests.browser.server import Server

# The next transaction finds its connection closed, as WebKit does to pages in the background.
CLOSE_BEFORE_NEXT_WRITE = """
const original = IDBDatabase.prototype.transaction;
globalThis.cutConnection = () => {
  IDBDatabase.prototype.transaction = function (...given) {
    IDBDatabase.prototype.transaction = original;
    this.close();
    return original.apply(this, given);
  };
};
"""
NO_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });"
# A disk without room: every put fails as the browser says it does.
FULL_DISK = """
const put = IDBObjectStore.prototype.put;
globalThis.fillDisk = (full) => {
  IDBObjectStore.prototype.put = full
    ? () => { throw new DOMException("no room", "QuotaExceededError"); }
    : put;
};
"""
NEWER_DATABASE = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("ilio", 99);
  opening.onsuccess = () => resolve(opening.result.close());
  opening.onerror = () => reject(opening.error);
})"""
COUNT_RECORDS = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("ilio");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const counting = opening.result.transaction("records").objectStore("records").count();
    counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
  };
})"""
Somebody = Callable[..., Person]


@pytest.fixture
def somebody(phone: Callable[..., BrowserContext], server: Server) -> Iterator[Somebody]:
    """A person whose browser runs a script before the app."""

    def make(script: str) -> Person:
        context = phone()
        context.add_init_script(script)
        return Person(context, server.url)

    return make  # type: ignore[return-value]


def rests(person: Person) -> Person:
    """Marks today as a rest day and sees that it is saved."""
    return person.taps("Rest day today").sees("Rest day. It holds your streak.")


def unsaved(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('ilio.unsaved')") or "null")


def test_a_mark_is_there_after_a_reload(person: Person) -> None:
    rests(person.opens("/").sees("Your days add up here"))
    person.reloads().sees("Rest day. It holds your streak.").taps("Not a rest day after all")
    person.sees("Mark taken away")
    expect(person.control("Rest day today")).to_be_visible()


def test_a_connection_that_is_taken_away_is_opened_again(somebody: Somebody) -> None:
    person = somebody(CLOSE_BEFORE_NEXT_WRITE).opens("/").sees("Your days add up here")
    person.page.evaluate("cutConnection()")
    rests(person).reloads().sees("Rest day. It holds your streak.")
    assert unsaved(person.page) is None
    assert person.errors == []


def test_another_tab_sees_the_change_and_neither_overwrites_the_other(person: Person) -> None:
    person.opens("/").sees("Your days add up here")
    other = Person(person.context, person.url).opens("/").sees("Your days add up here")
    # Both tabs are listening once each has synced its start.
    for tab in (person, other):
        tab.waits_until("navigator.locks.query().then(() => document.readyState === 'complete')")
    rests(person)
    other.reloads().sees("Rest day. It holds your streak.")
    other.taps("Not a rest day after all").sees("Mark taken away")
    person.reloads()
    expect(person.control("Rest day today")).to_be_visible()
    assert other.errors == []


def test_a_full_disk_loses_nothing_and_says_so(somebody: Somebody) -> None:
    person = somebody(FULL_DISK).opens("/").sees("Your days add up here")
    person.page.evaluate("fillDisk(true)")
    rests(person).sees("This phone has no room left.")
    assert len(unsaved(person.page)) == 1
    # Closed and opened again with room: what was in reserve is in the database now.
    person.reloads().sees("Rest day. It holds your streak.")
    assert unsaved(person.page) is None
    assert person.page.evaluate(COUNT_RECORDS) == 1


def test_without_a_database_the_app_works_and_says_so(somebody: Somebody) -> None:
    person = somebody(NO_DATABASE).opens("/").sees("This browser does not let the app store anything")
    rests(person).reloads().sees("Rest day. It holds your streak.")
    assert len(unsaved(person.page)) == 1


def test_a_newer_database_is_left_alone_and_the_way_out_is_told(person: Person) -> None:
    rests(person.opens("/").sees("Your days add up here"))
    person.page.evaluate(NEWER_DATABASE)
    person.reloads().sees("Your log was written by a newer version of the app.")
    assert person.page.evaluate(COUNT_RECORDS) == 1
