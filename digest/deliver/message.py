"""A rendered edition and a recipient -> the bytes of one mail (RFC 5322, 2045, 2047, 2369, 8058).

Headers are written here line by line: the standard library encodes a long List-Unsubscribe as RFC 2047 words, which
mail providers then cannot read, and lets encoded words in untrusted titles grow into headers.
"""

from __future__ import annotations

import hashlib
import quopri
import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime

from digest.errors import DeliveryError
from digest.model import UNSUBSCRIBE_MARK, Delivery, Edition, Message, Rendered

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ATEXT = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*\Z")
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Za-z.:]+\])\Z"
)
_MAX_LINE = 76
_MAX_WORD = 60
"""A longer word of ASCII is encoded too: unlike others it can be folded then."""


class UnmailableError(ValueError):
    """This subscriber's address cannot be written to; no other one is concerned."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers of every message of an edition say."""

    from_name: str
    from_address: str
    reply_to: str
    site_name: str
    site_url: str
    """Without a slash at its end."""

    @property
    def domain(self) -> str:
        """The sending domain, in ASCII; raises DeliveryError."""
        return _own_address(self.from_address, key="address").rpartition("@")[2]


def make_message(
    rendered: Rendered, *, edition: Edition, delivery: Delivery, envelope: Envelope, date: datetime
) -> Message:
    """The mail of `edition` for one subscriber; the same arguments give the same bytes.

    Raises UnmailableError for a subscriber who cannot be written to, DeliveryError for a sender who cannot write.
    """
    person = delivery.subscriber
    recipient = _ascii_address(person.address)
    if recipient is None:
        raise UnmailableError(f"{person.address!r} is not an address that mail can be sent to")
    sender = _own_address(envelope.from_address, key="address")
    reply_to = _own_address(envelope.reply_to, key="reply_to") if envelope.reply_to else ""
    unsubscribe = f"{envelope.site_url}/unsubscribe/{person.token}"
    boundary = "=_" + hashlib.blake2b(delivery.message_id.encode(), digest_size=12).hexdigest()
    headers = [
        _header("From", _named(envelope.from_name, sender, prefix=len("From: "))),
        _header("To", _named(person.name, recipient, prefix=len("To: "))),
        _header("Subject", encode_words(edition.subject, prefix=len("Subject: "))),
        _header("Date", format_datetime(date)),
        _header("Message-ID", delivery.message_id),
        *([_header("Reply-To", reply_to)] if reply_to else []),
        _header("List-Id", _named(edition.title, f"{edition.newsletter}.{envelope.domain}", prefix=len("List-Id: "))),
        _header("List-Unsubscribe", _folded(f"<{unsubscribe}>", prefix=len("List-Unsubscribe: "))),
        _header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        _header("List-Help", _folded(f"<mailto:{reply_to or sender}?subject=help>", prefix=len("List-Help: "))),
        _header("List-Archive", f"<{envelope.site_url}/>"),
        _header("Feedback-ID", _folded(_feedback_id(edition, envelope.domain), prefix=len("Feedback-ID: "))),
        _header("Precedence", "bulk"),
        _header("MIME-Version", "1.0"),
        _header("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
    ]
    text = rendered.text.replace(UNSUBSCRIBE_MARK, unsubscribe)
    html = rendered.html.replace(UNSUBSCRIBE_MARK, unsubscribe)
    content = b"".join(
        [
            "".join(headers).encode("ascii"),
            b"\r\n",
            _part(boundary, "plain", text),
            _part(boundary, "html", html),
            f"--{boundary}--\r\n".encode(),
        ]
    )
    return Message(delivery.message_id, sender, recipient, content)


def encode_words(text: str, *, prefix: int = 0) -> str:
    """Untrusted text as header text: ASCII as it is, anything else as RFC 2047 words of at most 75 characters."""
    # "=?" is defused even in ASCII: a title must not smuggle in encoded words of its own (CVE-2024-6923).
    clean = _CONTROL.sub(" ", text).replace("=?", "= ?").strip()
    if clean.isascii() and len(clean) + prefix <= _MAX_LINE:
        return clean
    # Header folds long values; its continuation lines begin with a space, which is what a header wants.
    foldable = clean.isascii() and all(len(word) <= _MAX_WORD for word in clean.split(" "))
    charset = "us-ascii" if foldable else "utf-8"
    return Header(clean, charset, header_name="x" * prefix, maxlinelen=_MAX_LINE - 1).encode(linesep="\r\n")


def _named(name: str, address: str, *, prefix: int) -> str:
    """A phrase and what it names (RFC 5322 3.4), on two lines where one would be too long."""
    words = encode_words(name, prefix=prefix)
    if not words:
        return address if "@" in address else f"<{address}>"
    if "=?" not in words and not _ATEXT.match(words):
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        words = f'"{escaped}"'
    last_line = words.rpartition("\r\n")[2]
    gap = " " if prefix + len(last_line) + len(address) + len(" <>") <= _MAX_LINE else "\r\n "
    return f"{words}{gap}<{address}>"


def _feedback_id(edition: Edition, domain: str) -> str:
    """What Gmail groups complaints by: issue, newsletter, kind of mail, and a sender of 5 to 15 characters."""
    sender = hashlib.blake2b(domain.encode(), digest_size=5).hexdigest()
    return f"{edition.local_date.isoformat()}:{edition.newsletter}:edition:{sender}"


def _folded(value: str, *, prefix: int) -> str:
    """A value without blanks, which cannot be broken, on a line of its own where it then fits."""
    fits_there_only = prefix + len(value) > _MAX_LINE >= len(value) + 1
    return f"\r\n {value}" if fits_there_only else value


def _ascii_address(address: str) -> str | None:
    """The address with its domain in IDNA; None when it is none, or would need a server that takes UTF-8."""
    person, _, domain = address.rpartition("@")
    try:
        found = f"{person}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    return found if _ADDRESS.match(found) else None


def _own_address(address: str, *, key: str) -> str:
    found = _ascii_address(address)
    if found is None:
        raise DeliveryError(f"site.sender.{key}: {address!r} is not a mail address such as news@example.org")
    return found


def _header(name: str, value: str) -> str:
    return f"{name}: {value}\r\n"


def _part(boundary: str, subtype: str, text: str) -> bytes:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")  # quopri lets a CR alone pass, mail servers do not
    encoded = quopri.encodestring(lines.encode("utf-8"))
    head = (
        f"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + encoded.replace(b"\n", b"\r\n") + b"\r\n"
