"""Text helpers against tables, in every script that the newsroom prints."""

from __future__ import annotations

import pytest

from digest.text import count_words, fold_space, letters, reading_minutes, split_sentences


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


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("He left. She stayed! Why? Because.", "en", ("He left.", "She stayed!", "Why?", "Because.")),
        (
            "Mr. Lee met Dr. Ek at 3.5 p.m. today. It rained.",
            "en",
            ("Mr. Lee met Dr. Ek at 3.5 p.m. today.", "It rained."),
        ),
        ("The U.S. Navy sailed. It sank.", "en", ("The U.S. Navy sailed.", "It sank.")),
        ("J. R. Smith spoke. All left.", "en", ("J. R. Smith spoke.", "All left.")),
        ("“Go.” He went.", "en", ("“Go.”", "He went.")),
        ("Am 3. Oktober feiert man. Dann nicht.", "de", ("Am 3. Oktober feiert man.", "Dann nicht.")),
        ("Er kam, z.B. gestern. Gut.", "de", ("Er kam, z.B. gestern.", "Gut.")),
        ("« Partez ! » dit-il. Il partit.", "fr", ("« Partez ! » dit-il.", "Il partit.")),
        ("هل عاد؟ نعم. انتهى", "ar", ("هل عاد؟", "نعم.", "انتهى")),
        ("他走了。她留下！為什麼？", "zh", ("他走了。", "她留下！", "為什麼？")),
        ("「行く。でも遠い。」と彼は言った。雨だ。", "ja", ("「行く。でも遠い。」と彼は言った。", "雨だ。")),
        ("Він пішов. Вона лишилась.", "uk", ("Він пішов.", "Вона лишилась.")),
        ("वह गया। वह रुकी।", "hi", ("वह गया।", "वह रुकी।")),
        ("Wait... what? No.", "en", ("Wait... what?", "No.")),
        ("", "", ()),
    ],
)
def test_paragraphs_split_into_sentences(text: str, language: str, sentences: tuple[str, ...]) -> None:
    assert split_sentences(text, language) == sentences
