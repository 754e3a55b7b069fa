"""Which addresses may be connected to."""

from __future__ import annotations

import pytest

from digest.intake.addresses import Guard, is_public_host

PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
PRIVATE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # noqa: S104
    "100.64.0.1",  # carrier-grade NAT, RFC 6598
    "169.254.169.254",  # link-local: the metadata service of clouds
    "192.0.2.1", "198.18.0.1", "203.0.113.9", "240.0.0.1", "255.255.255.255",
    "224.0.0.1", "239.255.255.250",  # multicast
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",  # IPv4-mapped
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1",  # NAT64, RFC 6052 and RFC 8215
    "2002:7f00:1::1", "2002:a00:1::1", "2002:a9fe:a9fe::1",  # 6to4
    "fec0::1", "3fff::1", "5f00::1",
    "::7f00:1", "::a00:1",  # IPv4-compatible, RFC 4291 2.5.5.1
    "2001:0:7f00:1::f5ff:fffe",  # Teredo with a private server
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_open(address: str) -> None:
    """Public addresses, also behind the transition mechanisms of IPv6."""
    assert Guard().permits(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_closed(address: str) -> None:
    """No feed may make us knock at the operator's own machines, however it writes their address."""
    assert not Guard().permits(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "2130706433", "0x7f000001", "1.2.3.4.5", "[::1]", "::1::"])
def test_what_is_no_address_is_closed(text: str) -> None:
    """Only what the resolver returns is judged; anything else is a mistake."""
    assert not Guard().permits(text)


def test_an_allowed_network_opens_only_itself() -> None:
    """One host of the loopback network is not all of it."""
    guard = Guard.from_strings(["127.0.0.1/32", "fd00:1::/64"])
    assert guard.permits("127.0.0.1")
    assert guard.permits("fd00:1::9")
    assert not guard.permits("127.0.0.2")
    assert not guard.permits("fd00:2::9")
    assert not guard.permits("10.0.0.1")


def test_an_allowed_network_is_open_in_all_its_spellings() -> None:
    """A dual-stack resolver may give the mapped form of an allowed IPv4 address."""
    guard = Guard.from_strings(["10.1.0.0/16"])
    assert guard.permits("::ffff:10.1.2.3")
    assert not guard.permits("::ffff:10.2.2.3")
    assert not guard.permits("::1")


@pytest.mark.parametrize("host", ["news.example", "NEWS.example.", "sub.news.co.uk", "8.8.8.8", "2606:4700::1111"])
def test_a_public_host_may_be_called_back(host: str) -> None:
    """Names are believed; only a resolver could know better."""
    assert is_public_host(host)


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "desk", "desk.local", "api.localhost", "x.internal", "box.home.arpa", "10.0.0.1", "127.0.0.1",
     "::1", "fd00::1", "::ffff:10.0.0.1", "127.1", "0x7f.0x1", "2130706433", "LOCALHOST."],
)  # fmt: skip
def test_a_private_host_cannot_be_called_back(host: str) -> None:
    """Hubs on the internet would find nobody there."""
    assert not is_public_host(host)
