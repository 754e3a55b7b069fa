"""`topics`: what the rules match today, and what a changed rule would have changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from digest.app.application import App
from digest.cli.options import Common, command, common_options
from digest.config import Topic, load_config
from digest.curate.duplicates.fold import fold_duplicates
from digest.curate.stories.gather import cluster_stories
from digest.curate.topics.filing import match_topics, topic_warnings
from digest.model import Story

_SHOWN = 12


@click.group("topics", short_help="Try topic rules on today's articles, or on the last days.")
@common_options
def topics() -> None:
    """Try topic rules on today's articles, or on the last days."""


@command("test")
@click.argument("topic", required=False)
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, 365), help="How far back.")
def test(common: Common, *, topic: str | None, days: int) -> None:
    """What each topic (or only TOPIC) matches among the collected articles, with the reasons."""
    app, console = common.app(), common.console()
    chosen = [one for one in app.settings.topics if topic in {None, one.name}]
    if not chosen:
        known = ", ".join(one.name for one in app.settings.topics) or "none"
        raise click.UsageError(f"there is no topic {topic!r} in {app.config_file}; it has: {known}")
    for warning in topic_warnings(chosen):
        console.note(warning)
    stories = match_topics(_stories(app, days), chosen)
    result = []
    for one in chosen:
        matched = [(story, match) for story in stories for match in story.topics if match.topic == one.name]
        matched.sort(key=lambda pair: (-pair[1].score, pair[0].id))
        result.append(
            {
                "topic": one.name,
                "stories": [
                    {"title": story.lead.title, "score": round(match.score, 3), "reasons": list(match.reasons)}
                    for story, match in matched
                ],
            }
        )
        console.say(f"{one.name}: {len(matched)} of {len(stories)} stories")
        for story, match in matched[:_SHOWN]:
            console.say(f"  {match.score:.2f}  {story.lead.title}  ({'; '.join(match.reasons[:3])})")
    console.emit(result)


@command("backtest")
@click.argument("changed", metavar="CHANGED-CONFIG", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 365), help="How far back.")
def backtest(common: Common, *, changed: Path, days: int) -> None:
    """Replay the last days with the topics of CHANGED-CONFIG: what they would add and drop, story by story."""
    app, console = common.app(), common.console()
    other = load_config(changed).topics
    stories = _stories(app, days)
    before, after = _filed(stories, app.settings.topics), _filed(stories, other)
    titles = {story.id: story.lead.title for story in stories}
    result = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, set()), after.get(name, set())
        added, dropped = sorted(new - old), sorted(old - new)
        result.append(
            {"topic": name, "added": [titles[one] for one in added], "dropped": [titles[one] for one in dropped]}
        )
        console.say(f"{name}: {len(old)} stories before, {len(new)} after")
        for sign, ids in (("+", added), ("-", dropped)):
            for one in ids:
                console.say(f"  {sign} {titles[one]}")
    console.emit(result)


for _command in (test, backtest):
    topics.add_command(_command)


def _stories(app: App, days: int) -> tuple[Story, ...]:
    now = app.clock()
    articles = app.store.articles_between(now - timedelta(days=days), now + timedelta(seconds=1))
    voices, links = fold_duplicates(articles)
    return cluster_stories(articles, voices=voices, duplicate_links=links)


def _filed(stories: Sequence[Story], rules: Sequence[Topic]) -> dict[str, set[str]]:
    bare = [replace(story, topics=()) for story in stories]
    filed: dict[str, set[str]] = {rule.name: set() for rule in rules}
    for story in match_topics(bare, rules):
        for match in story.topics:
            filed[match.topic].add(story.id)
    return filed
