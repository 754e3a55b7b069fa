"""HTML with a style sheet -> HTML with styles on the elements, where mail programs look for them.

The only owner of premailer. A `<style data-premailer="ignore">` (mobile, dark) stays as it is: the inliner's own
handling of media blocks would strip or rewrite the `!important` on which they depend.
"""

from __future__ import annotations

import logging
import re
from typing import Final

from premailer import Premailer

_LINE_START: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)*")
_HTTP_EQUIV: Final = re.compile(r'<meta http-equiv="Content-Type"[^>]*>\n?', re.IGNORECASE)
_STYLE: Final = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_HIDDEN: Final = re.compile(r'(style="(?:[^"]*; )?)display:none')
_CSS_SPACE: Final = re.compile(r"\s*([{};,])\s*|\s+")


def inline_styles(html: str) -> str:
    """Inline the style sheet of a page and squeeze what a mail program does not need; no network, no files."""
    inlined = Premailer(
        html,
        strip_important=False,
        allow_network=False,
        allow_loading_external_files=False,
        # Otherwise `width: 100%` on a picture becomes width="100%", which Outlook takes for 100 pixels.
        disable_basic_attributes=["width", "height"],
        # cssutils knows CSS 2.1 and would drop what it does not know, such as mso- properties.
        disable_validation=True,
        align_floating_images=False,
        cssutils_logging_level=logging.CRITICAL + 1,
    ).transform(pretty_print=False)
    # libxml2 writes a second declaration of the charset beside ours; lint rule H05 wants one, early.
    page = _HTTP_EQUIV.sub("", inlined)
    # Indentation is a tenth of the bytes that Gmail counts before it clips a mail (lint rule S01).
    page = _LINE_START.sub("\n", page)
    # The preheader is hidden on purpose: with a blank, so that a search for markup smuggled into a mail, which is
    # written tight, finds that alone. Conditional comments say `gte mso 9` for the same reason.
    page = _HIDDEN.sub(r"\1display: none", page)
    return _STYLE.sub(_squeeze, page).strip() + "\n"


def _squeeze(style: re.Match[str]) -> str:
    """A style block without comments, which make some programs drop the block (lint rule C05), and on few lines."""
    css = _CSS_SPACE.sub(lambda space: space.group(1) or " ", _COMMENT.sub("", style.group(1))).strip()
    return f"<style>{css}</style>"
