"""Microdata: a page's tree in, what its schema.org attributes (`itemscope`, `itemprop`) say of the article out.

The result has the shape of a JSON-LD object, so that both are read alike. https://html.spec.whatwg.org/#microdata
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any, Final

from digest.extract.jsonld import as_list, is_article
from digest.extract.titles import agree
from digest.extract.zones import zone_of
from digest.text import fold_space

_KEYS: Final = frozenset(
    {"headline", "name", "author", "creator", "datePublished", "dateCreated", "dateModified", "image", "thumbnailUrl"}
    | {"url", "contentUrl"}
)
_SOURCES: Final = frozenset({"image", "thumbnailUrl", "url", "contentUrl"})
_SHUT: Final = frozenset({"related", "comments", "nav", "footer", "promo", "aside"})
_MOST: Final = 2_000
_LONGEST: Final = 400


def read_microdata(tree: Any, *, titles: Collection[str] = ()) -> Mapping[str, Any]:
    """Return the properties of the page's article, {} when it marks none, or several and none by its titles.

    A text is folded; a nested item is a mapping; a property that is given several times has a list.
    """
    scopes: dict[Any, dict[str, Any]] = {}
    for element in tree.xpath("//*[@itemprop or @itemscope]")[:_MOST]:
        item = {"@type": (element.get("itemtype") or "").split()} if element.get("itemscope") is not None else None
        owner = next((scopes[outer] for outer in element.iterancestors() if outer in scopes), {})
        for key in _KEYS.intersection((element.get("itemprop") or "").split()):
            value = _nested(item, element) if item is not None else _value(element, key)
            if value:
                owner.setdefault(key, []).append(value)
        if item is not None:
            scopes[element] = item
    for item in scopes.values():
        _flatten(item)
    articles = [item for element, item in scopes.items() if is_article(item) and not _is_aside(element)]
    told = [item for item in articles if any(agree(*pair) for pair in product(titles, _headlines(item)))]
    return next(iter(told or (articles if len(articles) == 1 else ())), {})


def _nested(item: dict[str, Any], element: Any) -> dict[str, Any]:
    """Give a nested item its words as a name: some persons are marked without one. Its own properties come later."""
    item["text"] = fold_space(str(element.text_content())[:_LONGEST])
    return item


def _flatten(item: dict[str, Any]) -> None:
    """Turn lists of one into what they hold; a nested item without a name is called by its words."""
    for key, values in item.items():
        if key in _KEYS and len(values) == 1:
            item[key] = values[0]
    words = item.pop("text", "")
    if words:
        item["name"] = next(iter(as_list(item.get("name"))), words)


def _value(element: Any, key: str) -> str:
    given = element.get("content") or element.get("datetime") or ""
    if not given and key in _SOURCES:
        given = element.get("src") or element.get("href") or ""
    return fold_space(given or str(element.text_content())[:_LONGEST])


def _headlines(item: Mapping[str, Any]) -> Iterator[str]:
    for key in ("headline", "name"):
        yield from (value for value in as_list(item.get(key)) if isinstance(value, str))


def _is_aside(element: Any) -> bool:
    return any(zone_of(outer, str(outer.tag)) in _SHUT for outer in (element, *element.iterancestors()))
