"""Edition -> Rendered: the snapshot poured into its theme, as HTML with inlined styles and as plain text.

A theme is a folder with `edition.html`, `edition.txt` and a partial for each kind of block in `blocks/`. A theme of
the same name in an earlier folder may replace single files of a later one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from digest.config.settings import Site
from digest.edition.blocks import block_kinds
from digest.edition.environment import Templates
from digest.edition.inline import inline_styles
from digest.edition.localise import direction, script_class, wording_for
from digest.edition.plain import fill, tidy
from digest.edition.specimen import SPECIMEN_LANGUAGES, compose_specimen
from digest.edition.typesetting import clean_line, web_url
from digest.errors import RenderError
from digest.model import UNSUBSCRIBE_MARK, Edition, Rendered

_PRINTED_AS: Final = {"topics": "topic"}
"""Kinds of block that are printed as blocks of another kind."""
_TEXTS: Final = frozenset({".html", ".txt", ".css"})
_FILLER: Final = "\u034f\u200c\u00a0" * 30
"""Invisible characters behind the preheader: without them an inbox goes on with whatever text comes next."""


def render_edition(edition: Edition, *, site: Site, folders: Sequence[Path], archive_url: str = "") -> Rendered:
    """Render an edition with its theme from `folders`, of which an earlier one goes before a later one.

    `archive_url` is where the edition can be read in a browser, "" for nowhere. Raises RenderError, which names the
    file and line of a template's fault.
    """
    templates = _theme(edition.theme, folders=folders)
    values = _values(edition, site=site, archive_url=archive_url)
    return Rendered(
        html=inline_styles(templates.render("edition.html", **values)),
        text=tidy(templates.render("edition.txt", **values)),
    )


def check_theme(theme: str, *, folders: Sequence[Path]) -> None:
    """Try a theme: read and parse its files, look for its partials, render a specimen of every kind of block.

    Raises RenderError that names what is wrong, with file and line.
    """
    templates = _theme(theme, folders=folders)
    for folder in folders:
        _check_encodings(folder / theme)
    templates.check()
    kinds = sorted({_PRINTED_AS.get(kind, kind) for kind in block_kinds()})
    pages = ["edition", *(f"blocks/{kind}" for kind in kinds)]
    missing = [name for page in pages for name in (f"{page}.html", f"{page}.txt") if not templates.holds(name)]
    if missing:
        raise RenderError(f"theme {theme!r}: there is no {', '.join(missing)}; copy it from templates/world")
    for language in SPECIMEN_LANGUAGES:
        specimen = compose_specimen(theme=theme, language=language)
        render_edition(specimen, site=Site(), folders=folders, archive_url="https://news.example/editions/today")


def _check_encodings(folder: Path) -> None:
    for file in sorted(file for file in folder.rglob("*") if file.suffix in _TEXTS):
        content = file.read_bytes()
        try:
            content.decode()
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise RenderError(f"{file}:{line}: not UTF-8; save it as UTF-8") from error


def _theme(theme: str, *, folders: Sequence[Path]) -> Templates:
    found = [folder / theme for folder in folders if (folder / theme).is_dir()]
    if not found:
        # A theme is a folder with an edition.html; the site's own pages lie beside the themes and are none.
        known = sorted({page.parent.name for folder in folders for page in folder.glob("*/edition.html")})
        places = ", ".join(str(folder) for folder in folders)
        raise RenderError(f"theme: there is no {theme!r} in {places}; there is {', '.join(known) or 'none'}")
    return Templates(found, filters={"fill": fill})


def _values(edition: Edition, *, site: Site, archive_url: str) -> dict[str, Any]:
    """What every template of a theme may use."""
    return {
        "edition": edition,
        "blocks": edition.blocks,
        "facts": edition.facts,
        "words": wording_for(edition.language),
        "lang": edition.language,
        "dir": direction(edition.language),
        "script": script_class(edition.language),
        "filler": _FILLER,
        "publisher": clean_line(site.sender.name or site.name),
        "postal_address": clean_line(site.postal_address),
        "archive_url": web_url(archive_url),
        "unsubscribe_url": UNSUBSCRIBE_MARK,
    }
