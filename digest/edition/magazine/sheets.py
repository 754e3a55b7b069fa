"""Magazine -> one page of HTML for print: cover, contents with page numbers, sections, sources.

Pictures are named `held:...`; whoever prints it serves those names and no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from digest.edition.localise import wording_for
from digest.edition.magazine.book import magazine_templates, picture_files
from digest.edition.magazine.issue import Magazine
from digest.edition.magazine.pictures import Bound

_HELD: Final = "held:"
_COVER: Final = f"{_HELD}cover.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What is printed: HTML, its style sheet, and the bytes of every picture by the name that the HTML gives it."""

    html: str
    css: str
    held: Mapping[str, bytes]


def make_sheets(magazine: Magazine, *, pictures: Mapping[str, Bound], cover: Bound, folders: Sequence[Path]) -> Sheets:
    """Set the magazine for print; raises RenderError."""
    files = {url: f"{_HELD}{name}" for url, name in picture_files(magazine, pictures=pictures).items()}
    templates = magazine_templates(folders)
    html = templates.render(
        "print/sheets.html",
        magazine=magazine,
        words=wording_for(magazine.tongue.tag),
        files=files,
        pictures=pictures,
        cover=_COVER,
        modified=f"{magazine.slot:%Y-%m-%dT%H:%M:%SZ}",
    )
    held = {_COVER: cover.content, **{name: pictures[url].content for url, name in files.items()}}
    return Sheets(html=html, css=templates.render("print/style.css"), held=held)
