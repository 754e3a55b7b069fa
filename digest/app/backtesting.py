"""What other topic rules would have done: the articles of the last days, two sets of topics in; the changes out.

Each day is replayed as a build of that day would have seen it: its own window, gathered into stories, filed under both
sets of rules. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest.config import Topic
from digest.curate.reading.meaning import Embedder
from digest.curate.reading.record import Reading
from digest.curate.topics.explaining import explain_in
from digest.curate.topics.filing import file_stories, speakers
from digest.curate.topics.scoring import weigh_window
from digest.model import Article, Story, TopicMatch
from digest.pipeline.curate import curate
from digest.pipeline.readings import Reader
from digest.ports import Articles, Progress

_DAY = timedelta(days=1)
_NOW_TOO = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """A story that came under a topic, or left it: both scores, 0 for a side on which it is not, and the reasons."""

    topic: str
    is_added: bool
    story: str
    title: str
    before: float
    after: float
    reasons: tuple[str, ...]
    """Of a story that was added: why it is in. Of one that was dropped: why it was in."""
    explained: str
    """What the changed rules say of the story; "" when they no longer know the topic."""


@dataclass(frozen=True, slots=True)
class Day:
    """One replayed day."""

    day: date
    """The UTC date on which its window ends."""
    stories: int
    before: Mapping[str, int]
    """Topic -> how many stories the present rules file under it."""
    after: Mapping[str, int]
    changes: tuple[Change, ...]
    """By topic in the order of the rules, additions first, best first."""


def backtest(
    articles: Articles,
    *,
    before: Sequence[Topic],
    after: Sequence[Topic],
    now: datetime,
    days: int,
    window: timedelta,
    progress: Progress,
    reader: Reader,
    embedder: Embedder | None,
) -> tuple[Day, ...]:
    """Replay the last `days` days, oldest first; each window is `window` long and ends at this time of its day."""
    progress.start("replay", days)
    done = []
    for back in range(days - 1, -1, -1):
        end = now - back * _DAY
        span = (end - window, end + _NOW_TOO)
        found = articles.articles_between(*span)
        done.append(_replay(found, before, after, end=end, readings=reader(span), embedder=embedder))
        progress.advance(done[-1].day.isoformat())
    progress.finish(f"{sum(len(one.changes) for one in done)} changes")
    return tuple(done)


def changed_topic(
    topics: Sequence[Topic],
    name: str,
    *,
    any_of: Sequence[str] = (),
    all_of: Sequence[str] = (),
    none_of: Sequence[str] = (),
    without: Sequence[str] = (),
    min_score: float | None = None,
) -> tuple[Topic, ...]:
    """Give the topics with one of them changed: phrases added, those of `without` taken away; a new name is added."""
    old = next((topic for topic in topics if topic.name == name), Topic(name=name))
    gone = set(without)
    new = replace(
        old,
        any=tuple(item for item in (*old.any, *any_of) if item not in gone),
        all=tuple(item for item in (*old.all, *all_of) if item not in gone),
        none=tuple(item for item in (*old.none, *none_of) if item not in gone),
        min_score=old.min_score if min_score is None else min_score,
    )
    rest = [new if topic.name == name else topic for topic in topics]
    return tuple(rest) if old in topics else (*rest, new)


def _replay(
    articles: Sequence[Article],
    before: Sequence[Topic],
    after: Sequence[Topic],
    *,
    end: datetime,
    readings: Mapping[str, Reading],
    embedder: Embedder | None,
) -> Day:
    stories = curate(articles, readings=readings, embedder=embedder, topics=(), now=end)
    vectors = {name: reading.vector for name, reading in readings.items() if reading.vector.size}
    voices = [article for story in stories for article in speakers(story)]
    now_in = _filed(file_stories(stories, weigh_window(voices, before, vectors=vectors, embedder=embedder)))
    weighed = weigh_window(voices, after, vectors=vectors, embedder=embedder)
    then_in = _filed(file_stories(stories, weighed))
    known = {story.id: story for story in stories}
    columns = {topic.name: column for column, topic in enumerate(after)}
    changes = []
    for name in dict.fromkeys(topic.name for topic in (*before, *after)):
        old, new = now_in.get(name, {}), then_in.get(name, {})
        for is_added, match in [
            *((True, one) for one in _best_first(new, without=old)),
            *((False, one) for one in _best_first(old, without=new)),
        ]:
            story = known[match[0]]
            changes.append(
                Change(
                    topic=name,
                    is_added=is_added,
                    story=story.id,
                    title=story.lead.title,
                    before=0.0 if is_added else match[1].score,
                    after=match[1].score if is_added else 0.0,
                    reasons=match[1].reasons,
                    explained=explain_in(weighed, story)[columns[name]] if name in columns else "",
                )
            )
    return Day(
        day=end.date(),
        stories=len(stories),
        before={topic.name: len(now_in.get(topic.name, {})) for topic in before},
        after={topic.name: len(then_in.get(topic.name, {})) for topic in after},
        changes=tuple(changes),
    )


def _filed(stories: Sequence[Story]) -> dict[str, dict[str, TopicMatch]]:
    """Topic -> story id -> its match."""
    filed: dict[str, dict[str, TopicMatch]] = {}
    for story in stories:
        for match in story.topics:
            filed.setdefault(match.topic, {})[story.id] = match
    return filed


def _best_first(
    matches: Mapping[str, TopicMatch], *, without: Mapping[str, TopicMatch]
) -> list[tuple[str, TopicMatch]]:
    left = [(story, match) for story, match in matches.items() if story not in without]
    return sorted(left, key=lambda pair: (-pair[1].score, pair[0]))
