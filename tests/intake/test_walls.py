"""Answers that say 200 and are no article."""

from __future__ import annotations

import pytest

from digest.intake.walls import wall_reason

ASKED = "https://a.example/2026/ferry"
LONG = "<p>" + "The ferry sails again after a week of storms, the operator said. " * 40


def reason(title: str, *, text: str = "<p>Sorry.", asked: str = ASKED, url: str = ASKED) -> str:
    body = f"<html><title>{title}</title><script>{'var x; ' * 500}</script>{text}"
    return wall_reason(body.encode(), asked=asked, url=url)


@pytest.mark.parametrize(
    "title",
    ["404", "Page not found | Gazette", "Gazette - 404 Not Found", "Seite nicht gefunden – Zeitung", "Not Found",
     "Страница не найдена", "Page introuvable", "ページが見つかりません"],
)  # fmt: skip
def test_an_error_page_that_says_ok_is_no_article(title: str) -> None:
    """Its title says so, and there is hardly any text."""
    assert "does not exist" in reason(title)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Before you continue to Gazette", "consent"),
        ("Cookie consent", "consent"),
        ("Just a moment...", "robot"),
        ("Are you a robot?", "robot"),
    ],
)
def test_a_wall_is_no_article(title: str, words: str) -> None:
    """Consent walls and robot checks."""
    assert words in reason(title)


@pytest.mark.parametrize("title", ["404 Not Found", "Before you continue: cookie consent explained", "Just a moment"])
def test_an_article_about_walls_is_an_article(title: str) -> None:
    """A phrase alone refuses nothing: there must be hardly any text."""
    assert reason(title, text=LONG) == ""


@pytest.mark.parametrize("title", ["Ferry sails again", "Survivors not found after storm", "Room 404 reopens", ""])
def test_short_news_is_an_article(title: str) -> None:
    """And so is a page without a title."""
    assert reason(title) == ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://consent.example/collect?next=x", "consent"),
        ("https://a.example/consent?u=x", "consent"),
        ("https://a.example/", "home page"),
        ("https://a.example/2026/ferry-2", ""),
        ("https://other.example/", ""),
        ("https://a.example/?p=7", ""),
    ],
)
def test_where_a_redirect_ends_tells_too(url: str, words: str) -> None:
    """A consent server, or the home page of the host."""
    found = reason("Ferry", url=url)
    assert words in found if words else found == ""


def test_a_home_page_that_was_asked_for_is_a_page() -> None:
    """Only a redirect there is suspicious."""
    assert reason("Gazette", asked="http://a.example", url="https://a.example/") == ""
