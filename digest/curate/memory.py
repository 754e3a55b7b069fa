"""What readers have seen already: stories and earlier editions in, stories with a lasting id and their news out.

An id lasts over runs and over days: a story is the heir of what its articles were called before, be it in a build or
in an edition. So that a story finds yesterday's although no article of today was there, the articles that an edition
printed may stand beside those of the window as reminders (`reminders_of`) until the stories are known.
"""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from digest.curate.reading.tokens import numbers
from digest.model import Article, Changes, Story, Voice

ChooseLead = Callable[[Sequence[Article]], Article]

REMINDED = timedelta(days=3)
"""How far back the articles of an edition help to recognise a story; older news of it starts a new one."""
_REMINDERS = 5
_IDENTITY_BYTES = 8
_LEAD_PARAGRAPHS = 2
_MOST_NUMBERS = 5
_SMALLEST_NUMBER = 10.0
_YEARS = range(1900, 2101)
_NAMED = 3


class Printed(Protocol):
    """What memory needs of an edition."""

    @property
    def slot(self) -> datetime:
        """When it came out."""
        ...

    @property
    def stories(self) -> Mapping[str, tuple[str, ...]]:
        """Story id -> ids of its articles, the lead first."""
        ...


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that earlier editions printed."""

    identity: Mapping[str, str]
    """Article id -> the story id under which it was printed last."""
    articles: Mapping[str, datetime]
    """Article id -> slot of the newest edition that had it."""
    stories: Mapping[str, datetime]
    """Story id -> slot of the newest edition that had it."""


def recall(
    stories: Sequence[Story],
    *,
    earlier: Sequence[Printed],
    remembered: Mapping[str, str] | None = None,
    reminders: Collection[str] = (),
    choose_lead: ChooseLead = operator.itemgetter(0),
) -> tuple[Story, ...]:
    """Give the stories, in their order, under the ids they had before, with what is new about them.

    `earlier` are editions, newest first; `remembered` tells for each article of an earlier build the id of the story
    that held it then. A story takes the id that most of its articles had; an id goes to one story only, the one that
    holds most of its articles. Status: `new` when no edition had any of it, `ongoing` when each of its voices stood
    in some edition, `update` between the two; the latter two have `changes`.

    `reminders` are ids of articles outside the window: they are taken out at the end, with the stories that consist
    of nothing else. Where a lead goes, `choose_lead` names another of the originals.
    """
    shown = _shown(earlier)
    inherited = _inherit(stories, {**shown.identity, **(remembered or {})})
    used = set(inherited.values())
    recalled = []
    for place, story in enumerate(stories):
        identity = inherited.get(place) or _unused(story.id, used)
        used.add(identity)
        left = _without(reminders, story, choose_lead)
        if left is not None:
            recalled.append(_with_news(replace(left, id=identity), shown, whole=story))
    return tuple(recalled)


def reminders_of(earlier: Sequence[Printed], *, now: datetime) -> tuple[str, ...]:
    """Give the ids of articles that help to recognise the stories of recent editions: the lead and the newest few."""
    found: dict[str, None] = {}
    for edition in earlier:
        if now - edition.slot <= REMINDED:
            for articles in edition.stories.values():
                newest = articles[1:][-(_REMINDERS - 1) :]
                found.update(dict.fromkeys((*articles[:1], *newest)))
    return tuple(found)


def describe_changes(changes: Changes, *, now: datetime) -> str:
    """Say in one line what is new: "since yesterday: 2 new voices (NHK, Le Monde), a newer lead"."""
    parts = []
    if changes.voices:
        named = ", ".join(changes.voices[:_NAMED]) + (", ..." if len(changes.voices) > _NAMED else "")
        parts.append(f"{_counted(len(changes.voices), 'new voice', 'new voices')} ({named})")
    if changes.countries:
        parts.append(
            f"{_counted(len(changes.countries), 'new country', 'new countries')} ({', '.join(changes.countries)})"
        )
    if changes.lead:
        parts.append("a newer lead")
    if changes.numbers:
        parts.append(f"new numbers: {', '.join(changes.numbers)}")
    return f"since {_day(changes.since, now)}: {', '.join(parts) or 'nothing new'}"


def _shown(earlier: Sequence[Printed]) -> _Shown:
    identity: dict[str, str] = {}
    articles: dict[str, datetime] = {}
    stories: dict[str, datetime] = {}
    for edition in sorted(earlier, key=lambda one: one.slot, reverse=True):
        for story in sorted(edition.stories):
            stories.setdefault(story, edition.slot)
            for article in edition.stories[story]:
                identity.setdefault(article, story)
                articles.setdefault(article, edition.slot)
    return _Shown(identity, articles, stories)


def _inherit(stories: Sequence[Story], identity: Mapping[str, str]) -> dict[int, str]:
    """Give the earlier id for each place of a story that has one: largest overlaps first, each id once."""
    claims: list[tuple[int, int, str, int, str]] = []
    for place, story in enumerate(stories):
        shared: dict[str, int] = {}
        for article in story.articles:
            if article.id in identity:
                shared[identity[article.id]] = shared.get(identity[article.id], 0) + 1
        # Of two equal heirs the one that would have the name without any past: what is joined and parted again by an
        # editor gets back the names that it had.
        claims.extend((-count, int(name != story.id), story.id, place, name) for name, count in shared.items())
    inherited: dict[int, str] = {}
    taken: set[str] = set()
    for *_, place, name in sorted(claims):
        if place not in inherited and name not in taken:
            inherited[place] = name
            taken.add(name)
    return inherited


def _without(reminders: Collection[str], story: Story, choose_lead: ChooseLead) -> Story | None:
    """Take the reminders out of a story; a voice whose original goes keeps its copies, the first in its place.

    The links stay: they say what ties the story to what was printed.
    """
    articles = tuple(article for article in story.articles if article.id not in reminders)
    if len(articles) == len(story.articles) or not articles:
        return story if articles else None
    by_id = {article.id: article for article in articles}
    members = [[one for one in (voice.original, *voice.copies) if one in by_id] for voice in story.voices]
    voices = [Voice(inside[0], tuple(inside[1:])) for inside in members if inside]
    originals = [by_id[voice.original] for voice in voices]
    lead = story.lead if story.lead.id in by_id else choose_lead(originals)
    return replace(
        story,
        articles=(lead, *(article for article in articles if article.id != lead.id)),
        voices=tuple(sorted(voices, key=lambda voice: voice.original != lead.id)),
        first_seen=min(article.published for article in articles),
        last_change=max(article.published for article in originals),
    )


def _with_news(story: Story, shown: _Shown, *, whole: Story) -> Story:
    """Set status and changes; `whole` is the story with its reminders, whose voices say what was heard."""
    printed = [article for article in whole.articles if article.id in shown.articles]
    slots = [shown.articles[article.id] for article in printed]
    slots += [shown.stories[story.id]] if story.id in shown.stories else []
    if not slots:
        return replace(story, status="new", changes=None)
    known = {article.id for article in printed}
    old = [voice for voice in whole.voices if not known.isdisjoint((voice.original, *voice.copies))]
    told = {member for voice in old for member in (voice.original, *voice.copies)}
    by_id = {article.id: article for article in story.articles}
    fresh = [by_id[voice.original] for voice in story.voices if voice.original not in told]
    fresh.sort(key=lambda article: (article.published, article.id))
    before = {article.country for article in whole.articles if article.id in told}
    changes = Changes(
        since=max(slots),
        voices=tuple(dict.fromkeys(article.outlet for article in fresh)),
        heard=len(old),
        countries=tuple(sorted({article.country for article in fresh} - before - {""})),
        lead="" if story.lead.id in told else story.lead.id,
        numbers=_new_numbers(fresh, printed),
    )
    return replace(story, status="update" if fresh else "ongoing", changes=changes)


def _new_numbers(fresh: Sequence[Article], printed: Sequence[Article]) -> tuple[str, ...]:
    """Give the numbers at the head of new texts that no printed text has; none where there is nothing to compare."""
    if not printed:
        return ()
    known = {number for article in printed for part in (article.title, article.standfirst, *article.body)
             for number in numbers(part)}  # fmt: skip
    found = (number for article in fresh for number in _head_numbers(article) if number not in known)
    return tuple(dict.fromkeys(found))[:_MOST_NUMBERS]


def _head_numbers(article: Article) -> Iterator[str]:
    """Give the numbers that say something by themselves: neither a few, nor a day, nor a year."""
    for part in (article.title, article.standfirst, *article.body[:_LEAD_PARAGRAPHS]):
        for number in numbers(part):
            is_year = number.isdecimal() and len(number) == len("2026") and int(number) in _YEARS
            if not is_year and float(number) >= _SMALLEST_NUMBER:
                yield number


def _unused(identity: str, used: Collection[str]) -> str:
    """Give an id that no other story carries: its own, or when an earlier story took that one along, a derived one."""
    while identity in used:
        identity = hashlib.blake2b(f"{identity}+".encode(), digest_size=_IDENTITY_BYTES).hexdigest()
    return identity


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _day(then: datetime, now: datetime) -> str:
    days = (now.date() - then.date()).days
    if days <= 0:
        return f"{then:%H:%M} UTC"
    return "yesterday" if days == 1 else f"{days} days ago"
