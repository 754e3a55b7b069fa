"""The text format of `content/`: one file in, its header values and the blocks of its body out.

Nothing here knows an outlet or a clock; the meaning of the values is `newsroom.py`'s matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NoReturn

BlockKind = Literal["paragraph", "subheading", "quote", "item"]

HEADER_KEYS = frozenset(
    {
        "Outlet", "Slug", "Title", "Hours-Ago", "Kind", "Standfirst", "Kicker", "Authors", "Dateline", "Genre",
        "Picture", "Alt", "Caption", "Credit", "Copy-Of", "Edits", "Drop-Last", "Broken",
    },
)  # fmt: skip

MARKS: Mapping[str, BlockKind] = {"## ": "subheading", "> ": "quote", "- ": "item"}


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of running text: a paragraph, a subheading, a pulled quote or a list item."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One article file as written.

    `name` is `event-folder/file-stem`; `headers` and `lines` hold the value and the line number of each header key.
    """

    name: str
    headers: Mapping[str, str]
    lines: Mapping[str, int]
    body: tuple[Block, ...]

    def get(self, key: str) -> str:
        """Give the value of a header, empty where it is not set."""
        return self.headers.get(key, "")

    def require(self, key: str) -> str:
        """Give the value of a header that must be set."""
        if not self.get(key):
            fail(self.name, line=1, reason=f"the header {key} is missing")
        return self.headers[key]

    def reject(self, key: str, reason: str) -> NoReturn:
        """Raise ValueError at the line of a header."""
        fail(self.name, line=self.lines.get(key, 1), reason=f"{key}: {reason}")


def fail(name: str, *, line: int, reason: str) -> NoReturn:
    """Raise the ValueError that names the content file and the line."""
    raise ValueError(f"content/{name}.txt:{line}: {reason}")


def parse_manuscript(text: str, *, name: str) -> Manuscript:
    """Parse one content file; `name` is used in errors and as the text's address for wire copies."""
    rows = text.removeprefix("\ufeff").splitlines()
    headers: dict[str, str] = {}
    lines: dict[str, int] = {}
    end = len(rows)
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            end = number
            break
        key, colon, value = row.partition(":")
        if not colon:
            fail(name, line=number, reason=f"expected 'Key: value', found {row[:40]!r}")
        if key not in HEADER_KEYS:
            fail(name, line=number, reason=f"unknown header {key!r}")
        if key in headers:
            fail(name, line=number, reason=f"the header {key} stands twice")
        headers[key] = value.strip()
        lines[key] = number
    return Manuscript(name=name, headers=headers, lines=lines, body=parse_body(rows[end:]))


def parse_body(rows: list[str]) -> tuple[Block, ...]:
    """Group body lines into blocks: an empty line or a marked line begins a new one."""
    blocks: list[Block] = []
    open_block = False
    for row in (row.strip() for row in rows):
        if not row:
            open_block = False
            continue
        mark = next((mark for mark in MARKS if row.startswith(mark)), "")
        if open_block and not mark:
            last = blocks.pop()
            blocks.append(Block(last.kind, join_lines(last.text, row)))
        else:
            blocks.append(Block(MARKS[mark] if mark else "paragraph", row.removeprefix(mark).strip()))
        open_block = True
    return tuple(blocks)


def join_lines(first: str, second: str) -> str:
    """Join two lines of one paragraph; Chinese and Japanese are written without a space between them."""
    wide = all(unicodedata.east_asian_width(character) in "WF" for character in (first[-1], second[0]))
    return f"{first}{'' if wide else ' '}{second}"
