"""The second pass: the articles of a window -> voices -> stories -> topics -> ranks, minding what was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from digest.config import Topic
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.memory import recall
from digest.curate.ranking import rank_stories
from digest.curate.reading.meaning import Embedder
from digest.curate.reading.record import Reading
from digest.curate.stories.gather import cluster_stories
from digest.curate.topics.filing import match_topics
from digest.model import Article, Edition, Link, Story, Voice

_SAME_EDITION = timedelta(days=1)


def curate(
    articles: Sequence[Article],
    *,
    readings: Mapping[str, Reading],
    embedder: Embedder | None,
    topics: Sequence[Topic],
    earlier: Sequence[Edition],
    now: datetime,
    folded: tuple[Sequence[Voice], Sequence[Link]] | None = None,
) -> tuple[Story, ...]:
    """Every article of the window in exactly one story, the stories ranked best first.

    `readings`, by article id, are what was read of the articles when they were collected, with `embedder`'s model; an
    article without one is read now, and stories are gathered without its vector. `folded` are the voices of the
    articles and the links among copies, where they are known already. `earlier` are the newsletter's approved
    editions, newest first: they give stories their identity and status.
    """
    voices, links = folded or fold_duplicates(articles)
    vectors = {name: reading.vector for name, reading in readings.items() if reading.vector.size}
    stories = cluster_stories(
        articles,
        voices=voices,
        duplicate_links=links,
        traits={name: reading.traits for name, reading in readings.items()},
        crossings={name: reading.crossing for name, reading in readings.items()},
        vectors=vectors,
        model=embedder.name if embedder else "",
    )
    stories = recall(stories, earlier=[edition.stories for edition in earlier])
    return rank_stories(match_topics(stories, topics, vectors=vectors, embedder=embedder), now=now)


def window_of(slot: datetime, *, built: datetime, window: timedelta) -> tuple[datetime, datetime]:
    """The span [start, end) of publication times that an edition covers.

    An edition built within a day of its slot reaches up to now, so that a late one is not stale; one of a slot long
    past, or of one still to come, is what it would have been at its time.
    """
    end = built if abs(built - slot) <= _SAME_EDITION else slot
    return min(slot, end) - window, end + timedelta(seconds=1)
