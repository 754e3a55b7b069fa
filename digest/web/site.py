"""The application's pages as one Starlette site: routes, security headers, our own error pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.app.application import App
from digest.app.hubs import CALLBACK_PATH
from digest.errors import DigestError, UsageError
from digest.web.archive import Archive
from digest.web.desk import Desk
from digest.web.health import Health
from digest.web.hub_callback import HubCallback
from digest.web.pages import Pages
from digest.web.signoff import SignOff

# A mail's own inlined styles and linked pictures are all that any page needs; scripts and foreign frames never.
_POLICY = (
    "default-src 'none'; img-src * data:; style-src 'self' 'unsafe-inline'; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
]


def build_site(app: App, *, desk: bool) -> Starlette:
    """All pages of `app`; the desk only where `desk` says so (it has no login yet: loopback only)."""
    pages = Pages(app)
    archive, sign_off, health = Archive(app, pages), SignOff(app, pages), Health(app)
    hubs = HubCallback(app)
    routes = [
        Route("/", archive.home),
        Route("/editions/{newsletter}/{date}", archive.edition),
        Route("/feed.xml", archive.feed),
        Route("/unsubscribe/{token}", sign_off.form, methods=["GET"]),
        Route("/unsubscribe/{token}", sign_off.act, methods=["POST"]),
        Route(f"{CALLBACK_PATH}/{{token}}", hubs.verify, methods=["GET"]),
        Route(f"{CALLBACK_PATH}/{{token}}", hubs.receive, methods=["POST"]),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/static/style.css", pages.stylesheet),
    ]
    if desk:
        bench = Desk(app, pages)
        routes += [
            Route("/desk", bench.home),
            Route("/desk/{edition}", bench.edition),
            Route("/desk/{edition}/mail", bench.mail),
            Route("/desk/{edition}/text", bench.text),
            Route("/desk/{edition}/story/{story}", bench.story),
        ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={
            HTTPException: _error_page(pages),
            UsageError: _error_page(pages),
            DigestError: _error_page(pages),
        },
    )


class SecurityHeaders:
    """Adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with more headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _error_page(pages: Pages) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_: Request, error: Exception) -> Response:
        status, words = HTTPStatus.INTERNAL_SERVER_ERROR, str(error)
        if isinstance(error, HTTPException):
            status = HTTPStatus(error.status_code)
            words = error.detail
        elif isinstance(error, UsageError):
            status = HTTPStatus.NOT_FOUND
        try:
            return pages.render("error.html", status=status, title=status.phrase, words=words)
        except DigestError:  # the template itself may be what is broken
            return PlainTextResponse(f"{status.phrase}: {words}\n", status_code=status)

    return answer
