"""The magazine over the application's own parts: gather, fetch the pictures, bind, write down."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.app.application import App
from digest.app.collector import without_cycle_collection
from digest.app.reading import open_reading_room
from digest.config import Newsletter
from digest.config.settings import Magazine as Settings
from digest.config.settings import MagazineFormat
from digest.deliver.files import write_whole
from digest.edition.magazine.book import make_epub
from digest.edition.magazine.cover import draw_cover
from digest.edition.magazine.gather import gather_magazine
from digest.edition.magazine.issue import Magazine
from digest.edition.magazine.pdf import make_pdf, require_weasyprint
from digest.edition.magazine.pictures import Bound, bind_picture
from digest.edition.magazine.sheets import make_sheets
from digest.errors import DeliveryError
from digest.pipeline.curate import window_of
from digest.pipeline.magazine import stories_of_days
from digest.ports import NO_PROGRESS, FetchFailed, Progress, Request

_OK = 200
_FORMATS: tuple[MagazineFormat, ...] = ("epub", "pdf")


@dataclass(frozen=True, slots=True)
class Bindings:
    """An issue and the files that were written of it."""

    magazine: Magazine
    files: tuple[Path, ...]
    pictures: int
    """How many are printed."""
    missing: tuple[tuple[str, str], ...]
    """Addresses of pictures that could not be had or printed, each with the reason."""


def bind_magazine(
    app: App,
    newsletter: Newsletter,
    *,
    slot: datetime,
    folder: Path,
    formats: Collection[MagazineFormat] = (),
    progress: Progress = NO_PROGRESS,
) -> Bindings | None:
    """Bind the issue of a slot and write NEWSLETTER-DATE.epub and .pdf into `folder`; None when nothing can be read.

    `formats` go before those of the config. Nothing is stored: no edition, no memory of what was printed. Raises
    UsageError when a PDF is wanted and WeasyPrint is missing, RenderError, DeliveryError when a file is not written.
    """
    settings = newsletter.magazine or Settings()
    wanted = tuple(one for one in _FORMATS if one in (formats or settings.formats))
    if "pdf" in wanted:
        require_weasyprint()  # before the work, not after it
    magazine = _gather(app, newsletter, settings=settings, slot=slot, progress=progress)
    if magazine is None:
        return None
    addresses = magazine.picture_addresses(most=settings.max_images)
    pictures, missing = fetch_pictures(app, addresses, progress=progress)
    files = _write(app, newsletter, magazine, pictures=pictures, folder=folder, formats=wanted, progress=progress)
    return Bindings(magazine, files, len(pictures), missing)


def bind_configured(
    app: App, newsletter: Newsletter, *, slot: datetime, folder: Path | None = None, progress: Progress = NO_PROGRESS
) -> Bindings | None:
    """Bind what the config says, into its folder where no other is given; None also where it has no magazine."""
    if newsletter.magazine is None:
        return None
    own = folder or app.folder / newsletter.magazine.folder
    return bind_magazine(app, newsletter, slot=slot, folder=own, progress=progress)


def _gather(
    app: App, newsletter: Newsletter, *, settings: Settings, slot: datetime, progress: Progress
) -> Magazine | None:
    now = app.clock()
    with (
        app.store.exclusive("build"),
        open_reading_room(app, progress=progress) as room,
        without_cycle_collection(),
    ):
        stories = stories_of_days(
            app.store,
            window_of(slot, built=now, window=settings.window),
            newsletter=newsletter.name,
            topics=app.settings.topics,
            now=now,
            reader=room.read,
            embedder=room.embedder,
        )
    return gather_magazine(
        stories,
        newsletter=newsletter,
        topics=app.settings.topics,
        site=app.settings.site,
        slot=slot,
        most=settings.articles,
    )


def fetch_pictures(
    app: App, addresses: Sequence[str], *, progress: Progress
) -> tuple[dict[str, Bound], tuple[tuple[str, str], ...]]:
    """The pictures that can be printed, by address, and the others with the reason; through the one HTTP door."""
    found: dict[str, Bound] = {}
    reasons: dict[str, str] = {}
    requests = [Request(address, tag=address) for address in addresses]
    progress.start("Pictures", len(requests))
    for answer in app.fetcher().fetch(requests):
        if isinstance(answer, FetchFailed):
            reasons[answer.tag] = answer.reason
        elif answer.status != _OK:
            reasons[answer.tag] = f"the server answered {answer.status}"
        elif (bound := bind_picture(answer.body)) is None:
            reasons[answer.tag] = "not a picture that can be printed: damaged, tiny or gigantic"
        else:
            found[answer.tag] = bound
        progress.advance()
    progress.finish(f"{len(found)} of {len(requests)}")
    # In the order of the addresses, whichever answer came first.
    pictures = {address: found[address] for address in addresses if address in found}
    return pictures, tuple((address, reasons[address]) for address in addresses if address in reasons)


def _write(
    app: App,
    newsletter: Newsletter,
    magazine: Magazine,
    *,
    pictures: Mapping[str, Bound],
    folder: Path,
    formats: Collection[MagazineFormat],
    progress: Progress,
) -> tuple[Path, ...]:
    cover = draw_cover(magazine, pictures=pictures)
    day = magazine.local_date.isoformat()
    written: list[Path] = []
    progress.start("Binding", len(formats))
    for one in formats:
        if one == "epub":
            content = make_epub(magazine, pictures=pictures, cover=cover, folders=app.template_folders)
        else:
            sheets = make_sheets(magazine, pictures=pictures, cover=cover, folders=app.template_folders)
            content = make_pdf(sheets, identifier=magazine.identifier)
        path = folder / f"{newsletter.name}-{day}.{one}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        except OSError as error:
            raise DeliveryError(
                f"{error.filename or path}: cannot be written: {error.strerror}; choose another folder with --out"
            ) from error
        written.append(path)
        progress.advance(path.name)
    progress.finish(", ".join(path.name for path in written))
    return tuple(written)
