"""What the feed itself carries of an article -> an extraction with its language. Needs no worker: nothing is parsed."""

from __future__ import annotations

from dataclasses import replace

from digest.language.detect import detect_language
from digest.model import Entry, Extraction
from digest.pipeline.page import PageTask
from digest.sanitize import plain_lines
from digest.text import count_words

ENOUGH_WORDS = 80
"""A feed's own text of this many words is an article; a shorter one is only its beginning."""


def read_feed_text(task: PageTask) -> Extraction:
    """The feed's own text as the article."""
    return with_language(from_feed(task.entry), task)


def from_feed(entry: Entry) -> Extraction:
    """The feed's own text, labelled as a stub when it is only a beginning."""
    lines = plain_lines(entry.content) or ((entry.summary,) if entry.summary else ())
    enough = count_words(" ".join(lines)) >= ENOUGH_WORDS
    return Extraction(
        title=entry.title,
        body=lines,
        kind="article" if enough else "stub",
        origins={"body": "feed"},
    )


def with_language(found: Extraction, task: PageTask) -> Extraction:
    """The same in the language that its words and what is declared of it say."""
    declared = found.language or task.entry.language or task.source_language
    language, _ = detect_language(" ".join([task.entry.title, *found.body])[:3000], declared=declared)
    return replace(found, language=language)
