"""The second pass: the articles of a window -> voices -> stories -> topics -> ranks, minding what was printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from digest.config import Topic
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.memory import recall
from digest.curate.overrides import Rulings, move_stories, rule_stories
from digest.curate.ranking import rank_stories
from digest.curate.reading.fingerprint import Fingerprint
from digest.curate.reading.meaning import Embedder
from digest.curate.reading.record import Reading
from digest.curate.stories.gather import choose_lead, cluster_stories
from digest.curate.topics.filing import match_topics
from digest.model import Article, Edition, Link, Story, Voice

Fold = Callable[[Sequence[Article], Mapping[str, Fingerprint]], tuple[Sequence[Voice], Sequence[Link]]]
"""Articles and what is known of their fingerprints, by id -> voices, and the links among copies."""

_SAME_EDITION = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What was before: nothing, for a first edition."""

    editions: Sequence[Edition] = ()
    """The newsletter's approved editions, newest first: they give stories their status."""
    remembered: Mapping[str, str] = field(default_factory=dict)
    """Article id -> the story that held it in the last build that had it."""
    reminders: Sequence[Article] = ()
    """Articles from before the window by which today's stories find what they were."""


NO_PAST = Past()
NO_RULINGS = Rulings()


def curate(
    articles: Sequence[Article],
    *,
    readings: Mapping[str, Reading],
    embedder: Embedder | None,
    topics: Sequence[Topic],
    now: datetime,
    past: Past = NO_PAST,
    rulings: Rulings = NO_RULINGS,
    fold: Fold = fold_duplicates,
) -> tuple[Story, ...]:
    """Every article of the window that nobody banned in exactly one story, the stories ranked best first.

    `readings`, by article id, are what was read of the articles when they were collected, with `embedder`'s model; an
    article without one is read now, and stories are gathered without its vector. `fold` gives voices and links among
    copies where these are known already.
    """
    window = {article.id for article in articles}
    reminders = [article for article in past.reminders if article.id not in window]
    read = [article for article in (*articles, *reminders) if article.id not in rulings.banned]
    fingerprints = {name: reading.fingerprint for name, reading in readings.items()}
    voices, links = fold(read, fingerprints)
    vectors = {name: reading.vector for name, reading in readings.items() if reading.vector.size}
    stories = cluster_stories(
        read,
        voices=voices,
        duplicate_links=links,
        traits={name: reading.traits for name, reading in readings.items()},
        crossings={name: reading.crossing for name, reading in readings.items()},
        vectors=vectors,
        model=embedder.name if embedder else "",
        together=rulings.together,
        apart=rulings.apart,
    )
    stories = recall(
        stories,
        earlier=past.editions,
        remembered=past.remembered,
        reminders=frozenset(article.id for article in reminders),
        choose_lead=choose_lead,
    )
    filed = match_topics(rule_stories(stories, rulings), topics, vectors=vectors, embedder=embedder)
    return rank_stories(move_stories(filed, rulings), now=now)


def window_of(slot: datetime, *, built: datetime, window: timedelta) -> tuple[datetime, datetime]:
    """The span [start, end) of publication times that an edition covers.

    An edition built within a day of its slot reaches up to now, so that a late one is not stale; one of a slot long
    past, or of one still to come, is what it would have been at its time.
    """
    end = built if abs(built - slot) <= _SAME_EDITION else slot
    return min(slot, end) - window, end + timedelta(seconds=1)
