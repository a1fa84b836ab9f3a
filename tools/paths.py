"""Where things are, for every tool; standard library only, because `serve` runs without the developers' packages."""

import os
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


def node() -> Path:
    """The Node that comes with the playwright package, so that nobody has to install one."""
    found = find_spec("playwright")
    if found is None or found.origin is None:
        raise SystemExit("The developers' packages are missing. Use ./run, which installs them.")
    return Path(found.origin).parent / "driver" / "node"


def environment(**more: str) -> dict[str, str]:
    """This process's environment with the project on Python's path."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | more
