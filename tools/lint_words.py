"""The words are complete: keys in use exist, keys there are used, each has a note, plural texts have their forms."""

import json
import re
from pathlib import Path
from typing import Any

TEMPLATE_ONLY = ("doc.", "learn.", "noscript.")
_KEY = r"[a-z][a-z_]*\.[a-z0-9_.]+"
_IN_TEMPLATE = re.compile(rf"""\bt\(\s*["']({_KEY})["']\s*[,)]""")
_IN_TEMPLATE_PREFIX = re.compile(rf"""\bt\(\s*["']({_KEY})["']\s*~""")
_IN_SCRIPT = re.compile(rf"""\bt\(\s*["'`]({_KEY})["'`]""")
_LITERAL = re.compile(rf"""["'`]({_KEY})["'`]""")
_SCRIPT_PREFIX = re.compile(r"words:\s*([a-z_.*, ]+)")


def word_problems(root: Path) -> list[str]:
    """One line for each gap, leftover or missing note."""
    entries: dict[str, Any] = json.loads((root / "app/static/content/i18n/en.json").read_text("utf-8"))
    templates = _texts(root / "app" / "templates", "*.html")
    scripts = _texts(root / "app" / "static" / "js", "*.js")
    content = _texts(root / "app" / "static" / "content", "*.json", skip="i18n")
    asked_by_scripts = set(_IN_SCRIPT.findall(scripts))
    asked = set(_IN_TEMPLATE.findall(templates)) | asked_by_scripts
    prefixes = tuple(_IN_TEMPLATE_PREFIX.findall(templates)) + tuple(_listed_prefixes(scripts)) + ("app.title.",)
    mentioned = asked | set(_LITERAL.findall(scripts + content + templates))
    return [
        *(f"words: {key!r} is used but not there. Add it to en.json." for key in sorted(asked - set(entries))),
        *(
            f"words: {key!r} is used by nobody. Remove it."
            for key in entries
            if key not in mentioned and not key.startswith(prefixes)
        ),
        *(
            f"words: {key!r} is asked for by a script but stays in the templates. Give it a screen's prefix."
            for key in sorted(asked_by_scripts)
            if key.startswith(TEMPLATE_ONLY)
        ),
        *(problem for key, entry in entries.items() for problem in _entry_problems(key, entry)),
    ]


def _entry_problems(key: str, entry: dict[str, Any]) -> list[str]:
    text, problems = entry.get("text"), []
    if not entry.get("note"):
        problems.append(f"words: {key!r} has no note. Tell the translator where it stands.")
    if isinstance(text, dict) and set(text) != {"one", "other"}:
        problems.append(f"words: {key!r} needs exactly the forms one and other.")
    if not text or (isinstance(text, dict) and not all(text.values())):
        problems.append(f"words: {key!r} is empty.")
    return problems


def _listed_prefixes(scripts: str) -> list[str]:
    """From comments like `words: step.*, cue.*` where a key is put together at run time."""
    lists = _SCRIPT_PREFIX.findall(scripts)
    return [
        part.strip().removesuffix("*") for listed in lists for part in listed.split(",") if part.strip().endswith("*")
    ]


def _texts(folder: Path, pattern: str, skip: str = "vendor") -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob(pattern)) if skip not in path.parts)
