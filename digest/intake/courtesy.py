"""Article pages, politely: a `Fetcher` before the HTTP door that asks one host for one page at a time.

In come requests, out come answers; between two requests to one host lies a pause, what its robots.txt forbids is not
asked for, and a host that answers 429 or 503 is left alone for the rest of the pass, and for as long as its Retry-After
says. So is, for the rest of the pass, one that was silent twice in a row: it must not hold up the others. Loopback
hosts, which are only reached when the operator allows it, are asked without a pause.
"""

from __future__ import annotations

import ipaddress
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.intake.robots import may_read, read_robots, robots_request
from digest.intake.waits import BUSY, retry_after
from digest.ports import Clock, Fetcher, FetchFailed, Hosts, Request, Response

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

SILENCES = 2
"""So many in a row, and a host is left alone for the rest of the pass."""


class CourteousFetcher:
    """Implements `digest.ports.Fetcher`; one object for one pass, which it remembers robots.txt and hosts for."""

    def __init__(
        self,
        door: Fetcher,
        *,
        delay_seconds: float,
        robots: bool,
        seconds: Callable[[], float],
        sleep: Callable[[float], None],
        clock: Clock,
        hosts: Hosts,
    ) -> None:
        """`seconds` is a clock that only goes forward; `robots` says whether robots.txt is asked for and obeyed.

        `hosts` remembers from one pass to the next who wants to be left alone.
        """
        self._door = door
        self._delay = delay_seconds
        self._obeys_robots = robots
        self._seconds = seconds
        self._sleep = sleep
        self._rules: dict[str, RobotFileParser | None] = {}
        self._free_at: dict[str, float] = {}
        self._clock = clock
        self._hosts = hosts
        self._held = dict(hosts.held_hosts(now=clock()))
        self._busy: dict[str, int] = {}
        self._silences: dict[str, int] = {}

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """GET all of them, in rounds: each round asks every host for one page."""
        asked: list[Request] = []
        for request in requests:
            if reason := self._wish_for_quiet(place_of(request.url)):
                yield FetchFailed(request.tag, request.url, f"{_host(request.url)} {reason}", asked=False)
            else:
                asked.append(request)
        if self._obeys_robots:
            self._learn_rules(asked)
        allowed: list[Request] = []
        for request in asked:
            if may_read(self._rules.get(place_of(request.url)), request.url):
                allowed.append(request)
            else:
                yield FetchFailed(request.tag, request.url, f"the robots.txt of {_host(request.url)} forbids it")
        local = [request for request in allowed if is_loopback(_host(request.url))]
        if local:
            places = {request.tag: place_of(request.url) for request in local}
            for answer in self._door.fetch(local):
                self._listen(places[answer.tag], answer)
                yield answer
        yield from self._in_rounds([request for request in allowed if not is_loopback(_host(request.url))])

    def _learn_rules(self, requests: Iterable[Request]) -> None:
        places = {place_of(request.url): request.url for request in requests}
        unknown = [robots_request(url, tag=place) for place, url in places.items() if place not in self._rules]
        for answer in self._door.fetch(unknown):
            self._rules[answer.tag] = read_robots(answer)
            self._count_silence(answer.tag, answer)
            self._free_at[answer.tag] = self._seconds() + self._delay

    def _in_rounds(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        waiting: dict[str, deque[Request]] = {}
        for request in requests:
            waiting.setdefault(place_of(request.url), deque()).append(request)
        while waiting:
            for place in [place for place in waiting if self._wish_for_quiet(place)]:
                for request in waiting.pop(place):
                    reason = f"{_host(request.url)} {self._wish_for_quiet(place)}"
                    yield FetchFailed(request.tag, request.url, reason, asked=False)
            turn = [queue.popleft() for queue in waiting.values()]
            places = {request.tag: place_of(request.url) for request in turn}
            self._rest(places.values())
            for answer in self._door.fetch(turn):
                place = places[answer.tag]
                self._free_at[place] = self._seconds() + self._delay
                self._listen(place, answer)
                yield answer
            waiting = {place: queue for place, queue in waiting.items() if queue}

    def _listen(self, place: str, answer: Response | FetchFailed) -> None:
        """Whether the host of this answer wants to be left alone, and for how long."""
        self._count_silence(place, answer)
        if not isinstance(answer, Response) or answer.status not in BUSY:
            return
        self._busy[place] = answer.status
        now = self._clock()
        if wait := retry_after(answer.headers, now=now):
            self._hosts.hold_host(place, until=now + wait, now=now)

    def _count_silence(self, place: str, answer: Response | FetchFailed) -> None:
        is_silent = isinstance(answer, FetchFailed) and answer.silent
        self._silences[place] = self._silences.get(place, 0) + 1 if is_silent else 0

    def _wish_for_quiet(self, place: str) -> str:
        """Why this host is not asked now; "" when it may be."""
        if place in self._busy:
            return f"asked to wait ({self._busy[place]}) earlier in this poll"
        if place in self._held and self._held[place] > self._clock():
            return f"asked to be left alone until {self._held[place]:%Y-%m-%d %H:%M} UTC"
        if self._silences.get(place, 0) >= SILENCES:
            return f"did not answer {SILENCES} times in a row in this poll; the next one asks again"
        return ""

    def _rest(self, places: Iterable[str]) -> None:
        pause = max((self._free_at.get(place, 0.0) for place in places), default=0.0) - self._seconds()
        if pause > 0:
            self._sleep(pause)


def place_of(url: str) -> str:
    """Scheme, host and port: what has one robots.txt and is asked for one page at a time."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_loopback(host: str) -> bool:
    """Whether this host is the machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
