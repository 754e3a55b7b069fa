"""The publish pass over the application's own parts: build, render, write down, send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.app.application import App
from digest.app.collector import without_cycle_collection
from digest.app.linting import lint_mail, refuse_faulty
from digest.app.pictures import with_local_pictures
from digest.app.reading import open_reading_room
from digest.config import Newsletter
from digest.curate.highlights.summary import find_numbers, find_quotes, summarise
from digest.deliver.files import FolderTransport, write_whole
from digest.deliver.message import Envelope, make_message
from digest.deliver.smtp import SmtpTransport
from digest.edition.compose import Highlights
from digest.edition.render import render_edition
from digest.errors import DeliveryError
from digest.model import UNSUBSCRIBE_MARK, Delivery, Edition, Message, Rendered, Subscriber
from digest.pipeline.publish import SendReport, build_edition, send_edition
from digest.ports import NO_PROGRESS, Progress, Transport

_PREVIEW = "preview"
"""The token in mails that are only looked at: it belongs to no subscriber."""


@dataclass(frozen=True, slots=True)
class Written:
    """The three files of an edition."""

    html: Path
    text: Path
    eml: Path


def build(app: App, newsletter: Newsletter, *, slot: datetime, progress: Progress = NO_PROGRESS) -> Edition | None:
    """The slot's edition, from the articles that are in the store; None when there is too little news."""
    with (
        app.store.exclusive("build"),
        open_reading_room(app, progress=progress) as room,
        without_cycle_collection(),
    ):
        return build_edition(
            app.store,
            newsletter=newsletter,
            topics=app.settings.topics,
            site=app.settings.site,
            slot=slot,
            now=app.clock(),
            highlights=Highlights(summarise=summarise, find_quotes=find_quotes, find_numbers=find_numbers),
            reader=room.read,
            embedder=room.embedder,
        )


def render(app: App, edition: Edition) -> Rendered:
    """The edition as HTML and text; raises RenderError."""
    site = app.settings.site
    address = f"{site.url.rstrip('/')}/editions/{edition.newsletter}/{edition.local_date.isoformat()}"
    return render_edition(edition, site=site, folders=app.template_folders, archive_url=address)


def envelope(app: App) -> Envelope:
    """What every message's headers say."""
    site = app.settings.site
    return Envelope(
        from_name=site.sender.name or site.name,
        from_address=site.sender.address,
        reply_to=site.sender.reply_to,
        site_name=site.name,
        site_url=site.url.rstrip("/"),
    )


def sample_message(app: App, edition: Edition, rendered: Rendered) -> Message:
    """The message as the sender's own address would get it."""
    own = envelope(app)
    person = Subscriber(own.from_address, edition.newsletter, token=_PREVIEW)
    delivery = Delivery(0, edition.id, person, f"<{edition.newsletter}.{edition.local_date}.preview@{own.domain}>")
    return make_message(rendered, edition=edition, delivery=delivery, envelope=own, date=app.clock())


def write_files(app: App, edition: Edition, *, folder: Path) -> Written:
    """Write NEWSLETTER-DATE.html (with its pictures beside it), .txt and .eml; raises DeliveryError."""
    rendered = render(app, edition)
    no_one = f"{app.settings.site.url.rstrip('/')}/unsubscribe/{_PREVIEW}"
    stem = f"{edition.newsletter}-{edition.local_date.isoformat()}"
    written = Written(folder / f"{stem}.html", folder / f"{stem}.txt", folder / f"{stem}.eml")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        html = with_local_pictures(app, rendered.html, folder=folder / f"{stem}-pictures")
        write_whole(written.html, html.replace(UNSUBSCRIBE_MARK, no_one).encode())
        write_whole(written.text, rendered.text.replace(UNSUBSCRIBE_MARK, no_one).encode())
        write_whole(written.eml, sample_message(app, edition, rendered).content)
    except OSError as error:
        raise DeliveryError(
            f"{error.filename or folder}: cannot be written: {error.strerror}; choose another folder with --out"
        ) from error
    return written


def send(app: App, edition: Edition, *, progress: Progress, force: bool = False) -> SendReport:
    """Send the edition to whom it was not sent yet.

    Raises DeliveryError when the backend cannot be used, and LintError when the mail has faults that hold it up, unless
    `force`. A send that has begun is not held up any more: half of the readers have that mail.
    """
    own = envelope(app)
    _enlist_configured(app)
    rendered = render(app, edition)
    if not force and not app.store.delivery_counts(edition.id):
        refuse_faulty(edition, lint_mail(app, sample_message(app, edition, rendered)), site=app.settings.site)
    date = app.clock()

    def message_for(delivery: Delivery) -> Message:
        return make_message(rendered, edition=edition, delivery=delivery, envelope=own, date=date)

    with app.store.exclusive("send"):
        transport = _transport(app, helo=own.domain)
        try:
            return send_edition(
                app.store,
                transport,
                edition=edition,
                make_message=message_for,
                domain=own.domain,
                clock=app.clock,
                progress=progress,
            )
        finally:
            transport.close()


def _enlist_configured(app: App) -> None:
    """Subscribers that stand in the config join the list once; who unsubscribed stays unsubscribed."""
    for newsletter in app.settings.newsletters:
        app.store.add_subscribers([Subscriber(address, newsletter.name) for address in newsletter.subscribers])


def _transport(app: App, *, helo: str) -> Transport:
    delivery = app.settings.delivery
    if delivery.smtp is not None:
        return SmtpTransport(delivery.smtp, helo=helo)
    return FolderTransport(app.folder / delivery.folder)
