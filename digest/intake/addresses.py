"""Which network addresses may be reached: the public internet, and what the operator allowed by name."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not public, and unknown as such to some of the Python versions we run on.
_CLOSED = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "::/96",  # IPv4-compatible, RFC 4291 2.5.5.1
        "64:ff9b:1::/48",  # local NAT64, RFC 8215
        "fec0::/10",  # site-local, RFC 3879
        "3fff::/20",  # documentation, RFC 9637
        "5f00::/16",  # segment routing, RFC 9602
    )
)


# Names that never lead to the public internet (RFC 6761, 6762, 8375; ICANN for .internal).
_PRIVATE_NAMES = frozenset(
    {"localhost", "local", "internal", "invalid", "test", "lan", "home", "corp", "arpa", "onion"}
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Says whether an address may be connected to; `allowed` are private networks that may."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def from_strings(cls, networks: Sequence[str]) -> Guard:
        """Networks in CIDR notation, for example 127.0.0.1/32."""
        return cls(tuple(ipaddress.ip_network(network) for network in networks))

    def permits(self, address: str) -> bool:
        """Whether this resolved address is public, or private and allowed; False for what is no address."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        faces = _faces(found)
        if any(_inside(face, network) for face in faces for network in self.allowed):
            return True
        return all(_is_public(face) for face in faces)


def is_public_host(host: str) -> bool:
    """Whether this name or address may be reached from the public internet, as far as can be told without asking."""
    try:
        return all(_is_public(face) for face in _faces(ipaddress.ip_address(host)))
    except ValueError:
        name = host.lower().rstrip(".")
        _, dot, top = name.rpartition(".")
        return bool(dot) and top not in _PRIVATE_NAMES and top[:1].isalpha()  # 127.1 is an address in disguise


def _is_public(address: IpAddress) -> bool:
    return address.is_global and not address.is_multicast and not any(_inside(address, network) for network in _CLOSED)


def _inside(address: IpAddress, network: Network) -> bool:
    return address.version == network.version and address in network


def _faces(address: IpAddress) -> tuple[IpAddress, ...]:
    """The address and, where IPv6 carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo), that one too."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    inner: list[IpAddress] = [address]
    if address.sixtofour is not None:
        inner.append(address.sixtofour)
    if address.teredo is not None:
        inner.extend(address.teredo)
    return tuple(inner)
