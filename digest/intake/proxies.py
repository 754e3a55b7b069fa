"""Which proxy stands before an address: the environment's http_proxy, https_proxy, all_proxy and no_proxy.

In come the variables as curl's users write them (curl(1), ENVIRONMENT), out comes one proxy or none for each address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from digest.errors import UsageError

SCHEMES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")
# HTTP_PROXY is not among them: a web server sets it from a request's "Proxy:" header (httpoxy, CVE-2016-5385).
_VARIABLES = {
    "http": ("http_proxy", "all_proxy", "ALL_PROXY"),
    "https": ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
}


@dataclass(frozen=True, slots=True)
class Proxies:
    """`by_scheme`: the proxy for "http" and for "https" addresses; `direct`: the hosts that need none."""

    by_scheme: Mapping[str, str] = field(default_factory=dict)
    direct: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Proxies:
        """What the operator set; an empty variable counts as unset. Raises UsageError, naming the variable."""
        found: dict[str, str] = {}
        for scheme, names in _VARIABLES.items():
            name = next((name for name in names if environment.get(name, "").strip()), None)
            if name is not None:
                found[scheme] = _proxy(environment[name].strip(), variable=name)
        without = environment.get("no_proxy", "") or environment.get("NO_PROXY", "")
        return cls(found, tuple(part.lower() for part in re.split(r"[,\s]+", without) if part))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.by_scheme)

    def proxy_for(self, url: str) -> str:
        """The proxy to ask for this http or https address, "" for none."""
        parts = urlsplit(url)
        proxy = self.by_scheme.get(parts.scheme.lower(), "")
        return "" if not proxy or self._is_direct(parts.hostname or "") else proxy

    def _is_direct(self, host: str) -> bool:
        host = host.rstrip(".").lower()
        return any(part == "*" or _matches(host, part) for part in self.direct)


def _matches(host: str, part: str) -> bool:
    """As libcurl: a number is compared with an address or a network (CIDR), a name with a host and all below it."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = part.strip(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))
    try:
        return address in ipaddress.ip_network(re.sub(r"[\[\]]", "", part), strict=False)
    except ValueError:
        return False


def _proxy(value: str, *, variable: str) -> str:
    address = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme.lower() in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:  # the value is not repeated: it may hold a password
        raise UsageError(f"{variable} in the environment is no proxy: write http://HOST:PORT or socks5h://HOST:PORT")
    return address
