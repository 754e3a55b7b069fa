"""Stories -> Edition: who is printed where, in which words, and how often."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from digest.config.settings import BlockSpec
from digest.edition.compose import compose_edition
from digest.edition.localise import wording_for
from digest.model import Block, Edition, Story, Voice
from tests.edition.builders import (
    FOCUS,
    HIGHLIGHTS,
    LANGUAGES,
    POLITICS,
    SITE,
    SLOT,
    TOPICS,
    article,
    edition,
    newsletter,
    story,
    window,
)


def block(made: Edition, kind: str) -> Block:
    return next(item for item in made.blocks if item.kind == kind)


def test_a_story_is_printed_in_full_once() -> None:
    """No story id stands in two blocks that print stories in full."""
    made = edition()
    printed = [
        card["story_id"]
        for item in made.blocks
        if item.kind in {"lead", "topic", "briefs", "latest"}
        for card in item.data.get("cards", item.data.get("lines", []))
    ]
    assert len(printed) == len(set(printed))
    assert set(printed) <= set(made.stories)


def test_the_memory_of_an_edition_names_every_article_of_every_printed_story() -> None:
    """Later editions compare with it."""
    made = edition()
    by_id = {item.id: item for item in window()}
    assert made.stories
    for story_id, article_ids in made.stories.items():
        assert article_ids == tuple(item.id for item in by_id[story_id].articles)


def test_what_was_printed_before_without_news_is_left_out() -> None:
    """`ongoing` stories vanish, `update` ones are marked."""
    old, new = story(article(number=1), status="ongoing"), story(article(number=2), status="update")
    made = edition((old, new))
    assert set(made.stories) == {new.id}
    assert block(made, "lead").data["cards"][0]["status"] == "update"


def test_too_few_stories_make_no_edition() -> None:
    """Ongoing stories do not count."""
    few = (story(article(number=1)), story(article(number=2), status="ongoing"))
    made = compose_edition(
        few, newsletter=newsletter(min_stories=2), topics=(), site=SITE, slot=SLOT, highlights=HIGHLIGHTS
    )
    assert made is None


def test_an_edition_of_no_stories_still_composes_when_the_newsletter_allows_it() -> None:
    """min_stories: 0 gives furniture only."""
    made = edition((), min_stories=0)
    assert made.blocks == ()
    assert made.stories == {}
    assert "The World This Morning" in made.subject


def test_the_face_of_a_story_speaks_the_reader_s_language_when_one_of_its_voices_does() -> None:
    """The lead article stands for it otherwise."""
    mixed = story(article("ja"), article("uk"), article("fr"))
    cards = {
        language: block(edition((mixed,), language=language), "lead").data["cards"][0] for language in ("fr", "de")
    }
    assert cards["fr"]["outlet"] == "Le Fanal"
    assert cards["fr"]["language_name"] == ""
    assert (cards["de"]["outlet"], cards["de"]["language_code"], cards["de"]["language_name"]) == (
        "汐風新聞", "JA", "Japanisch",
    )  # fmt: skip
    assert {other["outlet"] for other in cards["fr"]["also_covered"]} == {"汐風新聞", "Дніпровський кур'єр"}


def test_the_lead_is_readable_when_close_and_best_when_not() -> None:
    """A better story in another language leads only when it is much better."""
    foreign, near, far = article("ja", 1), story(article("en", 2), score=8), story(article("en", 3), score=2)
    assert block(edition((story(foreign, score=10), near)), "lead").data["cards"][0]["language"] == "en"
    assert block(edition((story(foreign, score=10), far)), "lead").data["cards"][0]["language"] == "ja"


def test_a_focus_topic_keeps_its_section_when_its_only_story_is_the_best() -> None:
    """The lead leaves it alone."""
    best = story(article(number=1), topics=[FOCUS.name], score=10)
    made = edition((best, story(article(number=2), score=9)))
    assert [item.heading for item in made.blocks if item.kind == "topic"] == ["Focus: Strait talks"]
    assert block(made, "topic").data["cards"][0]["story_id"] == best.id


def test_focus_topics_come_first_and_named_topics_are_not_repeated() -> None:
    """`topics` prints what no `topic` block names."""
    headings = [item.heading for item in edition().blocks if item.kind == "topic"]
    assert headings == ["Focus: Strait talks", "Geopolitics"]
    blocks = (BlockSpec(kind="topics"), BlockSpec(kind="topic", name="strait TALKS", max=1))
    named = [item for item in edition(blocks=blocks).blocks if item.kind == "topic"]
    assert [item.heading for item in named] == ["Geopolitics", "Focus: Strait talks"]
    assert len(named[1].data["cards"]) == 1


def test_copies_and_voices_are_counted_apart() -> None:
    """A wire text in three papers is one newsroom's voice and two copies."""
    wire, first, second = article("en", 1), article("en", 2, outlet="Copy One"), article("en", 3, outlet="Copy Two")
    own = article("fr", 4)
    made = Story(
        id="s",
        articles=(wire, first, second, own),
        voices=(Voice(wire.id, (first.id, second.id)), Voice(own.id)),
    )
    card = block(edition((made,)), "lead").data["cards"][0]
    assert card["copies"] == 2
    assert card["why"] == "2 newsrooms in 2 countries"
    assert [other["outlet"] for other in card["also_covered"]] == ["Le Fanal"]


def test_perspectives_need_three_countries() -> None:
    """Each voice keeps its own language and headline."""
    wide = story(*(article(language, 1) for language in ("en", "fr", "ar", "zh")))
    voices = block(edition((wide,)), "perspectives").data["voices"]
    assert [voice["country"] for voice in voices] == ["FR", "JO", "TW"]
    assert voices[1]["dir"] == "rtl"
    assert not any(item.kind == "perspectives" for item in edition((story(article("en"), article("fr")),)).blocks)


def test_the_intro_quotes_only_headlines_the_reader_can_read() -> None:
    """And never the ones in other languages as if translated."""
    made = edition(
        (story(article("ja", 1), score=3), story(article("en", 2), score=2), story(article("uk", 3), score=1))
    )
    data = block(made, "intro").data
    assert data["welcome"] == "Welcome to Sunday."
    assert data["headlines"] == ["Harbour board votes to move the old quay by 2 metres"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_subject_and_preheader_fit_an_inbox_in_every_language(language: str) -> None:
    """Lengths of M15 and H15, and two different lines."""
    for stories in (window(), window(1), (story(article(language, 1)),), (story(article("ja", 1)),)):
        made = edition(stories, language=language)
        assert 20 <= len(made.subject) <= 78, made.subject
        assert 40 <= len(made.preheader) <= 130, made.preheader
        assert made.subject != made.preheader


def test_the_local_date_is_that_of_the_newsletter_s_time_zone() -> None:
    """23:30 UTC on Saturday is Sunday in Paris."""
    late = SLOT.replace(day=21, hour=23, minute=30)
    made = compose_edition(
        window(3), newsletter=newsletter(), topics=TOPICS, site=SITE, slot=late, highlights=HIGHLIGHTS
    )
    assert made is not None
    assert made.local_date.isoformat() == "2026-11-22"
    assert block(made, "intro").data["welcome"] == "Welcome to Sunday."


def test_blocks_hold_only_json_values() -> None:
    """An edition is stored as JSON and read back the same."""
    for item in edition().blocks:
        assert json.loads(json.dumps(item.data)) == item.data


def test_each_sentence_of_a_summary_leads_to_its_place() -> None:
    """The characters of the summary are those at the place in the article, in every script."""
    made = edition()
    by_id = {item.id: item for found in window() for item in found.articles}
    cards = [
        card
        for item in made.blocks
        for name in ("cards", "voices")
        for card in item.data.get(name, [])
        if card.get("summary")
    ]
    assert cards
    for card in cards:
        assert card["places"]
        for place in card["places"]:
            text = by_id[card["article_id"]].body[place["paragraph"]]
            shown = card["summary"][slice(*place["at"])]
            assert text[place["start"] : place["end"]].startswith(shown.rstrip("…"))


def test_a_story_without_summary_image_or_country_is_still_a_card() -> None:
    """Missing pieces are empty, never None."""
    bare = article(image=None, body=(), standfirst="", country="", language="")
    card = block(edition((story(bare),)), "lead").data["cards"][0]
    assert (card["summary"], card["image"], card["flag"], card["minutes"], card["why"]) == ("", None, "", 0, "")


def test_a_picture_of_another_outlet_is_credited_to_it() -> None:
    """The face has none, so the credit names the outlet that has one."""
    made = edition((story(article("en", image=None), article("fr")),))
    image = block(made, "lead").data["cards"][0]["image"]
    assert image["credit"] == "A. Photographer / Le Fanal"
    assert image["link"] == "https://fr.example/fr/1"


def test_every_language_has_every_string() -> None:
    """A language file may have more plural forms, but no other keys."""
    reference = wording_for("en").strings
    for language in LANGUAGES:
        assert wording_for(language).strings.keys() == reference.keys(), language


def test_an_unknown_language_speaks_english() -> None:
    """Its stories still print as they are."""
    made = edition((replace(story(article("uk")), status="new"),), language="uk")
    assert block(made, "lead").heading == "Top story"
    assert made.language == "uk"
    assert POLITICS.name not in made.subject
