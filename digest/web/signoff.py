"""Unsubscribing: a GET shows a form and changes nothing, a POST acts at once (RFC 8058)."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from digest.app.application import App
from digest.model import Subscriber
from digest.web.pages import Pages

_PREVIEW = "preview"
"""The token in mails that are only looked at (`digest.app.publishing`): it belongs to no subscriber."""


class SignOff:
    """The way out, for people and for mail programs."""

    def __init__(self, app: App, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def form(self, request: Request) -> Response:
        """Ask: mail scanners follow every link, so following one must change nothing."""
        if _is_preview(request):
            return self._preview()
        person = await self._person(request)
        return self._pages.render("unsubscribe.html", person=person, done=person.state != "active")

    async def act(self, request: Request) -> Response:
        """Do it, for a browser or for a mail program's one-click POST."""
        if _is_preview(request):
            return self._preview()
        person = await self._person(request)
        await run_in_threadpool(self._app.store.unsubscribe, person.address, person.newsletter)
        return self._pages.render("unsubscribe.html", person=person, done=True)

    def _preview(self) -> Response:
        return self._pages.render("unsubscribe_preview.html")

    async def _person(self, request: Request) -> Subscriber:
        person = await run_in_threadpool(self._app.store.subscriber_by_token, request.path_params["token"])
        if person is None:
            raise HTTPException(404, "This address belongs to no subscription. It may have been shortened on its way.")
        return person


def _is_preview(request: Request) -> bool:
    return bool(request.path_params["token"] == _PREVIEW)
