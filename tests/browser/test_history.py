"""History by hand: add, change, delete, mark and undo; then a copy on the server that survives everything."""

import datetime

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.server import Server


def spoken(day: datetime.date) -> str:
    """A day as History names it."""
    return f"{day.day} {day:%B %Y}"


def yesterday(person: Person) -> datetime.date:
    """The day before the one the app calls today."""
    today = person.page.locator("#today-week [aria-current=date]").get_attribute("href") or ""
    return datetime.date.fromisoformat(today.split("=")[1]) - datetime.timedelta(days=1)


def adds_a_stretch(person: Person, day: datetime.date) -> Person:
    """Adds one through the sheet of that day."""
    person.opens(f"/history?day={day}").taps("Add a stretch")
    return person.taps("Save").sees("Stretch added")


def test_a_stretch_is_added_changed_deleted_and_each_is_undone(person: Person) -> None:
    day = yesterday(person.opens("/").sees("Your days add up here"))
    adds_a_stretch(person, day)
    name = f"{spoken(day)}: stretched, 2 sides, 2 min"
    expect(person.control(name)).to_be_visible()

    person.taps(name).taps("Change the stretch: left 60 s · right 60 s")
    person.page.get_by_label("Right side, seconds").fill("0")
    person.taps("Save").sees("Stretch changed")
    expect(person.control(f"{spoken(day)}: stretched, 1 side, 1 min")).to_be_visible()
    person.taps("Undo")
    expect(person.control(name)).to_be_visible()

    person.taps(name).taps("Delete the stretch: left 60 s · right 60 s").sees("Stretch deleted")
    expect(person.control(f"{spoken(day)}: nothing logged")).to_be_visible()
    # Undo is still there on another screen.
    person.taps("Today").sees("Your days add up here").taps("Undo").sees("1 day")
    person.taps("History")
    expect(person.control(name)).to_be_visible()
    person.opens("/").sees("1 day").sees("Today is still open.")


def test_nonsense_in_the_form_is_answered_in_words(person: Person) -> None:
    day = yesterday(person.opens("/").sees("Your days add up here"))
    person.opens(f"/history?day={day}").taps("Add a stretch")
    for side in ("Left side, seconds", "Right side, seconds"):
        person.page.get_by_label(side).fill("0")
    person.taps("Save").sees("Give at least one side some seconds.")
    person.page.get_by_label("Left side, seconds").fill("9999")
    person.taps("Save").sees("Use whole seconds from 0 to 3600, and a real day.")
    person.page.get_by_label("Left side, seconds").fill("30")
    person.page.get_by_label("Day", exact=True).fill("2999-01-01")
    person.taps("Save").sees("This day has not come yet.")


def test_marks_are_set_and_taken_away(person: Person) -> None:
    day = yesterday(person.opens("/").sees("Your days add up here"))
    for choice, name in (("Rest day", "rest day"), ("Flare day", "flare day"), ("No mark", "nothing logged")):
        person.opens(f"/history?day={day}").taps(choice)
        expect(person.control(f"{spoken(day)}: {name}")).to_be_visible()


def test_what_was_logged_reaches_the_server_once_and_comes_back(person: Person, server: Server) -> None:
    day = yesterday(person.opens("/").sees("Your days add up here"))
    adds_a_stretch(person, day)
    person.opens("/settings").taps("Keep a safe copy")
    person.opens("/").sees("Synced just now")
    server.kill()
    person.page.evaluate("dispatchEvent(new Event('online'))")
    person.taps("Rest day today").sees("Offline. Saved on this phone, 1 change waiting")
    server.start()
    person.page.evaluate("dispatchEvent(new Event('online'))")
    person.sees("Synced just now")
    # Storage evicted, cookie left: linking again brings everything back.
    person.page.evaluate("indexedDB.deleteDatabase('ilio'); localStorage.clear()")
    person.opens("/settings").taps("Keep a safe copy")
    person.opens("/").sees("Rest day. It holds your streak.").sees("1 day")
