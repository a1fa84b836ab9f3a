"""Joins many source files into the few that travel: one stylesheet, one content file, one list of boot modules."""

import json
import re
from pathlib import Path
from typing import Any

from app.web.words import Words

_IMPORT_CSS = re.compile(r'@import "([^"]+)";')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//[^\n]*$", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_STATIC_IMPORT = re.compile(r'^(?:import|export)\b(?!\s*\()[^"\';()]*["\'](\.[^"\']+)["\']', re.MULTILINE)


def compose_css(css_dir: Path) -> str:
    """`main.css` with every imported file put in its place, without comments and needless space."""
    main = (css_dir / "main.css").read_text("utf-8")
    joined = _IMPORT_CSS.sub(lambda found: _read_css(css_dir / found[1]), main)
    return minify_css(joined)


def minify_css(source: str) -> str:
    """Drop comments and white space only; strings of the product's CSS never hold braces or semicolons."""
    source = re.sub(r"\s+", " ", _COMMENT.sub("", source))
    source = re.sub(r" ?([{};,]) ?", r"\1", source)
    return re.sub(r"(?<=[\w-]): ", ":", source).replace(";}", "}").strip() + "\n"


def without_comments(source: str) -> str:
    """A script without the comments that have lines of their own; line numbers stay what they are in the repository.

    Types and reasons are a third of what would travel. Nothing else is touched: what runs is what was written.
    """
    bare = _BLOCK_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)
    return _LINE_COMMENT.sub("", bare)


def compose_content(content_dir: Path, words: Words) -> str:
    """The one JSON file scripts load: words, skeleton, poses, steps and routines of one language."""
    content: dict[str, Any] = {"lang": words.lang, "words": words.for_scripts(), **load_content(content_dir)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def load_content(content_dir: Path) -> dict[str, Any]:
    """`content/*.json` by file name, and `routines` by id."""
    content = {path.stem: _read(path) for path in sorted(content_dir.glob("*.json"))}
    content["routines"] = {path.stem: _read(path) for path in sorted((content_dir / "routines").glob("*.json"))}
    return content


def boot_modules(entry: Path) -> list[Path]:
    """Every module that `entry` imports statically, directly or not, `entry` itself first."""
    found = [entry]
    for module in found:
        for target in _STATIC_IMPORT.findall(module.read_text("utf-8")):
            path = (module.parent / target).resolve()
            if path not in found:
                found.append(path)
    return found


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _read_css(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
