"""A throw-away PostgreSQL for the tests: found on this machine or fetched with apt, or else visibly left out."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

HOMES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")


@contextlib.contextmanager
def temporary_postgres() -> Iterator[str | None]:
    """The address of a fresh, empty server that ends with the block; None when there is no PostgreSQL to be had."""
    binaries = _find() or _from_apt()
    if binaries is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ilio-pg-") as folder:
        data, port = Path(folder) / "data", _free_port()
        _own(Path(folder))
        _run(binaries / "initdb", "-D", str(data), "-U", "ilio", "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        _run(binaries / "pg_ctl", "-D", str(data), "-o", settings, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql://ilio@127.0.0.1:{port}/postgres"
        finally:
            _run(binaries / "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def _find() -> Path | None:
    places = [path.parent for home in HOMES for path in sorted(Path(home).glob("*/bin/initdb"), reverse=True)]
    on_path = shutil.which("initdb")
    return next(iter(places + ([Path(on_path).parent] if on_path else [])), None)


def _from_apt() -> Path | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    print("Getting PostgreSQL from apt (once)", flush=True)
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        )
    return _find()


def _own(folder: Path) -> None:
    """PostgreSQL refuses to run as root, so for root the folder goes to the user `postgres`."""
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")


def _run(*command: object) -> None:
    user = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, user=user, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
