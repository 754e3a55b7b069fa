"""`topics`: what the rules match today, and what a changed rule would have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click

from digest.app.application import App
from digest.app.backtesting import Day, backtest, changed_topic
from digest.app.reading import open_reading_room
from digest.cli.console import Console
from digest.cli.options import Common, command, common_options
from digest.config import Topic, load_config
from digest.curate.topics.warnings import topic_warnings, window_warnings
from digest.model import Story
from digest.pipeline.curate import curate
from digest.ports import Progress

_SHOWN = 12
_SHOWN_REASONS = 3


@click.group("topics", short_help="Try topic rules on today's articles, or on the last days.")
@common_options
def topics() -> None:
    """Try topic rules on today's articles, or on the last days."""


@command("test")
@click.argument("topic", required=False)
@click.option("--days", default=1, show_default=True, type=click.IntRange(1, 365), help="How far back.")
def test(common: Common, *, topic: str | None, days: int) -> None:
    """What each topic (or only TOPIC) matches among the collected articles, with the reasons.

    Faults of the rules (a phrase that forbids what another asks for, a topic that fits everything or nothing) are said
    on standard error.
    """
    app, console = common.app(), common.console()
    chosen = [one for one in app.settings.topics if topic in {None, one.name}]
    if not chosen:
        known = ", ".join(one.name for one in app.settings.topics) or "none"
        raise click.UsageError(f"there is no topic {topic!r} in {app.config_file}; it has: {known}")
    stories = _stories(app, days, chosen, progress=console.progress())
    for warning in (*topic_warnings(chosen), *window_warnings(stories, chosen)):
        console.note(warning)
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
            console.say(f"  {match.score:.2f}  {story.lead.title}  ({'; '.join(match.reasons[:_SHOWN_REASONS])})")
    console.emit(result)


@command("backtest")
@click.argument(
    "changed",
    metavar="[CHANGED-CONFIG]",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 365), help="How far back.")
@click.option("--topic", metavar="NAME", help="Change this topic (a new name adds a topic) instead of a whole config.")
@click.option("--any", "any_of", metavar="PHRASE", multiple=True, help="With --topic: one more phrase under any.")
@click.option("--all", "all_of", metavar="PHRASE", multiple=True, help="With --topic: one more phrase under all.")
@click.option("--none", "none_of", metavar="PHRASE", multiple=True, help="With --topic: one more phrase under none.")
@click.option("--without", metavar="PHRASE", multiple=True, help="With --topic: take this phrase away.")
@click.option("--min-score", type=click.FloatRange(0, 1), help="With --topic: another threshold.")
@click.option("--newsletter", metavar="NAME", help="Whose window each day has (default: the first in the config).")
def replay(
    common: Common,
    *,
    changed: Path | None,
    days: int,
    topic: str | None,
    newsletter: str | None,
    min_score: float | None,
    **phrases: tuple[str, ...],
) -> None:
    """Replay the last days with changed topics: what they would add and drop, story by story, with the reasons.

    The change is the topics of CHANGED-CONFIG, or is given here:

      digest topics backtest --topic Climate --any "heat wave" --none football

    Each day is gathered into stories and filed under both sets of rules as a build of that day would have done;
    + is a story that the change adds, - one that it drops. Nothing is written.
    """
    app, console = common.app(), common.console()
    now = app.settings.topics
    if changed is not None and topic is None:
        other = load_config(changed).topics
    elif changed is None and topic is not None:
        other = changed_topic(now, topic, min_score=min_score, **phrases)
    else:
        raise click.UsageError("give either CHANGED-CONFIG or --topic NAME with what to change in it")
    for warning in topic_warnings(other):
        console.note(warning)
    progress = console.progress()
    with open_reading_room(app) as room:
        done = backtest(
            app.store,
            before=now,
            after=other,
            now=app.clock(),
            days=days,
            window=app.newsletter(newsletter).window,
            progress=progress,
            reader=room.read,
            embedder=room.embedder,
        )
    names = list(dict.fromkeys(one.name for one in (*now, *other)))
    _say_days(console, done)
    console.emit({"days": [_as_json(day) for day in done], "topics": _say_totals(console, done, names)})


for _command in (test, replay):
    topics.add_command(_command)


def _stories(app: App, days: int, rules: Sequence[Topic], *, progress: Progress) -> Sequence[Story]:
    now = app.clock()
    span = (now - timedelta(days=days), now + timedelta(seconds=1))
    with open_reading_room(app, progress=progress) as room:
        return curate(
            app.store.articles_between(*span),
            readings=room.read(span),
            embedder=room.embedder,
            topics=rules,
            now=now,
        )


def _say_days(console: Console, done: Sequence[Day]) -> None:
    for day in done:
        console.say(f"{day.day}: {day.stories} stories, {len(day.changes)} changes")
        topic = ""
        for change in day.changes:
            if change.topic != topic:
                topic = change.topic
                console.say(f"  {topic}: {day.before.get(topic, 0)} stories before, {day.after.get(topic, 0)} after")
            sign, score = ("+", change.after) if change.is_added else ("-", change.before)
            console.say(f"    {sign} {score:.2f}  {change.title}  ({'; '.join(change.reasons[:_SHOWN_REASONS])})")
            if not change.is_added and change.explained:
                console.say(f"      {change.explained}")


def _say_totals(console: Console, done: Sequence[Day], names: Sequence[str]) -> list[dict[str, object]]:
    changes = Counter((change.topic, change.is_added) for day in done for change in day.changes)
    totals = []
    for name in names:
        total = {
            "topic": name,
            "before": sum(day.before.get(name, 0) for day in done),
            "after": sum(day.after.get(name, 0) for day in done),
            "added": changes[name, True],
            "dropped": changes[name, False],
        }
        totals.append(total)
        console.say(
            f"{name}: {total['before']} stories before, {total['after']} after"
            f" (+{total['added']} -{total['dropped']}) in {len(done)} days"
        )
    return totals


def _as_json(day: Day) -> dict[str, object]:
    return {**asdict(day), "day": day.day.isoformat()}
