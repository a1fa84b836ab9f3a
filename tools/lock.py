"""./run lock: pins every package with its hashes, without naming where it came from."""

import subprocess
import sys

from tools.paths import ROOT

OPTIONS = [
    "--quiet", "--upgrade", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header", "--no-annotate",
    "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options",
]  # fmt: skip


def main() -> None:
    """Write both files; `./run serve` needs the first, everything else the second."""
    for name, extra in (("constraints.txt", []), ("constraints-dev.txt", ["--extra", "dev"])):
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *extra, "-o", name, "pyproject.toml"]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
