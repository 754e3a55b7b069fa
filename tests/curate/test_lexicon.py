"""The table of news concepts: its form, and what is found with it."""

from __future__ import annotations

import pytest

from digest.curate.reading.lexicon import all_concepts, concept_forms, concept_of, find_concepts, lexicon_languages
from digest.curate.reading.phrases import compile_phrase


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The prime minister resigned after the earthquake", "en"),
        ("Премьер-министр подал в отставку после землетрясения", "ru"),
        ("استقال رئيس الوزراء بعد الزلزال", "ar"),
        ("地震で首相が辞任", "ja"),
        ("총리가 지진으로 사임했다", "ko"),
        ("भूकंप के बाद प्रधानमंत्री का इस्तीफा", "hi"),
        ("Başbakan deprem sonrası istifa etti", "tr-TR"),
    ],
)
def test_one_sentence_names_the_same_concepts_in_every_language(text: str, language: str) -> None:
    """Word order and script differ, what is named does not."""
    assert {"prime-minister", "earthquake", "resignation"} <= set(find_concepts(text, language))


def test_the_longest_form_counts() -> None:
    """A prime minister is not a minister besides."""
    assert find_concepts("prime minister", "en") == ("prime-minister",)


def test_a_language_without_a_column_names_nothing() -> None:
    """Unknown languages and empty texts are no error."""
    assert find_concepts("terremoto", "xx") == ()
    assert find_concepts("", "en") == ()


def test_an_editor_s_phrase_names_a_concept_or_none() -> None:
    """With and without a wildcard; what names nothing, or two things, names no concept."""
    assert concept_of("earthquake*", "en") == "earthquake"
    assert concept_of("Prime Minister", "en") == "prime-minister"
    assert concept_of("west bank", "en") is None
    assert concept_of("*", "en") is None


def test_every_form_is_a_phrase_of_its_own() -> None:
    """Each form compiles and belongs to one concept of its language."""
    for language in lexicon_languages():
        owners: dict[str, str] = {}
        for concept in all_concepts():
            for form in concept_forms(concept, language):
                assert compile_phrase(form) is not None, (language, concept, form)
                assert owners.setdefault(form, concept) == concept, (language, form)


def test_every_concept_is_known_in_ten_languages_or_more() -> None:
    """A row that ties nobody is no row."""
    for concept in all_concepts():
        assert sum(bool(concept_forms(concept, language)) for language in lexicon_languages()) >= 10, concept
