"""A real web server on loopback, its paths answered by small functions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up early is what some tests are about."""


@dataclass(slots=True)
class Web:
    """The running server: its answers by path, and what it was asked."""

    address: str
    answers: dict[str, Answer]
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Path and headers (names in lower case) of each request, in the order of arrival."""
    bodies: list[bytes] = field(default_factory=list)
    """What was POSTed, in the order of arrival."""
    closing: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: answers that dawdle wait for it and not for the clock."""

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self.address}{path}"


def plain(
    body: bytes = b"", *, status: int = 200, headers: Mapping[str, str] | None = None, with_length: bool = True
) -> Answer:
    """An answer that is always the same."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        if with_length:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(target: str, *, status: int = 302) -> Answer:
    """A redirect to a path or an address."""
    return plain(status=status, headers={"Location": target})


def raw(content: bytes) -> Answer:
    """Bytes as they are, then the connection closes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return answer


@contextmanager
def serve(answers: Mapping[str, Answer] | None = None, *, host: str = "127.0.0.1") -> Iterator[Web]:
    """Run a server on a free port; unknown paths answer 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            web.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = web.answers.get(self.path.partition("?")[0], plain(b"nothing here", status=404))
            answer(self)

        def do_POST(self) -> None:
            web.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            pass

    server = _Server((host, 0), Handler)
    web = Web(f"http://{host}:{server.server_address[1]}", dict(answers or {}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        web.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
