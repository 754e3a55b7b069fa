"""Two questions that a supervisor asks: is the process alive, and can it do its work."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from digest.app.application import App
from digest.errors import StoreError


class Health:
    """/healthz and /readyz."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def alive(self, request: Request) -> Response:  # noqa: ARG002
        """The process answers."""
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> Response:  # noqa: ARG002
        """The store can be read."""
        try:
            version = await run_in_threadpool(self._version)
        except StoreError as error:
            return JSONResponse({"status": "no store", "reason": str(error)}, status_code=503)
        return JSONResponse({"status": "ready", "schema": version})

    def _version(self) -> str:
        return self._app.store.database.version()
