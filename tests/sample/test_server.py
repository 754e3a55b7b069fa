"""The newsroom as its own process, asked over real sockets."""

from __future__ import annotations

import gzip
import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import pytest

from digest.sample.addresses import feed_path, home_path, picture_path, piece_path
from digest.sample.newsroom import Newsroom
from digest.sample.server import serve_newsroom

Answer = tuple[int, dict[str, str], bytes]
NOW = "2026-03-04T06:00:00+00:00"


@contextmanager
def server_process() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the server as the demo does and give its process and address."""
    command = [sys.executable, "-m", "digest.sample.server", "--port", "0", "--now", NOW]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready, _, address = process.stdout.readline().strip().partition(" ")
        assert ready == "READY"
        try:
            yield process, address
        finally:
            process.kill()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server_process() as (_, address):
        yield address


def ask(address: str, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, quote(path, safe="/?=&%"), headers=dict(headers or {}))
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def test_every_address_answers(address: str, newsroom: Newsroom) -> None:
    """Home pages, feeds and articles of every outlet are there, with their types."""
    assert ask(address, "/")[0] == 200
    assert ask(address, "/opml")[1]["content-type"].startswith("text/x-opml")
    for outlet in newsroom.outlets:
        assert ask(address, home_path(outlet))[0] == 200
        status, headers, _ = ask(address, feed_path(outlet))
        assert status == 200
        assert ("json" in headers["content-type"]) == (outlet.feed == "json")
    for piece in newsroom.pieces:
        status, headers, body = ask(address, piece_path(piece))
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert len(body) == int(headers["content-length"])


def test_tracking_parameters_lead_to_the_same_page(address: str, newsroom: Newsroom) -> None:
    """The query of a link does not change what is served."""
    path = piece_path(newsroom.pieces[0])
    assert ask(address, f"{path}?utm_source=rss&x=1")[2] == ask(address, path)[2]


def test_pictures_are_drawn_when_asked_for(address: str, newsroom: Newsroom) -> None:
    """A lead picture is a JPEG and the same every time."""
    piece = next(piece for piece in newsroom.pieces if piece.picture)
    status, headers, body = ask(address, picture_path(piece))
    assert (status, headers["content-type"], body[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert ask(address, picture_path(piece))[2] == body


def test_unchanged_resource_is_not_sent_again(address: str, newsroom: Newsroom) -> None:
    """The entity tag or the date of a first answer gives 304 without a body; another tag gives the page."""
    path = feed_path(newsroom.outlets[0])
    _, headers, _ = ask(address, path)
    status, again, body = ask(address, path, headers={"If-None-Match": headers["etag"]})
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert ask(address, path, headers={"If-Modified-Since": headers["last-modified"]})[0] == 304
    stale = {"If-None-Match": '"other"', "If-Modified-Since": headers["last-modified"]}
    assert ask(address, path, headers=stale)[0] == 200
    assert ask(address, path, headers={"If-Modified-Since": "yesterday"})[0] == 200


def test_head_tells_what_get_would_send(address: str, newsroom: Newsroom) -> None:
    """HEAD has the headers of GET and no body."""
    path = home_path(newsroom.outlets[0])
    status, headers, body = ask(address, path, method="HEAD")
    assert (status, body) == (200, b"")
    assert headers["content-length"] == ask(address, path)[1]["content-length"]


def test_unknown_path_is_not_found(address: str) -> None:
    """What was never printed is 404."""
    assert ask(address, "/meridian-courier/never.html")[0] == 404


def test_text_is_compressed_for_those_who_accept_it(address: str, newsroom: Newsroom) -> None:
    """A gzip answer unpacks to the plain one; pictures are sent as they are."""
    path = home_path(newsroom.outlets[0])
    _, headers, body = ask(address, path, headers={"Accept-Encoding": "gzip, br"})
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == ask(address, path)[2]
    piece = next(piece for piece in newsroom.pieces if piece.picture)
    assert "content-encoding" not in ask(address, picture_path(piece), headers={"Accept-Encoding": "gzip"})[1]


def test_one_connection_carries_many_requests(address: str, newsroom: Newsroom) -> None:
    """The connection stays open after answers with and without a body."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.connect()
    socket = connection.sock
    for method, path in (("GET", "/"), ("HEAD", "/"), ("GET", home_path(newsroom.outlets[0]))):
        connection.request(method, path)
        connection.getresponse().read()
        assert connection.sock is socket
    connection.close()


def test_process_ends_when_its_input_closes() -> None:
    """The demo's end is the newsroom's end, and the one line on standard output is READY."""
    with server_process() as (process, _):
        output, _ = process.communicate("", timeout=20)
        assert (process.returncode, output) == (0, "")


def test_process_ends_in_good_order_on_sigterm() -> None:
    """A terminated newsroom leaves with exit code 0."""
    with server_process() as (process, _):
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_newsroom_can_be_served_within_a_process(newsroom: Newsroom) -> None:
    """A block of code can have the newsroom for as long as it lasts."""
    with serve_newsroom(newsroom) as address:
        assert ask(address, "/opml")[0] == 200
    with pytest.raises(ConnectionRefusedError):
        ask(address, "/opml")
