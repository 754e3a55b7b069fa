"""Feeds longer than anyone reads: cut to their first entries before a parser spends its time on all of them."""

from __future__ import annotations

import re
from itertools import islice

_BEGIN = re.compile(rb"<(item|entry)[\s>]")


def without_excess(body: bytes, *, most: int) -> bytes:
    """The same feed with its first `most` entries; what stands after its last entry stays, so that it stays whole.

    Feeds in encodings that are not ASCII underneath (UTF-16) come back as they are.
    """
    beyond = next(islice(_BEGIN.finditer(body), most, None), None)
    if beyond is None:
        return body
    end = b"</" + beyond[1] + b">"
    last = body.rfind(end)
    return body[: beyond.start()] + (body[last + len(end) :] if last > beyond.start() else b"")
