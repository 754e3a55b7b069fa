"""One topic's section: `{topic: Geopolitics, max: 4}`."""

from __future__ import annotations

from digest.config.settings import BlockSpec
from digest.edition.composition import Composition
from digest.edition.sections import MOST, topic_section
from digest.model import Block


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print the section of the topic that the block names."""
    topic = next((topic for topic in composition.topics if composition.names_topic(spec.name, topic)), None)
    return topic_section(composition, topic, most=spec.max or MOST) if topic else ()
