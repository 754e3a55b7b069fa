"""The page of one piece: a piece and its outlet's other pieces in, the whole page out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from digest.sample.addresses import home_path, picture_path, piece_path
from digest.sample.furniture import Phrases, load_phrases
from digest.sample.habits import habits_of
from digest.sample.newsroom import Piece

from .body import lay_out_body
from .faults import encode_page
from .markup import Html, Page, Skeleton, concat, direction, fill, load_single, load_skeleton
from .metadata import render_metadata

READ_ALSO, POPULAR = 2, 5
WORDS_A_MINUTE, WIDE_CHARACTERS_A_MINUTE = 220, 500


def render_article(piece: Piece, *, others: Sequence[Piece], base_url: str) -> Page:
    """Print a piece as its outlet's site does.

    `others` are the outlet's other pieces, newest first; `base_url` has no slash at its end.
    """
    outlet = piece.outlet
    phrases = load_phrases()[outlet.language]
    skeleton = load_skeleton(outlet.furniture)
    values: dict[str, str] = {
        **{field.name: text for field in fields(phrases) if isinstance(text := getattr(phrases, field.name), str)},
        **words_of(piece, phrases),
        **lists_of(piece, others=others, skeleton=skeleton, phrases=phrases),
        "metadata": render_metadata(piece, base_url=base_url),
        "figure": figure_of(piece, skeleton=skeleton, phrases=phrases),
    }
    if piece.broken == "empty-shell":
        return encode_page(fill(load_single("shell"), values), broken=piece.broken)
    for name in ("kicker", "genre", "standfirst"):
        values[name] = skeleton.where(name, getattr(piece, name))
    values["byline"] = skeleton.where(
        "byline", phrases.byline.format(", ".join(piece.authors)) if piece.authors else ""
    )
    return encode_page(skeleton.fill("page", **values), broken=piece.broken)


def words_of(piece: Piece, phrases: Phrases) -> dict[str, str]:
    """Give the page's single texts beside the phrases of its language."""
    outlet = piece.outlet
    return {
        "lang": outlet.language,
        "dir": direction(outlet.language),
        "outlet": outlet.name,
        "tagline": outlet.tagline,
        "home": home_path(outlet),
        "title": piece.title,
        "iso": piece.published.isoformat(),
        "date": phrases.date_line(piece.published),
        "year": str(piece.published.year),
        "minutes": phrases.minutes.format(reading_minutes(piece)),
        "tags_title": phrases.tags,
    }


def lists_of(piece: Piece, *, others: Sequence[Piece], skeleton: Skeleton, phrases: Phrases) -> dict[str, str]:
    """Give the page's body and its lists: navigation, sharing, tags, popular pieces, paywall and comments."""
    home = home_path(piece.outlet)
    links = [(piece_path(other), other.title) for other in others]
    habits = habits_of(piece.outlet.id)
    return {
        "nav": skeleton.links((home, text) for text in phrases.nav),
        "share": skeleton.labels(phrases.share),
        "tags": skeleton.labels(tag for tag in (piece.kicker, piece.dateline, phrases.nav[0]) if tag),
        "footer": skeleton.links((home, text) for text in phrases.footer),
        "popular": skeleton.links(links[READ_ALSO : READ_ALSO + POPULAR]),
        "body": lay_out_body(piece, skeleton=skeleton, phrases=phrases, related=links[:READ_ALSO]),
        "paywall": skeleton.fill("paywall", text=phrases.paywall, offer=phrases.paywall_offer)
        if habits.paywall
        else Html(),
        "comments": comments_of(skeleton, phrases) if habits.comments else Html(),
    }


def figure_of(piece: Piece, *, skeleton: Skeleton, phrases: Phrases) -> Html:
    """Print the lead picture with its caption and credit, if the piece has one."""
    if piece.picture is None:
        return Html()
    return skeleton.fill(
        "figure",
        src=picture_path(piece),
        alt=piece.picture.alt,
        caption=piece.picture.caption,
        credit=credit_line(piece.picture.credit, phrases),
    )


def credit_line(credit: str, phrases: Phrases) -> str:
    """Write `Photo: NAME`, unless the credit says so itself."""
    word = phrases.photo.partition("{}")[0].strip()
    return credit if not credit or credit.startswith(word) else phrases.photo.format(credit)


def comments_of(skeleton: Skeleton, phrases: Phrases) -> Html:
    """Print what readers had to say; they say it under every piece."""
    pairs = (remark.partition(": ") for remark in phrases.remarks)
    remarks = concat(skeleton.fill("remark", author=author, text=text) for author, _, text in pairs)
    return skeleton.fill("comments", title=phrases.comments, remarks=remarks, login=phrases.comment_login)


def reading_minutes(piece: Piece) -> int:
    """Estimate the reading time, at least one minute."""
    text = " ".join(block.text for block in piece.body)
    if piece.outlet.language in {"ja", "zh"}:
        return max(1, round(len(text) / WIDE_CHARACTERS_A_MINUTE))
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))
