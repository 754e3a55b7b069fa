"""Bytes of a message -> its raw headers, its decoded parts and its subject, for the rules of mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr


@dataclass(frozen=True, slots=True)
class Sending:
    """What is known of a message beyond its bytes; "" and None stand for not known."""

    at: datetime | None = None
    """When it is to be sent; a message from a file was sent whenever it was."""
    postal_address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the MIME tree; `text` is "" for what is no text or does not decode; `content` is that of a file."""

    kind: str
    charset: str
    encoding: str
    text: str
    decodes: bool
    content: bytes
    content_id: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A parsed message beside its bytes; `headers` are raw: a name in small letters and all that follows."""

    source: bytes
    headers: tuple[tuple[str, bytes], ...]
    kind: str
    parts: tuple[Part, ...]
    sending: Sending = field(default_factory=Sending)

    def raw(self, name: str) -> tuple[bytes, ...]:
        """Give the raw values of a header, in order."""
        return tuple(value for header, value in self.headers if header == name)

    def unfolded(self, name: str) -> str:
        """Give the first value of a header on one line, still encoded; "" when there is none."""
        values = self.raw(name)
        return " ".join(values[0].decode("ascii", "replace").split()) if values else ""

    def decoded(self, name: str) -> str:
        """Give the first value with its RFC 2047 words decoded."""
        value = self.unfolded(name)
        try:
            return str(make_header(decode_header(value)))
        except (LookupError, UnicodeDecodeError, ValueError):
            return value

    def domain(self, name: str) -> str:
        """The domain of the one address in a header, in small letters; "" for none."""
        return parseaddr(self.decoded(name))[1].rpartition("@")[2].lower()

    @property
    def is_system_mail(self) -> bool:
        """A mail of no list, such as the answer to a sign-up: there is nothing to unsubscribe from."""
        return not self.raw("list-id") and self.unfolded("auto-submitted").lower().startswith("auto-")

    @property
    def subject(self) -> str:
        """The subject as a reader sees it."""
        return self.decoded("subject")

    @property
    def html(self) -> str:
        """The HTML part."""
        return next((part.text for part in self.parts if part.kind == "text/html"), "")

    @property
    def text(self) -> str:
        """The plain text part."""
        return next((part.text for part in self.parts if part.kind == "text/plain"), "")


def read_mail(source: bytes, *, sending: Sending | None = None) -> Mail:
    """Parse a message; headers are split by hand, because a parser repairs what a rule must see."""
    head = source.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    parsed = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(source)
    leaves = tuple(_part(leaf) for leaf in parsed.walk() if not leaf.is_multipart())
    return Mail(
        source=source,
        headers=tuple(_headers(head)),
        kind=parsed.get_content_type(),
        parts=leaves,
        sending=sending or Sending(),
    )


def _headers(head: bytes) -> Iterator[tuple[str, bytes]]:
    name, value = "", b""
    for line in head.split(b"\n"):
        if line[:1] in b" \t" and line:
            value += b"\n" + line
            continue
        if name:
            yield name, value
        raw_name, _, value = line.partition(b":")
        name = raw_name.decode("ascii", "replace").strip().lower()
    if name:
        yield name, value


def _part(leaf: EmailMessage) -> Part:
    charset = (leaf.get_content_charset() or "").lower()
    payload = leaf.get_payload(decode=True)
    text, decodes = "", True
    if leaf.get_content_maintype() == "text" and isinstance(payload, bytes):
        try:
            text = payload.decode(charset or "us-ascii")
        except (LookupError, UnicodeDecodeError):
            decodes = False
    encoding = str(leaf.get("content-transfer-encoding", "7bit")).strip().lower()
    return Part(
        kind=leaf.get_content_type(),
        charset=charset,
        encoding=encoding,
        text=text.replace("\r\n", "\n"),
        decodes=decodes,
        content=payload if isinstance(payload, bytes) and leaf.get_content_maintype() != "text" else b"",
        content_id=str(leaf.get("content-id", "")).strip(),
    )
