"""Extractors beside each other: the bytes of a page and its address in, what each of them predicts out.

The peers are no dependencies of digest: `pip install readability-lxml newspaper4k` before they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any, Final

import trafilatura

from digest.errors import ExtractError
from digest.extract.page import extract_page

Prediction = dict[str, Any]


def predict_ours(page: bytes, url: str, *, without: Collection[str] = ()) -> Prediction:
    """Predict with digest; what it moved out of the body into fields of its own goes back to where it was printed."""
    try:
        found = extract_page(page, url=url, without=without)
    except ExtractError:
        return {}
    body = list(found.body)
    if found.dateline and body:
        body[0] = f"{found.dateline} — {body[0]}"
    printed = [dropped.line for dropped in found.dropped if dropped.rule == "standfirst"]
    return {
        "title": found.title,
        "body": "\n".join([*printed, *body]),
        "authors": list(found.authors) or ([found.byline] if found.byline else []),
        "date": found.published.isoformat() if found.published else "",
    }


def predict_trafilatura(page: bytes, url: str) -> Prediction:
    """Predict with trafilatura's defaults, comments off."""
    found = trafilatura.bare_extraction(page, url=url or None, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return {}
    return {"title": found.title, "body": found.text, "authors": found.author, "date": found.date}


def predict_readability(page: bytes, url: str) -> Prediction:
    """Predict with readability-lxml, which names no authors and no date."""
    document = import_module("readability").Document(page, url=url or None)
    try:
        summary, title = document.summary(), document.short_title()
    except Exception:  # noqa: BLE001 - it raises for pages without text
        return {}
    body = import_module("lxml.html").document_fromstring(summary)
    for element in body.iter("p", "div", "li", "h2", "h3", "h4", "br", "td", "blockquote"):
        element.tail = "\n" + (element.tail or "")
    return {"title": title, "body": body.text_content()}


def predict_newspaper(page: bytes, url: str) -> Prediction:
    """Predict with newspaper4k."""
    article = import_module("newspaper").Article(url or "https://example.invalid/", fetch_images=False)
    try:
        article.download(input_html=page.decode("utf-8", errors="replace"))
        article.parse()
    except Exception:  # noqa: BLE001 - it raises for pages that it does not like
        return {}
    date = article.publish_date
    written = date.isoformat() if hasattr(date, "isoformat") else str(date or "")
    return {"title": article.title, "body": article.text, "authors": list(article.authors), "date": written}


EXTRACTORS: Final[Mapping[str, Callable[[bytes, str], Prediction]]] = {
    "digest": predict_ours,
    "trafilatura": predict_trafilatura,
    "readability-lxml": predict_readability,
    "newspaper4k": predict_newspaper,
}
