"""Writes the service worker: its source with the facts of this build in front."""

import hashlib
import json
from collections.abc import Mapping

Routes = Mapping[str, Mapping[str, str]]


def compose_worker(source: str, files: Mapping[str, str], routes: Routes, header_text: str) -> tuple[str, str]:
    """The build id and the worker's text; any changed file, header or line of the worker makes another build.

    `files` maps each kept address to its integrity; `routes` maps each screen's path to its name and title.
    """
    headers = _short_hash(header_text)
    facts = {"headers": headers, "files": files, "routes": routes}
    build = _short_hash(json.dumps(facts, sort_keys=True) + source)
    text = json.dumps({"build": build, **facts}, ensure_ascii=False, separators=(",", ":"))
    return build, f"self.ILIO={text};\n{source}"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
