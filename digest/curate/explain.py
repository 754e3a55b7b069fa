"""Why an article is where it is: articles and stories in, lines for a person out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.reading.traits import Traits
from digest.curate.stories.affinity import Vector, measure
from digest.model import Article, Story


def explain_pair(
    left: Article,
    right: Article,
    stories: Sequence[Story],
    *,
    traits: Mapping[str, Traits] | None = None,
    vectors: Mapping[str, Vector] | None = None,
    model: str = "",
) -> tuple[str, ...]:
    """Say why two articles are, or are not, one story.

    `stories` are those of the window: how rare a word is, and so every score, depends on them. `traits`, `vectors` and
    `model` are what the stories were made with (`cluster_stories`): without them the scores are those of words alone.
    """
    if left.id == right.id:
        return ("both are the same article",)
    first, second = _story_of(left, stories), _story_of(right, stories)
    lines = [_verdict(first, second)]
    _, copies = fold_duplicates((left, right))
    if copies:
        lines.append(f"one text: {'; '.join(copies[0].reasons)}")
    known = {article.id: article for story in stories for article in story.articles} | {left.id: left, right.id: right}
    ordered = sorted(known)
    affinity = measure([known[identity] for identity in ordered], traits=traits, vectors=vectors, model=model)
    mine, theirs = ordered.index(left.id), ordered.index(right.id)
    score, needed = affinity.score(mine, theirs), affinity.threshold(mine, theirs)
    lines.append(f"likeness {score:.2f}, {needed:.2f} is needed: {'enough' if score >= needed else 'not enough'}")
    lines.extend(affinity.link(mine, theirs).reasons)
    if first is not None and first is second and score < needed:
        lines.append("they are tied through others of the story:")
        lines.extend(_ties(left, first))
        lines.extend(_ties(right, first))
    if first is not second and score >= needed:
        lines.append("each is nearer to the articles of its own story than to those of the other's")
    return tuple(lines)


def explain_article(article: Article, stories: Sequence[Story]) -> tuple[str, ...]:
    """Say in which story an article is, what ties it there, and why the story is filed and ranked as it is."""
    story = _story_of(article, stories)
    if story is None:
        return ("in no story of this window",)
    place = "leads" if story.lead.id == article.id else "is in"
    lines = [f"{place} story {story.id}: {story.lead.title}", f"{_counted(len(story.voices), 'voice')}, {story.status}"]
    voice = next((voice for voice in story.voices if article.id in voice.copies), None)
    if voice is not None:
        original = next((member for member in story.articles if member.id == voice.original), None)
        lines.append(f"a copy of {original.outlet}: {original.title}" if original else f"a copy of {voice.original}")
    lines.extend(_ties(article, story))
    lines.extend(f"topic {match.topic} {match.score:.2f}: {'; '.join(match.reasons)}" for match in story.topics)
    if story.rank.parts:
        parts = ", ".join(f"{name} {value:+.2f}" for name, value in story.rank.parts)
        lines.append(f"rank {story.rank.score:.2f} = {parts}")
    return tuple(lines)


def _verdict(first: Story | None, second: Story | None) -> str:
    if first is None or second is None:
        return "not one story: at least one of them is in no story of this window"
    if first is second:
        return f"one story: {first.id}, {first.lead.title}"
    return f"two stories: {first.id}, {first.lead.title} / {second.id}, {second.lead.title}"


def _ties(article: Article, story: Story) -> list[str]:
    names = {member.id: f"{member.outlet}: {member.title}" for member in story.articles}
    lines = []
    for link in story.links:
        if article.id in {link.left, link.right}:
            other = link.right if link.left == article.id else link.left
            lines.append(f"tied {link.score:.2f} to {names.get(other, other)} ({'; '.join(link.reasons)})")
    return lines


def _story_of(article: Article, stories: Sequence[Story]) -> Story | None:
    return next((story for story in stories if any(member.id == article.id for member in story.articles)), None)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
