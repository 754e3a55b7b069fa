"""Requests behind a proxy: a `Fetcher` before the HTTP door that follows redirects itself and judges every hop.

Through a proxy the door sees only the proxy's address, which the operator trusts. What the proxy is asked for is
judged here before it is asked: addresses as they are, names by what they resolve to on this machine. (A name that the
proxy resolves to something else is the proxy's affair: it sees the network that we do not.) Hosts for which the
environment wants no proxy are judged by the door itself, between look-up and connect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from digest.intake.addresses import Guard
from digest.intake.http import MAX_REDIRECTS, PERMANENT, REDIRECTS, WHY_NO_ADDRESS, WHY_NOT_WEB, WHY_TOO_MANY
from digest.intake.lookup import Resolve, resolve_host, resolve_hosts
from digest.intake.proxies import Proxies
from digest.ports import Fetcher, FetchFailed, Request, Response
from digest.urls import ascii_url

# Only what every reader of addresses reads alike: what we judge must be what the proxy asks.
_PLAIN_PLACE = re.compile(r"(?:[^@\\\s]*@)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")
_NUMBER = re.compile(r"(?:[0-9]+|0[xX][0-9A-Fa-f]*)")


@dataclass(frozen=True, slots=True)
class _Journey:
    """A request as it was made, and what is to be asked now."""

    request: Request
    url: str
    statuses: tuple[int, ...] = ()
    """Of the redirects so far."""
    seconds: float = 0.0
    """What they took."""

    def failed(self, reason: str) -> FetchFailed:
        return FetchFailed(self.request.tag, self.request.url, reason)


class HopFetcher:
    """Implements `digest.ports.Fetcher`; the door behind it must use the same proxies and follow no redirect."""

    def __init__(
        self,
        door: Fetcher,
        *,
        proxies: Proxies,
        guard: Guard,
        proxy_resolves: bool = False,
        resolve: Resolve = resolve_host,
    ) -> None:
        """`proxy_resolves`: a name that this machine cannot resolve is left to the proxy instead of refused."""
        self._door = door
        self._proxies = proxies
        self._guard = guard
        self._proxy_resolves = proxy_resolves
        self._resolve = resolve

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """GET all of them, in rounds: each round follows one redirect of all that were redirected."""
        turn = [_Journey(request, request.url) for request in requests]
        while turn:
            refusals = self._refusals(turn)
            onward: list[_Journey] = []
            allowed: dict[str, _Journey] = {}
            for number, journey in enumerate(turn):
                if reason := refusals.get(journey.url):
                    yield journey.failed(reason)
                else:
                    allowed[str(number)] = journey
            asked = [replace(one.request, url=one.url, tag=tag) for tag, one in allowed.items()]
            for answer in self._door.fetch(asked):
                after = _onward(allowed[answer.tag], answer)
                if isinstance(after, _Journey):
                    onward.append(after)
                else:
                    yield after
            turn = onward

    def _refusals(self, turn: Iterable[_Journey]) -> Mapping[str, str]:
        """By address: why the proxy is not asked for it; those that may be asked for are left out."""
        proxied: dict[str, str] = {}
        refusals: dict[str, str] = {}
        for journey in turn:
            address = ascii_url(journey.url)
            if not address or not _PLAIN_PLACE.fullmatch(urlsplit(address).netloc):
                refusals[journey.url] = WHY_NO_ADDRESS
            elif self._proxies.proxy_for(address):
                proxied[journey.url] = urlsplit(address).hostname or ""
        known = resolve_hosts(set(proxied.values()), resolve=self._resolve)
        for url, host in proxied.items():
            if reason := self._refusal(host, known.get(host, ())):
                refusals[url] = reason
        return refusals

    def _refusal(self, host: str, addresses: tuple[str, ...]) -> str:
        private = [address for address in addresses if not self._guard.permits(address)]
        if private:
            return f"{private[0]} is a private address; list it under http.allow_private if you trust it"
        is_name = not _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) and ":" not in host
        if addresses or (self._proxy_resolves and is_name):
            return ""
        return (
            f"{host} cannot be resolved on this machine, so nobody knows whether it is private; "
            "set http.proxy_resolves if the proxy may be trusted with that"
        )


def _onward(journey: _Journey, answer: Response | FetchFailed) -> _Journey | Response | FetchFailed:
    """Where a redirect leads, or the end of the journey."""
    if isinstance(answer, FetchFailed):
        return replace(answer, tag=journey.request.tag, url=journey.request.url)
    location = answer.headers.get("location", "")
    if answer.status not in REDIRECTS or not location:
        permanent = bool(journey.statuses) and all(status in PERMANENT for status in journey.statuses)
        permanent_url, seconds = answer.url if permanent else "", journey.seconds + answer.seconds
        return replace(answer, tag=journey.request.tag, permanent_url=permanent_url, seconds=seconds)
    if len(journey.statuses) == MAX_REDIRECTS:
        return journey.failed(WHY_TOO_MANY)
    try:
        target = urljoin(answer.url, location)
        on_the_web = urlsplit(target).scheme in {"http", "https"}
    except ValueError:
        return journey.failed(WHY_NO_ADDRESS)
    if not on_the_web:
        return journey.failed(WHY_NOT_WEB)
    seconds = journey.seconds + answer.seconds
    return replace(journey, url=target, statuses=(*journey.statuses, answer.status), seconds=seconds)
