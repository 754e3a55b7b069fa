"""One story as newsrooms of at least three countries tell it: each its own headline and sentence, in its language."""

from __future__ import annotations

from typing import Any, Final

from digest.config.settings import BlockSpec
from digest.edition.cards import attribution, outlet_name, summary_of, why
from digest.edition.composition import Composition
from digest.model import Article, Block, Story

_FEWEST: Final = 3
_MOST: Final = 5
_WORDS: Final = 28


def compose(composition: Composition, spec: BlockSpec) -> tuple[Block, ...]:
    """Choose the story with the most countries: an unprinted one, or else another look at one printed above."""
    most = max(spec.max or _MOST, _FEWEST)
    fresh = _widest(composition.unprinted())
    story = fresh or _widest(tuple(composition.printed.values()))
    if story is None:
        return ()
    if fresh:
        composition.take_all((fresh,))
    face = composition.face(story)
    others = tuple(article for article in _by_country(story) if article.country != face.country)
    enough = len(others) >= _FEWEST
    voices = (others if enough else _by_country(story))[:most]
    data = {
        "story_id": story.id,
        # The face is the title of the block, unless it has to be one of its three voices.
        "story": attribution(face, wording=composition.wording, language=composition.language) if enough else None,
        "why": why(story, wording=composition.wording),
        "voices": [_voice(article, composition) for article in voices],
    }
    return (Block(kind="perspectives", heading=composition.wording.say("perspectives"), data=data),)


def _widest(stories: tuple[Story, ...]) -> Story | None:
    """The story with the most countries; the better ranked of two with as many; None below three."""
    widest = max(stories, key=lambda story: len(_by_country(story)), default=None)
    return widest if widest is not None and len(_by_country(widest)) >= _FEWEST else None


def _by_country(story: Story) -> tuple[Article, ...]:
    """One original a country, in the order of the story: a copy is nobody's perspective."""
    by_id = {article.id: article for article in story.articles}
    chosen: dict[str, Article] = {}
    outlets: set[str] = set()
    for voice in story.voices:
        article = by_id.get(voice.original)
        if article is None or not article.country or article.kind == "stub" or outlet_name(article) in outlets:
            continue
        outlets.add(outlet_name(article))
        chosen.setdefault(article.country, article)
    return tuple(chosen.values())


def _voice(article: Article, composition: Composition) -> dict[str, Any]:
    summary = summary_of(article, summarise=composition.highlights.summarise, max_words=_WORDS)
    who = attribution(article, wording=composition.wording, language=composition.language)
    return {**who, **summary}
