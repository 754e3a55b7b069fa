"""Which of an editor's subjects a story belongs under: stories and topics in, stories with their topics out.

A phrase counts by where it stands (title > standfirst > lead > body), by how many different ones there are and by how
rare they are in the window; what an article is about counts beside it (`nearness`). Scores are pooled over the voices
of a story. Many topics are allowed, and none. Measured by `python -m bench topics`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.config.settings import Topic
from digest.curate.reading.meaning import Embedder, Vectors
from digest.curate.topics.scoring import EVERYTHING, Parts, Window, weigh_window
from digest.model import Article, Story, TopicMatch


def match_topics(
    stories: Sequence[Story],
    topics: Sequence[Topic],
    *,
    vectors: Mapping[str, Vectors] | None = None,
    embedder: Embedder | None = None,
    parts: Parts = EVERYTHING,
) -> tuple[Story, ...]:
    """Give the stories, in their order, each with the topics it reaches `min_score` of, best first.

    `vectors` are those of `embedder`, by article id; missing ones are made; without an embedder words stand in for
    meaning. An article in which a phrase of `none` stands counts nothing for that topic; one that lacks a phrase of
    `all` neither. A story's score is the mean over the better half of its voices, so that voices in languages in which
    the editor wrote no phrase do not outvote those that could match.
    """
    if not topics:
        return tuple(replace(story, topics=()) for story in stories)
    voices = [article for story in stories for article in speakers(story)]
    return file_stories(stories, weigh_window(voices, topics, vectors=vectors, embedder=embedder, parts=parts))


def file_stories(stories: Sequence[Story], window: Window) -> tuple[Story, ...]:
    """Give the stories, in their order, filed by what was weighed; `window` holds all their voices."""
    found = [_match(story, window) for story in stories]
    best = window.scores.argmax(axis=1).tolist() if window.scores.size else []
    spread = Counter(match.topic for matches in found for match in matches)

    def order(match: TopicMatch) -> tuple[float, int, str]:
        """Of two that fit equally well, the one that fits fewer stories says more about this one."""
        return (-match.score, spread[match.topic], match.topic)

    return tuple(
        replace(story, topics=tuple(sorted(matches, key=order)), nearest=None)
        if matches
        else replace(story, topics=(), nearest=_nearest(story, window, best))
        for story, matches in zip(stories, found, strict=True)
    )


def speakers(story: Story) -> list[Article]:
    """Give the articles of a story that count: the original of each voice, no copies."""
    originals = {voice.original for voice in story.voices}
    return [article for article in story.articles if article.id in originals]


def pool(scores: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """Pool (score, row) of a story's voices: the mean of the better half, and the row of the best."""
    ranked = sorted(scores, key=lambda item: (-item[0], item[1]))
    better = ranked[: math.ceil(len(ranked) / 2)]
    return round(math.fsum(score for score, _ in better) / len(better), 4), ranked[0][1]


def _nearest(story: Story, window: Window, best: Sequence[int]) -> TopicMatch | None:
    """Give the topic that one of a story's voices comes nearest to; None where none comes near."""
    rows = [window.row[article.id] for article in speakers(story)] if best else []
    if not rows:
        return None
    row = max(rows, key=lambda row: (window.scores[row, best[row]], -row))
    column = best[row]
    score, _ = pool([(float(window.scores[one, column]), one) for one in rows])
    return TopicMatch(window.rules[column].topic.name, score, window.reasons(row, column)) if score > 0 else None


def _match(story: Story, window: Window) -> list[TopicMatch]:
    rows = [window.row[article.id] for article in speakers(story)]
    matches = []
    for column in sorted({column for row in rows for column in window.fitting[row]}):
        rule = window.rules[column]
        score, row = pool([(float(window.scores[row, column]), row) for row in rows])
        if score > 0 and score >= rule.topic.min_score:
            matches.append(TopicMatch(rule.topic.name, score, window.reasons(row, column)))
    return matches
