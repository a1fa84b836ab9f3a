"""PostgreSQL for the tests: found on this machine or fetched with apt; the tests start a private one by themselves."""

import os
import shutil
import subprocess

from tests.api.postgres import find_postgres


def ensure_postgres() -> bool:
    """Whether there is one to start; says so when there is not."""
    if find_postgres() or (_fetch() and find_postgres()):
        return True
    print("NO POSTGRESQL on this machine: its half of the API tests is skipped.", flush=True)
    return False


def _fetch() -> bool:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print("Getting PostgreSQL from apt (once)", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"])
    return not any(
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet).returncode for command in commands
    )
