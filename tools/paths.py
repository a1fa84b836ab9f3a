"""Where things are, for every tool."""

import os
from pathlib import Path

import playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


def node() -> Path:
    """The Node that comes with the playwright package, so that nobody has to install one."""
    return Path(playwright.__file__).parent / "driver" / "node"


def environment(**more: str) -> dict[str, str]:
    """This process's environment with the project on Python's path."""
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | more
