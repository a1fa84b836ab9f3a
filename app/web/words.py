"""The product's words: texts of one language with placeholders and plural forms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEMPLATE_ONLY = ("doc.", "learn.", "noscript.")


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one language by key; `t` fills the placeholders."""

    lang: str
    texts: Mapping[str, "str | dict[str, str]"]

    def t(self, key: str, **params: str | int) -> str:
        """The text of `key` with each `{name}` replaced; plural texts choose by `n`. KeyError when it is unknown."""
        text = self.texts[key]
        if isinstance(text, dict):
            text = text["one" if params.get("n") == 1 else "other"]
        for name, value in params.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def for_scripts(self) -> dict[str, "str | dict[str, str]"]:
        """The texts JavaScript may use: everything that is not only in templates."""
        return {key: text for key, text in self.texts.items() if not key.startswith(TEMPLATE_ONLY)}


def load_words(content_dir: Path, lang: str) -> Words:
    """Read `i18n/<lang>.json`; the translator's notes are left behind."""
    entries = json.loads((content_dir / "i18n" / f"{lang}.json").read_text("utf-8"))
    return Words(lang, {key: entry["text"] for key, entry in entries.items()})
