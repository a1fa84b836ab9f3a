"""Finds a Chromium, or gets one: from the system, from apt, or from Playwright."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def ensure_chromium() -> str:
    """The path of a Chromium that starts; ends the program with advice when there is none to be had."""
    return _found() or _from_apt() or _from_playwright() or sys.exit("No Chromium. Install Chromium or Google Chrome.")


def _found() -> str | None:
    named = os.environ.get("ILIO_CHROMIUM")
    if named and _starts(named):
        return named
    candidates = [*map(shutil.which, NAMES), str(MAC)]
    return next((path for path in candidates if path and _starts(path)), None) or _playwrights_own()


def _from_apt() -> str | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    print("Getting Chromium from apt (once)", flush=True)
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return _found()


def _from_playwright() -> str | None:
    print("Getting Chromium from Playwright (once)", flush=True)
    options = ["--with-deps"] if sys.platform == "linux" and os.geteuid() == 0 else []
    subprocess.run([sys.executable, "-m", "playwright", "install", *options, "chromium"], check=False)
    return _found()


def _playwrights_own() -> str | None:
    """Asked in another process, because the driver must not start inside a running one."""
    question = "from playwright.sync_api import sync_playwright as p\nwith p() as d: print(d.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, check=False, text=True)
    path = done.stdout.strip()
    return path if done.returncode == 0 and Path(path).exists() else None


def _starts(path: str) -> bool:
    """Ubuntu's `chromium-browser` is a note about snap, so looking at the file is not enough."""
    try:
        done = subprocess.run([path, "--version", "--no-sandbox"], capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout
