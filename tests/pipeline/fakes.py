"""The ports of a pass, played by values: no sockets, no processes, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from digest.ports import FetchFailed, Request, Response, WorkFailed

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(slots=True)
class StillClock:
    """Implements `digest.ports.Clock`: stands until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        """The time."""
        return self.now

    def move(self, **span: float) -> None:
        """Forward, by hours=1 and the like."""
        self.now += timedelta(**span)


@dataclass(slots=True)
class Shelf:
    """Implements `digest.ports.Fetcher` with answers by address; what has none is a 404."""

    answers: dict[str, Response | FetchFailed] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def put(self, url: str, body: str = "", *, status: int = 200, redirected_to: str = "", **headers: str) -> None:
        """Lay down an answer for an address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[url] = Response("", redirected_to or url, status, named, body.encode())

    def fail(self, url: str, reason: str) -> None:
        """Let an address not answer at all."""
        self.answers[url] = FetchFailed("", url, reason)

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """Answers come in another order than they were asked for, as on the network."""
        for request in reversed(list(requests)):
            self.asked.append(request)
            answer = self.answers.get(request.url)
            if isinstance(answer, FetchFailed):
                yield FetchFailed(request.tag, request.url, answer.reason, answer.asked)
            elif answer is None:
                yield Response(request.tag, request.url, 404, {}, b"")
            elif answer.headers.get("etag") and request.headers.get("If-None-Match") == answer.headers["etag"]:
                yield Response(request.tag, answer.url, 304, dict(answer.headers), b"")
            else:
                yield Response(request.tag, answer.url, answer.status, answer.headers, answer.body)

    def urls_asked(self) -> list[str]:
        """Sorted, since the last time this was called."""
        urls = sorted(request.url for request in self.asked)
        self.asked.clear()
        return urls


class InlineWorkers:
    """Implements `digest.ports.Workers` in this process."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        deadline_seconds: float,  # noqa: ARG002 - the port's
    ) -> Iterator[Result | WorkFailed]:
        """An exception is a value, as from a process."""
        for item in items:
            try:
                yield function(item)
            except Exception as error:  # noqa: BLE001 - whatever it is, the task alone fails
                yield WorkFailed(f"{type(error).__name__}: {error}")

    def submit(
        self, function: Callable[[Item], Result], item: Item, *, deadline_seconds: float
    ) -> Callable[[], Result | WorkFailed]:
        """Done at once."""
        (result,) = self.map(function, [item], deadline_seconds=deadline_seconds)
        return lambda: result


@dataclass(slots=True)
class Tally:
    """Implements `digest.ports.Progress`: remembers what it was told."""

    totals: list[tuple[str, int]] = field(default_factory=list)
    steps: int = 0

    def start(self, label: str, total: int) -> None:
        """A new count."""
        self.totals.append((label, total))

    def advance(self, note: str = "") -> None:  # noqa: ARG002 - the port's
        """One step."""
        self.steps += 1

    def finish(self, summary: str = "") -> None:
        """The end of a count."""
