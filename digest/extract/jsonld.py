"""JSON-LD: the text of a page's `application/ld+json` scripts in, its schema.org objects as flat mappings out.

Real pages hold arrays, `@graph`s, several objects in one script, comments, HTML entities, raw line feeds and commas
too many; what no repair can parse is searched for the few keys that matter.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

_SHELL: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA: Final = re.compile(r",\s*(?=[}\]])")
_LOOSE: Final = re.compile(
    r'"(headline|datePublished|dateModified|description|articleSection)"\s*:\s*"((?:[^"\\]|\\.){1,600})"'
)
_LOOSE_TYPE: Final = re.compile(r'"@type"\s*:\s*"(\w*(?:Article|BlogPosting))"')
_LOOSE_AUTHOR: Final = re.compile(r'"author"\s*:\s*\[?\s*\{[^{}]{0,300}?"name"\s*:\s*"((?:[^"\\]|\\.){1,120})"')
_MOST_OBJECTS: Final = 2_000
_LONGEST: Final = 1_000_000
_ARTICLE_TYPES: Final = ("article", "blogposting", "report", "liveblogposting", "socialmediaposting")


def read_objects(scripts: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Return every schema.org object of the scripts, outer ones first; nothing raises on broken JSON."""
    found: list[Mapping[str, Any]] = []
    for script in scripts:
        found.extend(_walk(tuple(_parse(script[:_LONGEST]))))
    return tuple(found[:_MOST_OBJECTS])


def pick_article(objects: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the object that describes the page's article, {} when none does: news types before other articles."""
    articles = [thing for thing in objects if types_of(thing) and is_article(thing)]
    return max(articles, key=_weight, default={})


def is_article(thing: Mapping[str, Any]) -> bool:
    """Tell whether an object is an article of some kind."""
    return any(kind.casefold().endswith(_ARTICLE_TYPES) for kind in types_of(thing))


def types_of(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the schema.org types of an object, without their namespace."""
    return tuple(str(kind).rpartition("/")[2] for kind in as_list(thing.get("@type")))


def as_list(value: Any) -> list[Any]:
    """Return a JSON value as a list: None is empty, a scalar or object stands alone."""
    return [] if value is None else value if isinstance(value, list) else [value]


def as_text(value: Any) -> str:
    """Return the text of a JSON value: a string, the first of a list, or the name or value of an object."""
    for item in as_list(value):
        if isinstance(item, str) and item.strip():
            return html.unescape(item).strip()
        if isinstance(item, Mapping):
            inner = item.get("name") or item.get("@value") or item.get("url") or item.get("@id")
            if isinstance(inner, str) and inner.strip():
                return html.unescape(inner).strip()
    return ""


def _weight(thing: Mapping[str, Any]) -> int:
    news = any("news" in kind.casefold() or kind.casefold() == "reportagenewsarticle" for kind in types_of(thing))
    keys = ("headline", "datePublished", "author", "description", "image")
    return 2 * news + sum(bool(thing.get(key)) for key in keys)


def _parse(script: str) -> Iterator[Any]:
    text = _SHELL.sub("", script).strip().rstrip(";")
    for repaired in (text, _TRAILING_COMMA.sub("", text), _TRAILING_COMMA.sub("", html.unescape(text))):
        values = _decode(repaired)
        if values is not None:
            yield from values
            return
    yield from _search(text)


def _decode(text: str) -> list[Any] | None:
    decoder, values, at = json.JSONDecoder(strict=False), [], 0
    try:
        while at < len(text):
            value, end = decoder.raw_decode(text, at)
            values.append(value)
            at = end + len(text[end:]) - len(text[end:].lstrip(" \t\r\n,;"))
    except (ValueError, RecursionError):
        return None
    return values


def _search(text: str) -> Iterator[Mapping[str, Any]]:
    """Find the keys that matter in a script that is not JSON."""
    kind = _LOOSE_TYPE.search(text)
    thing: dict[str, Any] = {"@type": kind[1]} if kind else {}
    for found in _LOOSE.finditer(text):
        thing.setdefault(found[1], _unquote(found[2]))
    names = [_unquote(found[1]) for found in _LOOSE_AUTHOR.finditer(text)]
    if kind and names:
        thing["author"] = names
    if kind:
        yield thing


def _unquote(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _walk(roots: tuple[Any, ...]) -> Iterator[Mapping[str, Any]]:
    """Yield objects breadth first; a reference ({"@id": ...} alone) is replaced by what it points to."""
    queue, objects = list(roots), []
    for value in queue:
        if len(queue) > _MOST_OBJECTS * 10:
            break
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            objects.append(value)
            queue.extend(inner for inner in value.values() if isinstance(inner, dict | list))
    by_id = {thing["@id"]: thing for thing in objects if isinstance(thing.get("@id"), str) and len(thing) > 1}
    for thing in objects:
        yield {key: _resolve(value, by_id) for key, value in thing.items() if isinstance(key, str)}


def _resolve(value: Any, by_id: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_resolve(item, by_id) if isinstance(item, dict) else item for item in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return by_id.get(value.get("@id", ""), value) if isinstance(value.get("@id"), str) else value
    return value
