"""Sentences against small tables, the labelled lines of `sentences/`, and whatever hypothesis invents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sentences import find_sentences, holds_whole_quotations, split_sentences

LANGUAGES = sorted(path.stem for path in (Path(__file__).parent / "sentences").glob("*.txt"))
KNOWN_MISSES = {"ko": 1, "pl": 1, "ru": 1, "uk": 1, "ur": 2}
"""Lines of a language that are not cut as they should be: an agency in a dateline, an ordinal that ends a sentence."""


def labelled_lines(language: str) -> list[tuple[str, ...]]:
    """Read the lines of a language: sentences between bars, with blanks around a bar where the script has blanks."""
    lines = (Path(__file__).parent / "sentences" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("|")) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_lines_are_cut_as_a_reader_would(language: str) -> None:
    """Abbreviations, decimals, initials, datelines, ellipses and quotations of 29 languages."""
    blank = "" if language in {"ja", "zh"} else " "
    missed = [line for line in labelled_lines(language) if split_sentences(blank.join(line), language) != line]
    assert len(missed) == KNOWN_MISSES.get(language, 0), missed


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“We left. We had to. They came at night,” she said.", "en"),
        ("„Wir gehen. Wir müssen“, sagte sie.", "de"),
        ("»Wir gehen. Wir müssen«, sagte sie.", "de"),
        ("« Partons. Il le faut », dit-elle.", "fr"),
        ("「行く。行かねば。」と彼は言った。", "ja"),
        ('"Lähdemme. On pakko", hän sanoi.', "fi"),
    ],
)
def test_a_quotation_is_never_cut_in_half(text: str, language: str) -> None:
    """Sentence ends inside a quotation do not end the sentence that quotes."""
    assert split_sentences(text, language) == (text,)


def test_a_quotation_that_never_closes_does_not_swallow_the_text() -> None:
    """An opening mark of a quotation over many paragraphs leaves the sentences after it alone."""
    assert split_sentences("“We left. We had to.", "en") == ("“We left.", "We had to.")


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("“Go,” he said.", True),
        ("“Go,” he said. “Now", False),
        ("Go,” he said.", False),
        ("„Los“, sagte er.", True),
        ("»Los«, sagte er.", True),
        ("« Va ! »", True),
        ('ארה"ב שלחה ספינה.', True),
        ('The 6" pipe.', True),
        ('He said "go', False),
        ("「行く", False),
        ("", True),
    ],
)
def test_whole_quotations_are_told_from_torn_ones(text: str, is_whole: bool) -> None:  # noqa: FBT001
    """Marks pair off by style; one inside a word or after a number is none."""
    assert holds_whole_quotations(text) is is_whole


def test_thai_has_no_full_stop() -> None:
    """A stop only abbreviates there: the paragraph stays one sentence unless it asks or calls out."""
    assert split_sentences("เมื่อวันที่ 3 มี.ค. ดร. สมชาย มาสาย ฝนตก", "th") == ("เมื่อวันที่ 3 มี.ค. ดร. สมชาย มาสาย ฝนตก",)


ODD = st.text(
    st.one_of(st.sampled_from(".!?…。！？।؟ \n\t\u200b\u00a0“”„«»「」\"'aZ1٣яعका中\ud800\U0001f986"), st.characters()),
    max_size=200,
)


@given(ODD, st.sampled_from(["", "en", "de", "ar", "zh", "th", "xx", "pt-BR", "\ud800"]))
def test_sentences_are_all_of_the_text_but_blanks(text: str, language: str) -> None:
    """Places rise, do not overlap, begin and end with something to read, and leave only blanks between them."""
    end = 0
    for start, stop in find_sentences(text, language):
        assert start >= end
        assert start < stop
        assert not text[start:stop][0].isspace()
        assert (
            not text[end:start].strip(" \n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\u200b\u00a0")
            or not text[end:start].isprintable()
        )
        end = stop
    assert not any(character.isalnum() for character in text[end:])


@pytest.mark.parametrize("text", ["“" * 100_000, "A. " * 50_000, '"a. ' * 50_000, "word " * 100_000, "。" * 100_000])
def test_endless_texts_are_read_to_their_end(text: str) -> None:
    """What makes the library's time grow with the square is handed over in pieces."""
    assert sum(stop - start for start, stop in find_sentences(text, "en")) > 0
