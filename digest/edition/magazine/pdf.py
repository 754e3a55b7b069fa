"""Sheets -> PDF by WeasyPrint, whose only owner this file is. It is imported when a PDF is wanted: it is an extra.

Nothing is fetched: the pictures that the sheets name are served from memory, every other address is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from digest.edition.magazine.sheets import Sheets
from digest.errors import RenderError, UsageError

_QUIET: Final = ("weasyprint", "fontTools")


def require_weasyprint() -> Any:
    """Import WeasyPrint; raises UsageError that names the mend when it or its libraries are missing."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra, and it takes long to import
    except ImportError as error:
        raise UsageError(
            f"a PDF needs WeasyPrint ({error.name or error} is missing): pip install 'digest[magazine]';"
            " or make the EPUB alone with --format epub"
        ) from error
    except OSError as error:  # cffi found no shared library
        raise UsageError(
            "a PDF needs Pango, which WeasyPrint does not find: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0 (brew install pango on macOS); or make the EPUB alone with --format epub"
        ) from error
    return weasyprint


def make_pdf(sheets: Sheets, *, identifier: str) -> bytes:
    """Print the sheets; the same sheets on a machine with the same fonts give the same bytes. Raises RenderError."""
    weasyprint = require_weasyprint()
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)  # remarks on CSS that print does not know
    fetcher = _held_only(sheets.held)
    try:
        page = weasyprint.HTML(string=sheets.html, base_url="held:", url_fetcher=fetcher)
        style = weasyprint.CSS(string=sheets.css, base_url="held:", url_fetcher=fetcher)
        content: bytes = page.write_pdf(stylesheets=[style], pdf_identifier=identifier.encode(), pdf_tags=True)
    except Exception as error:  # a layout engine can raise anything that a page makes it raise
        raise RenderError(f"the PDF could not be printed: {type(error).__name__}: {error}") from error
    return content


def _held_only(held: Mapping[str, bytes]) -> Any:
    """A fetcher that knows the pictures and nothing else: no network, no file."""
    from weasyprint import urls  # noqa: PLC0415 - see require_weasyprint

    class HeldFetcher(urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - its signature
            if url not in held:
                raise ValueError(f"{url}: nothing is fetched for print")
            return urls.URLFetcherResponse(url, held[url], {"Content-Type": "image/jpeg"})

    return HeldFetcher(allowed_protocols=())
