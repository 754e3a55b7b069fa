"""Names of elements and attributes as feedparser spells them: small letters, its own prefix for each namespace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from xml.etree.ElementTree import Element

from digest.intake.quick.refusal import RefusedError

_PLAIN_NAMESPACES = (
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://purl.org/pie/",
    "http://purl.org/atom/ns#",
    "http://www.w3.org/2005/atom",
    "http://purl.org/rss/1.0/modules/rss091#",
)
# Namespace in small letters -> the prefix that names its elements here, whatever the document calls it.
_NAMESPACES = {
    **dict.fromkeys(_PLAIN_NAMESPACES, ""),
    "http://webns.net/mvcb/": "admin",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://podlove.org/simple-chapters": "psc",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
_PREFIXES = frozenset(_NAMESPACES.values())
_BINDING = re.compile(r"xmlns(?::([\w.\-]+))?\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


def element_name(tag: str, prefixes: Mapping[str, str]) -> str:
    """Feedparser's name of an element; `prefixes` are those that the document binds to namespaces."""
    if tag[0] != "{":
        return tag.lower()
    namespace, _, local = tag[1:].partition("}")
    prefix = _known_prefix(namespace)
    if prefix is None:
        prefix = prefixes.get(namespace, "")
    return f"{prefix}_{local.lower()}" if prefix else local.lower()


def bound_prefixes(text: str) -> dict[str, str]:
    """Namespace -> the first prefix bound to it; refused are known names for other namespaces than theirs.

    So is a default namespace that is that of a module: feedparser confuses the two names of its elements.
    """
    found: dict[str, str] = {}
    at = text.find("xmlns")
    while at >= 0:
        if binding := _BINDING.match(text, at):
            prefix, namespace = (binding[1] or "").lower(), binding[2] or binding[3] or ""
            if "&" in namespace or not namespace.isprintable():  # an XML parser spells it another way
                raise RefusedError
            known = _known_prefix(namespace)
            is_odd = prefix in _PREFIXES and prefix != known if prefix else known not in {"", "xhtml"}
            if known is not None and is_odd:
                raise RefusedError
            if prefix:
                found.setdefault(namespace, prefix)
        at = text.find("xmlns", at + 5)
    return found


def named_prefixes(text: str) -> set[str]:
    """Each prefix that the document binds, as it writes it."""
    return {binding[1] for binding in _BINDING.finditer(text)}


def attributes_of(element: Element) -> Mapping[str, str]:
    """The attributes by feedparser's names; `rel` and `type` have small values too."""
    if not element.keys():
        return _NO_ATTRIBUTES
    found: dict[str, str] = {}
    for key, value in element.items():
        name = _attribute_name(key)
        found[name] = value.lower() if name in {"rel", "type"} else value
    return found


@lru_cache(maxsize=1000)
def _attribute_name(key: str) -> str:
    if key[0] != "{":
        return key.lower()
    namespace, _, local = key[1:].partition("}")
    prefix = _known_prefix(namespace)
    return (f"{prefix}:{local}" if prefix else local).lower()


def _known_prefix(namespace: str) -> str | None:
    small = namespace.lower()
    return "" if "backend.userland.com/rss" in small else _NAMESPACES.get(small)
