"""The pages, over a real server."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from digest.app import App
from digest.app.publishing import build
from digest.web import build_site
from tests.web.conftest import NOW, Ask

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
    assert "49" not in answer.text.replace("2026-03-05", "") or "{{ 7*7 }}" in answer.text


def test_the_archive_shows_approved_editions_only(ask: Ask, app: App) -> None:
    """A draft is the desk's alone."""
    draft = build(app, app.newsletter("today"), slot=NOW + timedelta(days=1))
    assert draft is None or draft.state == "draft"
    assert ask("/").text.count("/editions/today/") == 1
    assert ask("/editions/today/2026-03-06").status == 404
    assert ask("/editions/today/2026-03-05").status == 200


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


@pytest.mark.parametrize("path", ["/nowhere", "/unsubscribe/wrong", "/editions/today/never", "/editions/x/2026-03-05",
                                  "/desk/99", "/desk/1/story/none"])  # fmt: skip
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


def test_there_is_no_desk_where_it_would_be_open_to_the_world(app: App) -> None:
    """Without a login the desk is for loopback only."""
    paths = [getattr(route, "path", "") for route in build_site(app, desk=False).routes]
    assert not any(path.startswith("/desk") for path in paths)
    assert "/healthz" in paths


def test_health_says_alive_and_ready(ask: Ask) -> None:
    """For a supervisor."""
    assert ask("/healthz").status == 200
    assert '"ready"' in ask("/readyz").text
