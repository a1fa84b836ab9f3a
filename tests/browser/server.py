"""A real server process on a free loopback port, which a test may kill, start again, or feed with changed files."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN_S = 30


class Server:
    """`start`, `kill -9`, `start` again on the same port and data; `edit` changes a file of its own copy of the app."""

    def __init__(self, folder: Path, *, module: str = "app", **environment: str) -> None:
        self.folder, self.module, self.environment = folder, module, environment
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._code = ROOT
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> None:
        """Start and wait until it answers."""
        self.environment |= environment
        everything = os.environ | {
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "ILIO_DATA_DIR": str(self.folder / "data"),
            "PYTHONPATH": f"{self._code}:{ROOT}",
            **self.environment,
        }
        log = (self.folder / "server.log").open("ab")
        command = [sys.executable, "-m", self.module, "serve"]
        self._process = subprocess.Popen(command, cwd=self._code, env=everything, stdout=log, stderr=log)
        self._wait_until_it_answers()

    def kill(self) -> None:
        """End it as a power cut would: nothing is flushed, nothing is said."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self, **environment: str) -> None:
        """Kill and start, perhaps with more in the environment."""
        self.kill()
        self.start(**environment)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change a file below `app/` in a copy that this server runs from now on; takes effect at the next start."""
        if self._code == ROOT:
            self._code = self.folder / "code"
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / "app", self._code / "app", ignore=ignored)
            shutil.copytree(ROOT / "migrations", self._code / "migrations", ignore=ignored)
        file = self._code / "app" / path
        file.write_text(change(file.read_text("utf-8")), "utf-8")

    def log(self) -> str:
        """What it said so far."""
        return (self.folder / "server.log").read_text("utf-8", "replace")

    def _wait_until_it_answers(self) -> None:
        assert self._process
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=1):
                    return
            except OSError:
                # Also the pause between two questions; it ends early when the process does.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.05)
                    break
        raise AssertionError(f"the server does not answer:\n{self.log()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
