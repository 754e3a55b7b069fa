"""What a build had to choose from: its stories with what became of each, and every article that it left out."""

from __future__ import annotations

from dataclasses import dataclass

from digest.app.application import App
from digest.curate.overrides import Rulings, resolve_overrides
from digest.errors import UsageError
from digest.model import Build, Edition, Story
from digest.pipeline.left_out import LeftOut, find_left_out, nearest_topic, reason_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story of the last build."""

    story: Story
    place: int
    """By rank, 1 is the best."""
    blocks: tuple[str, ...]
    """Headings of the blocks that print it; () when it is not printed."""
    reason: str
    """Why it is not printed; "" when it is."""
    detail: str


def last_build(app: App, newsletter: str) -> Build:
    """What the newsletter's last build worked on; raises UsageError."""
    build = app.store.last_build(newsletter)
    if build is None:
        raise UsageError(f"{newsletter} was never built; 'digest build {newsletter}' does it")
    return build


def candidates(app: App, newsletter: str) -> tuple[Candidate, ...]:
    """Every story of the newsletter's last build, best first; raises UsageError."""
    build = last_build(app, newsletter)
    edition = edition_of(app, build)
    stories = app.store.stories(newsletter)
    found = []
    for place, story in enumerate(stories, start=1):
        if edition is not None and story.id in edition.stories:
            found.append(Candidate(story, place, blocks_of(story.id, edition), "", ""))
        else:
            reason, detail = reason_of(story, place=f"{place} of {len(stories)} by rank", edition=edition)
            found.append(Candidate(story, place, (), reason, detail))
    return tuple(found)


def left_out(app: App, newsletter: str) -> tuple[LeftOut, ...]:
    """Every article of the last build that its edition does not print; raises UsageError."""
    build = last_build(app, newsletter)
    edition = edition_of(app, build)
    stories = app.store.stories(newsletter)
    return find_left_out(
        stories,
        articles=app.store.articles_between(build.start, build.end),
        outside=app.store.articles_outside(build.start, build.end),
        edition=edition,
        rulings=rulings_of(app, newsletter),
        nearest={story.id: nearest_topic(story, app.settings.topics) for story in stories if not story.topics},
    )


def rulings_of(app: App, newsletter: str) -> Rulings:
    """What editors say of the newsletter's stories."""
    return resolve_overrides(app.store.overrides(), newsletter=newsletter)


def edition_of(app: App, build: Build) -> Edition | None:
    """The edition that a build made."""
    return app.store.find_edition(str(build.edition)) if build.edition else None


def blocks_of(story_id: str, edition: Edition) -> tuple[str, ...]:
    """Headings of the blocks of an edition that print a story, in their order."""
    found = (block.heading or block.kind for block in edition.blocks if _mentions(block.data, story_id))
    return tuple(dict.fromkeys(found))


def _mentions(value: object, story_id: str) -> bool:
    if isinstance(value, dict):
        return value.get("story_id") == story_id or any(_mentions(item, story_id) for item in value.values())
    if isinstance(value, list | tuple):
        return any(_mentions(item, story_id) for item in value)
    return False
