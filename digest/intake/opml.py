"""Lists of sources: OPML in and out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

import listparser

from digest.errors import UsageError
from digest.model import Source

_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)")


def read_opml(document: bytes, *, name: str) -> tuple[Source, ...]:
    """The feeds of an OPML file, in its order, each once; raises UsageError when it holds none."""
    result = listparser.parse(_as_utf8(document))  # bytes: it would fetch a string that looks like an address
    feeds = [(feed.url.strip(), (feed.title or "").strip()) for feed in result.feeds if feed.url]
    if not feeds:
        reason = f": {result.bozo_exception}" if result.get("bozo") else ""
        raise UsageError(f"{name}: holds no feeds{reason}; an OPML file has <outline type='rss' xmlUrl='...'> lines")
    return tuple(Source(url=url, name=title) for url, title in dict(reversed(feeds)).items())[::-1]


def _as_utf8(document: bytes) -> bytes:
    """The document in UTF-8, from the encoding that its first line declares."""
    declared = _ENCODING.match(document)
    try:
        return document.decode(declared[1].decode() if declared else "utf-8-sig", "replace").encode()
    except LookupError:
        return document


def write_opml(sources: Sequence[Source], *, title: str) -> str:
    """An OPML 2.0 document."""
    lines = []
    for source in sources:
        name = quoteattr(source.name or source.url)
        language = f" language={quoteattr(source.language)}" if source.language else ""
        lines.append(f'    <outline type="rss" text={name} title={name} xmlUrl={quoteattr(source.url)}{language}/>')
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            f"  <head><title>{quoteattr(title)[1:-1]}</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        ]
    )
