"""Zones: an element's tag, class and id in, the part of the page around the article that it opens out."""

from __future__ import annotations

import re
from typing import Any, Final

_SILENT_TAGS: Final = "script style noscript template svg iframe select option textarea head"
SILENT: Final = frozenset(_SILENT_TAGS.split())
"""Elements whose text no reader sees."""
_ZONE_TAGS: Final = {
    "nav": "nav",
    "footer": "footer",
    "aside": "aside",
    "figcaption": "caption",
    "form": "form",
    "button": "form",
}
_ZONE_HINTS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?P<comments>comments?|disqus|kommentare|remarks?)|(?P<related>related|recommend\w*|read-?also|read-?more|see-?also|"
    r"more-?on|most-?read|trending|popular|teaser-?list|onward|lire-?aussi)|(?P<promo>newsletter|promo\w*|signup|sign-up|subscribe|paywall|"
    r"regwall|piano|offer|app-?banner|donat\w+)|(?P<share>share|sharing|social|share-?bar|sharedaddy)|(?P<nav>breadcrumbs?|menu|navbar|"
    r"navigation|sidebar|cookie\w*|consent)|(?P<ad>advert\w*|ad-?slot|sponsor\w*)|(?P<tags>tags?|keywords|tag-?list)|"
    r"(?P<caption>captions?|cutline|wp-caption-text|legende|bildunterschrift))(?=$|[\s_-])"
)


def hint_of(element: Any) -> str:
    """Return everything an element says of its own role, in lower case."""
    names = (element.get(name) or "" for name in ("class", "id", "itemprop", "rel", "data-testid", "data-component"))
    return " ".join(filter(None, names)).casefold()[:300]


def class_of(element: Any) -> str:
    """Return the class and itemprop of an element, in lower case."""
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}".casefold()[:300]


def zone_in(outer: str, element: Any, tag: str) -> str:
    """Return the zone of an element inside another: an embedded post is a quotation, not a part of a share bar."""
    own_class = element.get("class") or ""
    if tag == "blockquote" and "tweet" in own_class and outer in {"", "share"}:
        return ""
    return zone_of(element, tag) or outer


def zone_of(element: Any, tag: str) -> str:
    """Return the zone that an element opens by its tag, class or id, "" for none."""
    if tag in _ZONE_TAGS:
        return _ZONE_TAGS[tag]
    if tag in {"body", "html", "main", "article"}:
        return ""
    own = " ".join(filter(None, (element.get("class"), element.get("id")))).casefold()[:300]
    found = _ZONE_HINTS.search(own) if own else None
    return str(found.lastgroup) if found else ""
