"""An edition and a story -> the headline under which its readers know the story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.edition.cards import attribution, choose_face
from digest.edition.localise import wording_for
from digest.model import Edition, Story


@dataclass(frozen=True, slots=True)
class Headline:
    """Words and the language they are in."""

    text: str
    language: str


def printed_headlines(edition: Edition) -> dict[str, Headline]:
    """Story id -> the headline that the edition printed for it first."""
    found: dict[str, Headline] = {}
    for block in edition.blocks:
        for story_id, printed in _cards(block.data):
            found.setdefault(story_id, printed)
    return found


def headline_of(story: Story, *, edition: Edition) -> Headline:
    """What the edition would print for a story that it did not print: an article in its language, or the lead."""
    face = choose_face(story, language=edition.language)
    card = attribution(face, wording=wording_for(edition.language), language=edition.language)
    return Headline(card["headline"], face.language)


def _cards(value: object) -> Iterator[tuple[str, Headline]]:
    """Every mapping in a block's data that names a story and a headline, in the order of printing."""
    if isinstance(value, Mapping):
        # A story told from many sides is titled by an attribution of its own.
        card = value["story"] if isinstance(value.get("story"), Mapping) else value
        if value.get("story_id") and card.get("headline"):
            yield str(value["story_id"]), Headline(str(card["headline"]), str(card.get("language", "")))
    if isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _cards(item)
