"""M: headers and MIME parts, as mail servers and one-click unsubscribing need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header
from typing import Final
from urllib.parse import unquote

from digest.edition.lint.mail import Mail
from digest.edition.lint.page import read_page
from digest.edition.lint.rule import rule
from digest.model import UNSUBSCRIBE_MARK

_ONCE: Final = ("from", "to", "subject", "date", "message-id", "mime-version")
_SINGLE: Final = (*_ONCE, "content-type", "list-unsubscribe", "list-unsubscribe-post", "list-id", "reply-to", "sender")
_LONGEST_LINE, _LONG_LINE = 998, 78
_LONGEST_ENCODED_WORD: Final = 75
_LEAST_SHARE: Final = 0.2
_ENCODED_WORD: Final = re.compile(r"=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=")
_LIST_ID: Final = re.compile(r"(?:.*\s)?<[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+>\Z", re.DOTALL)
_FILLER: Final = re.compile("[\u034f\u200c\u2007]{2}|(?:\u034f\u200c)")
_SUBJECT: Final = (20, 78)


@rule("M01", "error", mend="send multipart/alternative: text/plain first, text/html last")
def alternative(mail: Mail) -> Iterator[tuple[str, str]]:
    """A program shows the last part that it understands (RFC 2046, 5.1.4)."""
    kinds = [part.kind for part in mail.parts]
    if mail.kind != "multipart/alternative" or kinds != ["text/plain", "text/html"]:
        yield "Content-Type", f"{mail.kind} of {', '.join(kinds)}"


@rule("M02", "error", mend="write every story's address into the text part", from_sources=True)
def text_addresses(mail: Mail) -> Iterator[tuple[str, str]]:
    """Every story of the HTML can be reached from the text; an address may be percent-encoded in one of them."""
    text = unquote(mail.text)
    if not text.strip():
        return  # text_part says so
    for heading in read_page(mail.html).named("h3", "h4"):
        for link in heading.walk():
            if link.tag == "a" and unquote(link.attributes.get("href", "")) not in text:
                yield "text/plain", f"no {link.attributes.get('href', '')[:80]}"


@rule("M02", "error", mend="write the way to unsubscribe into the text part, and no filler")
def text_part(mail: Mail) -> Iterator[tuple[str, str]]:
    """The text part says what the HTML says."""
    if not mail.text.strip():
        yield "text/plain", "it is empty"
        return
    offered = {UNSUBSCRIBE_MARK, *re.findall(r"<(https?:[^>\s]*)>", mail.unfolded("list-unsubscribe"))}
    if not mail.is_system_mail and not any(url in mail.text for url in offered):
        yield "text/plain", "no address to unsubscribe"
    if _FILLER.search(mail.text):
        yield "text/plain", "filler of the preheader"


@rule("M02", "warning", mend="let the text part say more: filters compare it with the HTML")
def thin_text(mail: Mail) -> Iterator[tuple[str, str]]:
    """A text part of less than a fifth of the visible words."""
    visible = len(read_page(mail.html).body.text) if mail.html else 0
    if len(mail.text) < visible * _LEAST_SHARE:
        yield "text/plain", f"{len(mail.text)} characters beside {visible}"


@rule("M03", "error", mend="declare charset=utf-8 on every text part")
def charsets(mail: Mail) -> Iterator[tuple[str, str]]:
    """Another charset makes Gmail clip the mail."""
    for part in mail.parts:
        if part.kind.startswith("text/") and (part.charset != "utf-8" or not part.decodes):
            yield part.kind, f"charset is {part.charset or 'missing'}" if part.decodes else "it does not decode"


@rule("M04", "error", mend="encode text as quoted-printable")
def encodings(mail: Mail) -> Iterator[tuple[str, str]]:
    """8bit needs 8BITMIME on every relay."""
    for part in mail.parts:
        if part.kind.startswith("text/") and part.encoding not in {"quoted-printable", "7bit", "base64"}:
            yield part.kind, part.encoding


@rule("M04", "warning", mend="encode text as quoted-printable: base64 is a third larger and counts as hiding")
def base64_text(mail: Mail) -> Iterator[tuple[str, str]]:
    """Base64 of a text."""
    for part in mail.parts:
        if part.kind.startswith("text/") and part.encoding == "base64":
            yield part.kind, "base64"


@rule("M05", "error", mend="end lines with CR LF and keep them below 998 octets")
def lines(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 5322, 2.1.1 and 2.3."""
    if re.search(rb"(?<!\r)\n|\r(?!\n)", mail.source):
        yield "message", "a bare CR or LF"
    longest = max(map(len, mail.source.split(b"\r\n")))
    if longest > _LONGEST_LINE:
        yield "message", f"a line of {longest} octets"


@rule("M05", "warning", mend="fold lines at 78 octets")
def long_lines(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 5322, 2.1.1: the length that lines should have."""
    longest = max(map(len, mail.source.split(b"\r\n")))
    if _LONG_LINE < longest <= _LONGEST_LINE:
        yield "message", f"a line of {longest} octets"


@rule("M06", "error", mend="write From, To, Subject, Date, Message-ID and MIME-Version exactly once")
def once(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 5322, 3.6."""
    for name in _SINGLE:
        times = len(mail.raw(name))
        if times > 1 or (name in _ONCE and not times):
            yield name, f"{times} times"


@rule("M09", "error", mend="write List-Unsubscribe raw: no encoded word, no fold inside <...>")
def raw_unsubscribe(mail: Mail) -> Iterator[tuple[str, str]]:
    """Encoded addresses are not recognised by receivers."""
    for value in mail.raw("list-unsubscribe"):
        if b"=?" in value:
            yield "List-Unsubscribe", "an RFC 2047 word"
        if any(b"\n" in address or b" " in address for address in re.findall(rb"<([^>]*)>", value, re.DOTALL)):
            yield "List-Unsubscribe", "an address broken by a fold or blank"


@rule("M10", "error", mend="offer exactly one https address and List-Unsubscribe-Post: List-Unsubscribe=One-Click")
def one_click(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 8058, 3.1."""
    if mail.is_system_mail:
        return
    addresses = re.findall(r"<([^>]*)>", mail.unfolded("list-unsubscribe"))
    secure = [url for url in addresses if url.startswith("https://")]
    others = [url for url in addresses if not url.startswith(("https://", "mailto:"))]
    if len(secure) != 1 or others:
        yield "List-Unsubscribe", f"{len(secure)} https addresses{', and ' + others[0] if others else ''}"
    if mail.unfolded("list-unsubscribe-post") != "List-Unsubscribe=One-Click":
        yield "List-Unsubscribe-Post", repr(mail.unfolded("list-unsubscribe-post"))


@rule("M11", "error", mend="write List-Id: Name <name.domain>")
def list_id(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 2919."""
    if mail.is_system_mail:
        return
    value = mail.unfolded("list-id")
    if not _LIST_ID.match(value):
        yield "List-Id", repr(value)


@rule("M12", "error", mend="take line breaks and NUL out of header values, also inside encoded words")
def injected(mail: Mail) -> Iterator[tuple[str, str]]:
    """A header within a header (CVE-2024-6923)."""
    for name, value in mail.headers:
        for word in _ENCODED_WORD.findall(value.decode("ascii", "replace")):
            for text, _charset in decode_header(word):
                octets = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
                if re.search(rb"[\r\n\x00]", octets):
                    yield name, "a line break or NUL in an encoded word"
        if b"\x00" in value or re.search(rb"\n(?![ \t])", value):
            yield name, "a line break or NUL"


@rule("M13", "error", mend="encode header text as RFC 2047 words of at most 75 characters")
def encoded_words(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 2047, 2."""
    for name, value in mail.headers:
        if any(octet > 0x7F for octet in value):  # noqa: PLR2004 - the last octet of US-ASCII
            yield name, "raw octets beyond US-ASCII"
        for word in _ENCODED_WORD.findall(value.decode("ascii", "replace")):
            if len(word) > _LONGEST_ENCODED_WORD:
                yield name, f"an encoded word of {len(word)} characters"


@rule("M15", "warning", mend="write a subject of 20 to 78 characters, not in capitals, without Re: or Fwd:")
def subject_line(mail: Mail) -> Iterator[tuple[str, str]]:
    """What filters and readers expect of a subject."""
    subject = mail.subject
    if not _SUBJECT[0] <= len(subject) <= _SUBJECT[1]:
        yield "Subject", f"{len(subject)} characters"
    if subject.isupper() or subject.lower().startswith(("re:", "fwd:", "fw:")):
        yield "Subject", repr(subject[:40])


RULES = (alternative, text_addresses, text_part, thin_text, charsets, encodings, base64_text, lines, long_lines, once,
         raw_unsubscribe, one_click, list_id, injected, encoded_words, subject_line)  # fmt: skip
