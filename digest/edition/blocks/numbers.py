"""Numbers of the day: figures from the stories' own sentences, each with its source."""

from __future__ import annotations

from typing import Any, Final

from digest.config.settings import BlockSpec
from digest.edition.cards import attribution
from digest.edition.composition import Composition
from digest.edition.typesetting import clean_line, shorten
from digest.model import Block, Story

_MOST: Final = 3
_LONGEST_VALUE: Final = 22
_LONGEST_SENTENCE: Final = 240


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print up to `max` figures, one a story, those that the reader can read first."""
    most = spec.max or _MOST
    ordered = sorted(composition.stories, key=lambda story: not composition.readable(story))
    figures: list[dict[str, Any]] = []
    for story in ordered:
        figures += _figure(composition, story)
        if len(figures) == most:
            break
    if not figures:
        return ()
    return (Block(kind="numbers", heading=composition.wording.say("numbers"), data={"figures": figures}),)


def _figure(composition: Composition, story: Story) -> list[dict[str, Any]]:
    face = composition.face(story)
    for figure in composition.highlights.find_numbers(face):
        sentence = clean_line(figure.sentence)
        value = clean_line(figure.value)
        if value in sentence and 0 < len(value) <= _LONGEST_VALUE:
            who = attribution(face, wording=composition.wording, language=composition.language)
            printed = {"value": value, "sentence": shorten(sentence, longest=_LONGEST_SENTENCE)}
            return [{"story_id": story.id, **who, **printed}]
    return []
