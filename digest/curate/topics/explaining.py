"""Why a story is, or is not, under each topic: a story and its window in, a line a topic out."""

from __future__ import annotations

from digest.curate.topics.filing import pool, speakers
from digest.curate.topics.scoring import Window
from digest.model import Story

_SHOWN = 5


def explain_in(window: Window, story: Story) -> tuple[str, ...]:
    """Give a line for each topic, in their order: in with its score, or out with what is lacking, and the evidence.

    The story's voices are in the window.
    """
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
