"""./run vectors DIR: both languages over every vector file in a folder; a rule that one does not know is a failure."""

import subprocess
import sys

from tools.paths import ROOT, environment, node


def main(arguments: list[str]) -> int:
    """0 when both runners agree with every case."""
    folder = arguments[0] if arguments else "tests/vectors"
    commands = [[sys.executable, "tests/vectors/run.py", folder], [str(node()), "tests/vectors/run.mjs", folder]]
    return max(subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode for command in commands)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
