"""A tiny forward proxy on loopback: absolute-form requests and CONNECT, with its own idea of where hosts are."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_HEAD_END = b"\r\n\r\n"


@dataclass(slots=True)
class ForwardProxy:
    """The running proxy and the request lines it was sent."""

    address: str
    hosts: Mapping[str, tuple[str, int]]
    """Where each "host:port" of a request really is."""
    asked: list[str] = field(default_factory=list)
    refuses_tunnels: bool = False

    def serve_one(self, client: socket.socket) -> None:
        """One connection: the first request decides where it leads for good."""
        head = _read_head(client)
        if not head:
            return
        line = head.partition(b"\r\n")[0].decode("latin-1")
        self.asked.append(line)
        method, target, _ = line.split(" ", 2)
        place = target if method == "CONNECT" else urlsplit(target).netloc
        place = place if place.rpartition(":")[2].isdecimal() else f"{place}:80"
        if place not in self.hosts or (method == "CONNECT" and self.refuses_tunnels):
            client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        with socket.create_connection(self.hosts[place], timeout=10) as server:
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                parts = urlsplit(target)
                path = f"{parts.path}?{parts.query}" if parts.query else parts.path
                rest = head.partition(b"\r\n")[2].replace(_HEAD_END, b"\r\nConnection: close\r\n\r\n")
                server.sendall(f"{method} {path} HTTP/1.1\r\n".encode("latin-1") + rest)
            back = threading.Thread(target=_pump, args=(server, client), daemon=True)
            back.start()
            if method == "CONNECT":
                _pump(client, server)
            back.join(10)


def _read_head(client: socket.socket) -> bytes:
    head = b""
    while _HEAD_END not in head:
        piece = client.recv(65536)
        if not piece:
            return b""
        head += piece
    return head


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def forward_proxy(hosts: Mapping[str, tuple[str, int]]) -> Iterator[ForwardProxy]:
    """Run one on a free port; it forbids what is not in `hosts`."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    proxy = ForwardProxy(f"http://127.0.0.1:{listener.getsockname()[1]}", hosts)

    def one(client: socket.socket) -> None:
        with client, suppress(OSError):
            client.settimeout(10)
            proxy.serve_one(client)

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=one, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
