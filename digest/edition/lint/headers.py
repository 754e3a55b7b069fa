"""M, continued: who writes to whom, when and under which name, as receivers and readers check it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from typing import Final

from digest.edition.lint.domains import are_aligned
from digest.edition.lint.mail import Mail
from digest.edition.lint.rule import rule

_TOLERANCE: Final = timedelta(hours=1)
_ZONE: Final = re.compile(r"(?:[+-]\d{4}|GMT|UT)(?:\s*\([^)]*\))?\Z")
_MESSAGE_ID: Final = re.compile(r"<([^<>@\s]+)@([^<>@\s]+)>\Z")
_ADDRESSED: Final = ("from", "sender", "reply-to", "to", "cc")
_ADDR_SPEC: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Za-z.:]+\])\Z"
)
_LONGEST_PERSON, _LONGEST_DOMAIN = 64, 255
_ANGLE: Final = re.compile(r"<([^<>]*)>")
_FEEDBACK_FIELDS: Final = 4
_SENDER_ID: Final = re.compile(r"[^\s:]{5,15}\Z")
_NO_REPLY: Final = re.compile(r"\b(?:no|do-?not|dont)[-_.]?reply", re.IGNORECASE)
_VERP: Final = re.compile(r"[^+=\s]+[+=-].*[A-Za-z0-9]")
_EMOJI: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001faff\u2600-\u27bf]")
_DOMAIN: Final = re.compile(r"\b[a-z0-9-]+\.(?:com|org|net|gov|edu|info|biz|io|co|eu|uk|de|fr|es|it|ch|at|nl|us|ca)\b")


@rule("M07", "error", mend="write the instant of sending with its zone: Mon, 23 Nov 2026 07:00:00 +0100")
def date(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 5322, 3.3; where the time of sending is known, within an hour of it."""
    value = mail.unfolded("date")
    if not value:
        return  # M06 says so
    try:
        written = parsedate_to_datetime(value)
    except ValueError:
        yield "Date", f"{value[:40]!r} is no date"
        return
    if written.tzinfo is None or not _ZONE.search(value):
        yield "Date", f"{value[:40]!r} has no zone"
    elif mail.sending.at is not None and abs(written - mail.sending.at) > _TOLERANCE:
        yield "Date", f"{value} is not within an hour of the time of sending"


@rule("M08", "error", mend="write Message-ID: <unique@sending.domain>")
def message_id(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 5322, 3.6.4. That it is another one for each recipient, one message cannot show."""
    value = mail.unfolded("message-id")
    found = _MESSAGE_ID.match(value)
    if value and not found:
        yield "Message-ID", repr(value[:60])
    elif found and not are_aligned(found.group(2), mail.domain("from")):
        yield "Message-ID", f"{found.group(2)} is not the sending domain {mail.domain('from')}"


@rule("M14", "error", mend="write domains in A-labels (xn--...), and no encoded word within an address")
def ascii_addresses(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 5890 and 2047, 5: an address is no text."""
    for name in _ADDRESSED:
        value = mail.unfolded(name)
        for address in _ANGLE.findall(value) or ([value] if "@" in value or "=?" in value else []):
            if "=?" in address:
                yield name.title(), f"an encoded word in {address[:60]!r}"
            elif not mail.raw(name)[0].isascii() or "\ufffd" in address:
                yield name.title(), f"{address[:60]!r} is not ASCII"


@rule("M22", "error", mend="refuse such an address at sign-up, before a server rewrites it")
def recipient(mail: Mail) -> Iterator[tuple[str, str]]:
    """An address that libraries and servers read in different ways (RFC 5322, 3.4.1, without quoted strings)."""
    value = mail.unfolded("to")
    for _, address in getaddresses([value]) if value else ():
        person, _, domain = address.rpartition("@")
        if not _ADDR_SPEC.match(address) or len(person) > _LONGEST_PERSON or len(domain) > _LONGEST_DOMAIN:
            yield "To", f"{(address or value)[:60]!r} is no address"


@rule("M15", "warning", mend="give From a name that names nobody else's domain")
def sender_name(mail: Mail) -> Iterator[tuple[str, str]]:
    """The name that the inbox shows."""
    name = parseaddr(mail.decoded("from"))[0]
    if mail.raw("from") and not name.strip():
        yield "From", "no name before the address"
    for domain in _DOMAIN.findall(name.lower()):
        if not are_aligned(domain, mail.domain("from")):
            yield "From", f"the name shows {domain}, the address is of {mail.domain('from')}"


@rule("M15", "warning", mend="one emoji is enough for a subject")
def subject_emoji(mail: Mail) -> Iterator[tuple[str, str]]:
    """Emoji in the subject."""
    count = len(_EMOJI.findall(mail.subject))
    if count > 1:
        yield "Subject", f"{count} emoji"


@rule("M16", "warning", mend="write Feedback-ID: campaign:newsletter:kind:sender, the sender of 5 to 15 characters")
def feedback_id(mail: Mail) -> Iterator[tuple[str, str]]:
    """What Gmail's postmaster tools group complaints by; nothing in it may tell recipients apart."""
    if mail.is_system_mail:
        return
    fields = mail.unfolded("feedback-id").split(":")
    reader = parseaddr(mail.decoded("to"))[1].lower()
    if not mail.raw("feedback-id"):
        yield "Feedback-ID", "missing"
    elif len(fields) > _FEEDBACK_FIELDS or not _SENDER_ID.match(fields[-1]):
        yield "Feedback-ID", mail.unfolded("feedback-id")[:60]
    elif reader and reader in mail.unfolded("feedback-id").lower():
        yield "Feedback-ID", "it names the recipient"


@rule("M17", "warning", mend="write Auto-Submitted: auto-generated on a mail that no list sends")
def auto_submitted(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 3834: an answering machine must not answer a confirmation."""
    if not mail.raw("list-id") and not mail.raw("list-unsubscribe") and not mail.is_system_mail:
        yield "Auto-Submitted", repr(mail.unfolded("auto-submitted")) if mail.raw("auto-submitted") else "missing"


@rule("M18", "warning", mend="let replies reach somebody: set site.sender.reply_to")
def no_reply(mail: Mail) -> Iterator[tuple[str, str]]:
    """An address that answers nobody."""
    name = "reply-to" if mail.raw("reply-to") else "from"
    address = parseaddr(mail.decoded(name))[1]
    if _NO_REPLY.search(address):
        yield name.title(), address


@rule("M19", "error", mend="send with an envelope address of its own for each recipient, in the domain of From")
def envelope_sender(mail: Mail) -> Iterator[tuple[str, str]]:
    """Where bounces go. It stands in the bytes only once a server has written Return-Path."""
    for value in mail.raw("return-path"):
        address = value.decode("ascii", "replace").strip().strip("<>")
        person, _, domain = address.rpartition("@")
        if not address:
            continue  # a bounce itself
        if not are_aligned(domain, mail.domain("from")):
            yield "Return-Path", f"{domain} is not of the sending domain {mail.domain('from')}"
        elif not mail.is_system_mail and not _VERP.match(person):
            yield "Return-Path", f"{address} tells no recipient from another"


@rule("M20", "error", mend="write one message for each recipient, To them alone, and no Bcc")
def others(mail: Mail) -> Iterator[tuple[str, str]]:
    """Addresses of other subscribers."""
    if mail.raw("bcc"):
        yield "Bcc", "present"
    everyone = getaddresses([mail.decoded(name) for name in ("to", "cc") if mail.raw(name)])
    addresses = {address.lower() for _, address in everyone if "@" in address}
    if len(addresses) > 1:
        yield "To", f"{len(addresses)} addresses"


@rule("M21", "warning", mend="write List-Help and List-Archive, addresses in <...>")
def list_headers(mail: Mail) -> Iterator[tuple[str, str]]:
    """RFC 2369, 3.1 and 3.6: where help and earlier issues are."""
    if mail.is_system_mail:
        return
    for name in ("List-Help", "List-Archive"):
        if not re.search(r"<(?:https?|mailto):[^>\s]+>", mail.unfolded(name.lower())):
            yield name, repr(mail.unfolded(name.lower())[:60]) if mail.raw(name.lower()) else "missing"


RULES = (date, message_id, ascii_addresses, recipient, sender_name, subject_emoji, feedback_id, auto_submitted,
         no_reply, envelope_sender, others, list_headers)  # fmt: skip
