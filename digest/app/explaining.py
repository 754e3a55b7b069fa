"""Receipts: the way of an article from its feed into an edition, or to where it stopped; values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.app.application import App
from digest.app.candidates import blocks_of
from digest.config import Newsletter
from digest.curate.explain import Belonging, Nearness, explain_article, explain_pair, some_of
from digest.curate.memory import describe_changes
from digest.curate.overrides import describe_override, resolve_overrides
from digest.curate.reading.record import Reading
from digest.errors import UsageError
from digest.model import Article, Build, Edition, Story
from digest.pipeline.left_out import nearest_topic, reason_of
from digest.pipeline.readings import readings_of

_EDITIONS = 14
_NO_PART = Belonging("none")


@dataclass(frozen=True, slots=True)
class Fate:
    """An entry of a feed that became no article."""

    feed_url: str
    title: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Placement:
    """An edition that the story was built for, or that printed the article."""

    edition: Edition
    blocks: tuple[str, ...]
    """Headings of the blocks that print it; () when none does."""
    reason: str = ""
    """Why it is not printed; "" when it is."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a newsletter's last build made of an article, or of a story."""

    newsletter: str
    build: Build
    story: Story | None
    place: int = 0
    """By rank; 1 is the best."""
    belonging: Belonging = _NO_PART
    changes: str = ""
    """What is new since the reader's last issue, in words."""
    nearest: str = ""
    """For a story of no topic: how near it came to one."""
    placements: tuple[Placement, ...] = ()
    overrides: tuple[str, ...] = ()
    """What editors said of it, in words."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer for one name."""

    name: str
    article: Article | None
    """None for a story, and for what became no article."""
    standings: tuple[Standing, ...] = ()
    fates: tuple[Fate, ...] = ()
    others: dict[str, Article] | None = None
    """Articles that links name and that are in no story of the last build."""


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """The answer for two names: for each newsletter with a build, how near they are in it."""

    left: Article
    right: Article
    nearness: tuple[tuple[str, Nearness, tuple[str, ...]], ...]
    """Newsletter, how near, and the overrides that put them together or keep them apart, in words."""
    others: dict[str, Article]
    """Articles on the paths between them."""


def explain_one(app: App, name: str) -> Explanation:
    """Why this article (an id, address or feed link) or story (an id) is where it is; raises UsageError."""
    article = app.store.find_article(name)
    standings = [
        standing
        for newsletter in app.settings.newsletters
        if (standing := _standing(app, newsletter, name, article)) is not None
    ]
    if article is None and not standings:
        fates = app.store.entry_fates(name)
        if not fates:
            raise UsageError(f"{name}: no feed has named this; is its source in the config, and was it polled?")
        return Explanation(name, None, fates=tuple(Fate(one.feed_url, one.title, outcome) for one, outcome in fates))
    inside = {one.id for standing in standings if standing.story for one in standing.story.articles}
    linked = {
        end for one in standings if one.story for link in one.story.links for end in (link.left, link.right)
    } - inside
    others = {one.id: one for one in app.store.articles_by_id(sorted(linked))}
    return Explanation(name, article, tuple(standings), others=others)


def explain_two(app: App, first: str, second: str) -> PairExplanation:
    """Why two articles are, or are not, one story in each newsletter's last build; raises UsageError."""
    left, right = _known(app, first), _known(app, second)
    if left.id == right.id:
        raise UsageError(f"{first} and {second} are the same article ({left.title}); name two")
    overrides = app.store.overrides()
    found = []
    links: set[str] = set()
    for newsletter in app.settings.newsletters:
        members = app.store.story_members(newsletter.name)
        if not members:
            continue
        homes = [app.store.find_story(newsletter.name, one.id) for one in (left, right)]
        first_story, second_story = (home[0] if home else None for home in homes)
        tied = _tied(left, right, first_story)
        nearness = explain_pair(
            left,
            right,
            first=first_story,
            second=second_story,
            window=() if tied else app.store.articles_by_id(some_of(members)),
            readings={} if tied else _readings(app, newsletter.name),
            model=Path(app.model).name,
        )
        said = tuple(
            describe_override(one)
            for one in resolve_overrides(overrides, newsletter=newsletter.name).gathered
            if {left.id, right.id} <= {*one.articles, *one.others}
        )
        links.update(end for link in nearness.path for end in (link.left, link.right))
        found.append((newsletter.name, nearness, said))
    others = {one.id: one for one in app.store.articles_by_id(sorted(links))}
    return PairExplanation(left, right, tuple(found), others)


def _readings(app: App, newsletter: str) -> Mapping[str, Reading]:
    """What the articles of the last build were compared by."""
    build = app.store.last_build(newsletter)
    return readings_of(app.store, model=app.model, span=(build.start, build.end)) if build else {}


def _standing(app: App, newsletter: Newsletter, name: str, article: Article | None) -> Standing | None:
    """What the last build made of it; None where there is none, or where it has no such story."""
    build = app.store.last_build(newsletter.name)
    found = app.store.find_story(newsletter.name, article.id if article else name)
    if build is None:
        return None
    editions = app.store.editions(newsletter=newsletter.name, limit=_EDITIONS)
    if found is None:
        return _stray(app, article, build=build, editions=editions) if article else None
    story, place = found
    near = nearest_topic(story, app.settings.topics) if not story.topics else ""
    now = [
        _placement(story, edition, place=f"{place} of {build.stories} by rank", nearest=near)
        for edition in editions
        if edition.id == build.edition
    ]
    before = _earlier(article or story.lead, [edition for edition in editions if edition.id != build.edition])
    return Standing(
        newsletter.name,
        build,
        story,
        place,
        belonging=explain_article(article, story) if article else _NO_PART,
        changes=describe_changes(story.changes, now=build.built) if story.changes else "",
        nearest=near,
        placements=(*now, *before),
        overrides=story.rulings,
    )


def _stray(app: App, article: Article, *, build: Build, editions: Sequence[Edition]) -> Standing:
    """An article that is in no story of the last build."""
    ruling = resolve_overrides(app.store.overrides(), newsletter=build.newsletter).banned.get(article.id)
    return Standing(
        build.newsletter,
        build,
        None,
        placements=tuple(_earlier(article, editions)),
        overrides=(describe_override(ruling),) if ruling else (),
    )


def _placement(story: Story, edition: Edition, *, place: str, nearest: str) -> Placement:
    if story.id in edition.stories:
        return Placement(edition, blocks_of(story.id, edition))
    return Placement(edition, (), *reason_of(story, place=place, edition=edition, nearest=nearest))


def _earlier(article: Article, editions: Sequence[Edition]) -> list[Placement]:
    """Editions that printed the article, newest first."""
    held = [
        (edition, story) for edition in editions for story in edition.stories if article.id in edition.stories[story]
    ]
    return [Placement(edition, blocks_of(story, edition)) for edition, story in held]


def _tied(left: Article, right: Article, story: Story | None) -> bool:
    return story is not None and any({link.left, link.right} == {left.id, right.id} for link in story.links)


def _known(app: App, name: str) -> Article:
    article = app.store.find_article(name)
    if article is None:
        raise UsageError(f"{name}: no article has this id or address; 'digest explain {name}' says what is known of it")
    return article
