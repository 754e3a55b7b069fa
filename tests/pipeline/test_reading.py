"""A page and its entry: the feed's full text stands in where the page shows only a beginning, and nowhere else."""

from __future__ import annotations

import pytest

from digest.model import Entry
from digest.pipeline.page import PageTask
from digest.pipeline.reading import read_page

SENTENCE = "<p>The bridge over the Tarn opened on day {} after nine years of delay, and nobody came but the mayor.</p>"
WALLED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'


def read(page: str, content: str) -> tuple[str, int]:
    entry = Entry(
        feed_url="https://a.example/feed", key="1", link="https://a.example/1", title="Bridge", content=content
    )
    found = read_page(PageTask(entry.link, "", page.encode(), entry, "en"))
    return found.kind, len(found.body)


def story(paragraphs: int) -> str:
    return "".join(SENTENCE.format(day) for day in range(paragraphs))


@pytest.mark.parametrize(
    ("page", "content", "kind", "paragraphs"),
    [
        (f"{WALLED}<h1>Bridge</h1>{story(6)}", story(12), "article", 12),
        (f"{WALLED}<h1>Bridge</h1>{story(6)}", story(1), "stub", 6),
        (f"<h1>Bridge</h1>{story(6)}", story(12), "article", 6),
    ],
)
def test_a_stub_gives_way_to_the_full_text_of_the_feed(page: str, content: str, kind: str, paragraphs: int) -> None:
    assert read(page, content) == (kind, paragraphs)
