"""Behind a real forward proxy on loopback: what it is asked for, and what it is never asked for."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from digest.intake.addresses import Guard
from digest.intake.hops import HopFetcher
from digest.intake.http import CurlFetcher
from digest.intake.lookup import resolve_host, resolve_hosts
from digest.intake.proxies import Proxies
from digest.ports import FetchFailed, Request, Response
from tests.intake.forward_proxy import ForwardProxy, forward_proxy
from tests.intake.web import Web, plain, redirect, serve

PUBLIC, PRIVATE = "93.184.215.14", "10.0.0.7"
NAMES: dict[str, tuple[str, ...]] = {
    "news.example": (PUBLIC,),
    "moved.example": (PUBLIC,),
    "inside.example": (PRIVATE,),
}
NAMES["both.example"] = (PUBLIC, PRIVATE)


@pytest.fixture
def web() -> Iterator[Web]:
    with serve({"/feed": plain(b"words", headers={"ETag": '"1"'})}) as running:
        yield running


@pytest.fixture
def proxy(web: Web) -> Iterator[ForwardProxy]:
    place = ("127.0.0.1", urlsplit(web.address).port or 0)
    names = [*NAMES, "nowhere.example", PUBLIC]
    with forward_proxy({f"{host}:{port}": place for host in names for port in (80, 443)}) as running:
        yield running


def resolve(host: str) -> tuple[str, ...]:
    """Names as in `NAMES`; numbers, in whatever spelling, as the system reads them."""
    return NAMES.get(host, ()) if host.endswith(".example") else resolve_host(host)


def behind(
    proxy: ForwardProxy, *, allowed: tuple[str, ...] = (), no_proxy: str = "", resolves: bool = False
) -> HopFetcher:
    proxies = Proxies.from_environment({"all_proxy": proxy.address, "no_proxy": no_proxy})
    guard = Guard.from_strings(allowed)
    door = CurlFetcher(user_agent="digest/test", guard=guard, proxies=proxies)
    return HopFetcher(door, proxies=proxies, guard=guard, proxy_resolves=resolves, resolve=resolve)


def fetch(fetcher: HopFetcher, url: str) -> Response | FetchFailed:
    (answer,) = fetcher.fetch([Request(url, tag="it")])
    assert answer.tag == "it"
    return answer


def reason(fetcher: HopFetcher, url: str) -> str:
    answer = fetch(fetcher, url)
    assert isinstance(answer, FetchFailed), answer
    assert answer.url == url
    return answer.reason


def test_a_public_address_is_asked_for_through_the_proxy(proxy: ForwardProxy) -> None:
    """The proxy itself lives on a private address, which the operator vouches for."""
    answer = fetch(behind(proxy), "http://news.example/feed")
    assert isinstance(answer, Response), answer
    assert (answer.status, answer.body, answer.url) == (200, b"words", "http://news.example/feed")
    assert answer.headers["etag"] == '"1"'
    assert proxy.asked == ["GET http://news.example/feed HTTP/1.1"]


def test_answers_carry_the_tags_of_their_requests(proxy: ForwardProxy) -> None:
    """Also when several requests share one tag."""
    urls = [f"http://news.example/feed?{number}" for number in range(10)]
    answers = list(behind(proxy).fetch([Request(url, tag=url[-1] if url[-1] in "89" else "") for url in urls]))
    assert sorted(answer.tag for answer in answers) == [""] * 8 + ["8", "9"]
    assert sorted(answer.url for answer in answers) == urls


@pytest.mark.parametrize(
    "host", ["inside.example", "both.example", PRIVATE, "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost"]
)
def test_the_proxy_is_never_asked_for_a_private_target(proxy: ForwardProxy, host: str) -> None:
    """By name or number; one private address among public ones is enough."""
    said = reason(behind(proxy, resolves=True), f"http://{host}/feed")
    assert "is a private address; list it under http.allow_private" in said
    assert proxy.asked == []


@pytest.mark.parametrize(
    "target", ["http://inside.example/feed", "//10.0.0.7/feed", "https://[::1]/", "http://127.1/x"]
)
def test_a_redirect_to_a_private_target_is_refused_before_it_is_followed(
    web: Web, proxy: ForwardProxy, target: str
) -> None:
    """The proxy would reach it for us."""
    web.answers |= {"/a": redirect("/b"), "/b": redirect(target)}
    assert "is a private address" in reason(behind(proxy), "http://news.example/a")
    assert proxy.asked == ["GET http://news.example/a HTTP/1.1", "GET http://news.example/b HTTP/1.1"]


def test_an_allowed_private_target_is_asked_for(proxy: ForwardProxy) -> None:
    """`http.allow_private` means the same behind a proxy."""
    assert isinstance(fetch(behind(proxy, allowed=("10.0.0.0/8",)), "http://inside.example/feed"), Response)


def test_a_name_that_cannot_be_judged_is_refused_unless_the_proxy_may_resolve(proxy: ForwardProxy) -> None:
    """`http.proxy_resolves`; what looks like a number is never taken for a name."""
    url = "http://nowhere.example/feed"
    assert reason(behind(proxy), url).startswith("nowhere.example cannot be resolved on this machine")
    assert proxy.asked == []
    assert isinstance(fetch(behind(proxy, resolves=True), url), Response)
    for odd in ("http://127.0.0.999/", "http://1.2.3.4.5/", "http://a.0x7f/"):
        assert "cannot be resolved" in reason(behind(proxy, resolves=True), odd)
    for odd in ("http://%31%32%37.0.0.1/", "http://a.example\\@127.0.0.1/", "http://[fe80::1%25eth0]/"):
        assert reason(behind(proxy, resolves=True), odd) == "not a valid web address"
    assert len(proxy.asked) == 1


def test_no_proxy_hosts_are_asked_directly_and_still_judged(web: Web, proxy: ForwardProxy) -> None:
    """By the door, between look-up and connect."""
    direct = behind(proxy, allowed=("127.0.0.1/32",), no_proxy="127.0.0.0/8")
    answer = fetch(direct, web.url("/feed"))
    assert isinstance(answer, Response), answer
    refused = behind(proxy, no_proxy="127.0.0.0/8")
    asked = len(web.asked)
    assert reason(refused, web.url("/feed")).startswith("127.0.0.1 is a private address")
    web.answers["/away"] = redirect(web.url("/feed"))
    assert reason(refused, "http://news.example/away").startswith("127.0.0.1 is a private address")
    assert len(web.asked) == asked + 1
    assert proxy.asked == ["GET http://news.example/away HTTP/1.1"]


@pytest.mark.parametrize(
    ("statuses", "permanent"), [((301,), True), ((301, 308), True), ((302,), False), ((301, 307), False)]
)
def test_redirects_are_told_as_the_door_tells_them(
    web: Web, proxy: ForwardProxy, statuses: tuple[int, ...], *, permanent: bool
) -> None:
    """From one host to another, with what a chain of permanent ones means."""
    for number, status in enumerate(statuses):
        web.answers[f"/{number}"] = redirect(f"http://moved.example/{number + 1}", status=status)
    end = f"http://moved.example/{len(statuses)}"
    web.answers[f"/{len(statuses)}"] = plain(b"here")
    answer = fetch(behind(proxy), "http://news.example/0")
    assert isinstance(answer, Response), answer
    assert (answer.body, answer.url, answer.permanent_url) == (b"here", end, end if permanent else "")


@pytest.mark.parametrize(
    ("target", "said"),
    [("/a", "more than 8 redirects"), ("file:///etc/passwd", "redirects to something that is not http or https")],
)
def test_bad_redirects_end_as_at_the_door(web: Web, proxy: ForwardProxy, target: str, said: str) -> None:
    """With the same words."""
    web.answers["/a"] = redirect(target)
    assert reason(behind(proxy), "http://news.example/a") == said


def test_a_tunnel_is_asked_for_by_the_name_that_was_judged(proxy: ForwardProxy) -> None:
    """CONNECT, then TLS with that name, to a server that does not speak it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy.hosts = {"news.example:443": listener.getsockname()}
        hello = bytearray()

        def listen() -> None:
            with suppress(OSError):
                client, _ = listener.accept()
                with client:
                    hello.extend(client.recv(4096))

        thread = threading.Thread(target=listen)
        thread.start()
        assert reason(behind(proxy), "https://news.example/feed")
        thread.join(10)
    assert proxy.asked == ["CONNECT news.example:443 HTTP/1.1"]
    assert hello.startswith(b"\x16\x03")
    assert b"news.example" in hello


def test_a_proxy_that_refuses_or_is_away_is_named(proxy: ForwardProxy) -> None:
    """So that nobody looks for the fault at the publisher's."""
    proxy.refuses_tunnels = True
    assert reason(behind(proxy), "https://news.example/feed") == "the proxy refuses (403)"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        proxy.address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert reason(behind(proxy), "http://news.example/feed") == "the proxy does not accept connections"


def test_a_silent_resolver_holds_nobody_up_for_good() -> None:
    """What it did answer counts."""
    over = threading.Event()

    def slow(host: str) -> tuple[str, ...]:
        if host == "slow.example":
            over.wait(20)
        return (PUBLIC,)

    assert resolve_hosts(["slow.example", "a.example"], resolve=slow, patience_seconds=0.1) == {"a.example": (PUBLIC,)}
    over.set()
