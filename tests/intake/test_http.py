"""The HTTP door, against real servers on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import islice

import pytest

from digest.intake.addresses import Guard
from digest.intake.http import CurlFetcher, Limits
from digest.ports import FetchFailed, Request, Response
from tests.intake.web import Answer, Web, plain, raw, redirect, serve

AGENT = "digest/test (+https://digest.example)"
PATIENT = Limits(timeout=timedelta(seconds=20))
HASTY = Limits(timeout=timedelta(seconds=0.4))


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as running:
        yield running


def fetcher(limits: Limits = PATIENT, *, allowed: str = "127.0.0.1/32") -> CurlFetcher:
    return CurlFetcher(user_agent=AGENT, guard=Guard.from_strings([allowed]), limits=limits)


def fetch(url: str, limits: Limits = PATIENT, **headers: str) -> Response | FetchFailed:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    (answer,) = fetcher(limits).fetch([Request(url, named, tag="it")])
    assert answer.tag == "it"
    return answer


def response(url: str, limits: Limits = PATIENT, **headers: str) -> Response:
    answer = fetch(url, limits, **headers)
    assert isinstance(answer, Response), answer
    return answer


def reason(url: str, limits: Limits = PATIENT) -> str:
    answer = fetch(url, limits)
    assert isinstance(answer, FetchFailed), answer
    assert answer.url == url
    return answer.reason


def until_closed(web: Web, first: bytes, piece: bytes) -> Answer:
    """An answer that drips until the test is over or the client hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        while not web.closing.wait(0.02):
            handler.wfile.write(piece)
            handler.wfile.flush()

    return answer


def after(event: threading.Event, answer: Answer) -> Answer:
    """An answer that waits for something to happen."""

    def waiting(handler: BaseHTTPRequestHandler) -> None:
        event.wait(10)
        answer(handler)

    return waiting


# --- answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 204, 304, 404, 410, 429, 500, 503])
def test_an_answer_of_any_status_is_an_answer(web: Web, status: int) -> None:
    """What a status means is not this door's business."""
    body = b"" if status in {204, 304} else b"words"
    web.answers["/a"] = plain(body, status=status, headers={"ETag": '"x"', "Retry-After": "5"})
    answer = response(web.url("/a"))
    assert (answer.status, answer.body, answer.url) == (status, body, web.url("/a"))
    assert (answer.headers["etag"], answer.headers["retry-after"]) == ('"x"', "5")
    assert answer.permanent_url == ""


def test_an_answer_says_how_long_it_took(web: Web) -> None:
    """Without the time that its reader took for itself."""
    held = threading.Event()
    web.answers |= {"/quick": plain(b"x"), "/held": after(held, plain(b"y"))}
    running = fetcher().fetch([Request(web.url("/quick")), Request(web.url("/held"))])
    first = next(iter(running))
    web.closing.wait(0.5)
    held.set()
    answers = [first, *running]
    assert [isinstance(answer, Response) and 0 < answer.seconds < 0.4 for answer in answers] == [True, True]


def test_answers_carry_their_tags(web: Web) -> None:
    """Answers come in the order of arrival; the tag says whose they are."""
    web.answers |= {f"/{number}": plain(str(number).encode()) for number in range(30)}
    requests = [Request(web.url(f"/{number}"), tag=str(number)) for number in range(30)]
    answers = list(fetcher().fetch(requests))
    assert sorted(answer.tag for answer in answers) == sorted(str(number) for number in range(30))
    assert all(isinstance(answer, Response) and answer.body.decode() == answer.tag for answer in answers)


def test_no_requests_no_answers() -> None:
    """A poll with nothing due."""
    assert list(fetcher().fetch([])) == []


def test_the_request_says_who_asks_and_carries_its_headers(web: Web) -> None:
    """A validator goes out byte for byte, even one that is not ASCII."""
    web.answers["/a"] = plain(headers={"ETag": 'W/"caf\xe9,  =="'})
    etag = response(web.url("/a")).headers["etag"]
    response(web.url("/a"), If_None_Match=etag)
    _, headers = web.asked[-1]
    assert headers["if-none-match"] == 'W/"caf\xe9,  =="'
    assert headers["user-agent"] == AGENT
    assert "gzip" in headers["accept-encoding"]


def test_a_header_cannot_become_two(web: Web) -> None:
    """CR and LF in a stored validator must not smuggle in a header of their own."""
    web.answers["/a"] = plain()
    response(web.url("/a"), If_None_Match='"x"\r\nX-Smuggled: yes\n\r\nGET /b HTTP/1.1')
    assert [path for path, _ in web.asked] == ["/a"]
    assert "x-smuggled" not in web.asked[0][1]


def test_an_odd_address_is_asked_for_in_ascii(web: Web) -> None:
    """Feeds link to addresses with spaces and letters of every script."""
    web.answers["/new%20s/%C3%A9"] = plain(b"found")
    assert response(web.url("/new s/é?q=ü")).body == b"found"
    assert web.asked[0][0] == "/new%20s/%C3%A9?q=%C3%BC"


def test_only_the_last_answers_headers_count(web: Web) -> None:
    """A validator of a redirect is not one of the feed."""
    web.answers["/old"] = plain(status=302, headers={"Location": "/new", "ETag": '"of the redirect"'})
    web.answers["/new"] = plain(b"x")
    assert "etag" not in response(web.url("/old")).headers


def test_cookies_are_taken_from_nobody(web: Web) -> None:
    """Neither on the way through redirects nor on the next request over the same connection."""
    web.answers["/set"] = plain(status=302, headers={"Location": "/a", "Set-Cookie": "id=42; Path=/"})
    web.answers["/a"] = plain(headers={"Set-Cookie": "id=43; Path=/"})
    one_host = Limits(connections_per_host=1)
    list(fetcher(one_host).fetch([Request(web.url("/set")), Request(web.url("/a"))]))
    assert len(web.asked) == 3
    assert all("cookie" not in headers for _, headers in web.asked)


# --- redirects ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [((301,), True), ((308,), True), ((301, 308), True), ((302,), False), ((303,), False), ((307,), False),
     ((301, 302), False), ((302, 301), False)],
)  # fmt: skip
def test_only_a_chain_of_permanent_redirects_is_permanent(
    web: Web, statuses: tuple[int, ...], *, permanent: bool
) -> None:
    """A temporary link anywhere in the chain makes where it led temporary."""
    for index, status in enumerate(statuses):
        web.answers[f"/{index}"] = redirect(f"/{index + 1}", status=status)
    end = web.url(f"/{len(statuses)}")
    web.answers[f"/{len(statuses)}"] = plain(b"here")
    answer = response(web.url("/0"))
    assert (answer.body, answer.url) == (b"here", end)
    assert answer.permanent_url == (end if permanent else "")


def test_a_redirect_loop_ends(web: Web) -> None:
    """Two pages that send us back and forth."""
    web.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert reason(web.url("/a")) == "more than 8 redirects"
    assert len(web.asked) == 9


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "dict://127.0.0.1/"]
)
def test_a_redirect_does_not_leave_the_web(web: Web, target: str) -> None:
    """Least of all into our own files."""
    web.answers["/a"] = redirect(target)
    assert reason(web.url("/a")) == "redirects to something that is not http or https"


def test_a_redirect_to_a_private_address_is_refused_before_it_connects(web: Web) -> None:
    """The address is judged after its name is resolved and before anything is sent there."""
    with serve({"/secret": plain(b"canary")}, host="127.0.0.2") as inside:
        web.answers["/a"] = redirect(inside.url("/secret"))
        assert reason(web.url("/a")).startswith("127.0.0.2 is a private address; list it under http.allow_private")
        assert reason(inside.url("/secret")).startswith("127.0.0.2 is a private address")
        assert inside.asked == []


@pytest.mark.parametrize(
    "host",
    ["localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"],  # noqa: S104
)
def test_no_spelling_of_loopback_gets_past_the_guard(web: Web, host: str) -> None:
    """Names and odd numbers are judged by what they resolve to."""
    web.answers["/a"] = plain(b"canary")
    port = web.address.rpartition(":")[2]
    (answer,) = fetcher(allowed="192.0.2.0/24").fetch([Request(f"http://{host}:{port}/a")])
    assert isinstance(answer, FetchFailed)
    assert web.asked == []


# --- hostile and broken servers ----------------------------------------------------------------------------


def test_a_compressed_body_is_inflated(web: Web) -> None:
    """And its length is that of the text."""
    web.answers["/a"] = plain(gzip.compress(b"words " * 100), headers={"Content-Encoding": "gzip"})
    assert response(web.url("/a")).body == b"words " * 100


def test_a_gzip_bomb_is_measured_inflated(web: Web) -> None:
    """A few kilobytes that would fill the memory."""
    bomb = gzip.compress(b"\0" * 5_000_000)
    web.answers["/a"] = plain(bomb, headers={"Content-Encoding": "gzip"})
    assert len(bomb) < 10_000
    assert reason(web.url("/a"), Limits(max_bytes=100_000)) == "the answer is larger than 100,000 bytes"


def test_a_body_may_be_as_large_as_allowed(web: Web) -> None:
    """The limit itself is not too much, one byte more is."""
    web.answers |= {"/a": plain(b"x" * 2000), "/b": plain(b"x" * 2001)}
    limits = Limits(max_bytes=2000)
    assert len(response(web.url("/a"), limits).body) == 2000
    assert "larger than 2,000 bytes" in reason(web.url("/b"), limits)


def test_false_compression_is_named(web: Web) -> None:
    """A server that says gzip and sends text."""
    web.answers["/a"] = plain(b"not compressed at all", headers={"Content-Encoding": "gzip"})
    assert reason(web.url("/a")) == "the answer is not compressed the way it says"


def test_endless_headers_end(web: Web) -> None:
    """Headers are no way around the limit of the body."""
    line = b"X-More: " + b"x" * 8000 + b"\r\n"
    web.answers["/a"] = until_closed(web, b"HTTP/1.1 200 OK\r\n", line * 4)
    assert reason(web.url("/a")) == "the headers are larger than 100 KB"


def test_a_slow_body_runs_into_the_timeout(web: Web) -> None:
    """One byte at a time keeps a connection busy for as long as it likes."""
    web.answers["/a"] = until_closed(web, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x")
    assert reason(web.url("/a"), HASTY) == "the server took too long to answer"


def test_a_silent_server_runs_into_the_timeout(web: Web) -> None:
    """It accepts and says nothing."""
    web.answers["/a"] = after(web.closing, raw(b""))
    assert reason(web.url("/a"), HASTY) == "the server took too long to answer"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the server closed the connection without an answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "the answer broke off half-way"),
    ],
)
def test_a_broken_answer_is_named(web: Web, content: bytes, why: str) -> None:
    """The server closed the connection in the middle."""
    web.answers["/a"] = raw(content)
    assert reason(web.url("/a")) == why


@pytest.mark.parametrize(
    "content", [b"no HTTP at all\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\0" * 1000, b"HTTP/0.9 oops"]
)
def test_what_is_not_http_fails_with_a_reason(web: Web, content: bytes) -> None:
    """A server that speaks another protocol."""
    web.answers["/a"] = raw(content)
    said = reason(web.url("/a"))
    assert said in {"the answer is not proper HTTP", "the server closed the connection without an answer"}


@pytest.mark.parametrize("header", [b"Content-Length: -1", b"Content-Length: 10\r\nContent-Length: 99"])
def test_nonsense_in_the_headers_fails_with_a_reason(web: Web, header: bytes) -> None:
    """A length that is none, or two of them."""
    web.answers["/a"] = raw(b"HTTP/1.1 200 OK\r\n" + header + b"\r\n\r\nwords")
    assert reason(web.url("/a")) == "the answer is not proper HTTP"


def test_a_huge_header_is_named(web: Web) -> None:
    """Libcurl itself takes no line of a megabyte."""
    web.answers["/a"] = plain(b"x", headers={"X-Big": "b" * 1_000_000})
    assert reason(web.url("/a")) == "a header of the answer is too large"


def test_a_refused_connection_is_named() -> None:
    """Nobody listens there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: nobody else can get the port
        assert reason(f"http://127.0.0.1:{taken.getsockname()[1]}/") == "the server does not accept connections"


def test_an_unknown_host_is_named() -> None:
    """RFC 2606 promises that .invalid never resolves."""
    assert reason("http://news.invalid/feed") == "no such host name; check the address"


@pytest.mark.parametrize(
    "url", ["", "no address", "file:///etc/passwd", "http://[bad/", "http://a\0b/", "http://", "https://\ud800/"]
)
def test_what_is_no_address_fails_alone(web: Web, url: str) -> None:
    """Beside a good request, which is answered."""
    web.answers["/a"] = plain(b"x")
    answers = {
        answer.tag: answer for answer in fetcher().fetch([Request(url, tag="bad"), Request(web.url("/a"), tag="good")])
    }
    assert isinstance(answers["bad"], FetchFailed)
    assert isinstance(answers["good"], Response)


# --- politeness and patience -------------------------------------------------------------------------------


def test_a_host_never_sees_more_than_two_connections(web: Web) -> None:
    """Twenty feeds of one host wait for each other."""
    lock, busy, most = threading.Lock(), 0, 0

    def counted(handler: BaseHTTPRequestHandler) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        web.closing.wait(0.01)
        with lock:
            busy -= 1
        plain(b"x")(handler)

    web.answers |= {f"/{number}": counted for number in range(20)}
    answers = list(fetcher().fetch([Request(web.url(f"/{number}")) for number in range(20)]))
    assert len(answers) == 20
    assert most == 2


def test_a_slow_host_does_not_hold_up_a_fast_one(web: Web) -> None:
    """Ten requests to a host that answers only after the fast host was asked for everything."""
    fast_is_done = threading.Event()
    with serve() as slow:
        slow.answers["/a"] = after(fast_is_done, plain(b"slow"))
        web.answers["/a"] = plain(b"fast")
        requests = [Request(slow.url("/a"))] * 10 + [Request(web.url("/a"))] * 10
        running = fetcher(Limits(connections=8)).fetch(requests)
        first = [answer.body for answer in islice(running, 10) if isinstance(answer, Response)]
        fast_is_done.set()
        assert first == [b"fast"] * 10
        assert len(list(running)) == 10


def test_an_iterator_closed_early_lets_go(web: Web) -> None:
    """Ctrl-C in the middle of a poll leaves no connection behind."""
    web.answers |= {"/a": plain(b"x"), "/b": after(web.closing, raw(b""))}
    running = fetcher().fetch([Request(web.url("/a")), Request(web.url("/b"))])
    assert isinstance(next(iter(running)), Response)
    running.close()  # type: ignore[attr-defined]  # a generator, which the port does not promise


def test_a_reader_that_takes_its_time_costs_no_answer(web: Web) -> None:
    """Between two answers a batch of feeds is parsed: that time is ours and not the servers'."""
    web.answers |= {"/a": plain(b"x"), "/b": plain(b"y" * 3_000_000)}
    answers = []
    for answer in fetcher(HASTY).fetch([Request(web.url("/a")), Request(web.url("/b"))]):
        answers.append(answer)
        web.closing.wait(0.6)
    assert all(isinstance(answer, Response) for answer in answers), answers


# --- forms -------------------------------------------------------------------------------------------------


def test_a_body_is_posted_as_a_form(web: Web) -> None:
    """Byte for byte; the next request over the same connection is a GET again."""
    web.answers["/hub"] = plain(status=202)
    requests = [Request(web.url("/hub"), body=b"hub.mode=subscribe&x=%26"), Request(web.url("/hub"))]
    answers = list(fetcher(Limits(connections_per_host=1)).fetch(requests))
    assert [isinstance(answer, Response) and answer.status for answer in answers] == [202, 202]
    assert web.bodies == [b"hub.mode=subscribe&x=%26"]
    assert web.asked[0][1]["content-type"] == "application/x-www-form-urlencoded"
    assert len(web.asked) == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_form_stays_a_form_on_redirects(web: Web, status: int) -> None:
    """A hub that moved gets the whole request."""
    web.answers |= {"/hub": redirect("/new", status=status), "/new": plain(status=202)}
    (answer,) = fetcher().fetch([Request(web.url("/hub"), body=b"a=b")])
    assert isinstance(answer, Response)
    assert (answer.status, web.bodies) == (202, [b"a=b", b"a=b"])


def test_a_form_to_a_private_address_is_refused_before_it_connects(web: Web) -> None:
    """The guard asks nobody what the request is for."""
    (answer,) = fetcher(allowed="192.0.2.0/24").fetch([Request(web.url("/hub"), body=b"a=b")])
    assert isinstance(answer, FetchFailed)
    assert "is a private address" in answer.reason
    assert (web.asked, web.bodies) == ([], [])


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("link", "<https://hub.example/>; rel=hub", "</a>; rel=self, </b>; rel=alternate"),
        ("cache-control", "max-age=3600", "public"),
    ],
)
def test_headers_that_are_lists_add_up(web: Web, name: str, first: str, second: str) -> None:
    """A server may send one for each link, and one with several (RFC 9110 5.3)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header(name.title(), first)
        handler.send_header(name.title(), second)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    web.answers["/a"] = answer
    assert response(web.url("/a")).headers[name] == f"{first}, {second}"


def test_early_hints_are_no_step_of_a_redirect(web: Web) -> None:
    """What announces an answer does not make a permanent redirect temporary, nor are its headers the answer's."""
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
    web.answers |= {
        "/old": raw(hints + b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"),
        "/new": raw(hints + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    }
    answer = response(web.url("/old"))
    assert (answer.body, answer.permanent_url) == (b"ok", web.url("/new"))
    assert "link" not in answer.headers


class Crowd:
    """Counts who is inside at once."""

    def __init__(self, *, seconds: float) -> None:
        self.most = self._inside = 0
        self._lock = threading.Lock()
        self._seconds = seconds

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Takes its time."""
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        threading.Event().wait(self._seconds)
        with self._lock:
            self._inside -= 1
        plain(b"words")(handler)


def test_a_host_to_which_many_redirect_is_asked_by_two_at_a_time() -> None:
    """And those that queue for it are not timed out for that, nor do they count as slow."""
    crowd = Crowd(seconds=0.25)
    with serve({"/all": crowd.answer}) as one, serve(host="0.0.0.0") as many:  # noqa: S104 - loopback only, by the guard
        many.answers["/a"] = redirect(one.url("/all"))
        port = many.address.rpartition(":")[2]
        requests = [Request(f"http://127.0.0.{number}:{port}/a", tag=str(number)) for number in range(2, 14)]
        limits = Limits(timeout=timedelta(seconds=1))
        answers = list(fetcher(limits, allowed="127.0.0.0/8").fetch(requests))
    assert [answer for answer in answers if isinstance(answer, FetchFailed)] == []
    assert len(one.asked) == 12
    assert crowd.most <= 2
    assert all(isinstance(answer, Response) and answer.seconds < 0.9 for answer in answers)


def test_a_password_makes_no_other_host(web: Web) -> None:
    """Two connections are two, whoever asks."""
    crowd = Crowd(seconds=0.1)
    web.answers["/a"] = crowd.answer
    port = web.address.rpartition(":")[2]
    requests = [Request(f"http://user{number}:x@127.0.0.1:{port}/a", tag=str(number)) for number in range(6)]
    assert all(isinstance(answer, Response) for answer in fetcher().fetch(requests))
    assert crowd.most <= 2


def test_where_a_redirect_leads_must_answer_in_time(web: Web) -> None:
    """Patience is for the queue, not for the server at its end."""
    web.answers |= {"/a": redirect("/b"), "/b": after(web.closing, raw(b""))}
    assert reason(web.url("/a"), HASTY) == "the server took too long to answer"


@pytest.mark.parametrize("status", [200, 302])
def test_an_answer_that_leads_elsewhere_and_never_ends_runs_into_the_timeout(web: Web, status: int) -> None:
    """A body that drips behind a Location is not taken for waiting in the queue, or not for long."""
    head = f"HTTP/1.1 {status} X\r\nLocation: /b\r\nContent-Length: 9000\r\n\r\n".encode()
    web.answers |= {"/a": until_closed(web, head, b"x"), "/b": after(web.closing, raw(b""))}
    assert reason(web.url("/a"), HASTY) == "the server took too long to answer"
