"""Copies of one text: articles in, voices out, with a link that says why for every copy."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from digest.curate.duplicates.copies import find_copies
from digest.curate.duplicates.joining import Joining
from digest.curate.duplicates.postings import make_postings
from digest.curate.duplicates.text import Text, in_order, make_text
from digest.curate.reading.credits import agency_of
from digest.curate.reading.fingerprint import Fingerprint, read_fingerprint
from digest.curate.reading.tokens import fold
from digest.model import Article, Link, Voice

_OPENING = 80
_BRACKETS = re.compile(r"\(([^()]{1,60})\)")


def fold_duplicates(
    articles: Sequence[Article],
    fingerprints: Mapping[str, Fingerprint] | None = None,
    *,
    without: Collection[str] = (),
) -> tuple[tuple[Voice, ...], tuple[Link, ...]]:
    """Fold the copies of one text into one voice.

    `fingerprints` are those that are known, by article id; the others are read here. Gives the voices, by their
    original's time, each with its copies in the order of time; and a link for each copy found (score 0..1), the
    earlier article on the left. The original is the agency that a copy names in its opening, else an agency, else the
    earliest article, then that of the weightier source, then the longest. Articles whose id repeats count once.
    """
    known = fingerprints or {}
    read = [(article, known.get(article.id) or read_fingerprint(article)) for article in _each_once(articles)]
    texts = [make_text(article, fingerprint) for article, fingerprint in read]
    links = find_copies(texts, make_postings([fingerprint.shingles for _, fingerprint in read]), without=without)
    return gather_voices([article for article, _ in read], texts, links), tuple(links)


def gather_voices(articles: Sequence[Article], texts: Sequence[Text], links: Sequence[Link]) -> tuple[Voice, ...]:
    """Gather articles, each with its text, into voices by their links."""
    joining = Joining()
    for link in links:
        joining.join(link)
    by_id = {article.id: article for article in articles}
    places = {texts[place].id: number for number, place in enumerate(in_order(texts))}
    members: dict[str, list[Article]] = {}
    for name in places:
        members.setdefault(joining.root(name), []).append(by_id[name])
    return tuple(sorted(map(_voice, members.values()), key=lambda voice: places[voice.original]))


def _each_once(articles: Sequence[Article]) -> list[Article]:
    """Of the articles with one id: the earliest, then the longest."""
    unique: dict[str, Article] = {}
    for article in articles:
        other = unique.get(article.id)
        if other is None or _rank(article) < _rank(other):
            unique[article.id] = article
    return list(unique.values())


def _rank(article: Article) -> tuple[float, int, str, tuple[str, ...]]:
    return (article.published.timestamp(), -sum(map(len, article.body)), article.title, article.body)


def _voice(group: Sequence[Article]) -> Voice:
    """Name the original of a group that stands in the order of time."""
    if len(group) == 1:
        return Voice(group[0].id)
    openings = (f"{copy.dateline} {' '.join(copy.authors)} {' '.join(copy.body[:1])[:_OPENING]}" for copy in group)
    credited = {
        name.strip() for opening in openings for part in _BRACKETS.findall(fold(opening)) for name in _each(part)
    }
    named = [article for article in group if any(fold(name) in credited for name in _names_of(article))]
    original = (named or [article for article in group if agency_of(article.outlet)] or list(group))[0]
    return Voice(original.id, tuple(article.id for article in group if article.id != original.id))


def _each(names: str) -> list[str]:
    """Give what stands in brackets: all of it, and each of several names."""
    return [names, *names.split("/"), *names.split(",")]


def _names_of(article: Article) -> tuple[str, ...]:
    """Give the outlet's own name and, if it is an agency, the one it signs with."""
    return tuple(filter(None, (article.outlet, agency_of(article.outlet))))
