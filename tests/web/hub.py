"""A small WebSub hub on loopback: takes subscriptions, verifies what subscribers meant, distributes signed content."""

from __future__ import annotations

import hashlib
import hmac
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qsl, urlencode

Habit = Literal["verify", "verify first", "silent", "refuse", "deny"]
CHALLENGE = "challenge-1234"


@dataclass(slots=True)
class Hub:
    """The running hub; `habit` is how it meets the next request."""

    address: str
    reach: dict[str, str] = field(default_factory=dict)
    """Which loopback server a public address stands for, as a hosts file would say."""
    habit: Habit = "verify"
    lease: int = 864_000
    asked: list[dict[str, str]] = field(default_factory=list)
    """The forms that came in."""
    subscribers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Callback -> the form of each subscription that was verified."""
    threads: list[threading.Thread] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until all that the hub does on its own is done."""
        while self.threads:
            self.threads.pop().join()

    def call(self, callback: str, query: Mapping[str, str]) -> tuple[int, str, Mapping[str, str]]:
        """GET a callback with these parameters: status, body, headers (names in small letters)."""
        return self._ask(urllib.request.Request(f"{self._reached(callback)}?{urlencode(query)}"))

    def verify(self, form: Mapping[str, str]) -> bool:
        """Ask the subscriber whether it meant this (5.3); what it says decides."""
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": CHALLENGE}
        if form["hub.mode"] == "subscribe":
            query["hub.lease_seconds"] = str(self.lease)
        status, body, _ = self.call(form["hub.callback"], query)
        meant = status == 200 and body == CHALLENGE
        if meant and form["hub.mode"] == "subscribe":
            self.subscribers[form["hub.callback"]] = dict(form)
        elif meant:
            self.subscribers.pop(form["hub.callback"], None)
        return meant

    def deny(self, form: Mapping[str, str]) -> None:
        """Say no (5.2)."""
        query = {"hub.mode": "denied", "hub.topic": form["hub.topic"], "hub.reason": "subscribers only"}
        self.call(form["hub.callback"], query)

    def distribute(
        self, body: bytes, *, kind: str = "application/feed+json", method: str = "sha256", secret: str = ""
    ) -> list[int]:
        """POST to every subscriber, signed with its secret or with another one; their answers."""
        statuses = []
        for callback, form in self.subscribers.items():
            key = (secret or form["hub.secret"]).encode()
            signature = hmac.new(key, body, getattr(hashlib, method)).hexdigest()
            statuses.append(self.push(callback, body, {"X-Hub-Signature": f"{method}={signature}"}, kind=kind))
        return statuses

    def push(self, callback: str, body: bytes, headers: Mapping[str, str], *, kind: str = "text/xml") -> int:
        """POST as it is."""
        request = urllib.request.Request(
            self._reached(callback), body, {"Content-Type": kind, **headers}, method="POST"
        )
        return self._ask(request)[0]

    def _reached(self, url: str) -> str:
        for public, real in self.reach.items():
            if url.startswith(public):
                return real + url.removeprefix(public)
        return url

    def _ask(self, request: urllib.request.Request) -> tuple[int, str, Mapping[str, str]]:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}


@contextmanager
def run_hub(*, host: str = "127.0.0.1") -> Iterator[Hub]:
    """Run a hub on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = dict(parse_qsl(self.rfile.read(length).decode(), strict_parsing=True))
            hub.asked.append(form)
            if hub.habit == "verify first":
                hub.verify(form)
            answered = threading.Event()
            after = {"verify": hub.verify, "deny": hub.deny}.get(hub.habit)

            def go_on() -> None:
                answered.wait()
                if after is not None:
                    after(form)

            thread = threading.Thread(target=go_on)
            thread.start()
            hub.threads.append(thread)  # before the answer: who has it may wait for all that follows
            self.send_response(500 if hub.habit == "refuse" else 202)
            self.send_header("Content-Length", "0")
            self.end_headers()
            self.wfile.flush()
            answered.set()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    hub = Hub(f"http://{host}:{server.server_address[1]}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.settle()
        server.shutdown()
        server.server_close()
        thread.join()
