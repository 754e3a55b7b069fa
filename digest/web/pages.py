"""Rendering a page of the site from templates/web, and its one stylesheet."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.app.application import App
from digest.edition.environment import Templates


class Pages:
    """The site's templates: the operator's own before the built-in ones."""

    def __init__(self, app: App) -> None:
        self._app = app
        folders = [folder / "web" for folder in app.template_folders]
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._templates = Templates(self._folders, filters={"day": _day, "moment": self._moment})

    def render(self, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page; raises RenderError."""
        settings = self._app.settings
        return HTMLResponse(self._templates.render(name, site=settings.site, **values), status_code=status)

    def text(self, name: str, **values: object) -> str:
        """A template's text, for what is not a page."""
        return self._templates.render(name, site=self._app.settings.site, **values)

    async def stylesheet(self, request: Request) -> Response:  # noqa: ARG002
        """The one stylesheet of our own."""
        for folder in self._folders:
            file = folder / "style.css"
            if file.is_file():
                return Response(file.read_bytes(), media_type="text/css", headers={"cache-control": "max-age=300"})
        return Response("", media_type="text/css")

    def _moment(self, value: datetime) -> str:
        """'Sunday 22 November 2026, 07:00' in the site's zone."""
        local = value.astimezone(ZoneInfo(self._app.settings.site.timezone))
        return f"{_day(local.date())}, {local:%H:%M}"


def _day(value: date) -> str:
    return f"{value:%A} {value.day} {value:%B %Y}"
