"""All topics of the config that no `topic` block names, a section each: focus topics first, then in their order."""

from __future__ import annotations

from digest.config.settings import BlockSpec
from digest.edition.composition import Composition
from digest.edition.sections import MOST, topic_section
from digest.model import Block


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print the sections, each with at most `max` stories."""
    rest = (topic for topic in composition.topics if not composition.named_by_block(topic))
    ordered = sorted(rest, key=lambda topic: not topic.focus)
    return tuple(block for topic in ordered for block in topic_section(composition, topic, most=spec.max or MOST))
