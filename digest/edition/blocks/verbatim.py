"""Verbatim: the words of one person, as an article quotes them, with the speaker and the outlet."""

from __future__ import annotations

from typing import Any, Final

from digest.config.settings import BlockSpec
from digest.edition.cards import attribution
from digest.edition.composition import Composition
from digest.edition.localise import quotation_marks
from digest.edition.typesetting import clean_line
from digest.model import Block, Story
from digest.text import count_words

_FEWEST_WORDS: Final = 6
_MOST_CHARACTERS: Final = 280


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Print up to `max` quotes whose speaker is known, from the best stories that the reader can read."""
    ordered = sorted(composition.stories, key=lambda story: not composition.readable(story))
    quotes: list[dict[str, Any]] = []
    for story in ordered:
        quotes += _quote(composition, story)
        if len(quotes) == (spec.max or 1):
            break
    if not quotes:
        return ()
    return (Block(kind="verbatim", heading=composition.wording.say("verbatim"), data={"quotes": quotes}),)


def _quote(composition: Composition, story: Story) -> list[dict[str, Any]]:
    """The first quote that is whole, has a speaker and fits; a cut quote would be another quote."""
    article = composition.face(story)
    for quote in composition.highlights.find_quotes(article):
        text, speaker = clean_line(quote.text), clean_line(quote.speaker)
        if speaker and len(text) <= _MOST_CHARACTERS and count_words(text, article.language) >= _FEWEST_WORDS:
            who = attribution(article, wording=composition.wording, language=composition.language)
            opening, closing = quotation_marks(article.language or composition.language)
            return [{"story_id": story.id, **who, "text": text, "speaker": speaker, "open": opening, "close": closing}]
    return []
