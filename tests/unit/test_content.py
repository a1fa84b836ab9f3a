"""Holds the words to their promises: short steps, no over-claiming, no blame, every line of the source has a place."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

APP = Path(__file__).resolve().parents[2] / "app"
ENTRIES: dict[str, dict[str, Any]] = json.loads((APP / "static/content/i18n/en.json").read_text("utf-8"))
LEARN_TEMPLATES = [APP / "templates/screens/learn.html", *sorted((APP / "templates/parts").glob("learn-*.html"))]
ALLOWED_SENTENCE = (
    "Many people find this stretch eases stiffness at the front of the hip. "
    "Research shows it can make the hip a little more flexible. "
    "Whether it helps back pain is uncertain; staying active in ways you like has better support."
)
FORBIDDEN = [
    r"releas\w+ (the |your )?(psoas|iliopsoas)",
    r"(fix|correct|improv)\w* (your )?posture",
    r"removes? the cause",
    r"eliminat",
    r"\bcures?\b",
    r"\bheals?\b",
    r"guarantee",
    r"\bproven\b",
    r"pain[- ]free",
]
LOSS = [
    r"\blost\b",
    r"\blose\b",
    r"\bbroke\b",
    r"broken streak",
    r"\bfail(ed|ure)?\b",
    r"\bmissed\b",
    r"don.t break",
    r"\bguilt",
]
MOVEMENT_KEYS = ("learn.", "step.", "cue.", "stretch.", "today.", "history.", "install.")
# Each line of the text this product was made from, the key that carries it, and words that must be in it.
SOURCE_LINES = [
    ("psoas major", "learn.muscle_parts", ["psoas major", "low back", "thigh bone"]),
    ("iliacus", "learn.muscle_parts", ["iliacus", "pelvis", "same tendon"]),
    ("what it does", "learn.muscle_job", ["lift your thigh", "spine", "pelvis", "steady"]),
    ("find it", "learn.find_how", ["Lie on your back", "press gently", "just inside your hip bones", "Lift one leg"]),
    ("why: causes", "learn.why_causes", ["Sitting", "hold yourself", "again and again", "may"]),
    ("why: effects", "learn.why_effects", ["pelvis forward", "low back", "out of balance"]),
    ("benefit: back pain", "learn.help_back", ["Low-back pain"]),
    ("benefit: mobility", "learn.help_hip", ["Hip movement"]),
    ("benefit: posture", "learn.help_posture", ["Posture"]),
    ("benefit: referred pain", "learn.help_thigh", ["thigh", "groin", "knee"]),
    ("start: kneel", "learn.step_1", ["Kneel"]),
    ("start: lunge", "learn.step_2_text", ["lunge", "back knee", "ground"]),
    ("tilt", "learn.step_3_text", ["sway", "low back", "kneeling hip", "at once"]),
    ("shift", "learn.step_4_text", ["hips", "very slightly", "front of the kneeling hip or thigh"]),
    ("upright", "learn.step_5", ["Chest upright", "back straight"]),
    ("mindfully", "learn.how_lead", ["slowly", "attention", "Never force", "often"]),
]
NEEDS_MAY = [
    "learn.why_causes",
    "learn.help_h",
    "learn.help_back_text",
    "learn.help_hip_text",
    "learn.help_posture_text",
]


def texts_of(entry: dict[str, Any]) -> list[str]:
    """Every form of one entry's text."""
    text = entry["text"]
    return list(text.values()) if isinstance(text, dict) else [text]


def every_text() -> list[tuple[str, str]]:
    """(key, text) for all words, each plural form on its own."""
    return [(key, text) for key, entry in ENTRIES.items() for text in texts_of(entry)]


def matches(patterns: list[str], prefixes: tuple[str, ...] = ("",)) -> list[str]:
    """Keys whose text matches one of the patterns, with the text."""
    return [
        f"{key}: {text}"
        for key, text in every_text()
        if key.startswith(prefixes) and any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
    ]


@pytest.mark.parametrize(("line", "key", "needles"), SOURCE_LINES, ids=[line for line, _, _ in SOURCE_LINES])
def test_every_line_of_the_source_has_its_place(line: str, key: str, needles: list[str]) -> None:
    text = ENTRIES[key]["text"]
    assert [needle for needle in needles if needle not in text] == [], f"{line}: {key} says {text!r}"


def test_the_evidence_sentence_is_word_for_word() -> None:
    assert ENTRIES["learn.help_evidence"]["text"] == ALLOWED_SENTENCE


@pytest.mark.parametrize("key", NEEDS_MAY)
def test_claims_are_hedged(key: str) -> None:
    assert "may" in ENTRIES[key]["text"].split()


def test_nothing_is_claimed_that_the_evidence_forbids() -> None:
    assert matches(FORBIDDEN) == []


def test_no_words_of_loss_or_blame() -> None:
    assert matches(LOSS, MOVEMENT_KEYS) == []


def test_no_exclamation_marks() -> None:
    assert [key for key, text in every_text() if "!" in text] == []


def test_steps_are_short_enough_to_read_from_the_floor() -> None:
    long = [
        f"{key}: {text}" for key, text in every_text() if key.startswith(("step.", "cue.")) and len(text.split()) > 12
    ]
    assert long == []


def test_every_learn_word_is_used_in_a_template() -> None:
    source = "\n".join(path.read_text("utf-8") for path in LEARN_TEMPLATES)
    listed = set(re.findall(r'"([a-z]+)"', source))
    unused = [key for key in ENTRIES if key.startswith("learn.") and key not in source and not _is_built(key, listed)]
    assert unused == []


def _is_built(key: str, listed: set[str]) -> bool:
    """Whether a template builds the key from a prefix and a listed word: learn.ask_<row>_do and the like."""
    parts = key.removeprefix("learn.").split("_")
    return parts[0] in {"help", "mistake", "ask", "source", "step"} and (parts[1] in listed or parts[1].isdigit())


def test_sources_are_linked_by_lasting_addresses() -> None:
    source = (APP / "templates/parts/learn-sources.html").read_text("utf-8")
    addresses = re.findall(r'"(https?://[^"]+)"', source)
    lasting = ("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/", "https://pmc.ncbi.nlm.nih.gov/articles/PMC")
    assert len(addresses) >= 10
    assert [address for address in addresses if not address.startswith(lasting)] == []


def test_every_word_has_a_note_for_the_translator() -> None:
    assert [key for key, entry in ENTRIES.items() if len(entry.get("note", "")) < 4] == []
