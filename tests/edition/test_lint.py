"""Every rule fires on a page or a mail that breaks it, and not on ours."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from digest.edition.lint import lint_html, lint_message
from digest.edition.lint.contrast import contrast
from digest.model import UNSUBSCRIBE_MARK
from tests.edition.builders import edition, rendered, window

EDITION = edition(window(6))
PAGE = rendered(EDITION)
Spoil = Callable[[str], str]


def swap(old: str, new: str) -> Spoil:
    def spoil(html: str) -> str:
        assert old in html, old
        return html.replace(old, new)

    return spoil


def body(extra: str) -> Spoil:
    return swap("</body>", f"{extra}</body>")


def head(extra: str) -> Spoil:
    return swap("</head>", f"{extra}</head>")


SPOILS: tuple[tuple[str, Spoil], ...] = (
    ("S01", body("x" * 110_000)),
    ("S02", body("x" * 80_000)),
    ("S03", head(f"<style>a{{color:#000}}/*{'x' * 17_000}*/</style>")),
    ("S03", head(f"<style>a{{color:#000}}/*{'x' * 13_000}*/</style>")),
    ("S05", body('<img src="https://x.example/1.png" alt="" width="1" style="max-width:1px">' * 41)),
    ("H01", swap("<!DOCTYPE html>", "")),
    ("H02", swap('<html lang="en"', "<html")),
    ("H03", swap('lang="en" dir="ltr" style', 'lang="en" style')),
    ("H04", swap(f"<title>{EDITION.subject}", "<title>Something else")),
    ("H05", swap('<meta charset="utf-8">', "")),
    ("H06", swap("width=device-width, initial-scale=1", "width=device-width, maximum-scale=1")),
    ("H07", swap("x-apple-disable-message-reformatting", "x")),
    ("H08", body("<table><tr><th>x</th></tr></table>")),
    ("H11", body("<!--[if mso]><p>x</p>-->")),
    ("H11", body("<!--[if !mso]--><p>x</p><![endif]-->")),
    ("H13", body("<form><input></form>")),
    ("H13", body('<p onclick="x()">x</p>')),
    ("H15", swap("display: none; max-height:0", "max-height:0")),
    ("H15", swap(EDITION.preheader, "Too short")),
    ("H16", body("<p>Dear {{ name }}</p>")),
    ("H16", body("<p>None</p>")),
    ("H17", body('<p id="a">x</p><p id="a">x</p>')),
    ("H18", body("<p>It\x92s</p>")),
    ("C03", head("<style>@media screen{@media (min-width:1px){a{color:#000 !important}}}</style>")),
    ("C04", body('<p style="color:rgb(0 0 0 / 50%)">x</p>')),
    ("C05", body('<p style="/* x */margin:0">x</p>')),
    ("C06", head("<style>@media (max-width:600px){.pad{padding:0}}</style>")),
    ("C07", body('<p style="font-family:Lobster">x</p>')),
    ("C08", body('<p style="display:flex">x</p>')),
    ("C12", swap('name="supported-color-schemes" content="light dark"', 'name="x" content="y"')),
    ("C13", lambda html: html.replace("<style>", "<noscript>", 1).replace("</style>", "</noscript>", 1)),
    ("A01", body('<img src="https://x.example/1.png" width="1" style="max-width:1px">')),
    ("A01", body('<img src="https://x.example/1.png" alt="photo_01.jpg" width="1" style="max-width:1px">')),
    ("A02", body('<img src="https://x.example/1.png" alt="" width="100%">')),
    ("A03", body('<img src="https://x.example/1.webp" alt="" width="1" style="max-width:1px">')),
    ("A04", body('<p><a href="http://x.example/">plain</a></p>')),
    ("A04", body('<p><a href="https://192.168.0.1/">private</a></p>')),
    ("A04", body('<p><a href="#top">up there</a></p>')),
    ("A05", body('<p><a href="https://evil.example/">https://bank.example/</a></p>')),
    ("A06", body('<p><a href="https://x.example/">Read more</a></p>')),
    ("A07", body('<p style="color:#999999">x</p>')),
    ("A07", swap(".text{color: #d6d3cc !important;}", "")),
    ("A08", body("<h1>Another</h1>")),
    ("A08", body("<h6>Deep</h6>")),
    ("A08", body("<h3></h3>")),
)


@pytest.mark.parametrize(("rule", "spoil"), SPOILS, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(SPOILS)])
def test_a_spoiled_page_is_found_out(rule: str, spoil: Spoil) -> None:
    """Each finding names its place and a mend."""
    found = [item for item in lint_html(spoil(PAGE.html), subject=EDITION.subject) if item.rule == rule]
    assert found
    assert all(item.place and item.problem and item.mend for item in found)
    assert rule in str(found[0])


def mail() -> EmailMessage:
    """Make a mail as delivery would."""
    message = EmailMessage(policy=SMTP)
    for name, value in {
        "From": "The World Desk <desk@world.example>",
        "To": "reader@example.test",
        "Subject": EDITION.subject,
        "Date": "Sun, 22 Nov 2026 07:00:00 +0100",
        "Message-ID": "<1.reader@world.example>",
        "List-Id": "The World This Morning <today.world.example>",
        "List-Unsubscribe": "<https://world.example/u/1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Help": "<mailto:desk@world.example?subject=help>",
        "List-Archive": "<https://world.example/>",
        "Feedback-ID": "2026-11-22:today:edition:a1b2c3d4e5",
    }.items():
        message[name] = value
    link = "https://world.example/u/1"
    message.set_content(PAGE.text.replace(UNSUBSCRIBE_MARK, link), cte="quoted-printable")
    message.add_alternative(PAGE.html.replace(UNSUBSCRIBE_MARK, link), subtype="html", cte="quoted-printable")
    return message


def test_a_sound_mail_breaks_no_rule() -> None:
    """Headers, parts and page."""
    assert lint_message(mail().as_bytes()) == ()


MAIL_SPOILS: tuple[tuple[str, bytes, bytes], ...] = (
    ("M01", b"multipart/alternative", b"multipart/mixed"),
    ("M02", b"https://world.example/u/1\r\n\r\nView", b"none\r\n\r\nView"),
    ("M03", b'text/plain; charset="utf-8"', b'text/plain; charset="iso-8859-1"'),
    ("M04", b"Content-Transfer-Encoding: quoted-printable", b"Content-Transfer-Encoding: 8bit"),
    ("M05", b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\n"),
    ("M05", b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nX-Long: " + b"x" * 1000 + b"\r\n"),
    ("M05", b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nX-Long: " + b"x" * 100 + b"\r\n"),
    ("M06", b"Date: Sun, 22 Nov 2026 07:00:00 +0100\r\n", b""),
    ("M06", b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nTo: another@example.test\r\n"),
    ("M09", b"<https://world.example/u/1>", b"=?utf-8?q?=3Chttps=3A//world=2Eexample/u/1=3E?="),
    ("M09", b"<https://world.example/u/1>", b"<https://world.example/\r\n u/1>"),
    ("M10", b"<https://world.example/u/1>", b"<http://world.example/u/1>"),
    ("M10", b"List-Unsubscribe=One-Click", b"Yes"),
    ("M11", b" <today.world.example>", b""),
    ("M12", b"Subject: ", b"Subject: =?utf-8?q?x=0ABcc=3A_x?= "),
    ("M13", b"Subject: ", b"Subject: =?utf-8?q?" + b"x" * 80 + b"?= "),
    ("M13", b"Subject: ", b"Subject: \xc3\xa9 "),
    ("M15", b"Subject: ", b"Subject: Re: "),
)


@pytest.mark.parametrize(("rule", "old", "new"), MAIL_SPOILS, ids=[f"{n}-{s[0]}" for n, s in enumerate(MAIL_SPOILS)])
def test_a_spoiled_mail_is_found_out(rule: str, old: bytes, new: bytes) -> None:
    """One change to the bytes of a sound mail."""
    sound = mail().as_bytes()
    assert old in sound
    assert rule in {item.rule for item in lint_message(sound.replace(old, new))}


def test_base64_and_thin_text_are_warned_of() -> None:
    """The two faults that need a mail of their own."""
    message = EmailMessage(policy=SMTP)
    message.set_content("https://world.example/u/1\n", cte="base64")
    message.add_alternative(PAGE.html, subtype="html", cte="quoted-printable")
    found = {(item.rule, item.severity) for item in lint_message(message.as_bytes())}
    assert {("M04", "warning"), ("M02", "warning")} <= found


@pytest.mark.parametrize(
    "rubbish", [b"", b"\x00\xff", b"Subject: x", b"\r\n\r\n", b"Content-Type: multipart/x\r\n\r\n"]
)
def test_rubbish_is_judged_and_never_raises(rubbish: bytes) -> None:
    """Whatever a file holds."""
    assert lint_message(rubbish)
    assert lint_html(rubbish.decode("latin-1"))


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21:1; the grey #767676 is the lightest that passes on white (WCAG 2.2)."""
    white = (255, 255, 255)
    assert round(contrast((0, 0, 0), white), 1) == 21.0
    assert contrast((0x76, 0x76, 0x76), white) >= 4.5 > contrast((0x77, 0x77, 0x77), white)
