"""The bytes of one mail, read back with the standard library's parser."""

from __future__ import annotations

import email.policy
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from digest.deliver.message import Envelope, UnmailableError, encode_words, make_message
from digest.errors import DeliveryError
from digest.model import UNSUBSCRIBE_MARK, Delivery, Edition, Message, Rendered, Subscriber

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
ENVELOPE = Envelope("The Gazette", "news@digest.example", "", "Gazette", "https://digest.example")
EDITION = Edition(
    newsletter="today",
    slot=NOW,
    local_date=date(2026, 3, 4),
    title="The World This Morning",
    subject="Ferry sails",
    preheader="",
    language="en",
    theme="world",
    blocks=(),
)
READER = Subscriber("ann@example.org", "today", token="tok-EN_42" * 5)
TEXT = (
    f"Ferry sails\n\nGrüße 🚢\n.\nFrom here\ntrailing   \ntab\t\n=3D equals\n{'long ' * 50}\n"
    f"Leave: {UNSUBSCRIBE_MARK}\n"
)
HTML = (
    f'<p>Grüße &amp; <a href="{UNSUBSCRIBE_MARK}">leave</a></p>\n<img src="https://a.example/?a=1&amp;b=2">'
    + "x" * 2000
)

HOSTILE = [
    "News\r\nBcc: victim@example.org",
    "News\nBcc: victim@example.org\n\nbody",
    "News\r\n\r\n<html>",
    "nul\0 bell\a del\x7f nel\x85 ls\u2028 ps\u2029",
    "=?UTF-8?Q?=0ABcc:_x?=",
    "x =?utf-8?b?CkJjYzogeA==?= y",
    "ü =?UTF-8?Q?=0ABcc:_x?=",
    "half \ud83d a pair",
    "\u202edrawkcab",
]
LONG = [
    "word " * 200,
    "x" * 3000,
    "Ü" * 500,
    "新聞" * 300,
    "🚢" * 200,
    "a" * 74 + " ü",
    "=?" * 400,
    ("y" * 60 + " ") * 20,
]


def make(
    rendered: Rendered = Rendered(HTML, TEXT),  # noqa: B008 - frozen
    *,
    edition: Edition = EDITION,
    reader: Subscriber = READER,
    envelope: Envelope = ENVELOPE,
) -> Message:
    delivery = Delivery(7, 3, reader, "<3.7.abcdef@digest.example>")
    return make_message(rendered, edition=edition, delivery=delivery, envelope=envelope, date=NOW)


def read(message: Message) -> EmailMessage:
    """As a strict reader sees it: the parser notes every defect."""
    parsed = BytesParser(policy=email.policy.SMTP).parsebytes(message.content)
    assert isinstance(parsed, EmailMessage)
    for part in parsed.walk():
        assert part.defects == []
    return parsed


def raw_headers(message: Message) -> list[tuple[str, str]]:
    """Names and values as they stand in the bytes, unfolded."""
    head = message.content.partition(b"\r\n\r\n")[0].decode("ascii")
    lines = re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n")
    return [(name, value.removeprefix(" ")) for name, _, value in (line.partition(":") for line in lines)]


def raw_header(message: Message, name: str) -> str:
    (value,) = [value for known, value in raw_headers(message) if known == name]
    return value


# --- headers -----------------------------------------------------------------------------------------------


def test_each_header_stands_there_once() -> None:
    """RFC 5322 3.6; a second Subject or From is the mark of a forger."""
    names = [name for name, _ in raw_headers(make(envelope=replace(ENVELOPE, reply_to="desk@digest.example")))]
    assert sorted(names) == sorted(set(names))
    assert {"From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type"} < set(names)
    assert "Reply-To" not in dict(raw_headers(make()))


def test_the_headers_say_who_what_and_when() -> None:
    """As parsed by a mail program."""
    message = read(make(reader=replace(READER, name="Ann Reed")))
    assert str(message["From"]) == "The Gazette <news@digest.example>"
    assert str(message["To"]) == "Ann Reed <ann@example.org>"
    assert str(message["Subject"]) == "Ferry sails"
    assert message["Date"].datetime == NOW
    assert str(message["Message-ID"]) == "<3.7.abcdef@digest.example>"
    assert str(message["List-Id"]) == "The World This Morning <today.digest.example>"


def test_the_envelope_is_that_of_the_delivery() -> None:
    """What the backend says to the server."""
    message = make()
    assert (message.message_id, message.sender, message.recipient) == (
        "<3.7.abcdef@digest.example>",
        "news@digest.example",
        "ann@example.org",
    )


def test_one_click_unsubscribe_is_readable_by_machines() -> None:
    """RFC 2369 and RFC 8058: the address raw and on one line between <>, never as encoded words."""
    message = make(reader=replace(READER, token="x" * 200))
    line = next(line for line in message.content.split(b"\r\n") if line.startswith(b"List-Unsubscribe:"))
    assert line == b"List-Unsubscribe: <https://digest.example/unsubscribe/" + b"x" * 200 + b">"
    assert raw_header(message, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_in_its_header(title: str) -> None:
    """Titles come from feeds: no line end, no control character and no encoded word of theirs gets through."""
    message = make(
        edition=replace(EDITION, subject=title, title=title),
        reader=replace(READER, name=title),
        envelope=replace(ENVELOPE, from_name=title),
    )
    assert [name for name, _ in raw_headers(message)] == [name for name, _ in raw_headers(make())]
    parsed = read(message)
    assert parsed["Bcc"] is None
    assert [part.get_content_type() for part in parsed.walk()][1:] == ["text/plain", "text/html"]
    for name in ("Subject", "List-Id", "From", "To"):
        shown = str(parsed[name])
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", shown)
    assert parsed["From"].addresses[0].addr_spec == "news@digest.example"
    assert parsed["To"].addresses[0].addr_spec == "ann@example.org"
    assert len(parsed["To"].addresses) == 1


@pytest.mark.parametrize("subject", [*LONG, *HOSTILE, "Grüße aus Köln", "короткая тема", "plain", ""])
def test_encoded_words_are_short_and_whole(subject: str) -> None:
    """RFC 2047 2: at most 75 characters a word and 76 a line of them; no letter is cut in two."""
    raw = make(edition=replace(EDITION, subject=subject)).content
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    for word in re.findall(r"=\?[^?\s]+\?[^?\s]+\?[^?\s]*\?=", head):
        assert len(word) <= 75
        decoded, charset = decode_header(word)[0]
        assert isinstance(decoded, bytes)
        decoded.decode(charset or "ascii")
    for line in head.split("\r\n"):
        assert len(line) <= 76 or "=?" not in line


@pytest.mark.parametrize("subject", [*LONG, "Grüße aus Köln", "“Quoted” – dashed"])
def test_a_subject_reads_as_it_was_written(subject: str) -> None:
    """However long, except that "=?" is defused."""
    parsed = read(make(edition=replace(EDITION, subject=subject)))
    assert str(parsed["Subject"]) == subject.replace("=?", "= ?").strip()


@pytest.mark.parametrize(
    "name",
    [
        "Ann Reed",
        "Zoë Ångström",
        'Reed, "Ann" <x@y>',
        "O'Neil (Jr.)",
        "back\\slash",
        "張三",
        "a@b",
    ],
)
def test_a_name_reads_as_it_was_written(name: str) -> None:
    """Specials are quoted, letters encoded; the address beside it stays what it is."""
    message = read(make(reader=replace(READER, name=name), envelope=replace(ENVELOPE, from_name=name)))
    for header, address in (("To", "ann@example.org"), ("From", "news@digest.example")):
        (found,) = message[header].addresses
        assert (found.display_name, found.addr_spec) == (name, address)


@pytest.mark.parametrize("name", ["é" * 200, "n," * 100, "long name, " * 20 + "end"])
def test_a_very_long_name_is_folded(name: str) -> None:
    """Over several lines, which together still say the name and the one address."""
    message = make(reader=replace(READER, name=name))
    shown = str(make_header(decode_header(raw_header(message, "To"))))
    assert shown.replace('"', "") == f"{name} <ann@example.org>"
    assert [one.addr_spec for one in read(message)["To"].addresses] == ["ann@example.org"]


@pytest.mark.parametrize("title", ["News, Views", "A <b> c", 'The "Times"', "Größte Zeitung", "(comment)", "x" * 500])
def test_the_list_has_one_id_whatever_its_title(title: str) -> None:
    """RFC 2919: filters read what stands between the last <>."""
    value = raw_header(make(edition=replace(EDITION, title=title)), "List-Id")
    assert re.search(r'^(?:"(?:[^"\\]|\\.)*"|[^<>",()]*) <today\.digest\.example>$', value)


def test_a_reply_address_is_given() -> None:
    """Where the config names one, with or without a name."""
    assert (
        str(read(make(envelope=replace(ENVELOPE, reply_to="desk@digest.example")))["Reply-To"]) == "desk@digest.example"
    )


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org\r\nBcc: x@y.example",
        "jörg@example.org",
        "ann@exa mple.org",
        "ann",
        "",
        "ann@",
        "@example.org",
        "a<b@example.org",
        f"ann@{'ü' * 80}.example",
    ],
)
def test_an_address_that_cannot_be_written_to_is_named(address: str) -> None:
    """It is this reader's fault alone, told apart from every other error."""
    with pytest.raises(UnmailableError):
        make(reader=replace(READER, address=address))


@pytest.mark.parametrize(
    "fault", [{"from_address": "news@x\r\ny"}, {"from_address": "news"}, {"reply_to": "Jörg <x@y.example>"}]
)
def test_a_sender_that_cannot_be_written_stops_the_edition(fault: dict[str, str]) -> None:
    """It is no reader's fault: the config must be mended before anything is sent."""
    with pytest.raises(DeliveryError, match=r"site\.sender"):
        make(envelope=replace(ENVELOPE, **fault))


def test_a_domain_in_any_script_is_sent_in_ascii() -> None:
    """IDNA: only the part before the @ needs servers that take UTF-8."""
    message = make(reader=replace(READER, address="ann@bücher.example"))
    assert message.recipient == "ann@xn--bcher-kva.example"
    assert raw_header(message, "To") == "ann@xn--bcher-kva.example"


# --- body --------------------------------------------------------------------------------------------------


def test_the_text_comes_first_and_the_html_last() -> None:
    """RFC 2046 5.1.4: the last alternative is the best one."""
    message = read(make())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in message.iter_parts()} == {"utf-8"}


@pytest.mark.parametrize("ending", ["", "\n", "\n\n", " ", "\t", "="])
def test_both_parts_decode_to_exactly_what_was_rendered(ending: str) -> None:
    """Trailing blanks, dots, equals signs and letters of every script survive quoted-printable."""
    message = read(make(Rendered(HTML + ending, TEXT + ending)))
    unsubscribe = f"https://digest.example/unsubscribe/{READER.token}"
    for part, source in zip(message.iter_parts(), (TEXT, HTML), strict=True):
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        expected = (source + ending).replace(UNSUBSCRIBE_MARK, unsubscribe)
        assert payload.decode("utf-8").replace("\r\n", "\n") == expected


def test_every_reader_gets_their_own_way_out() -> None:
    """And never somebody else's, nor the mark that stands for it."""
    other = replace(READER, token="other-token")
    for reader, stranger in ((READER, other), (other, READER)):
        decoded = "".join(str(part.get_content()) for part in read(make(reader=reader)).iter_parts())
        assert decoded.count(f"/unsubscribe/{reader.token}") == 2
        assert stranger.token not in decoded
        assert UNSUBSCRIBE_MARK not in decoded


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb", "mixed\r\n\n\r"])
def test_lines_end_with_crlf_and_are_short(text: str) -> None:
    """RFC 5322 2.1.1 and 2.3: at most 998 characters, never a CR or LF alone."""
    content = make(Rendered(text, text), edition=replace(EDITION, subject="x" * 3000)).content
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()


def test_the_same_arguments_give_the_same_bytes() -> None:
    """A retry after a crash sends the same message, which servers may then recognise."""
    assert make() == make()
    assert make() != make(reader=replace(READER, token="other"))


def test_the_boundary_is_not_part_of_the_text() -> None:
    """A text that quotes another mail's boundary does not end the part."""
    (boundary,) = re.findall(rb'boundary="([^"]+)"', make().content)
    text = f"before\n--{boundary.decode()}\n--{boundary.decode()}--\nafter\n"
    parts = list(read(make(Rendered("<p>x</p>", text))).iter_parts())
    assert len(parts) == 2
    assert parts[0].get_content().replace("\r\n", "\n") == text


def test_plain_words_are_left_as_they_are() -> None:
    """ASCII that fits on a line needs no encoding; both forms decode to the same."""
    assert encode_words("Ferry sails") == "Ferry sails"
    assert str(make_header(decode_header(encode_words("Fähre")))) == "Fähre"
