"""Text helpers against tables, in every script that the newsroom prints."""

from __future__ import annotations

import pytest

from digest.text import count_words, fold_space, letters, reading_minutes


def test_white_space_and_invisible_characters_fold() -> None:
    assert fold_space(" a\u00a0b\n\tc\u200b\u00add\ufeff ") == "a b cd"


def test_letters_compare_what_a_reader_calls_equal() -> None:
    assert letters("The “Bridge” — opens!") == letters("the bridge opens")
    assert letters("ＡＢＣ１２") == "abc12"
    assert letters("…—!") == ""


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("", "", 0),
        ("It isn't well-known.", "en", 3),
        ("L’été à 12,5 °C", "fr", 5),
        ("قال المتحدث إن الجسر مغلق", "ar", 5),
        ("台灣的報紙", "zh", 4),
        ("日本の新聞記事です", "ja", 5),
        ("iPhoneが売れた", "ja", 4),
        ("ภาษาไทยไม่มีช่องว่าง", "th", 4),
    ],
)
def test_words_are_counted_in_any_script(text: str, language: str, words: int) -> None:
    assert count_words(text, language) == words


def test_reading_minutes_round_up_and_know_the_language() -> None:
    assert reading_minutes(0) == 0
    assert reading_minutes(1, "en") == 1
    assert reading_minutes(1380, "ar") > reading_minutes(1380, "en-GB")
