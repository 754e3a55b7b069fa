"""Running the site with uvicorn: one process, quiet, ended by SIGINT or SIGTERM."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from digest.errors import UsageError


def serve_site(site: Starlette, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until a signal ends it; `ready` is told the address once the port is ours (port 0: any free one)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"cannot listen on {host}, port {port}: {error.strerror}; choose another --port (or --host)"
        ) from error
    real_port = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{real_port}")
    config = uvicorn.Config(site, log_level="warning", access_log=False, server_header=False, lifespan="off")
    # uvicorn raises the signal that ended it once more: for us both are an orderly end, after which callers clean up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with listener, contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
