"""Mojibake: a text that was UTF-8, read as Windows-1252 and stored again ("â€™", "Ã©") in, what was meant out."""

from __future__ import annotations

import re
from typing import Final

_SIGN: Final = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_PIECE: Final = re.compile(r"[^<>\"\n]+")
_MEANT: Final = {ord(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)): byte for byte in range(256)}
_FEWEST: Final = 3


def mend_mojibake(text: str) -> str:
    """Decode the pieces of a page (text between tags, values of attributes) that are UTF-8 read as Windows-1252.

    A piece is mended as a whole or not at all: only when every character beyond ASCII fits. One or two accidents on a
    page are none, but text like "CAFÉ®".
    """
    if _SIGN.search(text) is None:
        return text
    mended: dict[str, str] = {}
    signs = 0
    for found in _PIECE.finditer(text):
        piece = found[0]
        if not piece.isascii() and (meant := _decode(piece)) != piece:
            signs += len(_SIGN.findall(piece))
            mended[piece] = meant
    if signs < _FEWEST:
        return text
    return _PIECE.sub(lambda found: mended.get(found[0], found[0]), text)


def _decode(piece: str) -> str:
    if any(ord(char) not in _MEANT for char in piece):
        return piece
    try:
        return bytes(_MEANT[ord(char)] for char in piece).decode("utf-8")
    except UnicodeDecodeError:
        return piece
