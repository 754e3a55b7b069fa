"""Counts of an edition: how many stories, newsrooms, countries and languages, how long it takes, and who reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from digest.edition.cards import outlet_name
from digest.edition.localise import Wording, primary
from digest.edition.typesetting import flag
from digest.model import Block, Story
from digest.text import count_words, reading_minutes

_READ = frozenset({"headline", "summary", "sentence", "text", "welcome", "caption"})


def count_facts(stories: Sequence[Story]) -> dict[str, Any]:
    """Count what stands behind some stories: every outlet of every article, copies included."""
    articles = [article for story in stories for article in story.articles]
    outlets: dict[str, dict[str, str]] = {}
    for article in articles:
        name = outlet_name(article)
        outlets.setdefault(name, {"outlet": name, "country": article.country, "flag": flag(article.country)})
    return {
        "stories": len(stories),
        "newsrooms": len(outlets),
        "countries": len({article.country for article in articles if article.country}),
        "languages": len({primary(article.language) for article in articles if article.language}),
        "outlets": list(outlets.values()),
    }


def size_of(facts: Mapping[str, Any], *, wording: Wording) -> str:
    """Write "24 stories from 17 newsrooms in 12 countries"; without countries when none is known."""
    line = wording.say(
        "gathered",
        stories=wording.count("stories", facts["stories"]),
        from_newsrooms=wording.count("from_newsrooms", facts["newsrooms"]),
        in_countries=wording.count("in_countries", facts["countries"]) if facts["countries"] else "",
    )
    return line.strip(" ,、，")


def minutes_of(blocks: Sequence[Block], *, language: str) -> int:
    """Give the reading time of what the blocks print, in whole minutes."""
    words = sum(count_words(text, language) for block in blocks for text in _texts(block.data))
    return reading_minutes(words, language)


def _texts(value: object, key: str = "") -> list[str]:
    if isinstance(value, Mapping):
        return [text for name, item in value.items() for text in _texts(item, name)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, key)]
    return [value] if isinstance(value, str) and key in _READ else []
