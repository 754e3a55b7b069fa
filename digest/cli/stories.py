"""`stories`: the last build's stories, what became of each article, and an editor's word on them."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import click

from digest.app.candidates import Candidate, candidates, last_build, left_out
from digest.app.overruling import Desk
from digest.cli.article_fields import article_fields
from digest.cli.options import Common, command, common_options
from digest.curate.memory import describe_changes
from digest.curate.overrides import describe_override
from digest.errors import UsageError
from digest.model import Article, Override, Story
from digest.pipeline.left_out import REASONS

_MINUTE = "%Y-%m-%d %H:%M"
Command = Callable[..., Any]


@click.group("stories", short_help="List stories and what was left out; merge, split, pin, ban, move, choose leads.")
@common_options
def stories() -> None:
    """List the stories of the last build and what it left out; merge, split, pin, ban and move stories, choose leads.

    What is said of a story holds from the next build on, and in every later one, until it is undone.
    """


def _said(function: Command) -> Command:
    """Add the options of whoever says something."""
    for option in reversed(
        (
            click.option("--newsletter", default="", metavar="NAME", help="Hold for this newsletter only."),
            click.option("--note", default="", help="Why; it stands in the receipts."),
            click.option("--author", default="", help="Who says so (default: your login name)."),
        )
    ):
        function = option(function)
    return function


@command("list")
@click.argument("newsletter", required=False)
@click.option("--limit", default=0, metavar="N", help="Only the first N by rank (default: all).")
@click.option("--left-out", "only_left_out", is_flag=True, help="Only those that the edition does not print.")
def list_(common: Common, *, newsletter: str | None, limit: int, only_left_out: bool) -> None:
    """Every story of NEWSLETTER's last build (default: the first newsletter), printed or not, best first."""
    app, console = common.app(), common.console()
    found = candidates(app, app.newsletter(newsletter).name)
    chosen = [one for one in found if not (only_left_out and one.blocks)]
    rows = [_row(one) for one in (chosen[:limit] if limit > 0 else chosen)]
    console.emit(rows)
    console.table(
        ("rank", "story", "score", "voices", "countries", "status", "topics", "where, or why not", "headline"),
        (
            [
                str(row["place"]),
                row["story"],
                f"{row['score']:.2f}",
                str(row["voices"]),
                str(len(row["countries"])),
                row["status"],
                ", ".join(topic["topic"] for topic in row["topics"]),
                ", ".join(row["blocks"]) or row["reason"],
                row["headline"],
            ]
            for row in rows
        ),
    )


@command("show")
@click.argument("name", metavar="STORY-OR-ARTICLE")
@click.option("--newsletter", default="", metavar="NAME", help="Whose story (default: any newsletter's).")
def show(common: Common, *, name: str, newsletter: str) -> None:
    """One story: its articles and their copies in the order of time, what ties them, and what editors said of it."""
    app, console = common.app(), common.console()
    target = Desk(app, newsletter).find(name)
    story = target.story
    if story is None:
        raise UsageError(f"{name} is in no story of the last build; 'digest explain {name}' says why")
    built = last_build(app, target.newsletter)
    changes = describe_changes(story.changes, now=built.built) if story.changes else ""
    console.emit({"newsletter": target.newsletter, "place": target.place, **_story(story), "changes_text": changes})
    console.say(f"story {story.id} ({target.newsletter}, {target.place} by rank, {story.status}): {story.lead.title}")
    console.say(f"{_size(story)}{f'; {changes}' if changes else ''}")
    for ruling in story.rulings:
        console.say(f"editor: {ruling}")
    names = {article.id: f"{article.outlet}: {article.title}" for article in story.articles}
    console.say("timeline:")
    for article in sorted(story.articles, key=lambda one: (one.published, one.id)):
        console.say(f"  {_timeline(article, story)}")
    console.say("links:")
    for link in story.links:
        ends = " - ".join(names.get(one, f"{one} (printed before)") for one in (link.left, link.right))
        console.say(f"  {link.score:.2f} {ends} ({'; '.join(link.reasons)})")


@command("left-out")
@click.argument("newsletter", required=False)
@click.option("--reason", type=click.Choice(list(REASONS)), help="Only for this reason.")
def left_out_(common: Common, *, newsletter: str | None, reason: str | None) -> None:
    """Every article of NEWSLETTER's last build that its edition does not print, each with the reason."""
    app, console = common.app(), common.console()
    name = app.newsletter(newsletter).name
    found = [one for one in left_out(app, name) if reason in {None, one.reason}]
    rows = [
        {
            "article": one.article.id,
            "outlet": one.article.outlet,
            "title": one.article.title,
            "url": one.article.url,
            "published": one.article.published.isoformat(),
            "story": one.story,
            "reason": one.reason,
            "detail": one.detail,
        }
        for one in found
    ]
    console.emit(rows)
    console.table(
        ("reason", "article", "outlet", "headline", "in full"),
        ([row["reason"], row["article"], row["outlet"], row["title"], row["detail"]] for row in rows),
    )
    counts = {kind: sum(one.reason == kind for one in found) for kind in REASONS}
    parts = [f"{count} {kind} ({REASONS[kind]})" for kind, count in counts.items() if count]
    counted = "1 article" if len(found) == 1 else f"{len(found)} articles"
    console.note(f"{name}: {counted} left out" + (f": {'; '.join(parts)}" if parts else ""))


@command("merge")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_said
def merge(common: Common, *, one: str, other: str, **words: str) -> None:
    """Make one story of A and B (ids of stories, or ids or addresses of articles)."""
    _tell(common, lambda desk: desk.merge(one, other), words)


@command("split")
@click.argument("article")
@click.argument("source", metavar="[FROM]", required=False)
@_said
def split(common: Common, *, article: str, source: str | None, **words: str) -> None:
    """Keep ARTICLE, with the copies of its text, out of the story FROM (default: the one that holds it)."""
    _tell(common, lambda desk: desk.split(article, source), words)


@command("pin")
@click.argument("name", metavar="STORY-OR-ARTICLE")
@_said
def pin(common: Common, *, name: str, **words: str) -> None:
    """Print this story before all that nobody pinned, even if an earlier edition had it."""
    _tell(common, lambda desk: desk.rule("pin", name), words)


@command("ban")
@click.argument("name", metavar="STORY-OR-ARTICLE")
@_said
def ban(common: Common, *, name: str, **words: str) -> None:
    """Print this story in no edition, whatever is still written on it; a banned article is in no story at all."""
    _tell(common, lambda desk: desk.rule("ban", name), words)


@command("move")
@click.argument("name", metavar="STORY-OR-ARTICLE")
@click.argument("topic")
@click.option("--remove", is_flag=True, help="Take it out of TOPIC.")
@_said
def move(common: Common, *, name: str, topic: str, remove: bool, **words: str) -> None:
    """File this story under TOPIC, beside the topics that it has, or take it out."""
    _tell(common, lambda desk: desk.move(name, topic, remove=remove), words)


@command("lead")
@click.argument("name", metavar="STORY")
@click.argument("article")
@_said
def lead(common: Common, *, name: str, article: str, **words: str) -> None:
    """Let ARTICLE stand for STORY: its headline, sentences and picture."""
    _tell(common, lambda desk: desk.lead(name, article), words)


@command("overrides")
@click.option("--newsletter", default="", metavar="NAME", help="Only those that hold for this newsletter.")
def overrides(common: Common, *, newsletter: str) -> None:
    """What editors said and nobody undid, oldest first, and which of it contradicts itself."""
    app, console = common.app(), common.console()
    desk = Desk(app, newsletter)
    found, conflicts = desk.overrides(), desk.conflicts()
    console.emit({"overrides": [_override(one) for one in found], "conflicts": list(conflicts)})
    titles = _titles(app.store.articles_by_id([one.articles[0] for one in found if one.articles]))
    console.table(
        ("id", "made", "by", "what", "for", "of", "note"),
        (
            [
                str(one.id),
                f"{one.made:{_MINUTE}}",
                one.author,
                _what(one),
                one.newsletter or "all",
                f"{one.story or one.articles[0]}: {titles.get(one.articles[0], 'no longer in the store')}",
                one.note,
            ]
            for one in found
        ),
    )
    for line in conflicts:
        console.note(line)


@command("undo")
@click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 1))
def undo(common: Common, *, number: int) -> None:
    """Take override ID back; the next build gathers and ranks as if nobody had said it."""
    app, console = common.app(), common.console()
    undone = Desk(app).undo(number)
    console.emit({"undone": _override(undone)})
    console.say(f"undone: {describe_override(undone)}")


for _command in (list_, show, left_out_, merge, split, pin, ban, move, lead, overrides, undo):
    stories.add_command(_command)


def _tell(common: Common, say: Callable[[Desk], Override], words: dict[str, str]) -> None:
    """Store what is said, and say what it meets that speaks against it."""
    app, console = common.app(), common.console()
    desk = Desk(app, words["newsletter"], words["author"] or _login(), words["note"])
    said = say(desk)
    conflicts = [line for line in desk.conflicts() if f"override {said.id} (" in line]
    console.emit({"override": _override(said), "conflicts": conflicts})
    names = [said.newsletter] if said.newsletter else [one.name for one in app.settings.newsletters]
    console.say(f"{describe_override(said)}; it holds from the next 'digest build {names[0]}' on")
    for line in conflicts:
        console.note(f"{line}; 'digest stories undo' takes one of them back")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return "editor"


def _row(one: Candidate) -> dict[str, Any]:
    story = one.story
    return {
        "place": one.place,
        "story": story.id,
        "headline": story.lead.title,
        "score": story.rank.score,
        "voices": len(story.voices),
        "articles": len(story.articles),
        "countries": list(story.countries),
        "status": story.status,
        "topics": [{"topic": match.topic, "score": match.score} for match in story.topics],
        "pinned": story.pinned,
        "banned": story.banned,
        "blocks": list(one.blocks),
        "reason": one.reason,
        "detail": one.detail,
    }


def _story(story: Story) -> dict[str, Any]:
    values = {name: value for name, value in asdict(story).items() if name != "articles"}
    return {**values, "countries": list(story.countries), "articles": [article_fields(one) for one in story.articles]}


def _size(story: Story) -> str:
    copies = sum(len(voice.copies) for voice in story.voices)
    also = f", also in {copies} {'outlet' if copies == 1 else 'outlets'} that print the same text" if copies else ""
    voices = f"{len(story.voices)} {'voice' if len(story.voices) == 1 else 'voices'}"
    return f"{voices} from {', '.join(story.countries) or 'nobody knows where'}{also}"


def _timeline(article: Article, story: Story) -> str:
    copied = {copy: voice.original for voice in story.voices for copy in voice.copies}
    marks = ["lead"] if article.id == story.lead.id else []
    if article.id in copied:
        original = next((one.outlet for one in story.articles if one.id == copied[article.id]), copied[article.id])
        marks.append(f"copy of {original}")
    mark = f" [{', '.join(marks)}]" if marks else ""
    where = f"{article.country or '??'}, {article.language or '??'}"
    return f"{article.published:{_MINUTE}} {article.id} {article.outlet} ({where}): {article.title}{mark}"


def _titles(articles: Sequence[Article]) -> dict[str, str]:
    return {article.id: article.title for article in articles}


def _what(override: Override) -> str:
    if override.kind == "move":
        return f"move {'out of' if override.remove else 'to'} {override.topic}"
    return override.kind


def _override(override: Override) -> dict[str, Any]:
    return asdict(override)
