"""What readers have seen already: stories and earlier editions in, stories with a lasting id and a status out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.model import Story, StoryStatus

_IDENTITY_BYTES = 8


def recall(stories: Sequence[Story], *, earlier: Sequence[Mapping[str, tuple[str, ...]]]) -> tuple[Story, ...]:
    """Give the stories, in their order, under the ids they had before, with what is new about them.

    `earlier` holds for each earlier edition, newest first, story id -> ids of the articles printed. A story takes
    the earlier id with which it shares most articles (then the newer); an earlier id goes to one story only, the one
    that shares most. Status: `new` when no edition had it, `update` when it has voices that none of these editions
    had, `ongoing` when it has nothing new.
    """
    printed = _printed(earlier)
    inherited = _inherit(stories, printed)
    used = set(inherited.values())
    recalled = []
    for place, story in enumerate(stories):
        identity = inherited.get(place)
        if identity is None:
            recalled.append(replace(story, id=_unused(story.id, used), status="new"))
            used.add(recalled[-1].id)
        else:
            recalled.append(replace(story, id=identity, status=_status(story, seen=printed[identity])))
    return tuple(recalled)


def _printed(earlier: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    """Give each earlier story's articles over all editions; the order of the ids is that of their newest edition."""
    printed: dict[str, frozenset[str]] = {}
    for edition in earlier:
        for identity in sorted(edition):
            printed[identity] = printed.get(identity, frozenset()) | frozenset(edition[identity])
    return printed


def _inherit(stories: Sequence[Story], printed: Mapping[str, frozenset[str]]) -> dict[int, str]:
    """Give for each place of a story that was printed before its earlier id: largest overlaps first, each id once."""
    age = {identity: rank for rank, identity in enumerate(printed)}
    holders: dict[str, list[str]] = {}
    for identity, members in printed.items():
        for member in members:
            holders.setdefault(member, []).append(identity)
    claims: list[tuple[int, int, str, int, str]] = []
    for place, story in enumerate(stories):
        shared: dict[str, int] = {}
        for article in story.articles:
            for identity in holders.get(article.id, ()):
                shared[identity] = shared.get(identity, 0) + 1
        claims.extend((-count, age[identity], story.id, place, identity) for identity, count in shared.items())
    inherited: dict[int, str] = {}
    taken: set[str] = set()
    for *_, place, identity in sorted(claims):
        if place not in inherited and identity not in taken:
            inherited[place] = identity
            taken.add(identity)
    return inherited


def _status(story: Story, *, seen: frozenset[str]) -> StoryStatus:
    heard = all(seen.intersection((voice.original, *voice.copies)) for voice in story.voices)
    return "ongoing" if heard else "update"


def _unused(identity: str, used: set[str]) -> str:
    """Give an id that no other story carries: its own, or when an earlier story took that one along, a derived one."""
    while identity in used:
        identity = hashlib.blake2b(f"{identity}+".encode(), digest_size=_IDENTITY_BYTES).hexdigest()
    return identity
