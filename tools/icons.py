"""Makes the app's icons and the still pictures of the poses from the figure.

Run as `./run icons`, which calls `python -m tools.icons` in the project's environment. Needs node (the one of the
playwright wheel will do) and Chromium (the system's or Playwright's own). Writes app/static/icons/* and
app/static/stills/<pose>.svg; run it again after a change of the figure and commit what changed.
"""

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import playwright
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tools.chromium import ensure_chromium

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "app" / "static"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def node() -> str:
    """Path of the node that comes with Playwright, or the system's."""
    bundled = Path(playwright.__file__).parent / "driver" / "node"
    found = str(bundled) if bundled.exists() else shutil.which("node")
    if not found:
        raise SystemExit("No node found: install the playwright wheel first (./run test does).")
    return found


def pictures() -> dict[str, Any]:
    """What tools/icons.mjs prints: SVG files and the SVG behind each PNG."""
    done = subprocess.run([node(), str(ROOT / "tools" / "icons.mjs")], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def rasterise(chromium: Browser, svg: str, size: int) -> bytes:
    """One SVG as a square PNG of `size` pixels on a transparent ground, with a palette to keep it small."""
    page = chromium.new_page(viewport={"width": size, "height": size})
    sized = svg.replace("<svg ", f'<svg width="{size}" height="{size}" style="display:block" ', 1)
    page.set_content(f"<body style='margin:0;background:transparent'>{sized}")
    raw = page.screenshot(omit_background=True)
    page.close()
    out = io.BytesIO()
    Image.open(io.BytesIO(raw)).convert("RGBA").quantize(128, method=Image.Quantize.FASTOCTREE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def write(path: Path, data: bytes) -> None:
    """Write a picture and say how large it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{path.relative_to(ROOT)}  {len(data)} bytes")


def main() -> None:
    """Write every still and every icon."""
    made = pictures()
    for name, svg in made["files"].items():
        write(STATIC / name, svg.encode())
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=ensure_chromium(), args=CHROMIUM_FLAGS)
        for png in made["pngs"]:
            write(STATIC / png["path"], rasterise(chromium, png["svg"], png["size"]))
        chromium.close()


if __name__ == "__main__":
    main()
