"""Article pages are asked for with courtesy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import pytest

from digest.intake.addresses import Guard
from digest.intake.courtesy import CourteousFetcher
from digest.intake.http import CurlFetcher, Limits
from digest.ports import FetchFailed, Request, Response
from tests.intake.web import plain, serve

START = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
A, B = "https://a.example", "https://b.example"


@dataclass
class Notebook:
    """Implements `digest.ports.Hosts`."""

    held: dict[str, datetime] = field(default_factory=dict)

    def held_hosts(self, *, now: datetime) -> Mapping[str, datetime]:
        """As the port."""
        return {place: until for place, until in self.held.items() if until > now}

    def hold_host(self, place: str, *, until: datetime, now: datetime) -> None:  # noqa: ARG002 - the port's
        """As the port."""
        self.held[place] = until


@dataclass
class Town:
    """A door and a clock in one: remembers when which address was asked; each round takes a tenth of a second."""

    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    notebook: Notebook = field(default_factory=Notebook)
    now: float = 100.0
    asked: list[tuple[float, str]] = field(default_factory=list)

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """Implements `digest.ports.Fetcher`."""
        for request in requests:
            self.asked.append((round(self.now, 3), request.url))
            missing = 404 if request.url.endswith("/robots.txt") else 200
            status, body = self.answers.get(request.url, (missing, "page"))
            yield Response(request.tag, request.url, status, self.headers, body.encode())
        self.now += 0.1

    def seconds(self) -> float:
        """The clock."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds

    def polite(self, *, robots: bool = False, delay: float = 1.0) -> CourteousFetcher:
        """The fetcher before this door."""
        return CourteousFetcher(
            self,
            delay_seconds=delay,
            robots=robots,
            seconds=self.seconds,
            sleep=self.sleep,
            clock=self.clock,
            hosts=self.notebook,
        )

    def clock(self) -> datetime:
        """The same clock, with a date."""
        return START + timedelta(seconds=self.now - 100)


def requests(*urls: str) -> list[Request]:
    return [Request(url, tag=str(number)) for number, url in enumerate(urls)]


def test_a_host_is_asked_for_one_page_at_a_time_with_a_pause() -> None:
    """Hosts do not wait for each other's turn: each round asks all of them."""
    town = Town()
    answers = list(town.polite().fetch(requests(f"{A}/1", f"{A}/2", f"{A}/3", f"{B}/1")))
    assert sorted(answer.tag for answer in answers) == ["0", "1", "2", "3"]
    assert town.asked == [(100.0, f"{A}/1"), (100.0, f"{B}/1"), (101.0, f"{A}/2"), (102.0, f"{A}/3")]


def test_the_pause_holds_from_one_batch_to_the_next() -> None:
    """One fetcher serves one pass."""
    town = Town()
    polite = town.polite()
    list(polite.fetch(requests(f"{A}/1")))
    list(polite.fetch(requests(f"{A}/2")))
    assert [when for when, _ in town.asked] == [100.0, 101.0]


def test_loopback_is_asked_without_a_pause() -> None:
    """It is only reached when the operator allows it."""
    town = Town()
    list(town.polite().fetch(requests("http://127.0.0.1:8/1", "http://127.0.0.1:8/2", "http://[::1]/3")))
    assert {when for when, _ in town.asked} == {100.0}


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    """It is read once for each host and pass, under the name "digest"."""
    rules = "User-agent: digest\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
    town = Town({f"{A}/robots.txt": (200, rules), f"{B}/robots.txt": (500, rules)})
    polite = town.polite(robots=True, delay=0)
    answers = {answer.tag: answer for answer in polite.fetch(requests(f"{A}/1", f"{A}/private/2", f"{B}/private/3"))}
    refused = answers["1"]
    assert isinstance(refused, FetchFailed)
    assert refused.reason == "the robots.txt of a.example forbids it"
    assert isinstance(answers["0"], Response)
    assert isinstance(answers["2"], Response)
    list(polite.fetch(requests(f"{A}/4")))
    assert [url for _, url in town.asked].count(f"{A}/robots.txt") == 1
    assert f"{A}/private/2" not in [url for _, url in town.asked]


def test_robots_txt_may_be_left_alone() -> None:
    """`http.robots: false`."""
    town = Town({f"{A}/robots.txt": (200, "User-agent: *\nDisallow: /")})
    assert isinstance(next(town.polite().fetch(requests(f"{A}/1"))), Response)
    assert town.asked == [(100.0, f"{A}/1")]


def test_a_host_that_asks_to_wait_is_left_alone_for_the_rest_of_the_pass() -> None:
    """429 or 503 for one page speaks for all of them."""
    town = Town({f"{A}/1": (429, "")})
    polite = town.polite()
    answers = list(polite.fetch(requests(f"{A}/1", f"{A}/2", f"{B}/1")))
    refused = [answer for answer in answers if isinstance(answer, FetchFailed)]
    assert [(answer.reason, answer.asked) for answer in refused] == [
        ("a.example asked to wait (429) earlier in this poll", False)
    ]
    assert town.notebook.held == {}
    list(polite.fetch(requests(f"{A}/3")))
    assert [url for _, url in town.asked] == [f"{A}/1", f"{B}/1"]


@pytest.mark.parametrize("place", ["https://a.example", "http://127.0.0.1:8"])
@pytest.mark.parametrize("wish", ["60", "Wed, 04 Mar 2026 06:01:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_holds_for_the_next_passes(place: str, wish: str, status: int) -> None:
    """The store remembers it; nothing is asked of that host, its robots.txt included, until the time is over."""
    town = Town({f"{place}/1": (status, "")}, {"retry-after": wish})
    list(town.polite().fetch(requests(f"{place}/1")))
    assert town.notebook.held == {place: START + timedelta(minutes=1)}
    town.now += 50
    answers = list(town.polite(robots=True).fetch(requests(f"{place}/2", f"{B}/1")))
    refused = [answer for answer in answers if isinstance(answer, FetchFailed)]
    said = f"{urlsplit(place).hostname} asked to be left alone until 2026-03-04 06:01 UTC"
    assert [(answer.reason, answer.asked) for answer in refused] == [(said, False)]
    assert f"{place}/robots.txt" not in [url for _, url in town.asked]
    town.now += 20
    assert isinstance(next(town.polite().fetch(requests(f"{place}/2"))), Response)


def test_a_real_server_is_asked_for_its_robots_txt_first() -> None:
    """The whole way, through the HTTP door."""
    with serve({"/robots.txt": plain(b"User-agent: *\nDisallow: /no"), "/yes": plain(b"words")}) as web:
        door = CurlFetcher(user_agent="digest/0 (+https://x.example)", guard=Guard.from_strings(["127.0.0.1/32"]))
        town = Town()
        polite = CourteousFetcher(
            door,
            delay_seconds=9,
            robots=True,
            seconds=town.seconds,
            sleep=town.sleep,
            clock=town.clock,
            hosts=town.notebook,
        )
        answers = list(polite.fetch(requests(web.url("/no"), web.url("/yes"))))
        assert [isinstance(answer, FetchFailed) for answer in answers] == [True, False]
        assert [path for path, _ in web.asked] == ["/robots.txt", "/yes"]


def test_a_silent_host_does_not_hold_up_the_others() -> None:
    """Two of its pages in a row are enough; it is left alone, and asked again in the next pass."""
    with serve(host="0.0.0.0") as web:  # noqa: S104 - loopback only, by the guard

        def hang(handler: BaseHTTPRequestHandler) -> None:
            web.closing.wait(10)

        web.answers |= {"/hangs": hang, "/fine": plain(b"words")}
        port = web.address.rpartition(":")[2]
        # Spelled so that neither counts as loopback, which would be asked without manners.
        silent, healthy = (f"http://127.{number}:{port}" for number in (2, 3))
        town = Town()
        polite = CourteousFetcher(
            CurlFetcher(
                user_agent="digest/0",
                guard=Guard.from_strings(["127.0.0.0/8"]),
                limits=Limits(timeout=timedelta(seconds=0.3)),
            ),
            delay_seconds=0,
            robots=False,
            seconds=town.seconds,
            sleep=town.sleep,
            clock=town.clock,
            hosts=town.notebook,
        )
        pages = [f"{silent}/hangs?{number}" for number in range(20)] + [f"{healthy}/fine?{n}" for n in range(4)]
        answers = list(polite.fetch(requests(*pages)))
        assert sum(isinstance(answer, Response) for answer in answers) == 4
        left_alone = [answer for answer in answers if isinstance(answer, FetchFailed) and not answer.asked]
        assert len(left_alone) == 18
        assert {answer.reason for answer in left_alone} == {
            "127.2 did not answer 2 times in a row in this poll; the next one asks again"
        }
        (later,) = polite.fetch(requests(f"{silent}/fine"))
        assert isinstance(later, FetchFailed)
        assert not later.asked
        assert sum("hangs" in path for path, _ in web.asked) == 2


def test_a_host_that_answers_in_between_is_not_silent() -> None:
    """One slow page says nothing about the next; nor does one that fails otherwise."""

    @dataclass
    class Moody(Town):
        def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
            for request in requests:
                self.asked.append((self.now, request.url))
                if request.url[-1] in "13":
                    yield FetchFailed(request.tag, request.url, "the server took too long to answer", silent=True)
                else:
                    yield FetchFailed(request.tag, request.url, "the answer is larger than 5 bytes")

    town = Moody()
    list(town.polite().fetch(requests(*(f"{A}/{number}" for number in (1, 2, 3, 4)))))
    assert len(town.asked) == 4
