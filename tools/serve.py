"""./run serve: bring the database up to date and serve."""

import os
import sys

from app.config import BadSetting, read_settings
from tools.paths import ROOT, environment

SECURE = """
  To open it on a phone, the phone needs a secure address, or there is no offline use and the screen cannot stay on:
    Android over USB   adb reverse tcp:{port} tcp:{port}   then http://localhost:{port} on the phone
    any phone          put an HTTPS proxy in front, see docs/operating.md
"""


def main() -> None:
    """Say where it will be, then become the server."""
    try:
        settings = read_settings()
    except BadSetting as error:
        sys.exit(str(error))
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 (compared, not bound)
    print(f"\n  Ilio: http://{host}:{settings.port}\n{SECURE.format(port=settings.port)}", flush=True)
    os.execve(sys.executable, [sys.executable, "-m", "app", "serve"], environment() | {"PWD": str(ROOT)})  # noqa: S606


if __name__ == "__main__":
    main()
