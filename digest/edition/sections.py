"""A topic's section: its kicker and its best stories."""

from __future__ import annotations

from typing import Final

from digest.config.settings import Topic
from digest.edition.composition import Composition, is_about
from digest.model import Block

MOST: Final = 4
_WORDS: Final = 30


def topic_section(composition: Composition, topic: Topic, *, most: int) -> tuple[Block, ...]:
    """Print the best stories of a topic under its kicker; nothing when there are none."""
    heading = composition.wording.say("focus", topic=topic.name) if topic.focus else topic.name
    stories = composition.take(most, lambda story: is_about(story, topic), block=heading)
    if not stories:
        return ()
    cards = [composition.card(story, max_words=_WORDS) for story in stories]
    return (Block(kind="topic", heading=heading, data={"topic": topic.name, "focus": topic.focus, "cards": cards}),)
