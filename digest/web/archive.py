"""The public archive: approved editions by newsletter and date, and a feed of them."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.app.application import App
from digest.app.publishing import render
from digest.errors import UsageError
from digest.model import UNSUBSCRIBE_MARK, Edition
from digest.web.pages import Pages

_SHOWN = 200


class Archive:
    """Pages that anybody may read."""

    def __init__(self, app: App, pages: Pages) -> None:
        self._app = app
        self._pages = pages
        self._rendered = lru_cache(maxsize=64)(self._render)

    async def home(self, request: Request) -> Response:  # noqa: ARG002
        """The list of editions."""
        editions = await run_in_threadpool(self._approved)
        return self._pages.render("home.html", editions=editions)

    async def edition(self, request: Request) -> Response:
        """One edition as it was mailed; the reader's own unsubscribe address is not in it."""
        name = f"{request.path_params['newsletter']}/{request.path_params['date']}"
        found = await run_in_threadpool(self._find, name)
        html = await run_in_threadpool(self._rendered, found.id)
        etag = f'"{hashlib.blake2b(html.encode(), digest_size=12).hexdigest()}"'
        headers = {"etag": etag, "cache-control": "public, max-age=300"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return HTMLResponse(html, headers=headers)

    async def feed(self, request: Request) -> Response:  # noqa: ARG002
        """The editions as an Atom feed."""
        editions = await run_in_threadpool(self._approved)
        root = self._app.settings.site.url.rstrip("/")
        document = self._pages.text("feed.xml", editions=editions[:30], root=root)
        return Response(document, media_type="application/atom+xml")

    def _approved(self) -> list[Edition]:
        return [edition for edition in self._app.store.editions(limit=_SHOWN) if edition.state == "approved"]

    def _find(self, name: str) -> Edition:
        try:
            return self._app.store.find_edition(name, approved_only=True)
        except UsageError:
            raise HTTPException(404, "There is no edition of that name and date.") from None

    def _render(self, edition_id: int) -> str:
        edition = self._app.store.find_edition(str(edition_id))
        return render(self._app, edition).html.replace(UNSUBSCRIBE_MARK, self._app.settings.site.url)
