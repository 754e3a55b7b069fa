"""Every rule beside a small mail that breaks it and its good counterpart, which lie in `lint/*.toml`."""

from __future__ import annotations

import base64
import tomllib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from digest.config.mail_clients import MAIL_CLIENTS
from digest.deliver.message import Envelope, make_message
from digest.edition.lint import Finding, Sending, Targets, lint_html, lint_message
from digest.edition.lint.catalogue import NOT_IN_BYTES, rows
from digest.edition.lint.compat.support import features
from digest.model import Delivery, Image, Subscriber
from docs.make_lint import PAGE as LINT_PAGE
from docs.make_lint import written
from tests.edition.builders import SITE, article, edition, rendered, story, window
from tests.edition.test_lint import EDITION, MAIL_SPOILS, PAGE, SPOILS, mail

CASES = Path(__file__).with_name("lint")
PICTURES = {
    "wide.gif": b"GIF89a" + (1300).to_bytes(2, "little") + (700).to_bytes(2, "little"),
    "narrow.gif": b"GIF89a" + (1200).to_bytes(2, "little") + (700).to_bytes(2, "little"),
    "heavy.jpg": b"\xff\xd8" + b"\x00" * 210_000,
    "light.jpg": b"\xff\xd8\xff\xc0\x00\x11\x08\x02\x00\x04\x00" + b"\x00" * 20,
}
SENDING = Sending(at=datetime(2026, 11, 22, 6, 10, tzinfo=UTC), postal_address=SITE.postal_address)
Case = dict[str, Any]


def read_cases(name: str) -> list[Case]:
    return list(tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"])


def named(case: Case) -> str:
    return f"{case['rule']}-{case['severity']}"


def judge_page(case: Case, piece: str) -> set[tuple[str, str]]:
    place = case.get("instead", f"</{case.get('place', 'body')}>")
    assert place in PAGE.html
    html = PAGE.html.replace(place, piece if "instead" in case else f"{piece}{place}")
    found = lint_html(html, subject=EDITION.subject, picture=lambda source: PICTURES.get(source, b""))
    return {(one.rule, one.severity) for one in found}


@pytest.mark.parametrize("case", read_cases("pages.toml"), ids=named)
def test_a_rule_tells_the_bad_page_from_the_good_one(case: Case) -> None:
    """The bad piece of HTML brings its finding about, the good one does not."""
    wanted = (case["rule"], case["severity"])
    assert wanted in judge_page(case, case["bad"])
    assert wanted not in judge_page(case, case["good"])


def judge_mail(case: Case, piece: str) -> set[tuple[str, str]]:
    sound = mail().as_bytes()
    old = case["instead"].encode()
    assert old in sound
    for bits in (1024, 2048):
        piece = piece.replace(f"{{{bits} bits}}", base64.b64encode(bytes(bits // 8)).decode())
    return {(one.rule, one.severity) for one in lint_message(sound.replace(old, piece.encode()), sending=SENDING)}


@pytest.mark.parametrize("case", read_cases("mails.toml"), ids=named)
def test_a_rule_tells_the_bad_mail_from_the_good_one(case: Case) -> None:
    """The same for changes to the bytes of a whole mail."""
    wanted = (case["rule"], case["severity"])
    assert wanted in judge_mail(case, case["bad"])
    assert wanted not in judge_mail(case, case["good"])


def test_a_foot_without_a_sentence_says_no_reason() -> None:
    """The way out is there, but nothing beside it says why the mail came."""
    message = EmailMessage()
    message["List-Unsubscribe"] = "<https://world.example/u/1>"
    for words, silent in (("You get this mail because you asked for it.", False), ("Bye.", True)):
        message.set_content("x")
        message.set_content(f'<div><p>{words}</p><p><a href="https://world.example/u/1">Leave</a></p></div>', "html")
        assert (("P06", "warning") in {(one.rule, one.severity) for one in lint_message(bytes(message))}) is silent


def test_a_heavy_message_and_a_heavy_embedded_picture_are_found() -> None:
    """Attachments do not count for the message, pictures within count by themselves; those are measured as well."""
    message = EmailMessage()
    message.set_content("x" * 160_000, cte="quoted-printable")
    assert "S04" in {one.rule for one in lint_message(bytes(message))}
    for size, found in ((90_000, set()), (110_000, {"S04"}), (210_000, {"S04", "S06"})):
        light = EmailMessage()
        light.set_content('<img src="cid:hero">', subtype="html")
        light.add_related(PICTURES["narrow.gif"] + b"\x00" * size, "image", "gif", cid="<hero>")
        assert {one.rule for one in lint_message(bytes(light))} & {"S04", "S06"} == found


def test_text_that_is_nearly_all_picture_is_remarked() -> None:
    """A picture with a caption."""
    picture = '<img src="https://x.example/1.png" alt="A quay" width="600" style="width:100%; height:auto">'
    assert "A12" in {one.rule for one in lint_html(f"<body>{picture}<p>The quay.</p></body>")}
    assert "A12" not in {one.rule for one in lint_html(f"<body>{picture}<p>{'The quay. ' * 60}</p></body>")}


def test_every_rule_has_a_mail_that_breaks_it() -> None:
    """A rule that never fires proves nothing: each id and severity stands in a table or in a test of its own."""
    by_hand = {("S04", "warning"), ("P06", "warning"), ("A12", "info"), ("M02", "warning"), ("M04", "warning")}
    cases = {(case["rule"], case["severity"]) for name in ("pages.toml", "mails.toml") for case in read_cases(name)}
    spoiled = {rule for rule, _ in SPOILS} | {rule for rule, _, _ in MAIL_SPOILS}
    for row in rows():
        assert (row.rule, row.severity) in cases | by_hand or row.rule in spoiled, row.rule


def test_every_rule_says_what_it_looks_at_and_how_to_mend_it() -> None:
    """The table of `digest lint --rules`, and the page in docs made from it, which is current."""
    assert all(row.summary and row.mend for row in rows())
    assert not set(NOT_IN_BYTES) & {row.rule for row in rows()}
    assert LINT_PAGE.read_text(encoding="utf-8") == written(), "run: python docs/make_lint.py"


def test_the_names_in_the_config_are_those_of_the_data() -> None:
    """Config lies below the lint and knows the mail programs by a list of its own."""
    known = {f"{family}.{program}" for family, programs in MAIL_CLIENTS.items() for program in programs}
    assert all(set(feature.support) == known for feature in features())
    usual = Targets()
    assert {name for name in (*usual.first, *usual.second) if name not in known | set(MAIL_CLIENTS)} == set()


def test_the_chosen_mail_programs_decide_what_is_an_error() -> None:
    """Gap is lost in Gmail and not in Apple Mail."""
    html = PAGE.html.replace("</body>", '<p style="hyphens:auto; column-gap:8px">x</p></body>')

    def found(targets: Targets) -> list[Finding]:
        return [one for one in lint_html(html, targets=targets) if "gap" in one.problem and one.rule != "C08"]

    assert [one.severity for one in found(Targets(first=("outlook.windows",), second=()))] == ["error"]
    assert [one.severity for one in found(Targets(first=("apple-mail",), second=("outlook",)))] == ["warning"]
    assert found(Targets(first=("apple-mail",), second=())) == []


def test_what_a_source_wrote_never_holds_a_send_up() -> None:
    """An http link and a mark in a headline are errors that one feed could bring about; a form in the theme is not."""
    html = PAGE.html.replace(
        "</body>", '<p><a class="ink" href="http://x.example/">{{ x }}</a></p><form></form></body>'
    )
    errors = {one.rule: one.holds for one in lint_html(html) if one.severity == "error"}
    assert errors == {"A04": False, "H16": False, "H13": True}


def test_a_system_mail_owes_nobody_a_way_out() -> None:
    """The answer to a sign-up is of no list."""
    message = EmailMessage()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("Please confirm.")
    found = {one.rule for one in lint_message(bytes(message))}
    assert not found & {"M10", "M11", "M16", "M17", "M21", "P04", "P06"}


def test_deep_and_crooked_pages_are_judged_too() -> None:
    """Ten thousand open elements, an endless word, brackets that never close."""
    for html in ("<div>" * 10_000 + "x", "x" * 100_000, "<table" * 1_000, '<p style="((((:{{;;">' * 50, "<!--[if mso"):
        assert lint_html(html)


@pytest.mark.parametrize(
    "title",
    [
        "", "x", "None", "{{ config }} {% raw %}", "=?UTF-8?Q?=0ABcc:_x?=", "a\r\nBcc: b@c.example", "A\x92 \u202eB",
        "W" * 300, "<script>alert(1)</script>", "GIVE US ALL OF YOUR MONEY NOW PLEASE", "🎉🎉🎉 🇫🇷", "-->",
        "<![endif]-->", "%7B%7B x", "*|UNSUB|*", "שלום עולם", "你好" * 80, "a\u00a0b\u2003c  d", "&#146;", "a.jpg",
    ],
)  # fmt: skip
def test_no_headline_holds_a_send_up(title: str) -> None:
    """Whatever a feed writes into titles, texts, captions and addresses."""
    odd = article(
        title=title,
        body=(f"{title}. “{title} is what we said,” said {title}. {title}",),
        image=Image("https://x.example/1.jpg", title, title, title),
        url=f"https://x.example/{title}",
    )
    made = edition((story(odd, article("fr")), *window(3)))
    person = Subscriber(address="reader@example.test", newsletter=made.newsletter, token="t" * 32)
    sent = make_message(
        rendered(made),
        edition=made,
        delivery=Delivery(1, made.id, person, "<1.1@world.example>"),
        envelope=Envelope("World", "desk@world.example", "", "World", "https://world.example"),
        date=datetime(2026, 11, 22, 6, 0, tzinfo=UTC),
    )
    assert [one for one in lint_message(sent.content, sending=SENDING) if one.holds] == []
