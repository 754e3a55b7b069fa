"""What matters today: stories in, the same stories best first out, each with the named parts of its score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.model import Article, Rank, Story

_HALF_LIFE = timedelta(hours=12)
_VOICE, _COUNTRY, _LANGUAGE = 1.0, 0.6, 0.4
_FRESH = 2.0
_WEIGHT = 0.8
_PICTURE, _STANDFIRST = 0.15, 0.1
_STUB = -2.0
_MOST_WEIGHT = 4.0
_REPEAT = -1.5
_BY_HAND = 100.0
"""More than any story can reach by itself (voices of 1,000 newsrooms in 100 countries: about 20)."""


def rank_stories(stories: Sequence[Story], *, now: datetime) -> tuple[Story, ...]:
    """Give the stories best first, each with a Rank whose parts add up to its score.

    The parts: `voices` (log2 of the newsrooms that wrote their own text), `countries`, `languages` (log2 as well),
    `fresh` (2 at `now`, half of it every twelve hours since the last change), `sources` (log2 of the mean weight the
    operator gave them), `picture`, `standfirst`, `stub` for a lead that is none, `repeats` (-1.5 times the share of its
    voices that earlier editions printed), `pin` and `ban` (an editor's: +100 and -100). Ties are broken by id.
    """
    ranked = (replace(story, rank=_rank(story, now=now)) for story in stories)
    return tuple(sorted(ranked, key=lambda story: (-story.rank.score, story.id)))


def _rank(story: Story, *, now: datetime) -> Rank:
    voices = _own_texts(story)
    newsrooms = {article.outlet or article.feed_url for article in voices}
    weight = sum(article.weight for article in voices) / max(1, len(voices))
    parts = {
        "voices": _VOICE * math.log2(1 + len(newsrooms)),
        "countries": _COUNTRY * math.log2(max(1, len({article.country for article in voices} - {""}))),
        "languages": _LANGUAGE * math.log2(max(1, len({article.language for article in voices} - {""}))),
        "fresh": _FRESH * _freshness(story, now=now),
        "sources": _WEIGHT * math.log2(max(1 / _MOST_WEIGHT, min(_MOST_WEIGHT, weight))),
        "picture": _PICTURE * (story.lead.image is not None),
        "standfirst": _STANDFIRST * bool(story.lead.standfirst),
        "stub": _STUB * (story.lead.kind == "stub"),
        "repeats": _REPEAT * _heard(story),
        "pin": _BY_HAND * story.pinned,
        "ban": -_BY_HAND * story.banned,
    }
    rounded = tuple((name, round(value, 4)) for name, value in parts.items() if value)
    return Rank(round(sum(value for _, value in rounded), 4), rounded)


def _heard(story: Story) -> float:
    """Give the share of what is told that earlier editions told already: 0 for a new story, 1 for one with no news."""
    if story.changes is None:
        return 0.0
    return story.changes.heard / max(1, story.changes.heard + len(story.changes.voices))


def _own_texts(story: Story) -> list[Article]:
    originals = {voice.original for voice in story.voices}
    return [article for article in story.articles if article.id in originals]


def _freshness(story: Story, *, now: datetime) -> float:
    """Give 1 for a change at `now` or after it, halving every half-life; 0 when nobody knows."""
    if story.last_change is None:
        return 0.0
    age = max(timedelta(0), now - story.last_change)
    return float(0.5 ** (age / _HALF_LIFE))
