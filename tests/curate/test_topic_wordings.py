"""Phrases of a config in print: bent, translated, quoted, for one language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config.settings import Topic, Wording
from digest.curate.topics.filing import match_topics
from digest.curate.topics.inflection import inflect
from tests.curate.conftest import Gather, Write


@pytest.mark.parametrize(
    ("phrase", "language", "printed"),
    [
        ("ballistic missile", "en", "ballistic missiles"),
        ("settlements", "en", "settlement"),
        ("country", "en", "countries"),
        ("coach", "en", "coaches"),
        ("missile balistique", "fr", "missiles balistiques"),
        ("rakete", "de", "raketen"),
    ],
)
def test_a_phrase_is_found_in_singular_and_plural(phrase: str, language: str, printed: str) -> None:
    """Each family of languages bends its nouns by its own light rule."""
    assert printed in inflect(phrase, language)


@pytest.mark.parametrize("phrase", ["idf", "palestin*", "u.k.", "crisis", "cherry picking season opens early"])
def test_abbreviations_wildcards_and_long_phrases_are_not_bent(phrase: str) -> None:
    """A star says what may follow; an abbreviation has no plural."""
    assert inflect(phrase, "en")[0] == phrase
    assert inflect(phrase, "ru") == (phrase,)
    assert phrase == "crisis" or inflect(phrase, "en") == (phrase,)


@given(st.text(max_size=30), st.sampled_from(["en", "fr", "de", "ar", ""]))
def test_any_text_can_be_bent(phrase: str, language: str) -> None:
    """What an editor typed comes first, whatever it is, and nothing stands there twice."""
    forms = inflect(phrase, language)
    assert forms[0] == phrase
    assert len(set(forms)) == len(forms)


def reasons(write: Write, gather: Gather, topic: Topic, **fields: str) -> tuple[str, ...]:
    matched = match_topics([gather(write("a", **fields))], [topic])[0].topics
    return matched[0].reasons if matched else ()


def test_an_english_phrase_files_an_arabic_article(write: Write, gather: Gather) -> None:
    """The lexicon knows how the Arabic press says it, and the receipt shows the word."""
    topic = Topic(name="Quakes", any=("earthquake*",))
    found = reasons(write, gather, topic, title="زلزال قوي يضرب تركيا", language="ar")
    assert found == ("any: 'earthquake*' as 'زلزال' in title",)


def test_the_name_of_a_country_files_a_japanese_article(write: Write, gather: Gather) -> None:
    """CLDR names every country in every language."""
    topic = Topic(name="Near East", any=("israel*",))
    found = reasons(write, gather, topic, title="イスラエル首相が演説", language="ja")
    assert found == ("any: 'israel*' as 'イスラエル' in title",)
    assert reasons(write, gather, topic, title="Премьер Израиля выступил", language="ru")


def test_an_unclear_name_of_a_country_is_not_translated(write: Write, gather: Gather) -> None:
    """'niger*' may be Niger or Nigeria."""
    assert not reasons(write, gather, Topic(name="T", any=("niger*",)), title="ナイジェリアの選挙", language="ja")
    assert reasons(write, gather, Topic(name="T", any=("nigeria",)), title="ナイジェリアの選挙", language="ja")


def test_a_quoted_phrase_is_taken_literally(write: Write, gather: Gather) -> None:
    """Neither bent nor translated."""
    topic = Topic(name="Firm", any=('"apple"',))
    assert reasons(write, gather, topic, title="Apple opens a shop") == ("any: '\"apple\"' in title",)
    assert not reasons(write, gather, topic, title="Apples are dear")
    quoted = Topic(name="Quakes", any=('"earthquake"',))
    assert not reasons(write, gather, quoted, title="زلزال قوي", language="ar")


def test_a_phrase_of_one_language_matches_there_alone(write: Write, gather: Gather) -> None:
    """And in articles of which no language is known."""
    topic = Topic(name="Deaths", any=(Wording("mort", "fr"),))
    assert reasons(write, gather, topic, title="Mort d'un juge", language="fr")
    assert reasons(write, gather, topic, title="Mort d'un juge", language="")
    assert not reasons(write, gather, topic, title="Mort Sahl on stage", language="en")


def test_none_forbids_in_other_languages_too(write: Write, gather: Gather) -> None:
    """What an editor does not want, they want in no language."""
    topic = Topic(name="Turkey", any=("türkiye", "تركيا"), none=("earthquake",))
    assert not reasons(write, gather, topic, title="زلزال قوي يضرب تركيا", language="ar")


def test_mixed_scripts_in_one_headline(write: Write, gather: Gather) -> None:
    """Latin names stand in Japanese headlines as they are."""
    topic = Topic(name="T", any=("spacex", "earthquake"))
    found = reasons(write, gather, topic, title="SpaceX、地震で打ち上げ延期 \ud800", language="ja")
    assert found == ("any: 'spacex' in title", "any: 'earthquake' as '地震' in title")
