"""./run test: every test of both languages, ending in both summaries. Words after it go to pytest alone."""

import subprocess
import sys

from tools.chromium import ensure_chromium
from tools.paths import ROOT, environment, node
from tools.postgres import ensure_postgres


def main(arguments: list[str]) -> int:
    """0 when everything passed."""
    surroundings = environment(ILIO_CHROMIUM=ensure_chromium())
    ensure_postgres()
    command = [sys.executable, "-m", "pytest", *arguments]
    python = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode
    if arguments:
        return python
    script = run_node_tests()
    print(f"\npytest {_word(python)}, node {_word(script)}")
    return python or script


def run_node_tests() -> int:
    """`node --test` over every JavaScript test; 0 when all passed."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "unit" / "js").rglob("*.test.mjs"))
    return subprocess.run([str(node()), "--test", *files], cwd=ROOT, check=False).returncode


def _word(code: int) -> str:
    return "passed" if code == 0 else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
