"""Size rules: no file over 250 lines, no function over 60 in app code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 250
FUNCTION_LINES = 60
_SKIPPED = {".git", ".venv", "node_modules", "vendor", "out", "data", "icons", "stills"}
_SUFFIXES = {".py", ".js", ".mjs", ".ts", ".css", ".html", ".toml", ".yaml", ".yml", ".sh"}
_FUNCTION = re.compile(
    r"^\s*(?:export\s+)?(?:async\s+)?(?:function\*?\s+(\w+)|(?:static\s+)?(?:async\s+)?(?:get\s+|set\s+)?(#?\w+)\s*\([^;]*\)\s*\{$)"
)
_KEYWORDS = {"if", "for", "while", "switch", "catch", "return", "with"}


def long_files(root: Path) -> list[str]:
    """Files over the limit."""
    found = []
    for path in [root / "run", *_files(root)]:
        lines = len(path.read_text("utf-8").splitlines())
        if lines > FILE_LINES:
            found.append(f"{path.relative_to(root)}: {lines} lines. Split it by noun; the limit is {FILE_LINES}.")
    return found


def long_functions(root: Path) -> list[str]:
    """Functions of the app over the limit."""
    found = []
    for path in _files(root / "app"):
        measure = {".py": _python_functions, ".js": _script_functions}.get(path.suffix)
        for name, lines in measure(path.read_text("utf-8")) if measure else []:
            if lines > FUNCTION_LINES:
                place = path.relative_to(root)
                found.append(f"{place}: {name} has {lines} lines. Split it by purpose; the limit is {FUNCTION_LINES}.")
    return found


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.suffix in _SUFFIXES and path.is_file() and not _SKIPPED.intersection(path.relative_to(root).parts):
            yield path


def _python_functions(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def _script_functions(source: str) -> Iterator[tuple[str, int]]:
    """Named functions and methods; a function ends at the first `}` with the indent of its beginning."""
    lines = source.splitlines()
    for start, line in enumerate(lines):
        found = _FUNCTION.match(line)
        name = found and (found[1] or found[2])
        if not name or name in _KEYWORDS:
            continue
        indent = line[: len(line) - len(line.lstrip())]
        end = next((i for i in range(start, len(lines)) if re.match(rf"{indent}\}}", lines[i])), start)
        yield name, end - start + 1
