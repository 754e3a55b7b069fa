"""The editor's desk: each edition as it will arrive, beside the reasons for every story in it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from digest.app.application import App
from digest.app.linting import lint_mail
from digest.app.publishing import render, sample_message
from digest.model import UNSUBSCRIBE_MARK, Edition, Story
from digest.web.findings import judge_for_desk
from digest.web.headlines import headline_of, printed_headlines
from digest.web.pages import Pages

CLIP_BYTES = 102_400
"""Gmail cuts a mail off at about this size."""
_MOST_LEFT_OUT = 40


class Desk:
    """Pages for the editor only."""

    def __init__(self, app: App, pages: Pages) -> None:
        self._app = app
        self._pages = pages

    async def home(self, request: Request) -> Response:  # noqa: ARG002
        """All editions, drafts too; the newest is opened at once by its link."""
        editions = await run_in_threadpool(self._app.store.editions)
        return self._pages.render("desk.html", editions=editions)

    async def edition(self, request: Request) -> Response:
        """One edition: the real mail in a frame, its size, its lint, its stories with their receipts."""
        found = await self._found(request)
        return await run_in_threadpool(self._edition_page, found, request.query_params.get("view", "wide"))

    async def mail(self, request: Request) -> Response:
        """The mail's HTML, for the frame."""
        found = await self._found(request)
        rendered = await run_in_threadpool(render, self._app, found)
        html = rendered.html.replace(UNSUBSCRIBE_MARK, "/desk")
        view = request.query_params.get("view", "")
        if view == "dark":
            html = html.replace("(prefers-color-scheme:dark)", "(min-width:0)").replace(
                "(prefers-color-scheme: dark)", "(min-width:0)"
            )
        return HTMLResponse(html)

    async def text(self, request: Request) -> Response:
        """The mail's text part."""
        found = await self._found(request)
        rendered = await run_in_threadpool(render, self._app, found)
        return PlainTextResponse(rendered.text)

    async def story(self, request: Request) -> Response:
        """Why a story is one story, where it stands, and what it is made of."""
        found = await self._found(request)
        stories = await run_in_threadpool(self._app.store.stories, found.newsletter)
        for story in stories:
            if story.id == request.path_params["story"]:
                outlets = {article.id: article.outlet for article in story.articles}
                headline = printed_headlines(found).get(story.id) or headline_of(story, edition=found)
                return self._pages.render("story.html", edition=found, story=story, headline=headline, outlets=outlets)
        raise HTTPException(404, "That story is not among those of the last build.")

    async def _found(self, request: Request) -> Edition:
        number = request.path_params["edition"]
        if not number.isdecimal():
            raise HTTPException(404, "The desk knows editions by their number.")
        return await run_in_threadpool(self._app.store.find_edition, number)

    def _edition_page(self, found: Edition, view: str) -> Response:
        rendered = render(self._app, found)
        message = sample_message(self._app, found, rendered)
        printed: list[Story] = []
        left_out: list[Story] = []
        for story in self._app.store.stories(found.newsletter):
            (printed if story.id in found.stories else left_out).append(story)
        shown_out = left_out[:_MOST_LEFT_OUT]
        headlines = {story.id: headline_of(story, edition=found) for story in (*printed, *shown_out)}
        findings, remark = judge_for_desk(lint_mail(self._app, message), site=self._app.settings.site)
        return self._pages.render(
            "desk_edition.html",
            edition=found,
            view=view if view in {"wide", "phone", "dark", "text"} else "wide",
            size=len(rendered.html.encode()),
            clip=CLIP_BYTES,
            findings=findings,
            remark=remark,
            headlines={**headlines, **printed_headlines(found)},
            printed=printed,
            left_out=shown_out,
            more=len(left_out) - len(shown_out),
        )
