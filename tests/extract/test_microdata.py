"""Microdata: an origin of its own for title, authors, dates and picture, asked after JSON-LD and OpenGraph."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.extract.metadata import Metadata, read_metadata
from digest.extract.tree import parse_tree, read_markup

ARTICLE = """
<article itemscope itemtype="https://schema.org/NewsArticle">
  <p itemprop="headline">Dam opens</p>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann Lee</b>, Oslo</span>
  <div itemprop="author">By Bo Ek</div>
  <meta itemprop="datePublished" content="2024-06-03T07:15:00+02:00">
  <time itemprop="dateModified" datetime="2024-06-04">
  </time><span itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><link itemprop="url" href="/d.jpg">
  </span><p>It rained.</p>
  <div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
    <i itemprop="author">Cy Fox</i><meta itemprop="datePublished" content="2020-01-01"></div>
</article>
"""


def metadata(body: str, head: str = "") -> Metadata:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_metadata(read_markup(parse_tree(page), url="https://a.example/x"), url="https://a.example/x")


def test_an_article_is_read_without_the_comments_inside_it() -> None:
    found = metadata(ARTICLE)
    assert (found.title, found.authors) == ("Dam opens", ("Ann Lee", "Bo Ek"))
    assert found.published == datetime(2024, 6, 3, 5, 15, tzinfo=UTC)
    assert found.modified == datetime(2024, 6, 4, tzinfo=UTC)
    assert found.image is not None
    assert found.image.url == "https://a.example/d.jpg"
    assert {found.origins[name] for name in ("title", "authors", "published", "modified", "image")} == {"microdata"}


def test_json_ld_and_meta_elements_are_asked_first() -> None:
    head = (
        '<meta property="og:title" content="Dam shuts"><meta name="author" content="Dee Roe">'
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-05"}</script>'
    )
    found = metadata(ARTICLE, head)
    assert (found.title, found.authors) == ("Dam shuts", ("Dee Roe",))
    assert (found.published, found.origins["published"]) == (datetime(2024, 6, 5, tzinfo=UTC), "json-ld")


def test_of_several_articles_the_one_with_the_page_s_title_counts() -> None:
    def teaser(headline: str, author: str) -> str:
        return (
            '<div itemscope itemtype="http://schema.org/Article">'
            f'<h3 itemprop="headline">{headline}</h3><i itemprop="author">{author}</i></div>'
        )

    several = teaser("Bridge falls", "Cy Fox") + teaser("Dam opens", "Ann Lee")
    assert metadata(f"<h1>Dam opens</h1>{several}").authors == ("Ann Lee",)
    assert "title" not in metadata(several).origins


@pytest.mark.parametrize("around", ["<aside>{}</aside>", '<div class="related">{}</div>', "<footer>{}</footer>"])
def test_articles_beside_the_article_are_not_read(around: str) -> None:
    assert metadata(around.format(ARTICLE)).published is None
