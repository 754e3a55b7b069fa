"""What became of the articles that an edition does not print: a build in, a reason for each of them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from digest.config import Topic
from digest.curate.explain import short
from digest.curate.overrides import Rulings, describe_override
from digest.model import Article, Edition, Story

Reason = Literal["banned", "copy", "repeats", "crowded", "no topic", "below", "no edition", "outside", "late"]
REASONS: Mapping[Reason, str] = {
    "banned": "banned by an editor",
    "copy": "a copy of another article that is not printed",
    "repeats": "in an earlier edition, and nothing new since",
    "crowded": "too like what stands above it",
    "no topic": "no topic reached its min_score, and no block that takes such stories had room",
    "below": "every block that fits was full before it",
    "no edition": "too few stories for an edition",
    "outside": "read during the window, but published outside of it",
    "late": "read after the build",
}
"""Each reason in the order in which they are listed, with what it means."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that the edition does not print."""

    article: Article
    reason: Reason
    detail: str
    """The reason in full, for a person."""
    story: str = ""
    """The id of its story; "" when it is in none."""


def find_left_out(
    stories: Sequence[Story],
    *,
    articles: Sequence[Article],
    outside: Sequence[Article] = (),
    edition: Edition | None,
    rulings: Rulings,
    nearest: Mapping[str, str] | None = None,
) -> tuple[LeftOut, ...]:
    """List every article of a build that its edition does not print, by the rank of its story.

    `stories` are those of the build, best first; `articles` those of its window and `outside` those that were read
    during it but published outside of it. `nearest` gives for stories of no topic how near they came to one.
    """
    found: list[LeftOut] = []
    filed: set[str] = set()
    for place, story in enumerate(stories, start=1):
        filed.update(article.id for article in story.articles)
        if edition is not None and story.id in edition.stories:
            continue
        near = (nearest or {}).get(story.id, "")
        reason, detail = reason_of(story, place=f"{place} of {len(stories)} by rank", edition=edition, nearest=near)
        found += _of_story(story, reason=reason, detail=detail)
    for article in articles:
        if article.id not in filed:
            ruling = rulings.banned.get(article.id)
            detail = describe_override(ruling) if ruling else REASONS["late"]
            found.append(LeftOut(article, "banned" if ruling else "late", detail))
    found += [LeftOut(one, "outside", f"published {one.published:%Y-%m-%d %H:%M} UTC") for one in outside]
    return tuple(found)


def reason_of(story: Story, *, place: str, edition: Edition | None, nearest: str = "") -> tuple[Reason, str]:
    """Say why a story of a build is not in its edition; `place` is its place by rank, in words."""
    if story.banned:
        said = [ruling for ruling in story.rulings if ruling.startswith("banned")]
        return "banned", said[-1] if said else REASONS["banned"]
    if edition is None:
        return "no edition", REASONS["no edition"]
    if story.status == "ongoing" and not story.pinned:
        return "repeats", REASONS["repeats"]
    if story.id in edition.choices:
        return "crowded", f"{place}; {'; '.join(edition.choices[story.id])}"
    if not story.topics:
        near = f" ({nearest})" if nearest else ""
        return "no topic", f"{place}; {REASONS['no topic']}{near}"
    return "below", f"{place}; {REASONS['below']}"


def count_reasons(left_out: Sequence[LeftOut]) -> dict[str, int]:
    """Count articles by reason, in the order of `REASONS`."""
    counts = Counter(one.reason for one in left_out)
    return {reason: counts[reason] for reason in REASONS if counts[reason]}


def nearest_topic(story: Story, topics: Sequence[Topic]) -> str:
    """Say which topic a story of none came nearest to: "best Europe .18 of .25: any: 'brussels' in body"."""
    near = story.nearest
    if near is None:
        return ""
    needed = next((f" of {short(topic.min_score)}" for topic in topics if topic.name == near.topic), "")
    why = f": {'; '.join(near.reasons)}" if near.reasons else ""
    return f"best {near.topic} {short(near.score)}{needed}{why}"


def _of_story(story: Story, *, reason: Reason, detail: str) -> Iterator[LeftOut]:
    names = {article.id: f"{article.outlet}: {article.title}" for article in story.articles}
    copied = {copy: voice.original for voice in story.voices for copy in voice.copies}
    for article in story.articles:
        if article.id in copied:
            yield LeftOut(article, "copy", f"a copy of {names[copied[article.id]]}; {detail}", story.id)
        else:
            yield LeftOut(article, reason, detail, story.id)
