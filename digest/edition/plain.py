"""Words -> lines of plain text at most 72 columns wide, in any script; addresses are never broken."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WIDTH: Final = 72
_WIDE: Final = frozenset("WF")
_NO_LINE_START: Final = "、。，．！？；：）」』】〕〉》・ー"


def fill(text: str, indent: str = "", hang: str | None = None) -> str:
    """Wrap a paragraph: `indent` stands before the first line, `hang` (else `indent`) before the others."""
    lines: list[str] = []
    line, start = indent, indent
    for piece, spaced in _pieces(text):
        joined = f"{line} {piece}" if spaced and line != start else f"{line}{piece}"
        if line == start or columns(joined) <= WIDTH or piece[0] in _NO_LINE_START:
            line = joined
        else:
            lines.append(line)
            start = indent if hang is None else hang
            line = f"{start}{piece}"
    return "\n".join((*lines, line.rstrip()))


def columns(text: str) -> int:
    """Count the columns of a terminal that a line takes: two for East Asian wide characters, none for marks."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text
    )


def tidy(text: str) -> str:
    """Drop trailing blanks and all but one of several empty lines, and end with one line feed."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _pieces(text: str) -> list[tuple[str, bool]]:
    """What may not be broken, and whether a space stands before it: words, and single wide characters."""
    pieces: list[tuple[str, bool]] = []
    for word in text.split():
        if columns(word) <= WIDTH // 2 or "://" in word:
            pieces.append((word, True))
            continue
        parts = [part for part in re.split(r"([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef])", word) if part]
        pieces += [(part, index == 0) for index, part in enumerate(parts)]
    return pieces
