"""Bytes -> text, by the rules of feedparser: HTTP header (RFC 3023), XML declaration and byte order mark, in turn."""

from __future__ import annotations

import codecs
import re
from importlib.util import find_spec

_DECLARED = re.compile(rb"<\?.*encoding=['\"](.*?)['\"].*\?>")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
)
_UNMARKED = {b"\x00<\x00?": "utf-16be", b"<\x00?\x00": "utf-16le"}
_WIDE = frozenset({"u16", "utf-16", "utf16", "utf_16", "iso-10646-ucs-2", "csunicode", "ucs-2"})


# A guess by chardet would come before these.
_LAST_RESORTS = () if find_spec("chardet") or find_spec("cchardet") else ("windows-1252", "iso-8859-2")


# Decoders that take hostile bytes long, or that are no character sets at all.
_STRANGE = re.compile(r"puny|idna|escape|undefined|utf.?7", re.IGNORECASE)


def decode_feed(body: bytes, content_type: str) -> str | None:
    """The text of a feed without its byte order mark; None when no encoding that it names fits.

    `content_type` is the HTTP header, "" when there was none.
    """
    body, marked = _without_mark(body)
    declared = _declared(body, marked)
    for name in (_expected(content_type, declared), declared, marked, "utf-8", *_LAST_RESORTS):
        if _STRANGE.search(name):
            return None
        try:
            if name:
                return body.decode("gb18030" if name.lower() == "gb2312" else name)
        except (ValueError, LookupError):
            continue
    return None


def _without_mark(body: bytes) -> tuple[bytes, str]:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :], name
    return body, _UNMARKED.get(body[:4], "")


def _declared(body: bytes, marked: str) -> str:
    try:
        head = body[:1000].decode(marked).encode() if marked else body[:1000]
        found = _DECLARED.match(head[: head.find(b"?>") + 2])
        declared = found[1].decode().lower() if found else ""
    except UnicodeDecodeError:
        return ""
    return marked if marked and declared in _WIDE else declared


def _expected(content_type: str, declared: str) -> str:
    """RFC 3023, section 8: what the header says, what it implies, or what the document declares."""
    if not content_type:
        return declared or "iso-8859-1"
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip()
    charset = ""
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    if kind.startswith("application/") and (kind.endswith(("+xml", "/xml", "/xml-dtd", "/xml-external-parsed-entity"))):
        return charset or declared or "utf-8"
    if kind.startswith("text/"):
        return charset or "us-ascii"
    return declared or "utf-8"
