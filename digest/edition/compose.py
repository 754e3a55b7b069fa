"""Stories -> Edition: every block in the newsletter's order, then the words for the inbox, then the counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from digest.config.settings import Newsletter, Site, Topic
from digest.edition.blocks import block_kinds
from digest.edition.composition import Composition
from digest.edition.facts import count_facts, minutes_of, size_of
from digest.edition.highlights import Highlights
from digest.edition.localise import wording_for
from digest.edition.subject import write_preheader, write_subject
from digest.edition.typesetting import clean_line
from digest.model import Block, Edition, Story

__all__ = ["Highlights", "compose_edition"]


def compose_edition(
    stories: Sequence[Story],
    *,
    newsletter: Newsletter,
    topics: Sequence[Topic],
    site: Site,
    slot: datetime,
    highlights: Highlights,
) -> Edition | None:
    """Compose the edition of a newsletter for a slot.

    `stories` come ranked, best first, with topics and status; those with status `ongoing` were printed before and have
    nothing new, so they are left out unless an editor pinned them, as are those that an editor banned. `slot` is aware.
    Gives None when fewer than `newsletter.min_stories` remain.
    """
    fresh = tuple(story for story in stories if not story.banned and (story.pinned or story.status != "ongoing"))
    if len(fresh) < newsletter.min_stories:
        return None
    language = newsletter.language or site.language
    composition = Composition(
        newsletter=newsletter,
        topics=tuple(topics),
        stories=fresh,
        local=slot.astimezone(ZoneInfo(newsletter.schedule.timezone or site.timezone)),
        language=language,
        wording=wording_for(language),
        highlights=highlights,
    )
    kinds = block_kinds()
    blocks = tuple(block for spec in newsletter.blocks for block in kinds[spec.kind](composition, spec))
    return _edition(composition, blocks, slot=slot)


def _edition(composition: Composition, blocks: tuple[Block, ...], *, slot: datetime) -> Edition:
    printed = tuple(composition.printed.values())
    facts = {**count_facts(printed), "minutes": minutes_of(blocks, language=composition.language)}
    subject, preheader = _inbox_words(composition, size=size_of(facts, wording=composition.wording))
    return Edition(
        newsletter=composition.newsletter.name,
        slot=slot,
        local_date=composition.local.date(),
        title=clean_line(composition.newsletter.title),
        subject=subject,
        preheader=preheader,
        language=composition.language,
        theme=composition.newsletter.theme,
        blocks=blocks,
        facts=facts,
        stories={story.id: tuple(article.id for article in story.articles) for story in printed},
        choices=dict(composition.choices),
    )


def _inbox_words(composition: Composition, *, size: str) -> tuple[str, str]:
    """Write subject and preheader from what is printed: the first story, then the others in order of rank."""
    printed, wording = tuple(composition.printed.values()), composition.wording
    others = {story.id for story in printed[1:]}
    ranked = (*printed[:1], *(story for story in composition.stories if story.id in others))
    readable = [story for story in ranked if composition.readable(story)]
    titles = [composition.face(story).title for story in readable]
    separator = wording.say("headline_separator")
    title, day = clean_line(composition.newsletter.title), wording.full_date(composition.local.date())
    subject = write_subject(
        titles,
        topics=[composition.main_topic(story) for story in readable],
        fallback=(title, day),
        separator=separator,
    )
    fallback = (size, title, day, " · ".join(outlet["outlet"] for outlet in count_facts(printed)["outlets"]))
    return subject, write_preheader(titles, subject=subject, fallback=fallback, separator=separator)
