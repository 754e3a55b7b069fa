"""Why a server's certificate is not trusted, for a person: OpenSSL's verdict and the certificates in, words out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

# The verdicts of X509_verify_cert(3) that can be told in other words than OpenSSL's.
_NOT_YET = 9
_EXPIRED = 10
_SELF_SIGNED = frozenset({18, 19})
_UNKNOWN_ISSUER = frozenset({2, 20, 21})
_REVOKED = 23
_NAMES_SHOWN = 3
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}) [\d:]+ (\d{4}) GMT")
# A certificate is the server's word: only what can be part of a host name or an address is repeated.
_NAME = re.compile(r"(?:DNS|IP Address):([A-Za-z0-9.*:_-]+)")
_COMMON_NAME = re.compile(r"\bCN ?= ?([A-Za-z0-9.*:_-]+)")

Certificate = Mapping[str, str]
"""As libcurl tells it: "Subject", "X509v3 Subject Alternative Name", "Start date", "Expire date"."""


def why_not_trusted(verdict: int, message: str, chain: Sequence[Certificate]) -> str:
    """The reason, "" when only `message` can tell; the chain begins with the server's own certificate."""
    if "subject name" in message:  # a host name is compared by libcurl, after OpenSSL found nothing wrong
        names = _names(chain[0]) if chain else ()
        shown = ", ".join(names[:_NAMES_SHOWN]) + (" and others" if len(names) > _NAMES_SHOWN else "")
        return "certificate is for another host" + (f" (it names {shown})" if shown else "")
    if verdict == _EXPIRED:
        ends = [day for one in chain if (day := _day(one.get("Expire date", "")))]
        return f"certificate expired on {min(ends)}" if ends else "certificate has expired"
    if verdict == _NOT_YET:
        starts = [day for one in chain if (day := _day(one.get("Start date", "")))]
        return f"certificate is not valid before {max(starts)}" if starts else "certificate is not valid yet"
    if verdict in _SELF_SIGNED:
        return "certificate is signed by nobody we know (self-signed)"
    if verdict in _UNKNOWN_ISSUER:
        return "certificate is signed by nobody we know"
    return "certificate was revoked" if verdict == _REVOKED else ""


def why_no_tls(message: str) -> str:
    """Why the handshake failed: what OpenSSL does not name is a fault of the connection."""
    named = "error:" in message and "unexpected eof" not in message
    return "the server speaks no TLS that we accept" if named else "the connection broke off"


def _names(certificate: Certificate) -> tuple[str, ...]:
    found = _NAME.findall(certificate.get("X509v3 Subject Alternative Name", ""))
    return tuple(dict.fromkeys(found or _COMMON_NAME.findall(certificate.get("Subject", ""))))


def _day(text: str) -> date | None:
    match = _DATE.search(text)
    if match is None or match[1] not in _MONTHS:
        return None
    try:
        return date(int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))
    except ValueError:
        return None
