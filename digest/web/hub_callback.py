"""Where WebSub hubs call us: a GET asks whether we meant a subscription, a POST brings news of a feed.

https://www.w3.org/TR/websub/ 5.3 and 7. The token in the address is the only way in, and belongs to one feed. A push is
answered as soon as its signature is checked; entries are stored after that, one batch at a time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from digest.app.application import App
from digest.app.hubs import store_pushes
from digest.errors import DigestError
from digest.intake.signature import is_signed
from digest.intake.websub import awaits_verification, denied, takes_pushes, verified
from digest.model import HubSubscription
from digest.pipeline.pushes import Push

MAX_CHALLENGE = 2000
MAX_WAITING = 16
"""Pushes that wait to be stored; a hub with one more is asked to come again."""

log = logging.getLogger("digest.web")


class HubCallback:
    """/websub/TOKEN."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._waiting: list[Push] = []
        self._turn = asyncio.Lock()

    async def verify(self, request: Request) -> Response:
        """Say yes to what we asked for, and 404 to everything else (WebSub 5.3)."""
        return await run_in_threadpool(self._verify, request.path_params["token"], request.query_params)

    def _verify(self, token: str, query: Mapping[str, str]) -> Response:
        before = self._app.store.hub_subscription_by_token(token)
        if before is None or query.get("hub.topic") != before.topic:
            return _refusal(404)
        mode, challenge = query.get("hub.mode", ""), query.get("hub.challenge", "")
        after: HubSubscription | None
        if mode == "denied" and before.state != "offered":
            leaving, reason = before.state == "leaving", query.get("hub.reason", "")
            after, challenge = None if leaving else denied(before, reason, now=self._app.clock()), ""
        elif awaits_verification(before, mode) and 0 < len(challenge) <= MAX_CHALLENGE:
            lease = query.get("hub.lease_seconds", "")
            after = None if mode == "unsubscribe" else verified(before, lease, now=self._app.clock())
        else:
            return _refusal(404)
        # Somebody else has decided in the meantime: then this is not what we want any more.
        if not self._app.store.change_hub_subscription(before, after):
            return _refusal(404)
        log.info("websub feed=%s hub=%s mode=%s", before.feed_url, before.hub, mode)
        return PlainTextResponse(challenge)

    async def receive(self, request: Request) -> Response:
        """Take a push; one with a wrong signature is answered alike and ignored (WebSub 7.1)."""
        found = await run_in_threadpool(self._app.store.hub_subscription_by_token, request.path_params["token"])
        if found is None or not takes_pushes(found):
            return _refusal(404)
        body = await self._body(request)
        if isinstance(body, int):
            return _refusal(body)
        if not is_signed(body, request.headers.get("x-hub-signature", ""), secret=found.secret):
            log.warning("websub feed=%s: a push without a good signature is ignored", found.feed_url)
            return Response(status_code=202)
        if len(self._waiting) >= MAX_WAITING:
            return _refusal(503, {"retry-after": "60"})
        self._waiting.append(Push(found, request.headers.get("content-type", ""), body))
        return Response(status_code=202, background=BackgroundTask(self._store_waiting))

    async def _body(self, request: Request) -> bytes | int:
        """What is pushed, or the status that says why it is not taken."""
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            return 415
        http = self._app.settings.http
        try:
            async with asyncio.timeout(http.timeout.total_seconds()):
                return await _read(request, max_bytes=http.max_bytes)
        except TimeoutError:
            return 408
        except ClientDisconnect:
            return 400

    async def _store_waiting(self) -> None:
        """All that wait at once: starting a parser is dearer than using it."""
        async with self._turn:
            pushes, self._waiting = self._waiting, []
            if pushes:
                await run_in_threadpool(self._store, pushes)

    def _store(self, pushes: list[Push]) -> None:
        try:
            new = store_pushes(self._app, pushes)
        except DigestError as error:
            log.error("websub pushes=%d lost, polls will find them: %s", len(pushes), error)
        else:
            log.info("websub pushes=%d new_entries=%d", len(pushes), new)


async def _read(request: Request, *, max_bytes: int) -> bytes | int:
    """The body; 413 as soon as it is known to be too large."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 18 or int(announced) > max_bytes):  # noqa: PLR2004 - an exabyte
        return 413
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > max_bytes:
            return 413
        body += chunk
    return bytes(body)


def _refusal(status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse("", status_code=status, headers=headers)
