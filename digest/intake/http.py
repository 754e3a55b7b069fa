"""The one HTTP door: many polite GETs at once on libcurl's multi interface, in one thread.

In come requests, out come responses in the order in which they arrive, or `FetchFailed` with a reason for a person.
Every connection is judged between name resolution and connect, on every redirect, by the `Guard`.
"""

from __future__ import annotations

import io
import math
import re
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pycurl

from digest.intake.addresses import Guard
from digest.intake.certificates import why_no_tls, why_not_trusted
from digest.intake.proxies import Proxies
from digest.ports import FetchFailed, Request, Response
from digest.urls import ascii_url

MAX_REDIRECTS = 8
MAX_HEADER_BYTES = 100_000
SLOW_BYTES_PER_SECOND = 50
SLOW_SECONDS = 10
NOTICEABLE_SECONDS = 0.05
QUEUE_TIMEOUTS = 3
_NO_TUNNEL = 300  # the first status of a CONNECT that opens none
PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
_FINAL = 200  # what is below only announces an answer (103 Early Hints), RFC 9110 15.2
_TELLS_OF_REQUESTS = hasattr(pycurl, "PREREQFUNCTION")  # older ones do not say when a connection was free
_LISTS = frozenset({"link", "cache-control"})
WHY_NO_ADDRESS = "not a valid web address"
WHY_NOT_WEB = "redirects to something that is not http or https"
_WHY_NOT_HTTP = "the answer is not proper HTTP"
WHY_TOO_MANY = f"more than {MAX_REDIRECTS} redirects"
_E_TOO_LARGE = 100  # CURLE_TOO_LARGE, which pycurl does not name
_STATUS_LINE = re.compile(rb"HTTP/[\d.]+ (\d{3})")
_WHY = {
    pycurl.E_COULDNT_RESOLVE_HOST: "no such host name; check the address",
    pycurl.E_COULDNT_RESOLVE_PROXY: "no such proxy; check http_proxy and https_proxy in the environment",
    pycurl.E_COULDNT_CONNECT: "the server does not accept connections",
    pycurl.E_OPERATION_TIMEDOUT: "the server took too long to answer",
    pycurl.E_TOO_MANY_REDIRECTS: WHY_TOO_MANY,
    pycurl.E_UNSUPPORTED_PROTOCOL: WHY_NOT_WEB,
    pycurl.E_URL_MALFORMAT: WHY_NO_ADDRESS,
    pycurl.E_GOT_NOTHING: "the server closed the connection without an answer",
    pycurl.E_RECV_ERROR: "the connection broke off",
    pycurl.E_PARTIAL_FILE: "the answer broke off half-way",
    pycurl.E_FTP_WEIRD_SERVER_REPLY: _WHY_NOT_HTTP,  # of HTTP servers too: the name is older than its use
    pycurl.E_SSL_CACERT_BADFILE: "the list of certificates that this machine trusts cannot be read",
    _E_TOO_LARGE: "a header of the answer is too large",
    pycurl.E_BAD_CONTENT_ENCODING: "the answer is not compressed the way it says",
}
_SILENT = frozenset({pycurl.E_COULDNT_CONNECT, pycurl.E_OPERATION_TIMEDOUT})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long: connections, seconds, bytes after inflation."""

    connections: int = 256
    connections_per_host: int = 2
    timeout: timedelta = timedelta(seconds=20)
    connect_timeout: timedelta = timedelta(seconds=8)
    max_bytes: int = 10_000_000


@dataclass(slots=True)
class _Transfer:
    """What one request has received so far."""

    request: Request
    host: str
    proxy: str = ""
    body: io.BytesIO = field(default_factory=io.BytesIO)
    headers: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    header_bytes: int = 0
    refused: str = ""
    paused: timedelta = timedelta()
    """How long nobody listened, or no connection was free."""
    waiting_since: float | None = None
    """Since when it may wait in libcurl for a free connection to its host; None while it has one."""
    waited: timedelta = timedelta()
    """How long of `paused` that was."""


class _LentSocket(socket.socket):
    """libcurl duplicates the descriptor that it is given; ours is closed as soon as it is let go of."""

    def __del__(self) -> None:
        self.close()


class CurlFetcher:
    """Implements `digest.ports.Fetcher`."""

    def __init__(
        self, *, user_agent: str, guard: Guard, limits: Limits | None = None, proxies: Proxies | None = None
    ) -> None:
        """With `proxies` no redirect is followed here: a `HopFetcher` before this door judges where each one leads."""
        self._user_agent = user_agent
        self._guard = guard
        self._limits = limits or Limits()
        self._proxies = proxies or Proxies()

    def fetch(self, requests: Iterable[Request]) -> Iterator[Response | FetchFailed]:
        """GET all of them; closing the iterator early drops what is under way."""
        queue = _HostQueue(requests, per_host=self._limits.connections_per_host)
        multi = pycurl.CurlMulti()
        multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, self._limits.connections)
        multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        if not self._proxies:  # else a host is a proxy, which stands for many; and no redirect is followed here
            multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, self._limits.connections_per_host)
        idle: list[Any] = []
        busy: dict[Any, _Transfer] = {}
        try:
            while True:
                while len(busy) < self._limits.connections and (ready := queue.take()) is not None:
                    request, host = ready
                    handle = idle.pop() if idle else pycurl.Curl()
                    transfer = _Transfer(request, host)
                    failed = self._prepare(handle, transfer)
                    if failed is not None:
                        idle.append(handle)
                        queue.give_back(host)
                        yield failed
                        continue
                    busy[handle] = transfer
                    multi.add_handle(handle)
                if not busy:
                    return
                self._be_patient_with_the_waiting(busy)
                _perform(multi)
                left = monotonic()
                done = list(_finished(multi))
                for handle, code, message in done:
                    transfer = busy.pop(handle)
                    multi.remove_handle(handle)
                    queue.give_back(transfer.host)
                    yield self._outcome(handle, transfer, code, message)
                    handle.reset()
                    idle.append(handle)
                self._forgive(busy, away_seconds=monotonic() - left)
                if busy and not done:  # else there may be room for the next request at once
                    multi.select(0.5)
        finally:
            for handle in busy:
                multi.remove_handle(handle)
                handle.close()
            for handle in idle:
                handle.close()
            multi.close()

    def _prepare(self, handle: Any, transfer: _Transfer) -> FetchFailed | None:
        request = transfer.request
        address = ascii_url(request.url)
        if not address:
            return FetchFailed(request.tag, request.url, WHY_NO_ADDRESS)
        # Everything below is per handle: a reset handle keeps connections, not options.
        handle.setopt(pycurl.URL, address)
        handle.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        handle.setopt(pycurl.REDIR_PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        handle.setopt(pycurl.FOLLOWLOCATION, 0 if self._proxies else 1)
        handle.setopt(pycurl.MAXREDIRS, MAX_REDIRECTS)
        handle.setopt(pycurl.ACCEPT_ENCODING, "")  # every encoding that this libcurl can inflate
        handle.setopt(pycurl.USERAGENT, self._user_agent)
        handle.setopt(pycurl.NOSIGNAL, 1)
        handle.setopt(pycurl.OPT_CERTINFO, 1)  # so that a refused certificate can be described
        transfer.proxy = self._proxies.proxy_for(address)
        handle.setopt(pycurl.PROXY, transfer.proxy)  # "" is none, whatever the environment says
        handle.setopt(pycurl.NOPROXY, "")  # decided above; libcurl's own reading of no_proxy would pass the judges by
        handle.setopt(pycurl.LOW_SPEED_LIMIT, SLOW_BYTES_PER_SECOND)
        self._set_patience(handle, transfer)
        handle.setopt(pycurl.HTTPHEADER, [_header_line(name, value) for name, value in request.headers.items()])
        if request.body is not None:
            handle.setopt(pycurl.POSTFIELDS, request.body)
            handle.setopt(pycurl.POSTREDIR, pycurl.REDIR_POST_ALL)
        handle.setopt(pycurl.WRITEFUNCTION, lambda chunk: self._write(transfer, chunk))
        handle.setopt(pycurl.HEADERFUNCTION, lambda line: _read_header(transfer, line))
        if _TELLS_OF_REQUESTS:
            handle.setopt(pycurl.PREREQFUNCTION, lambda *_: _stop_waiting(transfer))
        handle.setopt(pycurl.OPENSOCKETFUNCTION, lambda _, address: self._open_socket(transfer, address))
        return None

    def _forgive(self, busy: Mapping[Any, _Transfer], *, away_seconds: float) -> None:
        """No limit counts the time that the reader of the answers took for itself."""
        if away_seconds > NOTICEABLE_SECONDS:
            for handle, transfer in busy.items():
                if transfer.waiting_since is None:  # else it is forgiven that time already
                    transfer.paused += timedelta(seconds=away_seconds)
                    self._set_patience(handle, transfer)

    def _be_patient_with_the_waiting(self, busy: Mapping[Any, _Transfer]) -> None:
        """No limit counts the time in which redirects of many hosts queue for the few connections to one.

        Not for ever: a redirect whose own body never ends looks the same.
        """
        now = monotonic()
        longest = self._limits.timeout * QUEUE_TIMEOUTS
        for handle, transfer in busy.items():
            since = transfer.waiting_since
            if since is not None and now - since > NOTICEABLE_SECONDS and transfer.waited < longest:
                transfer.waited += timedelta(seconds=now - since)
                transfer.paused += timedelta(seconds=now - since)
                transfer.waiting_since = now
                self._set_patience(handle, transfer)

    def _set_patience(self, handle: Any, transfer: _Transfer) -> None:
        handle.setopt(pycurl.CONNECTTIMEOUT_MS, _milliseconds(self._limits.connect_timeout + transfer.paused))
        handle.setopt(pycurl.TIMEOUT_MS, _milliseconds(self._limits.timeout + transfer.paused))
        handle.setopt(pycurl.LOW_SPEED_TIME, SLOW_SECONDS + math.ceil(transfer.paused.total_seconds()))

    def _write(self, transfer: _Transfer, chunk: bytes) -> int:
        if transfer.body.tell() + len(chunk) > self._limits.max_bytes:
            transfer.refused = f"the answer is larger than {self._limits.max_bytes:,} bytes"
            return 0
        return transfer.body.write(chunk)

    def _open_socket(self, transfer: _Transfer, address: Any) -> Any:
        transfer.waiting_since = None
        family, kind, protocol, place = address
        host = place[0] if isinstance(place, tuple) else ""
        if isinstance(host, bytes):
            host = host.decode("ascii", "replace")
        if not transfer.proxy and not self._guard.permits(host):  # the operator vouches for a proxy
            transfer.refused = f"{host} is a private address; list it under http.allow_private if you trust it"
            return pycurl.SOCKET_BAD
        return _LentSocket(family, kind, protocol)

    def _outcome(self, handle: Any, transfer: _Transfer, code: int, message: str) -> Response | FetchFailed:
        request = transfer.request
        if code != pycurl.E_OK:
            refused = transfer.refused or _proxy_refusal(handle, transfer, code)
            if code == pycurl.E_UNSUPPORTED_PROTOCOL and not transfer.statuses:
                refused = _WHY_NOT_HTTP  # HTTP/0.9, or no protocol at all
            reason = (
                refused or _WHY.get(code) or _tls_fault(handle, code, message) or message or f"libcurl error {code}"
            )
            return FetchFailed(request.tag, request.url, reason, silent=not refused and code in _SILENT)
        url = handle.getinfo(pycurl.EFFECTIVE_URL)
        redirects = transfer.statuses[:-1]
        permanent = url if redirects and all(status in PERMANENT for status in redirects) else ""
        status = handle.getinfo(pycurl.RESPONSE_CODE)
        seconds = max(handle.getinfo(pycurl.TOTAL_TIME) - transfer.paused.total_seconds(), 0.0)
        return Response(request.tag, url, status, dict(transfer.headers), transfer.body.getvalue(), permanent, seconds)


class _HostQueue:
    """Requests waiting by host, so that one slow host never fills all connections."""

    def __init__(self, requests: Iterable[Request], *, per_host: int) -> None:
        self._per_host = per_host
        self._active: dict[str, int] = {}
        self._waiting: dict[str, deque[Request]] = {}
        for request in requests:
            host = _place(request.url)
            self._waiting.setdefault(host, deque()).append(request)
        self._ready = deque(self._waiting)

    def take(self) -> tuple[Request, str] | None:
        """The next request whose host has room."""
        if not self._ready:
            return None
        host = self._ready.popleft()
        request = self._waiting[host].popleft()
        self._active[host] = self._active.get(host, 0) + 1
        if self._waiting[host] and self._active[host] < self._per_host:
            self._ready.append(host)
        return request, host

    def give_back(self, host: str) -> None:
        """One request of this host is done."""
        was_full = self._active[host] == self._per_host
        self._active[host] -= 1
        if was_full and self._waiting[host]:
            self._ready.append(host)


def _place(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _perform(multi: Any) -> None:
    while multi.perform()[0] == pycurl.E_CALL_MULTI_PERFORM:
        pass


def _finished(multi: Any) -> Iterator[tuple[Any, int, str]]:
    more = 1
    while more:
        more, good, bad = multi.info_read()
        for handle in good:
            yield handle, pycurl.E_OK, ""
        yield from bad


def _read_header(transfer: _Transfer, line: bytes) -> int:
    transfer.header_bytes += len(line)
    if transfer.header_bytes > MAX_HEADER_BYTES:
        transfer.refused = f"the headers are larger than {MAX_HEADER_BYTES // 1000} KB"
        return 0
    if match := _STATUS_LINE.match(line):
        if int(match[1]) >= _FINAL:
            transfer.statuses.append(int(match[1]))
            transfer.waiting_since = None
        transfer.headers.clear()  # only the last answer's headers count
        return len(line)
    if not line.strip() and _TELLS_OF_REQUESTS and _leads_on(transfer):
        transfer.waiting_since = monotonic()  # until the request to where it leads goes out
    name, colon, value = line.decode("latin-1").partition(":")
    if colon:
        key, value = name.strip().lower(), value.strip()
        before = transfer.headers.get(key) if key in _LISTS else None
        transfer.headers[key] = f"{before}, {value}" if before else value  # a list, RFC 9110 5.3
    return len(line)


def _leads_on(transfer: _Transfer) -> bool:
    return bool(transfer.statuses) and transfer.statuses[-1] in REDIRECTS and "location" in transfer.headers


def _stop_waiting(transfer: _Transfer) -> int:
    """Its request is about to go out."""
    transfer.waiting_since = None
    return int(pycurl.PREREQFUNC_OK)


def _tls_fault(handle: Any, code: int, message: str) -> str:
    """Why no safe connection came about; "" when that is not the fault."""
    if code == pycurl.E_PEER_FAILED_VERIFICATION:
        chain = [dict(_texts(field) for field in fields) for fields in handle.getinfo_raw(pycurl.INFO_CERTINFO)]
        return why_not_trusted(handle.getinfo(pycurl.SSL_VERIFYRESULT), message, chain)
    return why_no_tls(message) if code in {pycurl.E_SSL_CONNECT_ERROR, pycurl.E_SSL_CIPHER} else ""


def _texts(field: tuple[bytes, bytes]) -> tuple[str, str]:
    return field[0].decode("utf-8", "replace"), field[1].decode("utf-8", "replace")


def _proxy_refusal(handle: Any, transfer: _Transfer, code: int) -> str:
    """What went wrong on the way to the proxy and not behind it; "" for all else."""
    if not transfer.proxy:
        return ""
    status = handle.getinfo(pycurl.HTTP_CONNECTCODE)
    if status >= _NO_TUNNEL:
        return f"the proxy refuses ({status})"
    return "the proxy does not accept connections" if code == pycurl.E_COULDNT_CONNECT else ""


def _header_line(name: str, value: str) -> bytes:
    return f"{name}: {value}".replace("\r", "").replace("\n", "").encode("latin-1", "ignore")


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
