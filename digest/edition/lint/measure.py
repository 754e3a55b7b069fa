"""The first bytes of a JPEG, PNG or GIF -> its width and height, without decoding it."""

from __future__ import annotations

from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that begin a frame (ITU-T T.81, table B.1)."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def dimensions(content: bytes) -> tuple[int, int]:
    """Give width and height in px; 0, 0 for anything that is not one of the three."""
    if content.startswith(_PNG) and len(content) >= 24:  # noqa: PLR2004 - where the first chunk's sizes end
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    return _of_jpeg(content) if content.startswith(b"\xff\xd8") else (0, 0)


def _of_jpeg(content: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:  # noqa: PLR2004 - every marker begins so
        marker = content[position + 1]
        if marker in _FRAMES:
            height, width = content[position + 5 : position + 7], content[position + 7 : position + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        position += 2 if marker in _ALONE else 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return 0, 0
