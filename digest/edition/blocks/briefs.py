"""Seven things to know: the next best stories, numbered, a headline and a sentence each."""

from __future__ import annotations

from typing import Final

from digest.config.settings import BlockSpec
from digest.edition.composition import Composition
from digest.model import Block

_MOST: Final = 7
_WORDS: Final = 22


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print up to `max` briefs; the heading counts those that there are."""
    stories = composition.take(spec.max or _MOST, block=composition.wording.say("in_brief"))
    if not stories:
        return ()
    cards = [composition.card(story, max_words=_WORDS) for story in stories]
    heading = composition.wording.count("things_to_know", len(cards))
    return (Block(kind="briefs", heading=heading, data={"cards": cards}),)
