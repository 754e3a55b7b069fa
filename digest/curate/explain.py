"""Why an article is where it is: articles and their stories in, receipts out, as values and as lines for a person.

What a build wrote down is read, not found again. Only how near two articles are that no link ties is measured anew,
beside articles of the same window: how rare a word is depends on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.reading.record import Reading
from digest.curate.stories.affinity import Affinity, measure
from digest.model import Article, Link, Story

Role = Literal["lead", "voice", "copy", "none"]
_MOST_VOICES = 40
BESIDE = 600
"""Beside how many articles of a window two are measured: enough to tell rare words from common ones."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """What an article is to a story."""

    role: Role
    copy_of: str = ""
    """The id of the article whose text it prints; "" for a text of its own."""
    links: tuple[Link, ...] = ()
    """What ties the article to others of the story, the strongest first."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two articles are."""

    together: bool
    """Whether they are in one story."""
    stories: tuple[str, str]
    """Their stories' ids; "" for none."""
    copy: tuple[str, ...] = ()
    """Why they are one text; () when they are not."""
    link: Link | None = None
    """Their score and what they share."""
    needs: float = 0.0
    """The score that a pair of their languages and lengths needs to be tied; 0 where a build tied them."""
    beside: int = 0
    """Beside how many articles they were measured for this; 0 where the build's own link says it."""
    path: tuple[Link, ...] = ()
    """The links over others of the story that lead from the one to the other, where none does directly."""


def explain_article(article: Article, story: Story | None) -> Belonging:
    """Say what an article is to the story that holds it."""
    if story is None:
        return Belonging("none")
    links = [link for link in story.links if article.id in {link.left, link.right}]
    links.sort(key=lambda link: (-link.score, link.left, link.right))
    original = next((voice.original for voice in story.voices if article.id in voice.copies), "")
    role: Role = "lead" if story.lead.id == article.id else "copy" if original else "voice"
    return Belonging(role, original, tuple(links))


def explain_pair(
    left: Article,
    right: Article,
    *,
    first: Story | None,
    second: Story | None,
    window: Sequence[Article],
    readings: Mapping[str, Reading] | None = None,
    model: str = "",
) -> Nearness:
    """Say why two articles are, or are not, one story.

    `first` and `second` are their stories; `window` are some articles of the same build, for comparison. `readings`
    are the records, by article id, that the stories were made with, and `model` is their embedding model: without them
    the scores are those of words alone.
    """
    stories = (first.id if first else "", second.id if second else "")
    together = first is not None and stories[0] == stories[1]
    ends = {left.id, right.id}
    direct = [link for link in first.links if {link.left, link.right} == ends] if first and together else []
    if direct:
        return Nearness(together, stories, link=max(direct, key=lambda link: (link.score, link.reasons)))
    _, copies = fold_duplicates((left, right))
    own = [article for story in (first, second) if story is not None for article in story.articles]
    known = {article.id: article for article in (*window, *own, left, right)}
    ordered = sorted(known)
    read = {one: reading for one, reading in (readings or {}).items() if one in known}
    affinity = measure(
        [known[one] for one in ordered],
        traits={one: reading.traits for one, reading in read.items()},
        crossings={one: reading.crossing for one, reading in read.items()},
        vectors={one: reading.vector for one, reading in read.items() if reading.vector.size},
        model=model,
    )
    places = {one: place for place, one in enumerate(ordered)}
    mine, theirs = places[left.id], places[right.id]
    return Nearness(
        together,
        stories,
        copy=copies[0].reasons if copies else (),
        link=affinity.link(mine, theirs),
        needs=round(affinity.threshold(mine, theirs), 4),
        beside=len(ordered),
        path=_chain(left.id, right.id, first, affinity, places=places) if first and together else (),
    )


def some_of(ids: Sequence[str]) -> list[str]:
    """Choose the articles of a window to measure two beside: all of them, or every so many of the sorted ids."""
    step = -(-len(ids) // BESIDE)
    return sorted(ids)[:: max(1, step)]


def describe_link(link: Link) -> str:
    """Say a link's score and reasons: "tied .83: containment .93, title 88"."""
    return f"{short(link.score)}: {'; '.join(link.reasons)}"


def short(score: float) -> str:
    """Write a score without its zero: .83."""
    return f"{score:.2f}".replace("0.", ".", 1) if abs(score) < 1 else f"{score:.2f}"


def _chain(start: str, end: str, story: Story, affinity: Affinity, *, places: Mapping[str, int]) -> tuple[Link, ...]:
    """Find the links that lead from one article to another: those of the build, else the strongest chain there is."""
    path = _path(start, end, story.links)
    if path:
        return path
    voices = [voice.original for voice in story.voices[:_MOST_VOICES]]
    pairs = [(places[one], places[other]) for one, other in combinations(sorted({*voices, start, end}), 2)]
    tree: list[Link] = []
    for link in sorted(affinity.links(pairs), key=lambda link: (-link.score, link.left, link.right)):
        if not _path(link.left, link.right, tree):
            tree.append(link)
        if path := _path(start, end, tree):
            return path
    return ()


def _path(start: str, end: str, links: Sequence[Link]) -> tuple[Link, ...]:
    """Find the fewest links from one article to another; () when there is no way."""
    ways: dict[str, tuple[Link, ...]] = {start: ()}
    ordered = sorted(links, key=lambda link: (-link.score, link.left, link.right))
    front = [start]
    while front and end not in ways:
        reached = []
        for here in front:
            for link in ordered:
                if here in {link.left, link.right}:
                    there = link.right if link.left == here else link.left
                    if there not in ways:
                        ways[there] = (*ways[here], link)
                        reached.append(there)
        front = reached
    return ways.get(end, ())
