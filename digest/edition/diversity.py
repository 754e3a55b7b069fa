"""Not the same again: ranked stories in, those that a block takes out, with what likeness cost them.

As in maximal marginal relevance (Carbonell and Goldstein 1998) each choice is the best by score less what it repeats
of those chosen before it: the outlet that speaks for the story, and the event that its headlines are about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from digest.model import Story

SAME_OUTLET: Final = 0.75
"""What each story of the same outlet in the block costs: as much as three quarters of a second newsroom adds."""
SAME_EVENT: Final = 3.0
"""What a story costs whose headlines share all their rare words with one above it; less in proportion."""
_FEWEST_SHARED, _LEAST_SHARE = 3, 0.25
"""Fewer rare words in common are chance: three of many, or less than a quarter."""
_LOOK: Final = 20
"""How many times as many stories as a block has room for are looked at: a large window stays quick."""
_COMMON: Final = 0.1
_FEWEST_COMMON: Final = 3
_LETTERS: Final = 7
_SHORTEST: Final = 4
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN: Final = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_IS_UNSPACED: Final = re.compile(rf"[{_UNSPACED}]")

OutletOf = Callable[[Story], str]
Words = Mapping[str, frozenset[str]]
"""Story id -> the words of its headlines that few other stories have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A story that a block takes or passes over."""

    story: Story
    cost: float
    """How much of its score likeness took."""
    why: str
    """What it is like; "" when it is like nothing above it."""


def rare_words(stories: Sequence[Story]) -> Words:
    """Give the words of each story's headlines that stand in few of the other stories' headlines."""
    found = {story.id: _headline_words(story) for story in stories}
    spread = Counter(word for words in found.values() for word in words)
    most = max(_FEWEST_COMMON, _COMMON * len(stories))
    return {name: frozenset(word for word in words if spread[word] <= most) for name, words in found.items()}


def choose(
    stories: Sequence[Story], *, most: int, printed: Sequence[Story], words: Words, outlet_of: OutletOf
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Choose `most` stories one by one, and give them with those that likeness alone kept out.

    `stories` are ranked best first; `printed` stand above the block. What an editor pinned costs nothing.
    """
    stories = stories[: _LOOK * most]
    taken: list[Choice] = []
    outlets: Counter[str] = Counter()
    events = {story.id: _likest(story, printed, words) for story in stories}
    left = list(stories)
    while left and len(taken) < most:
        choices = [_priced(story, outlets[outlet_of(story)], outlet_of(story), events[story.id]) for story in left]
        best = max(range(len(left)), key=lambda place: (left[place].rank.score - choices[place].cost, -place))
        taken.append(choices[best])
        story = left.pop(best)
        outlets[outlet_of(story)] += 1
        for other in left:
            events[other.id] = max(events[other.id], _likest(other, [story], words))
    by_rank = {story.id for story in stories[:most]}
    passed = (_priced(story, outlets[outlet_of(story)], outlet_of(story), events[story.id]) for story in left)
    return tuple(taken), tuple(choice for choice in passed if choice.story.id in by_rank)


def share_out(stories: Sequence[Story], *, most: int, per_outlet: int, outlet_of: OutletOf) -> tuple[Story, ...]:
    """Take `most` stories in their order, at most `per_outlet` of one outlet while others wait."""
    counts: Counter[str] = Counter()
    within: list[Story] = []
    over: list[Story] = []
    for story in stories:
        counts[outlet_of(story)] += 1
        (within if counts[outlet_of(story)] <= per_outlet else over).append(story)
    return tuple((within + over)[: max(0, most)])


def _priced(story: Story, same: int, outlet: str, event: tuple[float, str]) -> Choice:
    if story.pinned:
        return Choice(story, 0.0, "")
    likeness, title = event
    reasons = []
    if same:
        reasons.append(f"{outlet} has {same} above it: -{SAME_OUTLET * same:.2f}")
    if likeness:
        reasons.append(f"like '{title}': -{SAME_EVENT * likeness:.2f}")
    return Choice(story, SAME_OUTLET * same + SAME_EVENT * likeness, ", ".join(reasons))


def _likest(story: Story, others: Sequence[Story], words: Words) -> tuple[float, str]:
    """Give the largest share of rare words with another story, 0..1, and that story's headline."""
    own = words.get(story.id, frozenset())
    best = (0.0, "")
    for other in others:
        theirs = words.get(other.id, frozenset())
        shared = len(own & theirs)
        share = shared / max(1, min(len(own), len(theirs)))
        if other.id != story.id and shared >= _FEWEST_SHARED and share >= _LEAST_SHARE:
            best = max(best, (round(share, 4), other.lead.title))
    return best


def _headline_words(story: Story) -> frozenset[str]:
    """Give the words of all headlines, cut to seven letters; pairs of characters where there are no spaces."""
    found: set[str] = set()
    for article in story.articles:
        for run in _RUN.findall(article.title.casefold()):
            if _IS_UNSPACED.match(run):
                found.update(run[place : place + 2] for place in range(len(run) - 1))
            elif len(run) >= _SHORTEST:
                found.add(run[:_LETTERS])
    return frozenset(found)
