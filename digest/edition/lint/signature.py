"""P01: what a DKIM signature says of itself (RFC 6376, 8301). Whether it is valid, the key in the DNS tells."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from digest.edition.lint.domains import are_aligned
from digest.edition.lint.mail import Mail
from digest.edition.lint.rule import rule

_SIGNED: Final = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "list-id",
                  "list-unsubscribe", "list-unsubscribe-post", "feedback-id")  # fmt: skip
_TWICE: Final = ("from", "subject")
_ALGORITHMS: Final = frozenset({"rsa-sha256", "ed25519-sha256"})
_LEAST_BITS, _GOOD_BITS = 1024, 2048


@rule("P01", "error", mend="sign with rsa-sha256, d= the domain of From, all headers that count in h=, and no l=")
def signature(mail: Mail) -> Iterator[tuple[str, str]]:
    """A signature that covers too little, or that receivers refuse; a message without one is the server's to sign."""
    tags = [_tags(value) for value in mail.raw("dkim-signature")]
    if not tags:
        return
    own = [one for one in tags if are_aligned(one.get("d", ""), mail.domain("from"))]
    if not own:
        yield "DKIM-Signature", f"d={tags[0].get('d', '')} is not of the domain of From, {mail.domain('from')}"
    for one in own[:1]:
        yield from _faults(one, mail)


def _faults(tags: Mapping[str, str], mail: Mail) -> Iterator[tuple[str, str]]:
    if tags.get("a") not in _ALGORITHMS:
        yield "DKIM-Signature", f"a={tags.get('a', '')}"
    if "l" in tags:
        yield "DKIM-Signature", f"l={tags['l']}: anything may be added behind it"
    signed = Counter(re.sub(r"\s", "", tags.get("h", "")).lower().split(":"))
    missing = [name for name in _SIGNED if mail.raw(name) and not signed[name]]
    if missing:
        yield "DKIM-Signature", f"h= leaves out {', '.join(missing)}"
    alone = [name for name in _TWICE if signed[name] == 1]
    if alone:
        yield "DKIM-Signature", f"h= names {' and '.join(alone)} once: a second one may be put before it"
    bits = _bits(tags)
    if 0 < bits < _LEAST_BITS:
        yield "DKIM-Signature", f"a key of {bits} bits"


@rule("P01", "warning", mend="make a key of 2,048 bits")
def short_key(mail: Mail) -> Iterator[tuple[str, str]]:
    """A key that receivers still take, of 1,024 to 2,047 bits."""
    for value in mail.raw("dkim-signature"):
        bits = _bits(_tags(value))
        if _LEAST_BITS <= bits < _GOOD_BITS:
            yield "DKIM-Signature", f"a key of {bits} bits"


def _bits(tags: Mapping[str, str]) -> int:
    """The length of an RSA key, which is that of its signature; 0 when it cannot be told."""
    if not tags.get("a", "").startswith("rsa"):
        return 0
    try:
        return len(base64.b64decode(re.sub(r"\s", "", tags.get("b", "")), validate=True)) * 8
    except binascii.Error:
        return 0


def _tags(value: bytes) -> dict[str, str]:
    pairs = (piece.partition("=") for piece in value.decode("ascii", "replace").split(";"))
    return {name.strip(): amount.strip() for name, sign, amount in pairs if sign}


RULES = (signature, short_key)
