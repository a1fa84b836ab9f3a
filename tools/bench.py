"""./run bench: measures and compares with tests/bench/budgets.json; bytes are exact, so they are also a test."""

import gzip
import json
import sys
from pathlib import Path

from app.config import Settings
from app.web.bundle import boot_modules
from app.web.headers import header_text
from app.web.site import build_site
from tools.bench_speed import measure_speed
from tools.paths import ROOT

STATIC = ROOT / "app" / "static"


def main() -> int:
    """0 when every figure is within its budget."""
    budgets = json.loads((ROOT / "tests" / "bench" / "budgets.json").read_text("utf-8"))
    measured = measure_bytes() | measure_speed()
    over = 0
    for name, value in measured.items():
        limit = budgets[name]["at_most"]
        over += value > limit
        print(f"{'OVER' if value > limit else 'ok':5}{name:38}{value:>11,.1f} of {limit:>9,}")
    return 1 if over else 0


def measure_bytes() -> dict[str, int]:
    """What travels, each file packed on its own with gzip 9."""
    site = build_site(header_text(Settings()))
    size = {url: len(asset.packed.get("gzip", asset.body)) for url, asset in site.files.items()}
    figure_data = [STATIC / "content" / name for name in ("skeleton.json", "poses.json")]
    return {
        "document_gzip_bytes": size["/"],
        "document_and_stylesheet_gzip_bytes": size["/"] + size["/static/app.css"],
        "precache_gzip_bytes": sum(size[url] for url in site.precached),
        "boot_modules": 1 + len(boot_modules(STATIC / "js" / "main.js")),
        "figure_gzip_bytes": sum(map(_gzipped, figure_data))
        + sum(size[url] for url in size if "/js/figure/" in url or "/elements/figure-" in url),
    }


def _gzipped(path: Path) -> int:
    data = json.dumps(json.loads(path.read_text("utf-8")), separators=(",", ":"), ensure_ascii=False)
    return len(gzip.compress(data.encode(), 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
