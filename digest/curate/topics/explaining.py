"""Why a story is, or is not, under each topic: a story, topics and their window in, a line a topic out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.config.settings import Topic
from digest.curate.reading.meaning import Embedder, Vectors
from digest.curate.topics.filing import pool, speakers
from digest.curate.topics.scoring import Window, weigh_window
from digest.model import Story

_SHOWN = 5


def explain_topics(
    story: Story,
    topics: Sequence[Topic],
    *,
    stories: Sequence[Story] = (),
    vectors: Mapping[str, Vectors] | None = None,
    embedder: Embedder | None = None,
) -> tuple[str, ...]:
    """Give a line for each topic, in their order: in with its score, or out with what is lacking, and the evidence.

    `stories` are those of the window, on which it depends how rare a phrase is; the story itself may be among them.
    """
    members = {article.id: article for one in (*stories, story) for article in speakers(one)}
    window = weigh_window(list(members.values()), topics, vectors=vectors, embedder=embedder)
    return explain_in(window, story)


def explain_in(window: Window, story: Story) -> tuple[str, ...]:
    """Give the same for a story whose voices are in a window that was weighed."""
    return tuple(_line(story, window, column) for column in range(len(window.rules)))


def _line(story: Story, window: Window, column: int) -> str:
    topic = window.rules[column].topic
    scored = [(float(window.scores[row, column]), row) for row in (window.row[one.id] for one in speakers(story))]
    if not scored:
        return f"{topic.name}: no, the story has no voice of its own"
    score, best = pool(scored)
    objections = [line for _, row in scored for line in window.objections(row, column)]
    evidence = [*window.reasons(best, column), *dict.fromkeys(objections)][:_SHOWN]
    because = "; ".join(evidence) or "no phrase of it, and no likeness"
    if score > 0 and score >= topic.min_score:
        return f"{topic.name}: {score:.2f} (needs {topic.min_score:.2f}): {because}"
    return f"{topic.name}: no, best {score:.2f} (needs {topic.min_score:.2f}): {because}"
