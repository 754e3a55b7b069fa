"""Character sets: the bytes of a page or file in, text out, whatever its header and its meta tags claim."""

from __future__ import annotations

import codecs
import re
from typing import Final

_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML: Final = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_.\-]{2,40})", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages mean by these labels: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT: Final = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-8-i": "iso-8859-8", "big5": "big5hkscs",
}  # fmt: skip
_GUESSES: Final = ("cp932", "gb18030", "cp1251", "cp1252")
_HEAD_BYTES: Final = 4096
_SAMPLE_BYTES: Final = 20_000
_MOST_BROKEN: Final = 0.02


def decode_page(data: bytes, *, declared: str = "") -> str:
    """Decode a page: byte order mark, then valid UTF-8, then the declared set, then the page's own claim, then a guess.

    `declared` is the charset of the HTTP header, "" when there is none. Nothing raises: what no set explains is
    read as Windows-1252 with the unreadable bytes replaced.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    wide = _wide_without_mark(data)
    if wide:
        return data.decode(wide, errors="replace")
    if _broken(data, "utf-8") == 0:  # text in another set is valid UTF-8 only by a very rare chance
        return data.decode("utf-8", errors="ignore")
    head = data[:_HEAD_BYTES]
    claims = [declared, *(found[1].decode("ascii") for found in (_META.search(head), _XML.search(head)) if found)]
    names = [name for claim in claims if (name := _known(claim))]
    for name in names:
        if _broken(data, name) <= _MOST_BROKEN:
            return data.decode(name, errors="replace")
    if _broken(data, "utf-8") <= _MOST_BROKEN:
        return data.decode("utf-8", errors="replace")
    return data.decode(_guess(data), errors="replace")


def _known(label: str) -> str:
    label = _MEANT.get(label.strip().casefold(), label.strip().casefold())
    try:
        b"".decode(label)  # refuses codecs that are no character sets
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""


def _wide_without_mark(data: bytes) -> str:
    head = data[:200]
    if len(head) < 4 or head.count(0) * 3 < len(head):  # noqa: PLR2004 - a third of all bytes: UTF-16 of Latin text
        return ""
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def _broken(data: bytes, name: str) -> float:
    """Return the share of the non-ASCII bytes of a sample that the set cannot explain."""
    sample = data if name == "utf-8" else _telling(data)
    if name == "utf-8":
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
        except UnicodeDecodeError:
            sample = _telling(data)
        else:
            return 0
    high = sum(byte > 127 for byte in sample) or 1  # noqa: PLR2004 - the ASCII border
    return sample.decode(name, errors="replace").count("\ufffd") / high


def _telling(data: bytes) -> bytes:
    """Cut the sample from the first non-ASCII byte on: page heads are often pure ASCII."""
    first = re.search(rb"[\x80-\xff]", data)
    return data[first.start() : first.start() + _SAMPLE_BYTES] if first else data[:_SAMPLE_BYTES]


def _guess(data: bytes) -> str:
    sample = _telling(data)
    high = len(re.findall(rb"[\x80-\xff]", sample))
    if sum(map(len, re.findall(rb"[\x80-\xff]{3,}", sample))) * 2 < high:  # accents here and there: a Western page
        return "cp1252"
    return max(_GUESSES, key=lambda name: _plausible(sample.decode(name, errors="replace")))


def _plausible(text: str) -> float:
    """Return how much a decoding looks like words: kana and Han, or lower-case runs, against odd signs."""
    usual = sum("\u3040" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or (c.islower() and c > "\u007f") for c in text)
    odd = sum(c == "\ufffd" or "\uff61" <= c <= "\uff9f" or "\ue000" <= c <= "\uf8ff" for c in text)
    return (usual - 3 * odd) / max(1, len(text))
