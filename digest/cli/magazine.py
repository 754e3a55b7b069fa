"""`magazine`: the week's best articles as a book and as sheets."""

from __future__ import annotations

from pathlib import Path

import click

from digest.app.application import App
from digest.app.magazine import Bindings, bind_magazine
from digest.cli.console import Console
from digest.cli.options import Common, command
from digest.cli.passes import AT, chosen_slot
from digest.config import Newsletter
from digest.config.settings import Magazine, MagazineFormat


@command("magazine", short_help="Bind the week's best articles, whole, into an EPUB and a PDF.")
@click.argument("newsletter", required=False)
@AT
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=".",
              help="Where the files go (default: here).")  # fmt: skip
@click.option("--format", "formats", type=click.Choice(["epub", "pdf"]), multiple=True,
              help="Only this one (may be repeated; default: those of the config).")  # fmt: skip
def magazine(
    common: Common, *, newsletter: str | None, at: str | None, out: Path, formats: tuple[MagazineFormat, ...]
) -> None:
    """Bind the best articles of the last days, whole, from what was collected.

    NEWSLETTER gives title, topics and language (default: the first one with a 'magazine' in the config, else the first
    one). The files are NEWSLETTER-DATE.epub and .pdf; a PDF needs the extra: pip install digest[magazine].
    """
    app, console = common.app(), common.console()
    chosen = app.newsletter(newsletter) if newsletter else _default(app)
    slot = chosen_slot(app, chosen, at)
    bound = bind_magazine(app, chosen, slot=slot, folder=out, formats=formats, progress=console.progress())
    if bound is None:
        days = (chosen.magazine or Magazine()).window.total_seconds() / 86400
        console.say(
            f"{chosen.name}: no article of the last {days:g} days is known in full, so no magazine;"
            " poll first, or widen 'magazine.window'"
        )
    else:
        tell(console, chosen, bound)
    console.emit(summary(bound) if bound else None)


def tell(console: Console, newsletter: Newsletter, bound: Bindings) -> None:
    """Say what was bound, and which pictures are missing."""
    for address, reason in bound.missing:
        console.note(f"{address}: left out: {reason}")
    console.say(
        f"{newsletter.name} {bound.magazine.local_date}: {len(bound.magazine.pieces)} articles,"
        f" {bound.pictures} pictures; {bound.magazine.size}"
    )
    for path in bound.files:
        console.say(f"wrote {path}")


def summary(bound: Bindings) -> dict[str, object]:
    """What a program may want to know of an issue."""
    issue = bound.magazine
    return {
        "title": issue.title,
        "date": issue.local_date.isoformat(),
        "slot": issue.slot.isoformat(),
        "articles": [
            {"section": section.heading, "title": piece.title, "outlet": piece.outlet, "url": piece.url}
            for section in issue.sections
            for piece in section.pieces
        ],
        "pictures": bound.pictures,
        "missing_pictures": [{"url": address, "reason": reason} for address, reason in bound.missing],
        "files": [str(path) for path in bound.files],
    }


def _default(app: App) -> Newsletter:
    return next((one for one in app.settings.newsletters if one.magazine is not None), app.newsletter(None))
