"""Answers that say 200 and are no article: a "not found" in friendly words, a question about cookies.

A rule is a phrase in the title *and* a shape (hardly any text), or a shape of the address alone; a phrase alone would
refuse the article about "404 Not Found".
"""

from __future__ import annotations

import html
import re
from urllib.parse import SplitResult, urlsplit

FEW_WORDS = 200
"""An article has more words than this; an error page or a wall, with all its menus, seldom."""
MAX_HEAD = 100_000
_NOT_FOUND, _CONSENT, _ROBOT = (
    "the page says that it does not exist, though it answers 200",
    "the page only asks for consent to cookies",
    "the page only asks whether we are a robot",
)
# Titles, in the languages of the feeds that we know; each must stand at the start or after a separator.
_TITLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?:^|[|:–—-]\s*)(?:(?:error\s*)?404\b|page (?:was )?not found|not found\s*(?:$|[|:–—-])"
            r"|page (?:does not|doesn.t) exist|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)"
            r"|página no encontrada|página não encontrada|pagina non trovata|pagina niet gevonden"
            r"|страница не найдена|sidan hittades inte|siden (?:blev )?ikke fundet|ページが見つかりません|页面不存在)",
            re.IGNORECASE,
        ),
        _NOT_FOUND,
    ),
    (
        re.compile(
            r"before you continue|bevor (?:sie|du) fortfahren|avant d.accéder|antes de continuar|prima di continuare"
            r"|(?:your|ihre|vos|tus) (?:privacy choices|privatsphäre|choix de confidentialité|opciones de privacidad)"
            r"|cookie[- ](?:consent|einwilligung|zustimmung|wall)|privacy gate|gestion des cookies",
            re.IGNORECASE,
        ),
        _CONSENT,
    ),
    (
        re.compile(r"^(?:just a moment|attention required|are you a robot|verify(?:ing)? (?:that )?you are human"
                   r"|checking your browser|security check|captcha)", re.IGNORECASE),
        _ROBOT,
    ),
)  # fmt: skip
_CONSENT_PLACE = re.compile(
    r"\Ahttps?://(?:consent|cmp|privacy-?gate)\.|/(?:cookie-?)?(?:consent|privacygate)(?:[/?.]|\Z)"
)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_UNSEEN = re.compile(r"<(/?)(script|style|noscript|template|svg)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")


def wall_reason(body: bytes, *, asked: str, url: str) -> str:
    """Why this page is none, for a person; "" when nothing speaks against it.

    `asked` is the address that was asked for, `url` the one where redirects ended.
    """
    there, here = _split(url), _split(asked)
    if there is not None and here is not None and url != asked:
        if _CONSENT_PLACE.search(url.lower()) and not _CONSENT_PLACE.search(asked.lower()):
            return _CONSENT
        if _is_home(there) and not _is_home(here) and there.hostname == here.hostname:
            return "the page is gone: its address leads to the home page"
    text = body[:MAX_HEAD].decode("utf-8", "ignore")
    found = _TITLE.search(text)
    title = " ".join(html.unescape(found[1]).split()) if found else ""
    for phrase, reason in _TITLES:
        if title and phrase.search(title):
            return reason if _count_words(body) < FEW_WORDS else ""
    return ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _is_home(parts: SplitResult) -> bool:
    return parts.path in {"", "/"} and not parts.query


def _count_words(body: bytes) -> int:
    text = _TAG.sub(" ", _visible(body[: 5 * MAX_HEAD].decode("utf-8", "ignore")))
    # Scripts without spaces between words have about two letters a word.
    return len(text.split()) + sum(character > "\u2e80" for character in text) // 2


def _visible(text: str) -> str:
    """The markup without scripts, styles and the like; one walk, so that no page can make it slow."""
    kept: list[str] = []
    start, hidden_in = 0, ""
    for tag in _UNSEEN.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if not hidden_in and not closes:
            kept.append(text[start : tag.start()])
            hidden_in = name
        elif closes and name == hidden_in:
            start, hidden_in = tag.start(), ""
    return " ".join(kept) if hidden_in else " ".join([*kept, text[start:]])
