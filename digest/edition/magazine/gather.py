"""Ranked stories -> Magazine: the best of them, each told by one article in full, under the editor's topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from digest.config.settings import Newsletter, Site, Topic
from digest.edition.cards import choose_face, minutes_of, outlet_name, picture_of
from digest.edition.composition import is_about
from digest.edition.facts import count_facts, size_of
from digest.edition.localise import Wording, direction, same_language, script_class, wording_for
from digest.edition.magazine.issue import Land, Magazine, Outlet, Picture, Piece, Section, Tongue
from digest.edition.typesetting import clean_line, headline, shorten, web_url
from digest.model import Article, Story
from digest.text import letters

LONGEST_TEXT: Final = 60_000
"""Characters of one article: some 10,000 words, longer than the longest reportage of a weekly."""
_SHORTEST_TEXT: Final = 200
"""Characters: below that there is nothing to read in full, only an announcement (about three lines of mail)."""
_MOST_OTHERS: Final = 24
_LONGEST_STANDFIRST: Final = 600
_LONGEST_LINE: Final = 120
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FRESH: Final = "fresh"
_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class _Chosen:
    story: Story
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every piece is written with."""

    wording: Wording
    language: str
    zone: ZoneInfo


def gather_magazine(
    stories: Sequence[Story], *, newsletter: Newsletter, topics: Sequence[Topic], site: Site, slot: datetime, most: int
) -> Magazine | None:
    """Gather the best `most` stories of which somebody's text is known in full; None when there is no such story.

    `stories` come with ranks and topics, in any order. A week is no race: how fresh a story is does not count here.
    A story stands under the first of `topics` that it is about, focus topics first; what is about none comes last.
    """
    language = newsletter.language or site.language
    zone = ZoneInfo(newsletter.schedule.timezone or site.timezone)
    desk = _Desk(wording=wording_for(language), language=language, zone=zone)
    ordered = sorted(stories, key=lambda story: (-_lasting_score(story), story.id))
    chosen = [one for story in ordered if (one := _told_in_full(story, language=language))][:most]
    if not chosen:
        return None
    groups = tuple(_grouped(chosen, topics=topics, desk=desk))
    numbers = {one.story.id: number for number, one in enumerate((one for _, group in groups for one in group), 1)}
    local = slot.astimezone(zone).date()
    return Magazine(
        identifier=uuid5(NAMESPACE_URL, f"{site.url.rstrip('/')}/{newsletter.name}/{slot.isoformat()}").urn,
        title=clean_line(newsletter.title) or newsletter.name,
        day=desk.wording.full_date(local),
        local_date=local,
        slot=slot,
        size=size_of(count_facts([one.story for one in chosen]), wording=desk.wording),
        publisher=clean_line(site.sender.name or site.name) or newsletter.name,
        tongue=tongue_of(desk.wording.language),
        sections=tuple(
            Section(
                anchor=f"section-{place:02}",
                heading=heading,
                pieces=tuple(_piece(one, number=numbers[one.story.id], desk=desk) for one in group),
            )
            for place, (heading, group) in enumerate(groups, 1)
        ),
        lands=_lands(chosen, wording=desk.wording),
        ranked=tuple(_anchor(numbers[one.story.id]) for one in chosen),
    )


def tongue_of(language: str) -> Tongue:
    """Give the marks of a language; a tag that is none is "und"."""
    tag = language.replace("_", "-")
    if not _TAG.fullmatch(tag):
        return Tongue(tag="und", direction="ltr", script="")
    return Tongue(tag=tag, direction=direction(tag), script=script_class(tag))


def _lasting_score(story: Story) -> float:
    """The sum of a rank without freshness; rounded as its parts are, or equals would differ by the clock."""
    return round(sum(value for name, value in story.rank.parts if name != _FRESH), _DECIMALS)


def _told_in_full(story: Story, *, language: str) -> _Chosen | None:
    """The article that the mail would show, or else the first original that is whole; None when there is only news."""
    by_id = {article.id: article for article in story.articles}
    originals = [by_id[voice.original] for voice in story.voices if voice.original in by_id]
    originals.sort(key=lambda article: (not same_language(article.language, language), bool(article.genre)))
    for article in (choose_face(story, language=language), story.lead, *originals):
        if article.kind == "article" and sum(map(len, _body(article)[0])) >= _SHORTEST_TEXT:
            return _Chosen(story, article)
    return None


def _grouped(
    chosen: Sequence[_Chosen], *, topics: Sequence[Topic], desk: _Desk
) -> Iterator[tuple[str, tuple[_Chosen, ...]]]:
    """Headings and what stands under each, no heading without a story."""
    rest = list(chosen)
    for topic in sorted(topics, key=lambda topic: not topic.focus):
        group = tuple(one for one in rest if is_about(one.story, topic))
        rest = [one for one in rest if not is_about(one.story, topic)]
        if group:
            name = clean_line(topic.name)
            yield (desk.wording.say("focus", topic=name) if topic.focus else name), group
    if rest:
        yield desk.wording.say("elsewhere"), tuple(rest)


def _piece(one: _Chosen, *, number: int, desk: _Desk) -> Piece:
    article, wording = one.article, desk.wording
    body, is_cut = _body(article)
    minutes = minutes_of(article)
    foreign = bool(article.language) and not same_language(article.language, desk.language)
    name = wording.language_name(article.language) if foreign else ""
    copies = next((len(voice.copies) for voice in one.story.voices if voice.original == article.id), 0)
    return Piece(
        anchor=_anchor(number),
        story_id=one.story.id,
        article_id=article.id,
        title=headline(article.title) or shorten(body[0], longest=_LONGEST_LINE),
        label=shorten(clean_line(article.genre or article.kicker), longest=_LONGEST_LINE),
        standfirst=_standfirst(article, body),
        authors=shorten(", ".join(filter(None, map(clean_line, article.authors))), longest=2 * _LONGEST_LINE),
        dateline=shorten(clean_line(article.dateline), longest=_LONGEST_LINE // 2),
        outlet=outlet_name(article),
        country=wording.country(article.country) if article.country else "",
        in_language=wording.say("in_language", language=name) if name else "",
        published=wording.full_date(article.published.astimezone(desk.zone).date()),
        length=wording.count("minutes", minutes) if minutes else "",
        url=web_url(article.url),
        tongue=tongue_of(article.language or desk.language),
        body=body,
        is_cut=is_cut,
        picture=_picture(one),
        others=tuple(_others(one, wording=wording)),
        copies=wording.count("copies", copies) if copies else "",
    )


def _anchor(number: int) -> str:
    return f"piece-{number:03}"


def _body(article: Article) -> tuple[tuple[str, ...], bool]:
    """Whole paragraphs up to the longest text, at least a part of the first; and whether something is missing."""
    kept: list[str] = []
    room = LONGEST_TEXT
    lines = [line for line in map(clean_line, article.body) if line]
    for line in lines:
        if len(line) > room and kept:
            return tuple(kept), True
        kept.append(shorten(line, longest=LONGEST_TEXT))
        room -= len(line)
    return tuple(kept), any(len(line) > LONGEST_TEXT for line in lines)


def _standfirst(article: Article, body: Sequence[str]) -> str:
    """Nothing where it only says what the title or the first paragraph say."""
    line = shorten(clean_line(article.standfirst), longest=_LONGEST_STANDFIRST)
    said = letters(line.rstrip("…"))
    opening = letters(body[0]) if body else ""
    return "" if not said or said == letters(article.title) or opening.startswith(said) else line


def _picture(one: _Chosen) -> Picture | None:
    found = picture_of(one.story, face=one.article)
    if found is None:
        return None
    return Picture(
        url=found["url"],
        alt=found["alt"],
        caption=found["caption"],
        credit=found["credit"],
        tongue=tongue_of(found["language"]),
    )


def _others(one: _Chosen, *, wording: Wording) -> Iterator[Outlet]:
    """Everybody else who wrote a text of their own, each newsroom once, in the order of the story."""
    originals = {voice.original for voice in one.story.voices}
    seen = {outlet_name(one.article), ""}
    for article in one.story.articles:
        name = outlet_name(article)
        if article.id in originals and name not in seen and len(seen) < _MOST_OTHERS + 2:
            seen.add(name)
            yield _outlet(article, wording=wording)


def _outlet(article: Article, *, wording: Wording) -> Outlet:
    country = wording.country(article.country) if article.country else ""
    return Outlet(name=outlet_name(article), country=country, url=web_url(article.url))


def _lands(chosen: Sequence[_Chosen], *, wording: Wording) -> tuple[Land, ...]:
    """Every outlet that reported one of the stories, under its country; those of no known country come last."""
    found: dict[str, dict[str, Outlet]] = {}
    for article in (article for one in chosen for article in one.story.articles):
        outlet = _outlet(article, wording=wording)
        if outlet.name:
            found.setdefault(outlet.country, {}).setdefault(outlet.name, outlet)
    return tuple(
        Land(name=name, outlets=tuple(sorted(found[name].values(), key=lambda outlet: outlet.name.casefold())))
        for name in sorted(found, key=lambda name: (not name, name))
    )
