"""The lead: the best story of the day, large and with its picture."""

from __future__ import annotations

from typing import Final

from digest.config.settings import BlockSpec
from digest.edition.composition import Composition, is_about
from digest.model import Block, Story

_CLOSE_IN_RANK: Final = 0.75
"""A story the reader can read leads before a better one in another language down to this share of its score."""
_WORDS: Final = 45


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print the lead story, or as many as `max` says."""
    stories: tuple[Story, ...] = ()
    for _ in range(spec.max or 1):
        stories += composition.take_all(_best(composition))
    if not stories:
        return ()
    cards = [composition.card(story, max_words=_WORDS) for story in stories]
    topic = composition.main_topic(stories[0])
    return (Block(kind="lead", heading=composition.wording.say("top_story"), data={"topic": topic, "cards": cards}),)


def _best(composition: Composition) -> tuple[Story, ...]:
    """The best story that leaves every focus section something to print; in the reader's language if close."""
    stories = composition.unprinted()
    candidates = tuple(story for story in stories if not _empties_focus(composition, story)) or stories
    if not candidates:
        return ()
    floor = candidates[0].rank.score * _CLOSE_IN_RANK
    readable = (story for story in candidates if story.rank.score >= floor and composition.readable(story))
    return (next(readable, candidates[0]),)


def _empties_focus(composition: Composition, story: Story) -> bool:
    """Whether the story is the only one of a focus topic that has its own section."""
    return any(
        len(composition.unprinted(lambda other, topic=topic: is_about(other, topic))) == 1  # type: ignore[misc]
        for topic in composition.topics
        if topic.focus and is_about(story, topic) and composition.has_section(topic)
    )
