"""The pages, over a real server."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from digest.app.application import App
from digest.app.publishing import build, render, sample_message
from digest.config import Site
from digest.edition.lint import Finding, lint_message
from digest.model import Block, Entry, Story, Voice
from digest.web import build_site
from digest.web.findings import LOOPBACK_REMARK, judge_for_desk
from tests.web.conftest import NOW, Ask, article, served

PAGES = [
    "/",
    "/editions/today/2026-03-05",
    "/desk",
    "/desk/1",
    "/desk/1?view=phone",
    "/desk/1?view=dark",
    "/desk/1/mail",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_with_safe_headers_and_no_live_markup_of_strangers(ask: Ask, path: str) -> None:
    """Titles of feeds stay text, and no page may run a script."""
    answer = ask(path)
    assert answer.status == 200
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<b>Bold</b>" not in answer.text
    assert "49" not in re.sub(r"2026-03-05|[0-9a-f]{16}", "", answer.text) or "{{ 7*7 }}" in answer.text


def test_the_archive_shows_approved_editions_only(ask: Ask, app: App) -> None:
    """A draft is the desk's alone."""
    draft = build(app, app.newsletter("today"), slot=NOW + timedelta(days=1))
    assert draft is None or draft.state == "draft"
    assert ask("/").text.count("/editions/today/") == 1
    assert ask("/editions/today/2026-03-06").status == 404
    assert ask("/editions/today/2026-03-05").status == 200


def test_a_draft_of_the_same_day_does_not_hide_the_approved_edition(ask: Ask, app: App) -> None:
    """Two slots on one day: the public sees the newest one that was approved."""
    approved = ask("/editions/today/2026-03-05").text
    draft = app.store.save_edition(
        replace(app.store.find_edition("1"), id=0, slot=NOW, state="draft", subject="Not for the public yet")
    )
    assert (draft.id, draft.local_date.isoformat()) == (2, "2026-03-05")
    assert ask("/editions/today/2026-03-05").text == approved
    app.store.approve_edition(draft.id)
    assert "Not for the public yet" in ask("/editions/today/2026-03-05").text


def test_an_edition_is_cached_by_its_etag(ask: Ask) -> None:
    """A second read costs nothing."""
    first = ask("/editions/today/2026-03-05")
    second = ask("/editions/today/2026-03-05", headers={"If-None-Match": first.headers["etag"]})
    assert second.status == 304
    assert second.text == ""


def test_the_feed_is_atom_with_absolute_links(ask: Ask) -> None:
    """Feed readers get the editions too."""
    root = ET.fromstring(ask("/feed.xml").text)  # noqa: S314 - our own feed
    space = {"a": "http://www.w3.org/2005/Atom"}
    links = [link.get("href") for link in root.findall("a:entry/a:link", space)]
    assert links == ["https://news.example/editions/today/2026-03-05"]


def test_following_the_unsubscribe_link_changes_nothing_and_posting_acts_at_once(ask: Ask, app: App) -> None:
    """Mail scanners follow links; RFC 8058 says that only a POST counts."""
    path = f"/unsubscribe/{'t' * 32}"
    assert "<form" in ask(path).text
    assert [person.state for person in app.store.subscribers()] == ["active"]
    assert ask(path, method="POST").status == 200
    assert [person.state for person in app.store.subscribers()] == ["unsubscribed"]
    assert "You are unsubscribed" in ask(path).text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_way_out_of_a_mail_that_is_only_looked_at_unsubscribes_nobody(ask: Ask, app: App, method: str) -> None:
    """The address that previews carry leads to a page that says what it is."""
    edition = app.store.find_edition("1")
    mail = sample_message(app, edition, render(app, edition)).content.decode()
    found = re.search(r"List-Unsubscribe: <https://news\.example([^>]*)>", mail)
    assert found is not None
    answer = ask(found.group(1), method=method)
    assert answer.status == 200
    assert "preview" in answer.text
    assert "nobody is unsubscribed" in answer.text.lower()
    assert "<form" not in answer.text
    assert [person.state for person in app.store.subscribers()] == ["active"]


@pytest.mark.parametrize("path", ["/nowhere", "/unsubscribe/wrong", "/editions/today/never", "/editions/x/2026-03-05",
                                  "/desk/99", "/desk/99999999999999999999999", f"/desk/{'9' * 5000}", "/desk/today",
                                  "/desk/1/story/none"])  # fmt: skip
def test_what_is_not_there_is_our_own_page_with_a_way_back(ask: Ask, path: str) -> None:
    """Never a traceback."""
    answer = ask(path)
    assert answer.status == 404
    assert 'href="/"' in answer.text
    assert "Traceback" not in answer.text


def test_the_desk_shows_why_a_story_is_there(ask: Ask, app: App) -> None:
    """Each story is one look away from its receipts."""
    story = app.store.stories("today")[0]
    page = ask(f"/desk/1/story/{story.id}").text
    assert "The Harbour Post" in page
    assert "score" in page


def two_voices(app: App, number: int, *, french: str, english: str) -> Story:
    """A story in the store that a French newsroom leads."""
    lead = replace(article(number, french), language="fr", country="FR", outlet="Le Fanal")
    other = article(number + 1, english)
    entries = [Entry(one.feed_url, one.id, one.url, one.title) for one in (lead, other)]
    app.store.save_poll([], entries, now=NOW)
    app.store.save_articles([(entry, one, "") for entry, one in zip(entries, (lead, other), strict=True)])
    return Story(f"story-{number}", (lead, other), (Voice(lead.id), Voice(other.id)))


def test_the_desk_calls_a_story_by_the_headline_that_the_edition_printed(ask: Ask, app: App) -> None:
    """Not by the lead's in another language; a story that was left out by one that the reader could read."""
    printed = two_voices(app, 10, french="Les grues du port", english="Cranes as another wrote")
    unnamed = two_voices(app, 20, french="Le vieux quai", english="The old quay")
    left_out = two_voices(app, 30, french="Le phare", english="The lighthouse")
    app.store.save_stories([printed, unnamed, left_out], newsletter="today", now=NOW)
    card = {"story_id": printed.id, "headline": "Cranes, as printed", "language": "en"}
    intro = {"welcome": "Good day.", "headlines": [], "end": "", "meanwhile": None, "cards": [card]}
    first = app.store.find_edition("1")
    stories = {story.id: tuple(one.id for one in story.articles) for story in (printed, unnamed)}
    draft = replace(first, id=0, slot=NOW, state="draft", blocks=(Block("intro", "", intro),), stories=stories)
    number = app.store.save_edition(draft).id

    aside = unescape(ask(f"/desk/{number}").text).partition("<aside")[2]
    in_it, _, out = aside.partition("Left out")
    assert re.findall(r'lang="(\w+)">([^<]*)</a>', in_it) == [("en", "Cranes, as printed"), ("en", "The old quay")]
    assert re.findall(r'lang="(\w+)">([^<]*)</a>', out) == [("en", "The lighthouse")]
    page = ask(f"/desk/{number}/story/{printed.id}").text
    assert '<h1 dir="auto" lang="en">Cranes, as printed</h1>' in page
    assert "<title>Cranes, as printed · Desk</title>" in page


@pytest.mark.parametrize(
    "problem",
    [
        ("A04", "href='http://127.0.0.1:8055/a' is not https"),
        ("A04", "src='http://localhost:8055/1.jpg' is not https"),
        ("A04", "href='https://[::1]/a' is not public"),
        ("M10", "0 https addresses, and http://127.0.0.1:8055/unsubscribe/preview"),
    ],
)
def test_a_desk_on_loopback_says_once_that_its_addresses_are_local(problem: tuple[str, str]) -> None:
    """What only a site on loopback brings about is one remark; on a public site each stays a finding."""
    finding = Finding(problem[0], "error", "somewhere", problem[1], "mend it")
    assert judge_for_desk([finding], site=Site(url="http://127.0.0.1:8055")) == ((), LOOPBACK_REMARK)
    for public in ("https://news.example", "http://news.example", "https://localhost"):
        assert judge_for_desk([finding], site=Site(url=public)) == (((finding, 1),), "")


def test_a_desk_on_loopback_keeps_every_other_finding() -> None:
    """The errors first, each rule once with how often it was found."""
    local = Finding("A04", "error", "line 1", "href='http://127.0.0.1/a' is not https", "mend it")
    open_line = Finding("A04", "error", "line 2", "href='http://far.example/127.0.0.1' is not https", "mend it")
    text = Finding("M02", "error", "text/plain", "it is empty", "mend it")
    size = Finding("A08", "warning", "line 3", "it is empty", "mend it")
    shown, remark = judge_for_desk([size, local, open_line, open_line, text], site=Site(url="http://localhost:8055/"))
    assert shown == ((open_line, 2), (text, 1), (size, 1))
    assert remark == LOOPBACK_REMARK


def test_the_desk_of_a_site_on_loopback_has_no_red_for_its_own_addresses(loopback_app: App) -> None:
    """`lint` judges the same mail as before; only the desk is calm about it."""
    found = loopback_app.store.find_edition("1")
    content = sample_message(loopback_app, found, render(loopback_app, found)).content
    assert {"A04", "M10"} <= {finding.rule for finding in lint_message(content)}
    with served(loopback_app) as ask:
        page = unescape(ask("/desk/1").text)
    assert LOOPBACK_REMARK in page
    assert 'class="error"' not in page


def test_there_is_no_desk_where_it_would_be_open_to_the_world(app: App) -> None:
    """Without a login the desk is for loopback only."""
    paths = [getattr(route, "path", "") for route in build_site(app, desk=False).routes]
    assert not any(path.startswith("/desk") for path in paths)
    assert "/healthz" in paths


def test_health_says_alive_and_ready(ask: Ask) -> None:
    """For a supervisor."""
    assert ask("/healthz").status == 200
    assert '"ready"' in ask("/readyz").text
