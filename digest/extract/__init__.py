"""Pages in, articles out: the bytes of a news page, or a plain-text dump of one, become an `Extraction` each.

`extract_page` reads HTML: `charset` decodes, `tree` parses, `page` asks trafilatura for the body and `gaps` puts back
what it lost, `density` answers where that is too little, `furniture` drops what is left of the page around it by the
named `rules`, `metadata` reads what the page declares. `extract_dump` reads text without markup, where `heads` finds
the articles by their shape. `extract_any` decides between the two. What was dropped is part of the result,
line by line, with the rule. Nothing here knows where a page came from or where its article goes; the one exception
raised is `ExtractError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digest.extract.dump import extract_dump
    from digest.extract.page import extract_page
    from digest.extract.readers import extract_any

__all__ = ["extract_any", "extract_dump", "extract_page"]

_HOMES = {"extract_any": "readers", "extract_dump": "dump", "extract_page": "page"}


def __getattr__(name: str) -> Any:
    # A poll takes `site_memory` of this room; trafilatura, which is loaded in its workers, would slow its start.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
