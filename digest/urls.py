"""Web addresses: one spelling for each page, and what may be followed at all."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that name the way to a page and not the page.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hs\w+|at_\w+|cmpid|cmp|ocid|ns_\w+|"
    r"smid|smtyp|partner|xtor|wt_?mc|ref_?src|feed(?:type|name)?|rss)\Z",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 2000
# An address that needs no joining to a base and no mending: to split it and join it again changes nothing.
_PLAIN = re.compile(
    r"https?://[a-zA-Z0-9.\-]+(?::[0-9]+)?(?:/[!\"$-:<->@-Z^-~]*)?(?:\?[!\"$-:<-Z^-~]+)?(?:#[!\"$-Z^-~]+)?\Z"
)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"


def canonical_url(url: str) -> str:
    """One spelling for one page: small host, no default port, no fragment, no tracking parameters, sorted query.

    Returns "" for what is not an http or https address of at most 2,000 characters.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or len(url) > _MAX_LENGTH:
        return ""
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host.lower()
        path, query = quote(parts.path, safe=_PATH_SAFE) or "/", _canonical_query(parts.query)
    except UnicodeError:
        return ""
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    return urlunsplit((scheme, host, path, query, ""))


def _canonical_query(query: str) -> str:
    # Bytes of an older encoding (%E9) must come out as they went in: another address may be another page.
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(key, value) for key, value in pairs if not _TRACKING.match(key) and (key, value) != ("source", "rss")]
    return urlencode(sorted(kept), errors="surrogateescape")


def ascii_url(url: str) -> str:
    """The same address as it travels (RFC 3986): the host in IDNA, spaces and other letters percent-encoded.

    Returns "" for what no server can be asked for.
    """
    if _PLAIN.match(url) and "#" not in url:
        return url
    try:
        parts = urlsplit(url.strip())
        user, at, place = parts.netloc.rpartition("@")
        place = place if place.isascii() else place.encode("idna").decode("ascii")
        path, query = quote(parts.path, safe=_PATH_SAFE), quote(parts.query, safe=f"{_PATH_SAFE}?[]|")
    except ValueError:
        return ""
    found = urlunsplit((parts.scheme, f"{user}{at}{place}", path, query, ""))
    return found if parts.scheme in _DEFAULT_PORTS and place and found.isascii() and "\0" not in found else ""


def is_plain_url(url: str) -> bool:
    """Whether this is a whole http or https address as every program spells it."""
    return _PLAIN.match(url) is not None


def absolute_url(url: str, *, base: str) -> str:
    """`url` as seen from the page `base`; "" when it leads to anything but http or https."""
    if _PLAIN.match(url):
        return url
    try:
        joined = urljoin(base, url.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in _DEFAULT_PORTS and parts.netloc else ""


def host_of(url: str) -> str:
    """The host, small, without 'www.'; "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def stable_id(text: str) -> str:
    """16 hex digits that are the same for the same text on every machine and in every run (BLAKE2b)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
