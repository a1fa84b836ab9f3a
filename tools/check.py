"""./run check: every rule that a machine can watch, each with its own line; words after it choose checks by name."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import lints
from tools.paths import ROOT, environment

BIN = Path(sys.executable).parent
LAYERS = ("core", "figure", "adapters", "ui", "main", "worker")
Check = Callable[[], int]


def main(names: list[str]) -> int:
    """0 when everything is clean. All checks run, so one look shows all that is wrong."""
    failed = []
    for name, check in _checks().items():
        if names and name not in names:
            continue
        print(f"── {name}", flush=True)
        if check():
            failed.append(name)
    print(f"\ncheck: {'clean' if not failed else 'FAILED: ' + ', '.join(failed)}")
    return 1 if failed else 0


def _checks() -> dict[str, Check]:
    checks = {
        "format": _command(BIN / "ruff", "format", "--check", "."),
        "ruff": _command(BIN / "ruff", "check", "."),
        "mypy": _command(BIN / "mypy"),
        "layers": _command(BIN / "lint-imports", "--no-logo"),
        "house": _house_rules,
        "biome": _npm_tool("biome", "lint", "--error-on-warnings"),
    }
    for layer in LAYERS:
        checks[f"tsc-{layer}"] = _npm_tool("tsc", "-p", f"tests/types/tsconfig.{layer}.json")
    return checks


def _command(*parts: object) -> Check:
    def run() -> int:
        # The package's own Node comes last on the path, for machines without any.
        path = f"{environment().get('PATH', '')}:{BIN}"
        return subprocess.run(list(map(str, parts)), cwd=ROOT, env=environment(PATH=path), check=False).returncode

    return run


def _npm_tool(name: str, *arguments: str) -> Check:
    run = _command(f"node_modules/.bin/{name}", *arguments)
    return lambda: _install_npm_tools() or run()


def _install_npm_tools() -> int:
    """TypeScript and Biome as pinned in package-lock.json; quick when they are there."""
    lock, installed = ROOT / "package-lock.json", ROOT / "node_modules" / ".ilio-lock"
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return 0
    npm = shutil.which("npm") or str(BIN / "npm")
    code = _command(npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts")()
    if code == 0:
        installed.write_bytes(lock.read_bytes())
    return code


def _house_rules() -> int:
    problems = [problem for rule in lints.RULES for problem in rule(ROOT)]
    print("\n".join(problems) or "All house rules hold.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
