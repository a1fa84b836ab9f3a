"""House rules as lints; the last sentence of each message says what to do instead."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.lint_sizes import long_files, long_functions
from tools.lint_words import word_problems

Rule = Callable[[Path], list[str]]

# JavaScript layers and what each may import; `ui` and `adapters` meet only in main.js.
WALLS = {
    "core": {"core"},
    "figure": {"figure", "core"},
    "adapters": {"adapters", "core", "figure", "vendor"},
    "ui": {"ui", "core", "figure", "vendor"},
    "dev": {"dev", "ui", "core", "figure", "vendor", "adapters"},
}
_IMPORT = re.compile(r"""(?:^|\s)(?:import|from)\s*\(?\s*["']([^"']+)["']""")
# Pattern, where it is banned, where it is allowed after all, what to do instead.
BANS = [
    (r"\bDate\.now\(|\bnew Date\(\)", "app/static/js", ("adapters/clock.js",), "Read the time through app.clock."),
    (r"\bperformance\.now\(", "app/static/js", ("adapters/clock.js",), "Read the time through app.clock."),
    (r"\bMath\.random\(", "app/static/js", (), "Take ids from adapters/ids.js; nothing else here is left to chance."),
    (r"\.innerHTML\b|insertAdjacentHTML|document\.write", "app/static/js", (), "Build with lit-html or textContent."),
    (r"\bstyle=", "app/static/js", (), "The CSP drops inline styles. Use a class, an attribute or el.style."),
    (r"\bexport default\b", "app/static/js", (), "Export by name."),
    (r"\blocalStorage\b", "app/static/js/ui", (), "Screens store through app.store; see core/storage-map.js."),
    (r"\b(?:datetime\.now|time\.time|utcnow)\(", "app", ("app/clock.py",), "Take the Clock as an argument."),
    (
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"']",
        "app/templates",
        (),
        "The CSP allows no inline code. Move it into static/.",
    ),
    (r"\bT[O]DO\b|\bF[I]XME\b|\bX[X]X\b", "", (), "Do it now, or leave it out."),
    (
        r"wait_for_timeout\(|\btime\.sleep\(|asyncio\.sleep\([1-9.]",
        "tests",
        (),
        "Wait for what you expect to see, not for time.",
    ),
]
SUFFIXES = {".py", ".js", ".mjs", ".css", ".html", ".sh", ".md"}
SKIPPED = {".git", ".venv", "node_modules", "vendor", "out", "data"}


def sources(root: Path, *suffixes: str) -> Iterator[Path]:
    """Every own source file with one of the suffixes, in order."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if (
            path.suffix in (suffixes or SUFFIXES)
            and not SKIPPED.intersection(parts)
            and not parts[0].endswith("_cache")
        ):
            yield path


def banned_words(root: Path) -> list[str]:
    """Lines that hold something banned where they stand."""
    return [problem for path in sources(root) for problem in _bans_in(path, path.relative_to(root).as_posix())]


def _bans_in(path: Path, place: str) -> Iterator[str]:
    bans = [(pattern, advice) for pattern, where, spared, advice in BANS if _applies(place, where, spared)]
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for pattern, advice in bans:
            if found := re.search(pattern, line):
                yield f"{place}:{number}: {found[0]!r}. {advice}"


def broken_walls(root: Path) -> list[str]:
    """JavaScript imports that go through a wall between layers."""
    base = (root / "app" / "static" / "js").resolve()
    return [
        f"{path.relative_to(base)}: {layer} may not import {other}. Let main.js hand it over in `app.ports`."
        for path in sources(base, ".js")
        for layer, other in _imported_layers(path, base)
        if layer in WALLS and other not in WALLS[layer]
    ]


def _imported_layers(path: Path, base: Path) -> Iterator[tuple[str, str]]:
    for target in _IMPORT.findall(path.read_text("utf-8")):
        other = (path.parent / target).resolve()
        if target.startswith(".") and not target.endswith(".d.ts") and other.is_relative_to(base):
            yield path.relative_to(base).parts[0], other.relative_to(base).parts[0]


def silent_modules(root: Path) -> list[str]:
    """Modules that do not open with one sentence on what they are."""
    starts = {".js": "/**", ".css": "/*"}
    return [
        f"{path.relative_to(root)}: no opening sentence. Say in a comment on line 1 what this module is."
        for path in sources(root / "app", *starts)
        if not path.read_text("utf-8").startswith(starts[path.suffix])
    ]


def _applies(place: str, where: str, spared: tuple[str, ...]) -> bool:
    return place.startswith(where) and not place.endswith(spared) if spared else place.startswith(where)


RULES: list[Rule] = [long_files, long_functions, banned_words, broken_walls, silent_modules, word_problems]
