"""./run ci: what must be green before a change is taken."""

import sys

from tools import check, test


def main() -> int:
    """0 when tests and checks are clean; both always run."""
    return max(test.main([]), check.main([]))


if __name__ == "__main__":
    sys.exit(main())
