"""Makes .venv from the pinned packages; standard library only, because it runs before anything is installed."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CONSTRAINTS = {"runtime": "constraints.txt", "dev": "constraints-dev.txt"}


def ensure(root: Path, kind: str) -> Path:
    """The environment's python with the packages of `kind` ("runtime" or "dev") in it; quick when nothing changed."""
    venv = root / ".venv"
    python = venv / "bin" / "python"
    wanted = _fingerprint(root / CONSTRAINTS[kind])
    if _is_current(venv, kind, wanted, root):
        return python
    if not _works(python):
        print("Making .venv", flush=True)
        _make_venv(venv)
    print(f"Installing the {kind} packages (once; a minute or two)", flush=True)
    _pip(python, "-r", str(root / CONSTRAINTS[kind]))
    (venv / f"ilio-{kind}").write_text(wanted)
    return python


def _is_current(venv: Path, kind: str, wanted: str, root: Path) -> bool:
    """The dev packages hold the runtime's, so an up-to-date dev environment will do for both."""
    if _read(venv / f"ilio-{kind}") == wanted:
        return True
    return kind == "runtime" and _read(venv / "ilio-dev") == _fingerprint(root / CONSTRAINTS["dev"])


def _fingerprint(constraints: Path) -> str:
    place = f"{sys.version_info[:2]} {constraints.parent}"
    return hashlib.sha256(constraints.read_bytes() + place.encode()).hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _works(python: Path) -> bool:
    return python.exists() and _quiet([str(python), "-m", "pip", "--version"])


def _make_venv(venv: Path) -> None:
    """With the `venv` module; on Debian and Ubuntu its package may have to be fetched first."""
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    if _quiet(command):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        _quiet(["apt-get", "update"])
        if _quiet(["apt-get", "install", "-y", version]) or _quiet(["apt-get", "install", "-y", "python3-venv"]):
            subprocess.run(command, check=True)
            return
    sys.exit("Python's venv module does not work here. On Debian or Ubuntu: sudo apt install python3-venv")


def _pip(python: Path, *arguments: str) -> None:
    options = ["--require-hashes", "--no-input", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run([str(python), "-m", "pip", "install", *options, *arguments], check=False)
    if done.returncode:
        sys.exit("The packages could not be installed; what pip said stands above. Is there a network?")


def _quiet(command: list[str]) -> bool:
    try:
        return (
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
        )
    except OSError:
        return False
