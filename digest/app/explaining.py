"""Receipts: the way of an article from its feed into an edition, or to where it stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digest.app.application import App
from digest.curate.explain import explain_article, explain_pair
from digest.errors import UsageError
from digest.model import Article, Edition, Story


def explain_one(app: App, name: str) -> tuple[str, ...]:
    """Why this article (an id, address or feed link) is in each newsletter's last edition, or is not."""
    article = app.store.find_article(name)
    if article is None:
        return _never_became_one(app, name)
    lines = [
        f"{article.outlet} ({article.country or '??'}, {article.language or '??'}): {article.title}",
        f"id {article.id}, {article.url}",
        (
            f"published {article.published:%Y-%m-%d %H:%M} UTC ({article.origins.get('published', 'feed')}),"
            f" read {article.collected:%Y-%m-%d %H:%M} UTC, {article.kind}, {len(article.body)} paragraphs"
        ),
    ]
    for newsletter in app.settings.newsletters:
        stories = app.store.stories(newsletter.name)
        editions = app.store.editions(newsletter=newsletter.name, limit=1)
        if not stories or not editions:
            continue
        lines.append("")
        lines.append(f"{newsletter.name}:")
        lines += [f"  {line}" for line in explain_article(article, stories)]
        lines += [f"  {line}" for line in _printed(article, stories, editions[0])]
    return tuple(lines)


def explain_two(app: App, first: str, second: str) -> tuple[str, ...]:
    """Why two articles are, or are not, one story in the last build that knew them both."""
    left, right = _known(app, first), _known(app, second)
    lines = [f"{one.outlet}: {one.title} ({one.id})" for one in (left, right)]
    for newsletter in app.settings.newsletters:
        stories = app.store.stories(newsletter.name)
        if stories:
            lines += ["", f"{newsletter.name}:", *(f"  {line}" for line in explain_pair(left, right, stories))]
    return tuple(lines)


def _known(app: App, name: str) -> Article:
    article = app.store.find_article(name)
    if article is None:
        raise UsageError(f"{name}: no article has this id or address; 'digest explain {name}' says what is known of it")
    return article


def _never_became_one(app: App, name: str) -> tuple[str, ...]:
    fates = app.store.entry_fates(name)
    if not fates:
        raise UsageError(f"{name}: no feed has named this; is its source in the config, and was it polled?")
    return tuple(
        f"{entry.feed_url} named it ({entry.title}), but it is no article: {outcome}" for entry, outcome in fates
    )


def _printed(article: Article, stories: Sequence[Story], edition: Edition) -> Iterator[str]:
    """Where the article's story stands in the edition, block by block."""
    story = next((one for one in stories if any(member.id == article.id for member in one.articles)), None)
    place = f"edition {edition.id} of {edition.local_date}"
    if story is None:
        yield f"not in {place}: its time of publication lies outside the window"
        return
    blocks = [block.heading or block.kind for block in edition.blocks if _mentions(block.data, story.id)]
    if blocks:
        yield f"in {place}: {', '.join(dict.fromkeys(blocks))}"
    elif story.id in edition.stories:
        yield f"in {place}"
    elif story.status == "ongoing":
        yield f"not in {place}: an earlier edition printed the story and nothing new was written since"
    else:
        position = [one.id for one in stories].index(story.id) + 1
        yield f"not in {place}: {position} of {len(stories)} by rank, and every block that fits was full before it"


def _mentions(value: object, story_id: str) -> bool:
    if isinstance(value, dict):
        return value.get("story_id") == story_id or any(_mentions(item, story_id) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_mentions(item, story_id) for item in value)
    return False
