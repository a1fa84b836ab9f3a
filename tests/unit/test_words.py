"""Texts with placeholders and plural forms; and every word of the product is there, used and explained."""

from pathlib import Path

import pytest

from app.web.words import Words, load_words
from tools.lint_words import word_problems

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words(
    "en", {"a.plain": "Hold for {seconds} s", "a.days": {"one": "{n} day", "other": "{n} days"}, "doc.x": "x"}
)


def test_placeholders_are_filled() -> None:
    assert WORDS.t("a.plain", seconds=30) == "Hold for 30 s"


@pytest.mark.parametrize(("n", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_plural_texts_choose_by_n(n: int, text: str) -> None:
    assert WORDS.t("a.days", n=n) == text


def test_an_unknown_key_is_an_error_on_the_server() -> None:
    with pytest.raises(KeyError):
        WORDS.t("a.missing")


def test_scripts_do_not_get_the_words_of_templates() -> None:
    assert set(WORDS.for_scripts()) == {"a.plain", "a.days"}


def test_every_word_is_there_used_and_explained() -> None:
    assert word_problems(ROOT) == []


def test_english_can_be_read() -> None:
    assert load_words(ROOT / "app/static/content", "en").t("app.name") == "Ilio"
