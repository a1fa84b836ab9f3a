"""Settings on a phone: choices are kept at once, wrong numbers refused in words, data can leave, come back and go."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.person import Person
from tests.browser.server import Server

DRAFT = {
    "holds": [{"side": "left", "held_ms": 30_000, "planned_ms": 30_000}],
    "ended_ms": 1_773_144_000_000,
    "offset_min": 0,
    "day_start_min": 180,
    "variant": "kneeling",
    "level": "guide",
    "backfill": False,
}


def exported(day: str) -> dict[str, object]:
    """An export with one session, as another phone would have written it."""
    fields = {
        name: {"value": value, "stamp": [1_773_144_000_000, 0, "00000000000000aa"]} for name, value in DRAFT.items()
    }
    fields |= {"day": {"value": day, "stamp": [1_773_144_000_000, 0, "00000000000000aa"]}}
    record = {"collection": "session", "id": "019cd7a0-0000-7000-8000-000000000001", "fields": fields}
    return {"format": "ilio-export", "version": 1, "exported_ms": 1_773_144_000_000, "records": [record]}


def import_file(page: Page, path: Path, content: object) -> None:
    """Chooses a file with this content behind *Import*."""
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import", exact=True).click()
    chooser.value.set_files(path)


def export_file(page: Page) -> dict[str, list[dict[str, object]]]:
    """What *Export* writes; without a way to share files it is a download."""
    page.evaluate("navigator.canShare = () => false")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    content: dict[str, list[dict[str, object]]] = json.loads(download.value.path().read_text())
    return content


def test_choices_are_kept_over_a_reload(person: Person) -> None:
    person.opens("/settings").sees("Saved in this browser")
    page = person.page
    page.get_by_label("Seconds to hold", exact=True).fill("45")
    page.get_by_label("Seconds to hold", exact=True).press("Tab")
    person.taps("More: Times each side").sees("Saved")
    page.get_by_label("First side").select_option(label="Left")
    page.get_by_label("Guidance").select_option(label="Just the timer")
    page.get_by_label("Bell volume").fill("35")
    page.get_by_label("A new day starts at").select_option("240")
    page.get_by_label("Light or dark").select_option(label="Dark")
    expect(page.locator("html")).to_have_attribute("data-appearance", "dark")
    person.waits_until("indexedDB.databases().then((all) => all.length > 0)")
    person.reloads().sees("Saved in this browser")
    expect(page.get_by_label("Seconds to hold", exact=True)).to_have_value("45")
    expect(page.get_by_label("Times each side", exact=True)).to_have_value("3")
    expect(page.get_by_label("First side")).to_have_value("left")
    expect(page.get_by_label("Guidance")).to_have_value("timer")
    expect(page.get_by_label("Bell volume")).to_have_value("35")
    expect(page.get_by_label("A new day starts at")).to_have_value("240")
    expect(page.locator("html")).to_have_attribute("data-appearance", "dark")


def test_wrong_numbers_are_refused_in_words(person: Person) -> None:
    person.opens("/settings").sees("Saved in this browser")
    field = person.page.get_by_label("Seconds to hold", exact=True)
    for text in ("9", "121", "", "12.5"):
        field.fill(text)
        field.press("Tab")
        person.sees("Use a whole number from 10 to 120. It stays at 30.")
        expect(field).to_have_attribute("aria-invalid", "true")
    person.taps("More: Seconds to hold")
    expect(field).to_have_value("35")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_stepping_stops_at_the_limit(person: Person) -> None:
    person.opens("/settings").sees("Saved in this browser")
    for _ in range(3):
        person.taps("More: Times each side")
    expect(person.page.get_by_label("Times each side", exact=True)).to_have_value("5")
    expect(person.control("More: Times each side")).to_be_disabled()


def test_a_file_is_weighed_before_it_comes_in(person: Person, tmp_path: Path) -> None:
    person.opens("/settings").sees("Saved in this browser")
    file = tmp_path / "other-phone.json"
    import_file(person.page, file, exported("2026-03-10"))
    person.sees("1 session is new.").taps("Leave it")
    assert export_file(person.page)["records"] == []
    import_file(person.page, file, exported("2026-03-10"))
    person.sees("1 session is new.").taps("Bring it in").sees("The file is in.")
    import_file(person.page, file, exported("2026-03-10"))
    person.sees("Everything in this file is here already.")
    assert [record["collection"] for record in export_file(person.page)["records"]] == ["session"]


def test_broken_and_foreign_files_change_nothing(person: Person, tmp_path: Path) -> None:
    person.opens("/settings").sees("Saved in this browser")
    newer = exported("2026-03-10") | {"version": 99}
    for content, answer in [
        ("{nope", "This is not a file from Ilio"),
        ([1, 2, 3], "This is not a file from Ilio"),
        (exported("2026-03-10") | {"records": [{"collection": 1}]}, "There is nothing in this file"),
        (newer, "This file is from a newer Ilio"),
    ]:
        import_file(person.page, tmp_path / "other.json", content)
        person.sees(answer)
    assert export_file(person.page)["records"] == []


def test_erase_everything_without_a_server(person: Person, server: Server, tmp_path: Path) -> None:
    person.opens("/settings").has_the_app_offline().sees("Saved in this browser")
    import_file(person.page, tmp_path / "other.json", exported("2026-03-10"))
    person.taps("Bring it in").sees("The file is in.")
    server.kill()
    person.taps("Erase everything").sees("1 day with its sessions goes.").taps("Keep everything")
    assert len(export_file(person.page)["records"]) == 1
    person.taps("Erase everything")
    person.page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    person.sees("Everything on this phone is erased.")
    person.reloads().sees("Saved in this browser")
    assert export_file(person.page)["records"] == []


def test_a_safe_copy_is_kept_and_stopped(person: Person) -> None:
    person.opens("/settings").sees("Nothing. Ilio works without it.")
    person.taps("Keep a safe copy").sees("A safe copy. Last synced just now.")
    assert person.context.request.get(f"{person.url}/api/v1/vault").status == 200
    person.taps("Stop the safe copy").sees("Your days stay on this phone.").taps("Go on keeping it")
    person.taps("Stop the safe copy")
    person.page.get_by_role("dialog").get_by_role("button", name="Stop the safe copy").click()
    person.sees("Nothing. Ilio works without it.")
    expect(person.control("Keep a safe copy")).to_be_visible()
    person.taps("Keep a safe copy").sees("A safe copy. Last synced just now.")


def test_a_change_made_offline_waits_and_goes(person: Person) -> None:
    person.opens("/settings").has_the_app_offline().sees("Nothing. Ilio works without it.")
    person.taps("Keep a safe copy").sees("A safe copy. Last synced just now.")
    person.context.set_offline(True)
    person.taps("More: Seconds to hold").taps("Sync now")
    person.sees("1 change is waiting to go.").sees("No connection. It goes by itself when the network is back.")
    person.context.set_offline(False)
    person.taps("Sync now").sees("A safe copy. Last synced just now.")
    expect(person.page.get_by_text("waiting to go")).to_have_count(0)
