"""When an article was published and changed: what a page declares in, (origin, moment) candidates out, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from digest.extract.jsonld import as_text
from digest.extract.markup import Markup
from digest.extract.moments import moment_of_url, parse_moment

_PUBLISHED: Final = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "date", "pubdate", "publish-date", "publishdate",
    "publish_date", "published-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime",
    "date.created", "created", "last-modified-date", "article:published", "dc:date", "publication_date",
    "og:article:published_time", "rnews:datepublished",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
    "article:modified",
)
_UPDATED: Final = re.compile(r"modif|updat|aktualis|last")

Found = tuple[str, datetime | None]


def find_published(markup: Markup, article: Mapping[str, Any], url: str) -> Iterator[Found]:
    """Yield when the page says that its article (its JSON-LD object) was published."""
    yield "json-ld", parse_moment(as_text(article.get("datePublished")))
    yield "json-ld", parse_moment(as_text(article.get("dateCreated")))
    for name in _PUBLISHED:
        yield "opengraph", parse_moment(markup.meta(name))
    yield "microdata", parse_moment(as_text(markup.item.get("datePublished")))
    yield "microdata", parse_moment(as_text(markup.item.get("dateCreated")))
    for hint, moment in markup.times:
        yield "time element", None if _UPDATED.search(hint) else parse_moment(moment)
    yield "url", moment_of_url(url)


def find_modified(markup: Markup, article: Mapping[str, Any]) -> Iterator[Found]:
    """Yield when the page says that its article was changed."""
    yield "json-ld", parse_moment(as_text(article.get("dateModified")))
    for name in _MODIFIED:
        yield "opengraph", parse_moment(markup.meta(name))
    yield "microdata", parse_moment(as_text(markup.item.get("dateModified")))
    for hint, moment in markup.times:
        yield "time element", parse_moment(moment) if _UPDATED.search(hint) else None
