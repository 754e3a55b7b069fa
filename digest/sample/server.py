"""The newsroom over HTTP: a newsroom in, a loopback server with conditional GET, gzip and keep-alive out.

    python -m digest.sample.server --port 0 [--now ISO] [--log]

prints one line `READY http://127.0.0.1:PORT` and ends when its standard input closes, or on SIGTERM.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from .directory import source_entries
from .newsroom import Newsroom, load_newsroom
from .resources import Resource, Site

__all__ = ["NewsroomServer", "serve_newsroom", "source_entries"]

LOOPBACK = "127.0.0.1"


class NewsroomServer(ThreadingHTTPServer):
    """A server of one newsroom, bound to a loopback port when it is made."""

    daemon_threads = True
    # A poller opens many connections at once; the default queue of 5 would drop some.
    request_queue_size = 256

    def __init__(self, newsroom: Newsroom, *, port: int = 0, log: bool = False) -> None:
        """Bind the port (0: any free one); `log` writes each request to standard error."""
        super().__init__((LOOPBACK, port), NewsroomHandler)
        self.log = log
        self.site = Site(newsroom, base_url=self.base_url)

    def server_close(self) -> None:
        """Give the port back."""
        super().server_close()
        self.site.close()

    @property
    def base_url(self) -> str:
        """The address of the newsroom, without a slash at its end."""
        return f"http://{LOOPBACK}:{self.server_port}"


class NewsroomHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: NewsroomServer
    protocol_version = "HTTP/1.1"
    server_version = "SampleNewsroom"
    sys_version = ""
    timeout = 60
    # Buffered, so that head and body leave in one packet and no client waits for a delayed acknowledgement.
    wbufsize = -1

    def do_GET(self) -> None:
        """Send a resource, or tell that it has not changed."""
        resource = self.server.site.find(unquote(urlsplit(self.path).path))
        if resource is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif self.is_fresh(resource):
            self.send_head(HTTPStatus.NOT_MODIFIED, resource)
            self.end_headers()
        else:
            self.send_resource(resource)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def is_fresh(self, resource: Resource) -> bool:
        """Tell whether the client holds the resource already (RFC 9110, section 13.2.2: the tag goes first)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            opaque = resource.etag.removeprefix("W/")
            return tags.strip() == "*" or opaque in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        with contextlib.suppress(ValueError, TypeError):
            return resource.modified <= parsedate_to_datetime(since)
        return False

    def send_resource(self, resource: Resource) -> None:
        """Send a whole resource, compressed where that helps and the client can read it."""
        body = resource.body
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and not resource.content_type.startswith("image/")
        if zipped:
            body = gzip.compress(body, compresslevel=5, mtime=0)
        self.send_head(HTTPStatus.OK, resource)
        self.send_header("Content-Type", resource.content_type)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_head(self, status: HTTPStatus, resource: Resource) -> None:
        """Send the status and what full and empty answers share."""
        self.send_response(status)
        self.send_header("ETag", resource.etag)
        self.send_header("Last-Modified", format_datetime(resource.modified, usegmt=True))
        self.send_header("Cache-Control", "max-age=60")
        self.send_header("Vary", "Accept-Encoding")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server uses
        """Write a request to the log, if there is to be one."""
        if self.server.log:
            super().log_message(format, *args)


@contextlib.contextmanager
def serve_newsroom(newsroom: Newsroom, port: int = 0, *, log: bool = False) -> Iterator[str]:
    """Serve a newsroom in threads of this process and give its address; the end of the block ends the server."""
    with NewsroomServer(newsroom, port=port, log=log) as server:
        # The short poll is how soon shutdown() is noticed.
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.base_url
        finally:
            server.shutdown()


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m digest.sample.server", description="Serve the sample newsroom.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes any free one")
    parser.add_argument(
        "--now", type=parse_instant, help="instant that counts as now (ISO 8601; UTC if it has no zone)"
    )
    parser.add_argument("--log", action="store_true", help="log requests to standard error")
    return parser.parse_args(arguments)


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 instant; one without a zone is UTC."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def leave(_signal: int, _frame: object) -> NoReturn:
    """End the process in good order."""
    sys.exit(0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until standard input closes or SIGTERM comes."""
    options = parse_arguments(arguments)
    signal.signal(signal.SIGTERM, leave)
    newsroom = load_newsroom(options.now or datetime.now(UTC))
    with contextlib.suppress(KeyboardInterrupt), serve_newsroom(newsroom, options.port, log=options.log) as base_url:
        sys.stdout.write(f"READY {base_url}\n")
        sys.stdout.flush()
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
