"""What sort of page it is: each kind from a page that declares it or has its shape, and an article that looks alike."""

from __future__ import annotations

import json
from typing import Any

import pytest

from digest.extract.page import extract_page

SENTENCE = (
    "The bridge over the Tarn opened on day {} after nine years of delay and of dispute, and nobody came to see it "
    "but the mayor of {}."
)


def story(paragraphs: int) -> str:
    return "".join(f"<p>{SENTENCE.format(day, 'Albi')}</p>" for day in range(paragraphs))


def kind(body: str, *, title: str = "Bridge opens", url: str = "https://a.example/2024/x", **declared: Any) -> str:
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>' if declared else ""
    head = f"<html><head><title>{title}</title>{script}</head>"
    return extract_page(f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>", url=url).kind


PICTURES = "".join(
    f'<figure><img src="/{n}.jpg"><figcaption>The bridge on day {n}, seen from the bank.</figcaption></figure>'
    for n in range(9)
)
TIMES = "".join(f'<time datetime="2024-05-03T1{n}:00Z">1{n}:00</time>' for n in range(8))
LINKS = "".join(f'<p><a href="/{n}">The bridge has opened on day {n} without a crowd</a></p>' for n in range(20))


@pytest.mark.parametrize("paragraphs", [2, 6, 20])
def test_text_is_an_article(paragraphs: int) -> None:
    assert kind(story(paragraphs)) == "article"


def test_a_live_blog_says_so_in_json_ld_or_in_address_and_title() -> None:
    assert kind(story(9), **{"@type": "LiveBlogPosting"}) == "live"
    assert kind(story(9), title="Live: bridge opens", url="https://a.example/live/bridge") == "live"
    assert kind(TIMES + story(9), url="https://a.example/news/liveblog-bridge") == "live"
    assert kind(story(9), url="https://a.example/live/how-we-live") == "article"


def test_a_gallery_has_more_pictures_than_text() -> None:
    assert kind(PICTURES + story(1), **{"@type": "ImageGallery"}) == "gallery"
    assert kind(PICTURES + story(2), url="https://a.example/fotostrecke/bridge") == "gallery"
    assert kind(PICTURES + story(30), url="https://a.example/fotostrecke/bridge") == "article"


def test_a_video_page_has_a_video_and_few_words() -> None:
    assert kind(story(2), **{"@type": "VideoObject"}) == "video"
    assert kind(story(2), url="https://a.example/video/bridge") == "video"
    assert kind(story(12), url="https://a.example/video/bridge") == "article"


def test_a_front_page_is_a_list() -> None:
    assert kind(LINKS + story(1), url="https://a.example/") == "list"
    assert kind(LINKS + story(6), url="https://a.example/") == "article"


def test_the_beginning_behind_a_paywall_is_a_stub() -> None:
    walled = {"@type": "NewsArticle", "isAccessibleForFree": "False"}
    assert kind(story(3), **walled) == "stub"
    assert kind(story(20), **walled) == "article"
    counted: dict[str, Any] = {"@type": "NewsArticle", "wordCount": 900}
    assert kind(story(3), **counted) == "stub"
    assert kind(f"{story(2)}<p>The mayor said that the crowd would come later, when ...</p>") == "stub"
    assert kind("<p>Nothing.</p>") == "stub"


def test_the_text_in_json_ld_answers_where_the_page_has_only_its_beginning() -> None:
    whole = "\n".join(SENTENCE.format(day, "Albi") for day in range(20))
    declared = {"@type": "NewsArticle", "articleBody": whole}
    page = f'<script type="application/ld+json">{json.dumps(declared)}</script><h1>Bridge</h1>{story(2)}'
    assert len(extract_page(page).body) == 20


def test_a_picture_has_the_size_that_the_page_declares() -> None:
    sized = {"@type": "NewsArticle", "image": {"url": "/a.jpg", "width": 1200, "height": {"@value": "630 px"}}}
    page = f'<script type="application/ld+json">{json.dumps(sized)}</script><h1>Bridge</h1>{story(2)}'
    image = extract_page(page, url="https://a.example/x").image
    assert image
    assert (image.width, image.height) == (1200, 630)
