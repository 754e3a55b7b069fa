"""Whether pushed content comes from who knows the secret (WebSub 7.1)."""

from __future__ import annotations

import hashlib
import hmac

METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


def is_signed(body: bytes, signature: str, *, secret: str) -> bool:
    """Whether `signature` (the X-Hub-Signature header, method=hex) is that of `body`; in constant time."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in METHODS or not given.isascii():
        return False
    wanted = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(wanted, given.lower())
