"""A private PostgreSQL for one test run: its own folder, its own socket, no port, no root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"
KEEPER = 'read _; "$0" stop -s -m immediate -D "$1"; rm -rf "$2"'
"""Cleans up when its standard input ends, which also happens when the test run is killed."""
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs, the newest if there are several, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path for place in PLACES for path in sorted(Path("/").glob(place[1:])) if (path / "initdb").exists()]
    return found[-1] if found else None


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Start a fresh cluster; yields the address of an empty database in it; leaves nothing behind."""
    user = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="ilio-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)

    stop = [programs / "pg_ctl", folder / "data", folder]
    keeper = subprocess.Popen(
        ["sh", "-c", KEEPER, *stop], user=user, cwd="/", stdin=subprocess.PIPE, start_new_session=True
    )

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, user=user, cwd="/", capture_output=True, timeout=60, env={"LC_ALL": "C"})

    try:
        run("initdb", "--no-sync", "-A", "trust", "-U", "ilio", "-E", "UTF8")
        options = f"-k {folder} -c listen_addresses='' {QUICK}"
        run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
        yield f"postgresql://ilio@/postgres?host={folder}"
    finally:
        keeper.communicate(timeout=60)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
