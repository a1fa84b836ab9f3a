"""./run test: every test of both languages, ending in both summaries. Words after it go to pytest alone."""

import subprocess
import sys

from tools.chromium import ensure_chromium
from tools.paths import ROOT, environment, node
from tools.postgres import temporary_postgres


def main(arguments: list[str]) -> int:
    """0 when everything passed."""
    with temporary_postgres() as database:
        more = {"ILIO_CHROMIUM": ensure_chromium()}
        if database:
            more["ILIO_TEST_DATABASE_URL"] = database
        else:
            print("NO POSTGRESQL on this machine: its tests are skipped.", flush=True)
        python = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment(**more), check=False
        )
    script = 0 if arguments else run_node_tests()
    if not arguments:
        print(f"\npytest {_word(python.returncode)}, node {_word(script)}")
    return python.returncode or script


def run_node_tests() -> int:
    """`node --test` over every JavaScript test; 0 when all passed."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "unit" / "js").rglob("*.test.mjs"))
    return subprocess.run([str(node()), "--test", *files], cwd=ROOT, check=False).returncode


def _word(code: int) -> str:
    return "passed" if code == 0 else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
