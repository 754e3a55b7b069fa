"""`explain`: the editor's question, answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import click

from digest.app.explaining import Explanation, PairExplanation, Standing, explain_one, explain_two
from digest.cli.article_fields import article_fields
from digest.cli.options import Common, command
from digest.curate.explain import Nearness, describe_link, short
from digest.model import Article, Link


@command("explain", short_help="Why an article is (not) in an edition; why two are (not) one story.")
@click.argument("article", metavar="ARTICLE-OR-STORY")
@click.argument("other", required=False)
def explain(common: Common, *, article: str, other: str | None) -> None:
    """Why ARTICLE (its id or address, or the id of a story) is in the last edition or is not.

    With OTHER, another article: why the two are (not) one story.
    """
    app, console = common.app(), common.console()
    if other:
        pair = explain_two(app, article, other)
        lines = list(_pair_lines(pair))
        console.emit({**_pair(pair), "lines": lines})
    else:
        found = explain_one(app, article)
        lines = list(_lines(found))
        console.emit({**_one(found), "lines": lines})
    for line in lines:
        console.say(line)


def _lines(found: Explanation) -> Iterator[str]:
    if found.article is not None:
        article = found.article
        yield f"{article.outlet} ({article.country or '??'}, {article.language or '??'}): {article.title}"
        yield f"id {article.id}, {article.url}"
        yield (
            f"published {article.published:%Y-%m-%d %H:%M} UTC ({article.origins.get('published', 'feed')}),"
            f" read {article.collected:%Y-%m-%d %H:%M} UTC, {article.kind}, {len(article.body)} paragraphs"
        )
    for fate in found.fates:
        yield f"{fate.feed_url} named it ({fate.title}), but it is no article: {fate.outcome}"
    for standing in found.standings:
        yield ""
        yield f"{standing.newsletter}, built {standing.build.built:%Y-%m-%d %H:%M} UTC ({standing.build.tier} tier):"
        yield from (f"  {line}" for line in _standing_lines(standing, found))


def _standing_lines(standing: Standing, found: Explanation) -> Iterator[str]:
    story, build = standing.story, standing.build
    if story is None:
        yield (
            "in no story of this window"
            f" ({build.start:%Y-%m-%d %H:%M} to {build.end:%Y-%m-%d %H:%M} UTC): {_stray(standing, found.article)}"
        )
    else:
        names = _names(story.articles, found)
        role = {"lead": "leads ", "voice": "is in ", "copy": "is in ", "none": ""}[standing.belonging.role]
        yield f"{role}story {story.id}: {story.lead.title}"
        voices = f"{len(story.voices)} {'voice' if len(story.voices) == 1 else 'voices'}"
        yield f"{voices}, {story.status}{f'; {standing.changes}' if standing.changes else ''}"
        if standing.belonging.copy_of:
            yield f"a copy of {names.get(standing.belonging.copy_of, standing.belonging.copy_of)}"
        for link in standing.belonging.links if found.article else story.links:
            yield f"tied {_ends(link, found.article, names)} {describe_link(link)}"
        for match in story.topics:
            yield f"topic {match.topic} {short(match.score)}: {'; '.join(match.reasons)}"
        if not story.topics:
            yield f"in no topic{f': {standing.nearest}' if standing.nearest else ''}"
        parts = ", ".join(f"{name} {value:+.2f}" for name, value in story.rank.parts)
        yield f"rank {story.rank.score:.2f} = {parts}; {standing.place} of {build.stories}"
    yield from (f"editor: {said}" for said in standing.overrides)
    for placement in standing.placements:
        edition = placement.edition
        where = f"edition {edition.id} of {edition.local_date} ({edition.state})"
        if placement.reason:
            yield f"not in {where}: {placement.detail}"
        else:
            yield f"in {where}: {', '.join(placement.blocks) or 'beside another article of its story'}"
        for choice in edition.choices.get(story.id, ()) if story and not placement.reason else ():
            yield f"  {choice}"


def _stray(standing: Standing, article: Article | None) -> str:
    build = standing.build
    if standing.overrides:
        return "an editor banned it"
    if article is not None and not build.start <= article.published < build.end:
        return "its time of publication lies outside"
    return "it was read after the build"


def _pair_lines(pair: PairExplanation) -> Iterator[str]:
    for article in (pair.left, pair.right):
        yield f"{article.outlet}: {article.title} ({article.id})"
    names = _names((pair.left, pair.right), None) | {one: _name(article) for one, article in pair.others.items()}
    for newsletter, nearness, said in pair.nearness:
        yield ""
        yield f"{newsletter}: {_verdict(nearness)}"
        for line in (*_nearness_lines(nearness, names), *(f"editor: {one}" for one in said)):
            yield f"  {line}"


def _verdict(nearness: Nearness) -> str:
    if nearness.together:
        return f"one story ({nearness.stories[0]})"
    if all(nearness.stories):
        return f"two stories ({' / '.join(nearness.stories)})"
    return "not one story: at least one of them is in no story of this window"


def _nearness_lines(nearness: Nearness, names: Mapping[str, str]) -> Iterator[str]:
    if nearness.copy:
        yield f"one text: {'; '.join(nearness.copy)}"
    if nearness.link is not None and not nearness.beside:
        yield f"tied {describe_link(nearness.link)}"
    elif nearness.link is not None:
        enough = nearness.link.score >= nearness.needs
        yield (
            f"likeness {short(nearness.link.score)}, {short(nearness.needs)} is needed:"
            f" {'enough' if enough else 'not enough'} (measured beside {nearness.beside} articles)"
        )
        yield "; ".join(nearness.link.reasons)
        if enough and not nearness.together:
            yield "that is enough for the two alone, but not for the one beside all others of the other's story"
    if nearness.path:
        yield "they are tied through others of the story:"
        for link in nearness.path:
            ends = " - ".join(names.get(one, one) for one in (link.left, link.right))
            yield f"  {ends} {describe_link(link)}"


def _ends(link: Link, article: Article | None, names: Mapping[str, str]) -> str:
    if article is None:
        return " - ".join(names.get(one, one) for one in (link.left, link.right))
    other = link.right if link.left == article.id else link.left
    return f"to {names.get(other, other)}"


def _names(articles: tuple[Article, ...], found: Explanation | None) -> dict[str, str]:
    others = (found.others or {}) if found else {}
    printed = {one: f"{_name(article)} (printed before)" for one, article in others.items()}
    return {article.id: _name(article) for article in articles} | printed


def _name(article: Article) -> str:
    return f"{article.outlet}: {article.title}"


def _one(found: Explanation) -> dict[str, Any]:
    return {
        "name": found.name,
        "article": article_fields(found.article) if found.article else None,
        "fates": [asdict(fate) for fate in found.fates],
        "newsletters": [_standing(standing, found) for standing in found.standings],
    }


def _standing(standing: Standing, found: Explanation) -> dict[str, Any]:
    story, build = standing.story, standing.build
    names = {article.id: article for article in story.articles} if story else {}
    names.update(found.others or {})
    links = (standing.belonging.links if found.article else story.links) if story else ()
    copy_of = names.get(standing.belonging.copy_of)
    return {
        "newsletter": standing.newsletter,
        "built": build.built,
        "window": [build.start, build.end],
        "tier": build.tier,
        "role": standing.belonging.role,
        "copy_of": article_fields(copy_of) if copy_of else None,
        "story": {
            "id": story.id,
            "headline": story.lead.title,
            "status": story.status,
            "changes": asdict(story.changes) if story.changes else None,
            "changes_text": standing.changes,
            "voices": [asdict(voice) for voice in story.voices],
            "articles": [article_fields(article) for article in story.articles],
            "countries": list(story.countries),
            "first_seen": story.first_seen,
            "last_change": story.last_change,
        }
        if story
        else None,
        "links": [_link(link, names) for link in links],
        "topics": [asdict(match) for match in story.topics] if story else [],
        "nearest_topic": standing.nearest,
        "rank": {
            "place": standing.place,
            "of": build.stories,
            "score": story.rank.score,
            "parts": dict(story.rank.parts),
        }
        if story
        else None,
        "editions": [
            {
                "edition": one.edition.id,
                "date": one.edition.local_date.isoformat(),
                "state": one.edition.state,
                "printed": not one.reason,
                "blocks": list(one.blocks),
                "reason": one.reason,
                "detail": one.detail,
                "choices": list(one.edition.choices.get(story.id, ())) if story else [],
            }
            for one in standing.placements
        ],
        "overrides": list(standing.overrides),
    }


def _pair(pair: PairExplanation) -> dict[str, Any]:
    names = {pair.left.id: pair.left, pair.right.id: pair.right} | pair.others
    return {
        "article": article_fields(pair.left),
        "other": article_fields(pair.right),
        "newsletters": [
            {
                "newsletter": newsletter,
                "together": nearness.together,
                "verdict": _verdict(nearness),
                "stories": list(nearness.stories),
                "copy": list(nearness.copy),
                "link": _link(nearness.link, names) if nearness.link else None,
                "needs": nearness.needs,
                "measured_beside": nearness.beside,
                "path": [_link(link, names) for link in nearness.path],
                "overrides": list(said),
            }
            for newsletter, nearness, said in pair.nearness
        ],
    }


def _link(link: Link, names: Mapping[str, Article]) -> dict[str, Any]:
    ends = {
        side: article_fields(names[one]) if one in names else {"id": one}
        for side, one in (("left", link.left), ("right", link.right))
    }
    return {**ends, "score": link.score, "reasons": list(link.reasons)}
